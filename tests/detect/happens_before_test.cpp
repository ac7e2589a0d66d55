#include "sim/detect/happens_before.hpp"

#include <gtest/gtest.h>

namespace sim {
namespace {

using namespace std::chrono_literals;

constexpr TaskId left{1};
constexpr TaskId right{2};

// Two tasks that were made from outside make a step each, the second one now.
class TwoTasks : public ::testing::TestWithParam<Readiness> {
 protected:
  void SetUp() override {
    order.begin_run();
    order.wakes(0, left);
    order.wakes(1, right);
    order.steps(0);
  }

  HappensBefore order{GetParam()};
};

using OfAll = TwoTasks;
using OfThoseWhoAreReady = TwoTasks;
using InLine = TwoTasks;

TEST_P(OfThoseWhoAreReady, NeitherIsBeforeTheOther) {
  const HappensBefore::Moment then = order.now();
  order.steps(1);
  EXPECT_FALSE(order.before(then));
}
INSTANTIATE_TEST_SUITE_P(Any, OfThoseWhoAreReady, ::testing::Values(Readiness::any));

TEST_P(InLine, TheFirstIsBefore) {
  const HappensBefore::Moment then = order.now();
  order.steps(1);
  EXPECT_TRUE(order.before(then));
}
INSTANTIATE_TEST_SUITE_P(InOrder, InLine, ::testing::Values(Readiness::in_order));

TEST_P(OfAll, TheStepThatMakesOneReadyIsBefore) {
  const HappensBefore::Moment then = order.now();
  order.steps(1);
  order.wakes(0, left);
  const HappensBefore::Moment woken_by = order.now();
  order.steps(0);
  EXPECT_TRUE(order.before(then));
  EXPECT_TRUE(order.before(woken_by));
}

TEST_P(OfAll, WhoSignalsIsBeforeWhoSees) {
  order.signals(order.cell(7));
  const HappensBefore::Moment then = order.now();
  order.steps(1);
  order.sees(order.cell(7));
  EXPECT_TRUE(order.before(then));
}

TEST_P(OfAll, WhoGivesBackIsBeforeWhoTakes) {
  order.releases(order.object(ObjectId{1}));
  const HappensBefore::Moment then = order.now();
  order.steps(1);
  order.sees(order.object(ObjectId{1}));
  EXPECT_TRUE(order.before(then));
}

TEST_P(OfThoseWhoAreReady, WhoTouchesAnotherThingIsNot) {
  order.signals(order.cell(7));
  const HappensBefore::Moment then = order.now();
  order.steps(1);
  order.sees(order.cell(8));
  order.sees(order.object(ObjectId{7}));
  EXPECT_FALSE(order.before(then));
}

TEST_P(OfThoseWhoAreReady, WhoSeesIsNotBeforeWhoSignalsLater) {
  order.sees(order.cell(7));
  const HappensBefore::Moment then = order.now();
  order.steps(1);
  order.signals(order.cell(7));
  EXPECT_FALSE(order.before(then));
}

// The callback runs after whoever asked for it and after whoever has set what it waits for; these
// two may come either way round.
TEST_P(OfThoseWhoAreReady, WhoListensIsBeforeTheCallbackThatItHasAskedFor) {
  order.listens(order.cell(7));
  const HappensBefore::Moment asked = order.now();
  order.steps(1);
  order.signals(order.cell(7));
  EXPECT_FALSE(order.before(asked));
  const HappensBefore::Moment set = order.now();
  order.wakes(2, TaskId{});
  order.steps(2);
  EXPECT_TRUE(order.before(asked));
  EXPECT_TRUE(order.before(set));
}

TEST_P(OfThoseWhoAreReady, TwoCallbacksAreNotBeforeEachOther) {
  order.wakes(2, TaskId{});
  order.wakes(3, TaskId{});
  const HappensBefore::Moment asked = order.now();
  order.steps(2);
  EXPECT_TRUE(order.before(asked));
  const HappensBefore::Moment one = order.now();
  order.steps(3);
  EXPECT_TRUE(order.before(asked));
  EXPECT_FALSE(order.before(one));
}

TEST_P(OfAll, WhoAsksOneToStopIsBeforeItsNextStep) {
  order.stops(right);
  const HappensBefore::Moment then = order.now();
  order.steps(1);
  EXPECT_TRUE(order.before(then));
}

TEST_P(OfAll, WhatWasDoneBeforeTheClockMovedIsBefore) {
  order.arms(1);
  const HappensBefore::Moment then = order.now();
  order.rests();
  order.clock_moves(Instant{1s});
  order.is_due(1);
  order.wakes(0, right);
  order.steps(0);
  EXPECT_TRUE(order.before(then));
}

TEST_P(OfAll, WhatDescendsFromTwoEqualDeadlinesIsNotOrdered) {
  order.arms(1);
  order.arms(2);
  order.rests();
  order.clock_moves(Instant{1s});
  order.is_due(1);
  order.is_due(2);
  order.goes_first(2, 1);
  order.wakes(0, right);
  order.wakes(1, left);
  order.steps(0);
  const HappensBefore::Moment then = order.now();
  order.steps(1);
  EXPECT_FALSE(order.before(then));
  order.wakes(2, TaskId{3});
  order.steps(2);
  EXPECT_FALSE(order.before(then));
}

// One waits for 4 s and may take half of that more, the other one for so long: the first has taken
// its least, and may take up to 6 s.
bool are_ordered(Readiness readiness, Duration other) {
  HappensBefore order(readiness);
  order.wakes(0, left);
  order.wakes(1, right);
  order.steps(0);
  order.arms(1, {.most = 0.5});
  order.steps(1);
  order.arms(2, {.most = 0.5});
  order.rests();
  order.clock_moves(Instant{4s});
  order.is_due(1);
  order.wakes(0, left);
  order.steps(0);
  const HappensBefore::Moment then = order.now();
  order.rests();
  order.clock_moves(Instant{other});
  order.is_due(2);
  order.wakes(1, right);
  order.steps(1);
  return order.before(then);
}

TEST_P(OfAll, WhatMayTakeLongerIsOrderedWhereItIsOverBeforeTheOtherCanBegin) {
  EXPECT_FALSE(are_ordered(GetParam(), 5s));
  EXPECT_FALSE(are_ordered(GetParam(), 6s));
  EXPECT_TRUE(are_ordered(GetParam(), 7s));
}

TEST_P(OfAll, WhatMayTakeLongerIsOrderedByTheEdgesAsWell) {
  order.arms(1, {.most = 0.5});
  const HappensBefore::Moment then = order.now();
  order.steps(1);
  order.rests();
  order.clock_moves(Instant{1s});
  order.is_due(1);
  order.wakes(0, TaskId{});
  order.steps(0);
  EXPECT_TRUE(order.before(then));
}

TEST_P(OfAll, WhoAsksForACallAtOnceIsBeforeIt) {
  order.arms(1);
  const HappensBefore::Moment then = order.now();
  order.steps(1);
  order.rests();
  order.is_due(1);
  order.wakes(0, TaskId{});
  order.steps(0);
  EXPECT_TRUE(order.before(then));
}

TEST_P(OfAll, AllIsBeforeWhoeverIsAfterAll) {
  const HappensBefore::Moment then = order.now();
  order.steps(1);
  const HappensBefore::Moment second = order.now();
  order.wakes(2, TaskId{3});
  order.wakes(3, TaskId{4});
  order.steps(2);
  order.is_after_all();
  EXPECT_TRUE(order.before(then));
  EXPECT_TRUE(order.before(second));
  const HappensBefore::Moment third = order.now();
  order.steps(3);
  EXPECT_TRUE(order.before(then));
  EXPECT_TRUE(order.before(third));
}

TEST_P(OfAll, ALaterRunKnowsNothingOfTheOneBefore) {
  order.releases(order.object(ObjectId{1}));
  order.begin_run();
  order.wakes(0, left);
  order.wakes(1, right);
  order.steps(1);
  const HappensBefore::Moment then = order.now();
  order.steps(0);
  order.sees(order.object(ObjectId{1}));
  EXPECT_EQ(order.before(then), GetParam() == Readiness::in_order);
}
INSTANTIATE_TEST_SUITE_P(Both, OfAll, ::testing::Values(Readiness::any, Readiness::in_order));

}  // namespace
}  // namespace sim
