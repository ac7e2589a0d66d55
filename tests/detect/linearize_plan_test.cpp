#include "sim/detect/linearize_plan.hpp"

#include <gtest/gtest.h>

#include <set>

namespace sim::detail {
namespace {

TEST(SlotSet, HoldsManySlots) {
  SlotSet slots;
  for (const std::uint32_t slot : {0U, 63U, 64U, 200U}) slots.add(slot);
  EXPECT_TRUE(slots.has(200));
  EXPECT_FALSE(slots.has(199));
  EXPECT_FALSE(slots.has(1'000));
  SlotSet same;
  same.add(64);
  same.add(0);
  same.add(63);
  EXPECT_FALSE(same == slots);
  slots.remove(200);
  slots.remove(500);
  EXPECT_EQ(same, slots);
}

std::set<LinearizePlan::Index> candidates(const LinearizePlan& plan, std::size_t end) {
  std::set<LinearizePlan::Index> all;
  const auto& at = plan.ends()[end];
  for (std::size_t number = 0; number < plan.candidate_count(at); ++number) {
    all.insert(plan.candidate(at, number));
  }
  return all;
}

// 0: |-----|      1:   |-----------|     2: |-- for ever     3: given up
TEST(LinearizePlan, KnowsWhoIsUnderWayWhenSomebodyComesBack) {
  const LinearizePlan plan({{1, 4, true, false},
                            {2, 7, true, false},
                            {3, 0, false, true},
                            {5, 6, false, false}});
  ASSERT_EQ(plan.ends().size(), 3U);
  EXPECT_EQ(candidates(plan, 0), (std::set<LinearizePlan::Index>{0, 1, 2}));
  EXPECT_EQ(plan.ends()[1].operation, 3U);
  EXPECT_FALSE(plan.ends()[1].certain);
  EXPECT_EQ(candidates(plan, 2), (std::set<LinearizePlan::Index>{1, 2}));
  EXPECT_EQ(plan.slot(3), plan.slot(0));  // which is free by then
}

}  // namespace
}  // namespace sim::detail
