#include "sim/loop/heapq_timers.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <deque>
#include <vector>

#include "sim/loop/loop.hpp"
#include "sim/loop/runnable.hpp"

namespace sim {
namespace {

struct Item : Runnable {
  explicit Item(int n) : Runnable([](Runnable&, RunnableOp) {}), number(n) {}
  int number;
};

Instant at(std::int64_t ns) { return Instant{Duration{ns}}; }

using Numbers = std::vector<int>;

struct AHeapqOfTimers : testing::Test {
  HeapqTimers::Slot push(std::int64_t ns) {
    items.emplace_back(static_cast<int>(items.size()));
    return timers.push(at(ns), items.back());
  }

  Numbers pop_all(std::int64_t now) {
    Numbers numbers;
    while (Runnable* due = timers.pop_due(at(now))) {
      numbers.push_back(static_cast<Item*>(due)->number);
    }
    return numbers;
  }

  // The order in which `count` equal deadlines fire.
  Numbers ties(int count) {
    for (int i = 0; i < count; ++i) push(1);
    return pop_all(1);
  }

  // Eight ties among `count` timers of which `cancelled` that come later are cancelled.
  Numbers ties_among(int count, int cancelled) {
    std::vector<HeapqTimers::Slot> padding;
    for (int i = 0; i < 8; ++i) push(10);
    for (int i = 8; i < count; ++i) padding.push_back(push(1000 + i));
    for (int i = 0; i < cancelled; ++i) timers.cancel(padding[static_cast<std::size_t>(i)]);
    timers.tidy();
    return pop_all(10);
  }

