#include "sim/sched/task_tree.hpp"

#include <gtest/gtest.h>

namespace sim {
namespace {

TEST(TaskTree, KnowsATaskByTheWayToIt) {
  TaskTree tree;
  tree.begin_run();
  const TaskTree::Node main = tree.node(TaskId{1}, TaskTree::outside);
  const TaskTree::Node first = tree.node(TaskId{2}, main);
  const TaskTree::Node second = tree.node(TaskId{3}, main);
  const TaskTree::Node grandchild = tree.node(TaskId{4}, first);
  EXPECT_EQ(tree.path(main), TaskPath({1}));
  EXPECT_EQ(tree.path(second), TaskPath({1, 2}));
  EXPECT_EQ(tree.path(grandchild), TaskPath({1, 1, 1}));
  EXPECT_EQ(tree.parent(grandchild), first);
  EXPECT_EQ(tree.node(TaskId{2}, main), first);
}

TEST(TaskTree, FindsThemAgainInARunThatNumbersThemOtherwise) {
  TaskTree tree;
  tree.begin_run();
  const TaskTree::Node main = tree.node(TaskId{1}, TaskTree::outside);
  const TaskTree::Node a = tree.node(TaskId{2}, main);
  const TaskTree::Node b = tree.node(TaskId{3}, main);
  const TaskTree::Node child_of_a = tree.node(TaskId{4}, a);
  const TaskTree::Node child_of_b = tree.node(TaskId{5}, b);
  tree.begin_run();
  EXPECT_EQ(tree.node(TaskId{1}, TaskTree::outside), main);
  EXPECT_EQ(tree.node(TaskId{2}, main), a);
  EXPECT_EQ(tree.node(TaskId{3}, main), b);
  EXPECT_EQ(tree.node(TaskId{4}, b), child_of_b);
  EXPECT_EQ(tree.node(TaskId{5}, a), child_of_a);
}

TEST(TaskTree, CountsATaskThatNeverStoodInLine) {
  TaskTree tree;
  tree.begin_run();
  const TaskTree::Node main = tree.node(TaskId{1}, TaskTree::outside);
  EXPECT_EQ(tree.path(tree.node(TaskId{3}, main)), TaskPath({1, 2}));
  EXPECT_EQ(tree.path(tree.node(TaskId{2}, main)), TaskPath({1, 1}));
}

TEST(TaskTree, GoesTheWayToATaskThatIsNotThereYet) {
  TaskTree tree;
  const TaskTree::Node found = tree.find({1, 2});
  EXPECT_EQ(tree.path(found), TaskPath({1, 2}));
  tree.begin_run();
  const TaskTree::Node main = tree.node(TaskId{1}, TaskTree::outside);
  EXPECT_NE(tree.node(TaskId{2}, main), found);
  EXPECT_EQ(tree.node(TaskId{3}, main), found);
  EXPECT_EQ(tree.find({}), TaskTree::outside);
}

}  // namespace
}  // namespace sim
