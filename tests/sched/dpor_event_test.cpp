#include "sim/sched/dpor_event.hpp"

#include <gtest/gtest.h>

namespace sim::dpor {
namespace {

Event step(Id id, Object task, std::vector<Touch> touches = {}) {
  return {.id = id, .task = task, .touches = std::move(touches)};
}

TEST(DporEvent, DependsOnWhatItSharesWithAnother) {
  const Event reads = step(1, 11, {{5, Mode::read}});
  const Event reads_too = step(2, 12, {{5, Mode::read}});
  const Event writes = step(3, 13, {{5, Mode::write}});
  const Event writes_elsewhere = step(4, 14, {{6, Mode::write}});
  EXPECT_FALSE(dependent(reads, reads_too));
  EXPECT_TRUE(dependent(reads, writes));
  EXPECT_TRUE(dependent(writes, reads));
  EXPECT_FALSE(dependent(writes, writes_elsewhere));
}

TEST(DporEvent, DependsOnAllOfItsTaskAndOnWhatMadeItReady) {
  EXPECT_TRUE(dependent(step(1, 11), step(2, 11)));
  Event woken = step(3, 12);
  woken.cause = 1;
  EXPECT_TRUE(dependent(step(1, 11), woken));
  EXPECT_FALSE(dependent(step(2, 11), woken));
}

TEST(DporEvent, DependsOnWhoeverAsksItsTaskToStop) {
  EXPECT_TRUE(dependent(step(1, 11), step(2, 12, {{11, Mode::write}})));
  EXPECT_FALSE(dependent(step(1, 0), step(2, 0)));  // callbacks have no task
}

TEST(DporEvent, DependsOnAllIfItSaysSo) {
  Event everything = step(1, 11);
  everything.everything = true;
  EXPECT_TRUE(dependent(everything, step(2, 12)));
  EXPECT_TRUE(dependent(step(2, 12), everything));
}

TEST(DporEvent, MayBeginARowInWhichNothingBeforeItMeetsIt) {
  const Event a = step(1, 11, {{5, Mode::write}});
  const Event b = step(2, 12, {{6, Mode::write}});
  const Event c = step(3, 13, {{5, Mode::write}});
  EXPECT_TRUE(may_begin(a, {a, b, c}));
  EXPECT_TRUE(may_begin(b, {a, b, c}));
  EXPECT_FALSE(may_begin(c, {a, b, c}));
  EXPECT_FALSE(may_begin(c, {a, b}));
  EXPECT_TRUE(may_begin(c, {b}));
}

TEST(DporEvent, MayNotBeginARowThatPassesTheEndOfAnIteration) {
  const Event a = step(1, 11);
  const Event b = step(2, 12);
  const Event late = step(3, 13);  // came in this iteration
  EXPECT_TRUE(may_begin(b, {a, b}, Due({1, 2})));
  EXPECT_FALSE(may_begin(b, {a, late, b}, Due({1, 2})));  // it was the last when `late` went first
  EXPECT_TRUE(may_begin(b, {a, late, b}, Due({1, 2, 4})));
  EXPECT_FALSE(may_begin(late, {a, late}, Due({1})));     // that ended the iteration
  EXPECT_TRUE(may_begin(late, {a, late}, Due({1, 2})));
  EXPECT_FALSE(may_begin(late, {a}, Due({1})));
}

TEST(DporEvent, MayHaveTakenAnybodyOutOfTheLine) {
  Event withdraws = step(1, 11);
  withdraws.everything = true;
  Due due({1, 2});
  EXPECT_FALSE(due.over());
  due.steps(withdraws);
  EXPECT_TRUE(due.over());
  EXPECT_FALSE(Due().over());
}

TEST(DporEvent, IsAnotherOneWhereItWasAnsweredOtherwise) {
  const Event calm = step(1, 11);
  Event late = calm;
  late.answers = {1};
  EXPECT_EQ(find({calm, late}, calm), 0U);
  EXPECT_EQ(find({calm, late}, late), 1U);
  EXPECT_EQ(find({calm}, late), 1U);
}

}  // namespace
}  // namespace sim::dpor
