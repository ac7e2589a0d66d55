#include "sim/sched/task_kinds.hpp"

#include <gtest/gtest.h>

namespace sim {
namespace {

constexpr ObjectId kDoor{1};
constexpr ObjectId kKey{2};

TEST(TaskKinds, AreThoseThatTouchTheSameObjectsInTheSameWays) {
  TaskKinds kinds;
  kinds.note(1, kDoor, Access::write);
  kinds.note(2, kDoor, Access::read);
  kinds.note(3, kDoor, Access::write);
  kinds.note(4, kDoor, Access::read);
  kinds.note(4, kDoor, Access::write);
  kinds.sort();
  EXPECT_EQ(kinds.of(1), kinds.of(3));
  EXPECT_NE(kinds.of(1), kinds.of(2));
  EXPECT_NE(kinds.of(1), kinds.of(4));
  EXPECT_NE(kinds.of(2), kinds.of(4));
  EXPECT_TRUE(kinds.some_alike());
  EXPECT_EQ(kinds.count(), 4U);  // and those who touch nothing
}

TEST(TaskKinds, DoNotLookAtWhatOneTaskAloneTouches) {
  TaskKinds kinds;
  kinds.note(1, kDoor, Access::write);
  kinds.note(2, kDoor, Access::write);
  kinds.note(2, kKey, Access::read);
  kinds.sort();
  EXPECT_EQ(kinds.of(1), kinds.of(2));
}

TEST(TaskKinds, AreNotAlikeWhereTheyTouchNothing) {
  TaskKinds kinds;
  kinds.note(3, kDoor, Access::write);
  kinds.sort();
  EXPECT_FALSE(kinds.some_alike());
  EXPECT_EQ(kinds.size(), 4U);
}

}  // namespace
}  // namespace sim
