#include "sim/trace/trace.hpp"

#include <gtest/gtest.h>

#include "sim/trace/recorder.hpp"

namespace sim {
namespace {

TraceEvent step(std::uint64_t task) {
  return TraceEvent({EventKind::step, Instant{}, 1, TaskId{task}});
}

TEST(ATrace, KeepsTheOrderInWhichThingsHappened) {
  Trace trace;
  EXPECT_TRUE(trace.empty());
  for (const std::uint64_t task : {2U, 1U, 3U}) trace.push_back(step(task));
  EXPECT_EQ(trace.size(), 3U);
  EXPECT_EQ(trace[0].task, TaskId{2});
  EXPECT_EQ((trace.end() - 1)->task, TaskId{3});
}

TEST(ATrace, TellsItAllAgain) {
  Trace trace;
  trace.push_back(step(1));
  trace.push_back(step(2));
  Recorder recorder;
  trace.tell(recorder);
  EXPECT_EQ(recorder.trace(), trace);
}

TEST(ATrace, IsAnotherWhereOneEventIs) {
  Trace one;
  Trace other;
  one.push_back(step(1));
  EXPECT_FALSE(one == other);
  other.push_back(step(2));
  EXPECT_FALSE(one == other);
  other.clear();
  other.push_back(step(1));
  EXPECT_TRUE(one == other);
}

}  // namespace
}  // namespace sim
