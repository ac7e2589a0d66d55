#include "sim/trace/export_text.hpp"

#include <gtest/gtest.h>

#include <sstream>
#include <string>

#include "sim/aio/run.hpp"
#include "sim/aio/sleep.hpp"
#include "sim/coro/task.hpp"
#include "sim/trace/recorder.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;

Coro<> naps() { co_await sleep(5s); }

Coro<> program() {
  Task<> task = create_task(naps(), "napper");
  co_await sleep(1500ms);
  Loop::current().tell(EventKind::print, current_task().id(), {}, "two\nlines");
  task.cancel("enough");
  try {
    co_await task;
  } catch (const CancelledError&) {
  }
}

constexpr const char* expected =
    "   0.000000000      0  Task-1      is created\n"
    "   0.000000000      1  Task-1      runs\n"
    "   0.000000000      1  napper      is created by Task-1\n"
    "   0.000000000      1  Task-1      waits for sleep(1.5)\n"
    "   0.000000000      2  napper      runs\n"
    "   0.000000000      2  napper      waits for sleep(5)\n"
    "   1.500000000      2  -           the clock moves\n"
    "   1.500000000      3  Task-1      its time has come\n"
    "   1.500000000      4  Task-1      runs\n"
    "   1.500000000      4  Task-1      prints two\\nlines\n"
    "   1.500000000      4  napper      is asked to stop by Task-1: enough\n"
    "   1.500000000      4  Task-1      waits for napper\n"
    "   1.500000000      5  napper      runs\n"
    "   1.500000000      5  napper      cancelled\n"
    "   1.500000000      6  Task-1      runs\n"
    "   1.500000000      6  Task-1      returned\n";

TEST(TextOfATrace, CanBeFollowedByAPerson) {
  std::ostringstream text;
  TextExporter exporter(text);
  Runner runner({.probe = &exporter});
  runner.run(program());
  EXPECT_EQ(text.str(), expected);
}

TEST(TextOfATrace, IsTheSameFromWhatWasKept) {
  Recorder recorder;
  Runner runner({.probe = &recorder});
  runner.run(program());
  std::ostringstream text;
  export_text(recorder.trace(), text);
  EXPECT_EQ(text.str(), expected);
}

TEST(TextOfATrace, KeepsToOneLineAnEvent) {
  std::ostringstream text;
  TextExporter exporter(text);
  exporter.on_event({EventKind::print, Instant{}, 1, TaskId{7}, {}, "\x1b[31m\r\n\tü"});
  exporter.on_event({EventKind::step, Instant{}, 1, {}});
  EXPECT_EQ(text.str(),
            "   0.000000000      1  task 7      prints \\x1b[31m\\x0d\\n\\tü\n"
            "   0.000000000      1  -           a callback runs\n");
}

}  // namespace
}  // namespace sim
