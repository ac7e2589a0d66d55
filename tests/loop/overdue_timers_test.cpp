#include "sim/loop/overdue_timers.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <deque>
#include <vector>

#include "sim/loop/runnable.hpp"

namespace sim {
namespace {

struct Item : Runnable {
  explicit Item(int n) : Runnable([](Runnable&, RunnableOp) {}), number(n) {}
  int number;
};

struct SomeOverdueTimers : testing::Test {
  OverdueTimers::Slot push(std::int64_t when) {
    items.emplace_back(static_cast<int>(items.size()));
    return timers.push(when, items.back());
  }

  std::vector<int> pop_all() {
    std::vector<int> numbers;
    while (!timers.empty()) numbers.push_back(static_cast<Item&>(timers.pop()).number);
    return numbers;
  }

  std::deque<Item> items;
  OverdueTimers timers;
};

TEST_F(SomeOverdueTimers, ComeByDeadlineAndThenInTheirOrder) {
  for (const std::int64_t when : {5, -3, 5, 0, 5, -3}) push(when);
  EXPECT_EQ(timers.earliest(), -3);
  EXPECT_EQ(pop_all(), (std::vector{1, 5, 3, 0, 2, 4}));
}

TEST_F(SomeOverdueTimers, SkipWhatIsCancelled) {
  const auto first = push(1);
  push(2);
  const auto third = push(1);
  timers.cancel(first);
  timers.cancel(third);
  EXPECT_EQ(timers.cancelled(), 2U);
  EXPECT_EQ(timers.earliest(), 2);
  EXPECT_EQ(pop_all(), std::vector{1});
}

TEST_F(SomeOverdueTimers, KeepNothingOnceAllAreCancelled) {
  timers.cancel(push(1));
  EXPECT_TRUE(timers.empty());
  EXPECT_EQ(timers.cancelled(), 0U);
  EXPECT_EQ(push(3), 0U);
}

}  // namespace
}  // namespace sim
