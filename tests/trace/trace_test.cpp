#include "sim/trace/trace.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <utility>

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

// Also where what has come took no more bytes.
TEST(ATrace, HasAllThatHasComeWhoeverLooksInBetween) {
  Trace trace;
  for (std::uint64_t task = 1; task <= 20; ++task) {
    trace.push_back(step(task));
    EXPECT_EQ(trace.size(), 2 * task - 1);
    trace.push_back(ProbeEvent{EventKind::wait, Instant{}, 1, TaskId{task}, {}, turn_label});
    EXPECT_EQ(trace.size(), 2 * task);
    EXPECT_EQ(trace[2 * task - 1].kind, EventKind::wait);
    EXPECT_EQ(trace[2 * task - 1].task, TaskId{task});
  }
}

// In places that fill one after the other, and while somebody looks at them in between.
TEST(ATrace, OfManyEventsGivesEachByItsNumber) {
  constexpr std::uint64_t many = 100'000;
  Trace trace;
  for (std::uint64_t i = 0; i < many; ++i) {
    trace.push_back(step(i * i));
    if (i != 1000) continue;
    EXPECT_EQ(trace.size(), 1001U);
  }
  ASSERT_EQ(trace.size(), many);
  for (std::uint64_t i = 0; i < many; ++i) ASSERT_EQ(trace[i].task, TaskId{i * i});
  Trace moved = std::move(trace);
  EXPECT_EQ(moved.size(), many);
  moved.push_back(step(7));
  EXPECT_EQ(moved.size(), many + 1);
  EXPECT_EQ(Trace(moved), moved);
}

}  // namespace
}  // namespace sim
