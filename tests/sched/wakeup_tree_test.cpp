#include "sim/sched/wakeup_tree.hpp"

#include <gtest/gtest.h>

namespace sim::dpor {
namespace {

// The step `id` of a task of its own, which writes to one object.
Event writes(Id id, Object object) {
  return {.id = id, .task = static_cast<Object>(100 + id), .touches = {{object, Mode::write}}};
}

const Event a = writes(1, 5);
const Event b = writes(2, 5);  // meets a
const Event c = writes(3, 6);  // meets nobody

TEST(WakeupTree, GivesBackWhatWasPutInFirstComeFirst) {
  WakeupTree tree;
  EXPECT_TRUE(tree.empty());
  EXPECT_TRUE(tree.insert({a, c}));
  EXPECT_TRUE(tree.insert({b, a}));
  EXPECT_EQ(tree.take_first().event.id, a.id);
  WakeupTree::Node second = tree.take_first();
  EXPECT_EQ(second.event.id, b.id);
  EXPECT_EQ(second.after.take_first().event.id, a.id);
  EXPECT_TRUE(second.after.empty());
  EXPECT_TRUE(tree.empty());
}

TEST(WakeupTree, CoversARowThatBeginsAsOneOfItsOwn) {
  WakeupTree tree;
  EXPECT_TRUE(tree.insert({a}));
  EXPECT_FALSE(tree.insert({a, b}));
  EXPECT_FALSE(tree.insert({c, a, b}));  // the same but for an order that makes no difference
  EXPECT_TRUE(tree.insert({b, a}));
}

TEST(WakeupTree, DoesNotCoverARowInWhichAnIterationEndsElsewhere) {
  WakeupTree tree;
  EXPECT_TRUE(tree.insert({a}, Due({a.id, c.id})));
  EXPECT_FALSE(tree.insert({c, a}, Due({a.id, c.id})));
  const Event late = writes(4, 7);
  EXPECT_TRUE(tree.insert({c, late, a}, Due({a.id, c.id})));
}

TEST(WakeupTree, SharesTheBeginningOfRows) {
  WakeupTree tree;
  EXPECT_TRUE(tree.insert({c, a, b}));
  EXPECT_TRUE(tree.insert({c, b, a}));
  WakeupTree::Node first = tree.take_first();
  EXPECT_TRUE(tree.empty());
  EXPECT_EQ(first.after.take_first().event.id, a.id);
  EXPECT_EQ(first.after.take_first().event.id, b.id);
}

TEST(WakeupTree, KeepsEachWayToAnswer) {
  WakeupTree tree;
  tree.add(a);
  Event late = a;
  late.answers = {1};
  tree.add(late);
  EXPECT_TRUE(tree.take_first().event.answers.empty());
  EXPECT_EQ(tree.take_first().event.answers.size(), 1U);
}

}  // namespace
}  // namespace sim::dpor
