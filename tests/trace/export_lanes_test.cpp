#include "sim/trace/export_lanes.hpp"

#include <gtest/gtest.h>

#include <sstream>
#include <string>

#include "sim/aio/run.hpp"
#include "sim/aio/sleep.hpp"
#include "sim/coro/task.hpp"
#include "sim/trace/one_line.hpp"
#include "sim/trace/recorder.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;

Coro<> naps() { co_await sleep(5s); }

Coro<> stops_a_nap() {
  Task<> first = create_task(naps(), "napper");
  Task<> second = create_task(naps(), "other");
  co_await sleep(1500ms);
  Loop::current().tell(EventKind::print, current_task().id(), {}, "two\nlines");
  first.cancel("enough");
  co_await second;
}

Coro<> ticks(int count) {
  for (int tick = 0; tick < count; ++tick) co_await sleep(1s);
}

Coro<> starts(int tasks, int count) {
  for (int task = 0; task < tasks; ++task) {
    create_task(ticks(count), "a task with a name that is rather long " + std::to_string(task));
  }
  co_await sleep(1000s);
}

Trace trace_of(Coro<> main) {
  Recorder recorder;
  Runner runner({.probe = &recorder});
  runner.run(std::move(main));
  return recorder.take();
}

std::string lanes(const Trace& trace, const LaneOptions& options = {}) {
  std::ostringstream text;
  export_lanes(trace, text, options);
  return text.str();
}

std::vector<std::string> lines(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> all;
  for (std::string line; std::getline(in, line);) all.push_back(line);
  return all;
}

TEST(Lanes, ShowWhoDoesWhatAndWhoWaits) {
  EXPECT_EQ(lanes(trace_of(stops_a_nap()), {.marked = {3}}),
            "            Task-1\n"
            "            | napper\n"
            "            | | other\n"
            "   1  0s    * . .  Task-1: starts napper, other; waits for sleep(1.5)\n"
            "   2  0s    | * .  napper: waits for sleep(5)\n"
            " > 3  0s    | | *  other: waits for sleep(5)\n"
            "   4  1.5s  * | |  Task-1: prints two\\nlines; cancels napper: enough; "
            "waits for other\n"
            "   5  1.5s  | x |  napper: cancelled\n"
            "   6  5s    |   x  other: returned\n"
            "   7  5s    x      Task-1: returned\n");
}

TEST(Lanes, LeaveOutTheMiddleOfALongTrace) {
  const Trace trace = trace_of(starts(2, 100));
  const std::vector<std::string> all = lines(lanes(trace, {.marked = {100}, .rows = 12}));
  EXPECT_EQ(all.size(), 3U + 12U + 2U);  // a header, the rows, and two gaps
  EXPECT_EQ(all[6], "   ... 95 steps") << all[6];
  EXPECT_EQ(all[8].substr(0, 8), " > 100  ");
}

TEST(Lanes, KeepToTheirWidth) {
  for (const int tasks : {3, 15, 70}) {
    for (const std::string& line : lines(lanes(trace_of(starts(tasks, 3)), {.rows = 100}))) {
      EXPECT_LE(columns_of(line), 100U) << line;
    }
  }
}

TEST(Lanes, AreKeptForTasksThatStepInWhatIsShown) {
  const std::string text = lanes(trace_of(starts(70, 3)), {.rows = 6});
  EXPECT_NE(text.find("x  a task with a name th...: returned"), std::string::npos) << text;
}

TEST(Lanes, CountStepsAsTheyAreTold) {
  const Trace trace = trace_of(starts(1, 1));
  EXPECT_NE(lanes(trace, {.numbers = {1, 5, 9, 17}}).find("17  "), std::string::npos);
}

TEST(Lanes, OfAnEmptyTraceAreEmpty) { EXPECT_EQ(lanes(Trace()), ""); }

}  // namespace
}  // namespace sim
