#include "sim/trace/recorder.hpp"

#include <gtest/gtest.h>

#include <sstream>
#include <string>

#include "sim/aio/gather.hpp"
#include "sim/aio/run.hpp"
#include "sim/aio/sleep.hpp"
#include "sim/coro/task.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;

Coro<> program() { co_await create_task(sleep(1s), "napper"); }

std::string words(const Trace& trace) {
  std::ostringstream text;
  for (const TraceEvent& event : trace) {
    text << name_of(event.kind) << event.task.value() << ' ';
  }
  return text.str();
}

TEST(ARecorder, KeepsWhatALoopTells) {
  Recorder recorder;
  Runner runner({.probe = &recorder});
  runner.run(program());
  EXPECT_EQ(words(recorder.trace()),
            "spawn1 step1 spawn2 wait1 step2 wait2 clock0 timer2 step2 finish2 step1 finish1 ");
}

TEST(ARecorder, HandsItsTraceOverAndBeginsANewOne) {
  Recorder recorder;
  run(program(), {.probe = &recorder});
  const Trace first = recorder.take();
  EXPECT_FALSE(first.empty());
  EXPECT_TRUE(recorder.trace().empty());
  run(program(), {.probe = &recorder});
  EXPECT_EQ(recorder.take(), first);
}

TEST(ARecorder, HandsEventsOn) {
  Recorder last;
  Recorder first(&last);
  run(program(), {.probe = &first});
  EXPECT_EQ(first.trace(), last.trace());
}

TEST(ARecorder, ChangesNothingOfTheRun) {
  const auto body = []() -> Coro<std::uint64_t> {
    co_await gather(sleep(1s), sleep(2s), sleep(0s));
    co_return Loop::current().iteration();
  };
  Recorder recorder;
  EXPECT_EQ(run(body(), {.probe = &recorder}), run(body()));
}

}  // namespace
}  // namespace sim
