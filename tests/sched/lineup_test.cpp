#include "sim/sched/lineup.hpp"

#include <gtest/gtest.h>

namespace sim {
namespace {

struct ALineup : testing::Test {
  ALineup() {
    lineup.begin_run();
    lineup.joins(5, TaskId{1});
    lineup.joins(3, TaskId{2});
    lineup.joins(9, TaskId{3});
  }
  Lineup lineup;
};

TEST_F(ALineup, KeepsTheOrderOfArrival) {
  EXPECT_EQ(lineup.count(), 3U);
  EXPECT_EQ(lineup.first(), 5U);
  EXPECT_EQ(lineup.at(1), 3U);
  EXPECT_EQ(lineup.at(2), 9U);
}

TEST_F(ALineup, ClosesUpWhenOneLeaves) {
  lineup.leaves(3);
  EXPECT_EQ(lineup.at(1), 9U);
  lineup.leaves(5);
  EXPECT_EQ(lineup.first(), 9U);
  lineup.leaves(9);
  EXPECT_TRUE(lineup.empty());
}

TEST_F(ALineup, CountsTheTurnsOfATask) {
  EXPECT_EQ(lineup.turn(3), (Turn{{2}, 1}));
  lineup.steps(3);
  lineup.joins(3, TaskId{2});
  EXPECT_EQ(lineup.turn(3), (Turn{{2}, 2}));
  EXPECT_EQ(lineup.step(), 1U);
}

TEST_F(ALineup, TakesANewTaskForAChildOfTheOneThatStepped) {
  lineup.steps(9);
  lineup.joins(9, TaskId{4});
  EXPECT_EQ(lineup.turn(9), (Turn{{3, 1}, 1}));
}

TEST_F(ALineup, FindsATurn) {
  const Lineup::Node second = lineup.standing(3).node;
  EXPECT_EQ(lineup.find(second, 1), 3U);
  EXPECT_EQ(lineup.find(second, 2), Lineup::nobody);
}

}  // namespace
}  // namespace sim
