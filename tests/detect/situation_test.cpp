#include "sim/detect/situation.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace sim {
namespace {

constexpr TaskId a{1};
constexpr TaskId b{2};
constexpr ObjectId lock{1};

class ASituation : public testing::Test {
 protected:
  void tell(EventKind kind, TaskId task, TaskId other = {}, std::string_view label = {},
            ObjectId object = {}, std::uint64_t count = 0) {
    now.on_event({kind, Instant{}, 1, task, other, label, object, count});
  }
  void spawn_two() {
    tell(EventKind::spawn, a, {}, "main");
    tell(EventKind::spawn, b, a, "child");
  }

  Situation now;
};

TEST_F(ASituation, KnowsWhoWaitsForWhom) {
  spawn_two();
  EXPECT_EQ(now.text(), "main is ready\nchild is ready\n");
  tell(EventKind::wait, a, b, "child");
  EXPECT_TRUE(now.waits(a));
  EXPECT_EQ(now.awaited_by(a), std::vector<TaskId>{b});
  EXPECT_EQ(now.text(), "main waits for child\nchild is ready\n");
  tell(EventKind::finish, b, {}, "returned");
  EXPECT_EQ(now.awaited_by(a), std::vector<TaskId>());
  tell(EventKind::step, a);
  EXPECT_FALSE(now.waits(a));
}

TEST_F(ASituation, KnowsWhoHoldsALock) {
  spawn_two();
  tell(EventKind::make, a, {}, "lock", lock);
  tell(EventKind::acquire, b, {}, {}, lock);
  tell(EventKind::wait, a, {}, "a lock", lock);
  EXPECT_EQ(now.wait_of(a), "main waits for lock 1, held by child");
  tell(EventKind::release, b, {}, {}, lock);
  EXPECT_EQ(now.wait_of(a), "main waits for lock 1");
}

TEST_F(ASituation, NumbersObjectsByWhatTheyAre) {
  tell(EventKind::make, a, {}, "lock", ObjectId{1});
  tell(EventKind::make, a, {}, "queue", ObjectId{2});
  tell(EventKind::make, a, {}, "lock", ObjectId{3});
  EXPECT_EQ(now.name(ObjectId{3}), "lock 2");
  EXPECT_EQ(now.name(ObjectId{2}), "queue 1");
}

TEST_F(ASituation, KnowsThatAPermitWasUsedToSignal) {
  spawn_two();
  tell(EventKind::make, a, {}, "semaphore", lock, 1);
  tell(EventKind::acquire, a, {}, {}, lock);
  tell(EventKind::release, a, {}, {}, lock);
  EXPECT_FALSE(now.object(lock).signals);
  tell(EventKind::release, b, {}, {}, lock);
  EXPECT_TRUE(now.object(lock).signals);
}

TEST_F(ASituation, LeadsFromAGatherToItsChildren) {
  spawn_two();
  tell(EventKind::need, a, b);
  tell(EventKind::wait, a, {}, "wait()");
  EXPECT_EQ(now.wait_of(a), "main waits for wait() (child)");
}

TEST_F(ASituation, FindsARing) {
  spawn_two();
  tell(EventKind::wait, a, b, "child");
  EXPECT_EQ(now.ring(), std::vector<TaskId>());
  tell(EventKind::wait, b, a, "main");
  EXPECT_EQ(now.ring(), (std::vector<TaskId>{b, a}));  // "child" comes first
  EXPECT_EQ(now.text(), "main waits for child\nchild waits for main\na ring: child, main\n");
}

TEST_F(ASituation, IsIdleUntilSomethingRuns) {
  spawn_two();
  tell(EventKind::idle, {});
  EXPECT_TRUE(now.idle());
  tell(EventKind::release, a, {}, {}, lock);  // the loop ends, and frames with it
  EXPECT_TRUE(now.idle());
  tell(EventKind::step, a);
  EXPECT_FALSE(now.idle());
}

TEST_F(ASituation, KnowsWhichCallsAreToCome) {
  spawn_two();
  tell(EventKind::arm, a, {}, {}, {}, 1);
  tell(EventKind::arm, b, {}, {}, {}, 2);
  tell(EventKind::timer, {}, {}, {}, {}, 1);
  ASSERT_EQ(now.timers().size(), 1U);
  EXPECT_EQ(now.timers().begin()->second.by, b);
  tell(EventKind::disarm, b, {}, {}, {}, 2);
  EXPECT_TRUE(now.timers().empty());
}

TEST_F(ASituation, ForgetsTheRunBefore) {
  spawn_two();
  tell(EventKind::idle, {});
  now.begin_run();
  EXPECT_TRUE(now.all_tasks().empty());
  EXPECT_FALSE(now.idle());
  EXPECT_EQ(now.number(), 0U);
}

TEST_F(ASituation, NamesWhatItWasNotToldOf) {
  EXPECT_EQ(now.name(TaskId{7}), "task 7");
}

}  // namespace
}  // namespace sim
