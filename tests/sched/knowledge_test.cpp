#include "sim/sched/knowledge.hpp"

#include <gtest/gtest.h>

namespace sim {
namespace {

constexpr ObjectId kLock{1};
constexpr ObjectId kBalance{2};

struct SomeKnowledge : testing::Test {
  // Main makes two steps and a child of three, which takes the lock and writes twice.
  void make_run(bool passed = true) {
    known.begin_run();
    main = known.arrive(0, TaskId{1});
    known.depart(0);
    child = known.arrive(0, TaskId{2});
    known.depart(0);
    known.touches(kLock, Access::write);
    known.arrive(0, TaskId{2});
    known.depart(0);
    known.touches(kBalance, Access::write);
    known.touches(kBalance, Access::read);
    known.arrive(0, TaskId{2});
    known.depart(0);
    known.arrive(0, TaskId{1});
    known.depart(0);
    known.end_run(passed);
  }

  Knowledge known;
  Knowledge::Node main = 0;
  Knowledge::Node child = 0;
};

TEST_F(SomeKnowledge, CountsTheStepsOfATaskAndItsDescendants) {
  make_run();
  EXPECT_EQ(known.events()[main], 5U);
  EXPECT_EQ(known.events()[child], 3U);
  EXPECT_EQ(known.longest(), 5U);
}

TEST_F(SomeKnowledge, CountsTheAccessesToAnObject) {
  make_run();
  EXPECT_EQ(known.accesses(kBalance)[main], 2U);
  EXPECT_EQ(known.accesses(kBalance)[child], 2U);
  EXPECT_EQ(known.accesses(kLock)[child], 1U);
  EXPECT_EQ(known.all_accesses(), (std::vector<std::uint32_t>{0, 1, 2}));
}

TEST_F(SomeKnowledge, ForeseesWhatATaskTouchesFromTheRunBefore) {
  make_run();
  known.begin_run();
  known.arrive(0, TaskId{1});
  known.depart(0);
  known.arrive(0, TaskId{2});
  EXPECT_EQ(known.pending(child).object, kLock);
  known.depart(0);
  known.touches(kLock, Access::write);
  EXPECT_EQ(known.pending(child).object, kBalance);
  EXPECT_EQ(known.pending(main).object, ObjectId());
}

TEST_F(SomeKnowledge, BelievesWhatATaskSaysOfItself) {
  make_run();
  known.begin_run();
  known.arrive(0, TaskId{1});
  known.depart(0);
  known.intends(kBalance, Access::read);
  EXPECT_EQ(known.pending(main).object, kBalance);
  known.touches(kBalance, Access::read);
  EXPECT_EQ(known.pending(main).object, ObjectId());
}

TEST_F(SomeKnowledge, ForgetsWhatFailedOnceARunPasses) {
  known.begin_run();
  known.arrive(0, TaskId{1});
  for (int step = 0; step < 9; ++step) {
    known.depart(0);
    known.arrive(0, TaskId{1});
  }
  known.end_run(false);
  EXPECT_EQ(known.events()[1], 9U);
  make_run();
  EXPECT_EQ(known.events()[main], 5U);
}

TEST(Footprint, RacesWithAnAccessToTheSameObjectIfOneOfThemWrites) {
  const Footprint read{kBalance, Access::read};
  const Footprint write{kBalance, Access::write};
  EXPECT_TRUE(read.races(write));
  EXPECT_TRUE(write.races(read));
  EXPECT_TRUE(write.races(write));
  EXPECT_FALSE(read.races(read));
  EXPECT_FALSE(write.races({kLock, Access::write}));
  EXPECT_FALSE(Footprint().races(Footprint()));
}

}  // namespace
}  // namespace sim