  std::deque<Item> items;
  HeapqTimers timers;
};

TEST_F(AHeapqOfTimers, GivesFourEqualDeadlinesInTheOrderOfCPython) {
  EXPECT_EQ(ties(4), (Numbers{0, 2, 1, 3}));
}

TEST_F(AHeapqOfTimers, GivesSixteenEqualDeadlinesInTheOrderOfCPython) {
  EXPECT_EQ(ties(16), (Numbers{0, 2, 6, 14, 13, 15, 12, 11, 10, 9, 8, 5, 7, 4, 1, 3}));
}

TEST_F(AHeapqOfTimers, LetsLaterOnesChangeTheOrderOfTies) {
  for (int i = 0; i < 6; ++i) push(1);
  push(2);
  EXPECT_EQ(pop_all(1), (Numbers{0, 2, 5, 1, 3, 4}));
}

TEST_F(AHeapqOfTimers, IsNotRebuiltWhileHalfOfItAreCancelled) {
  EXPECT_EQ(ties_among(101, 50).size(), 8U);
  EXPECT_EQ(timers.kept(), 93U);
  EXPECT_EQ(timers.cancelled_count(), 50U);
}

TEST_F(AHeapqOfTimers, IsRebuiltOnceMoreThanHalfAreCancelled) {
  EXPECT_EQ(ties_among(101, 51).size(), 8U);
  EXPECT_EQ(timers.kept(), 42U);
  EXPECT_EQ(timers.cancelled_count(), 0U);
}

TEST_F(AHeapqOfTimers, IsNotRebuiltUpToAHundred) {
  EXPECT_EQ(ties_among(100, 51).size(), 8U);
  EXPECT_EQ(timers.kept(), 92U);
}

TEST_F(AHeapqOfTimers, DropsTheCancelledFromItsHead) {
  const auto first = push(1);
  push(2);
  const auto third = push(3);
  timers.cancel(first);
  timers.cancel(third);
  timers.tidy();
  EXPECT_EQ(timers.kept(), 2U);
  EXPECT_EQ(timers.cancelled_count(), 1U);
  EXPECT_EQ(timers.size(), 1U);
}

TEST_F(AHeapqOfTimers, GoesOnCountingTheCancelledThatFallDueBehindALiveOne) {
  push(1);
  for (int i = 0; i < 3; ++i) timers.cancel(push(1));
  timers.tidy();
  EXPECT_EQ(pop_all(1), Numbers{0});
  EXPECT_EQ(timers.kept(), 0U);
  EXPECT_EQ(timers.cancelled_count(), 3U);
}

TEST_F(AHeapqOfTimers, IsRebuiltForNothingWhenItsCountHasDrifted) {
  push(1);
  for (int i = 0; i < 60; ++i) timers.cancel(push(1));
  EXPECT_EQ(pop_all(1), Numbers{0});
  items.clear();
  Numbers expected;
  for (int i = 0; i < 101; ++i) push(5);
  timers.tidy();
  EXPECT_EQ(timers.cancelled_count(), 0U);
  const Numbers rebuilt = pop_all(5);
  EXPECT_EQ(rebuilt.size(), 101U);
  HeapqTimers fresh;
  for (Item& item : items) static_cast<void>(fresh.push(at(5), item));
  for (const int number : rebuilt) {
    expected.push_back(static_cast<Item*>(fresh.pop_due(at(5)))->number);
    static_cast<void>(number);
  }
  EXPECT_NE(rebuilt, expected);  // the rebuild has moved the ties
}

// CPython: BaseEventLoopTests.test__run_once_cancelled_event_cleanup.
TEST_F(AHeapqOfTimers, DropsTheCancelledWhenCPythonDoes) {
  push(3000);
  for (int i = 0; i < 99; ++i) timers.cancel(push(3600));
  for (int i = 0; i < 2; ++i) timers.cancel(push(100));
  EXPECT_EQ(timers.cancelled_count(), 101U);
  timers.tidy();  // more than half of 102: the heap is rebuilt
  EXPECT_EQ(timers.cancelled_count(), 0U);
  EXPECT_EQ(timers.kept(), 1U);

  for (int i = 0; i < 47; ++i) timers.cancel(push(3600));
  for (int i = 0; i < 2; ++i) timers.cancel(push(100));
  timers.tidy();  // too few for that: those at the head go
  EXPECT_EQ(timers.cancelled_count(), 47U);
  EXPECT_EQ(timers.kept(), 48U);

  for (int i = 0; i < 49; ++i) push(3600);
  for (int i = 0; i < 51; ++i) timers.cancel(push(3600));
  timers.tidy();
  EXPECT_EQ(timers.cancelled_count(), 0U);
  EXPECT_EQ(timers.kept(), 50U);
}

TEST_F(AHeapqOfTimers, SeesTheEarliestBehindTheCancelled) {
  const auto first = push(1);
  const auto second = push(2);
  push(7);
  push(4);
  timers.cancel(first);
  timers.cancel(second);
  EXPECT_EQ(timers.earliest(), at(4));
  EXPECT_EQ(timers.kept(), 4U);
}

TEST_F(AHeapqOfTimers, KeepsWhatWasLeftUntilItIsDropped) {
  const auto left = push(1);
  push(2);
  timers.leave(left);
  timers.tidy();
  EXPECT_EQ(timers.kept(), 2U);
  EXPECT_EQ(timers.earliest(), at(1));
  timers.drop_left(left);
  EXPECT_EQ(timers.cancelled_count(), 1U);
  timers.tidy();
  EXPECT_EQ(timers.kept(), 1U);
}

TEST_F(AHeapqOfTimers, CountsNotWhatFellDueBeforeItWasDropped) {
  const auto left = push(1);
  timers.leave(left);
  EXPECT_EQ(pop_all(1), Numbers{});
  timers.drop_left(left);
  EXPECT_EQ(timers.cancelled_count(), 0U);
  EXPECT_TRUE(timers.empty());
}

TEST_F(AHeapqOfTimers, IsNewOnceItIsCleared) {
  timers.cancel(push(1));
  push(2);
  timers.clear();
  EXPECT_EQ(timers.kept(), 0U);
  items.clear();
  EXPECT_EQ(ties(5), (Numbers{0, 2, 4, 1, 3}));
}

// ---- in a loop -------------------------------------------------------------------------------

TEST(ALoopWithAHeapq, HasNothingToDoWhenAllIsCancelled) {
  Loop loop;
  loop.set_ties(TiePolicy::heapq);
  loop.call_later(Duration{5}, [] {}).cancel();
  EXPECT_FALSE(loop.run_once());
  EXPECT_EQ(loop.now(), at(0));
  EXPECT_EQ(loop.timers_kept(), 0U);
}

TEST(ALoopWithAHeapq, NeverStopsItsClockAtACancelledDeadline) {
  Loop loop;
  loop.set_ties(TiePolicy::heapq);
  TimerHandle cancelled = loop.call_later(Duration{1}, [] {});
  loop.call_later(Duration{3}, [] {});
  cancelled.cancel();
  EXPECT_EQ(loop.next_time(), at(3));
  EXPECT_TRUE(loop.run_once());
  EXPECT_EQ(loop.now(), at(3));
}

TEST(ALoopWithAHeapq, KeepsItsPolicyOverAReset) {
  Loop loop;
  loop.set_ties(TiePolicy::heapq);
  loop.call_later(Duration{5}, [] {});
  loop.reset();
  EXPECT_EQ(loop.ties(), TiePolicy::heapq);
  EXPECT_EQ(loop.timers_kept(), 0U);
}

// The question names the ties in the order in which the heap gives them.
TEST(ALoopWithAHeapq, PutsTheHeapsOrderBeforeAChooser) {
  Loop loop;
  loop.set_ties(TiePolicy::heapq);
  CalmChooser calm;
  loop.set_chooser(&calm);
  Numbers order;
  for (int i = 0; i < 5; ++i) loop.call_later(Duration{1}, [&order, i] { order.push_back(i); });
  EXPECT_TRUE(loop.run_once());
  EXPECT_EQ(order, (Numbers{0, 2, 4, 1, 3}));
}

}  // namespace
}  // namespace sim
