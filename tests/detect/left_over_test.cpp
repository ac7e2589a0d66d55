#include "sim/detect/left_over.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "sim/aio/gather.hpp"
#include "sim/aio/lock.hpp"
#include "sim/aio/semaphore.hpp"
#include "sim/aio/sleep.hpp"
#include "tests/detect/judged.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;
using test::findings_of;
using test::judged;

template <class Guard>
Coro<> use(Guard& guard, bool gives_back) {
  co_await guard.acquire();
  co_await sleep(1s);
  if (gives_back) guard.release();
}

Coro<> use_a_lock(bool gives_back) {
  Lock lock;
  Task<> writer = create_task(use(lock, gives_back), "writer");
  co_await writer;
}

TEST(ALockThatIsLeft, IsFound) {
  const std::vector<Finding> found = findings_of(use_a_lock(false));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].kind, FindingKind::lock_left);
  EXPECT_EQ(found[0].what, "lock left: lock 1, taken by writer");
  EXPECT_EQ(found[0].details, "writer is done, and has not given back lock 1\n");
}

TEST(ALockThatIsLeft, IsNotFoundWhereItIsGivenBack) { EXPECT_EQ(judged(use_a_lock(true)), ""); }

Coro<> leave_it(Lock& lock) { co_await lock.acquire(); }

Coro<> give_it_back(Lock& lock) {
  co_await sleep(1s);
  lock.release();
}

Coro<> handed_over() {
  Lock lock;
  co_await gather(leave_it(lock), give_it_back(lock));
}

TEST(ALockThatIsLeft, IsNotFoundWhereAnotherTaskGivesItBack) {
  EXPECT_EQ(judged(handed_over()), "");
}

Coro<> hold_for_long(std::shared_ptr<Lock> lock) {
  auto held = co_await lock->hold();
  co_await sleep(100s);
}

Coro<> ends_while_it_is_held() {
  const auto lock = std::make_shared<Lock>();
  create_task(hold_for_long(lock), "holder");
  co_await sleep(1s);
}

TEST(ALockThatIsLeft, IsNotFoundWhereTheShutdownFreesIt) {
  EXPECT_EQ(judged(ends_while_it_is_held()), "");
}

Coro<> use_permits(int leaks) {
  Semaphore pool(3);
  std::vector<Task<>> tasks;
  for (int i = 0; i < 5; ++i) {
    tasks.push_back(create_task(use(pool, i >= leaks), "user " + std::to_string(i)));
  }
  for (const Task<>& task : tasks) co_await task;
}

TEST(APermitThatIsLeft, IsFound) {
  const std::vector<Finding> found = findings_of(use_permits(2));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].kind, FindingKind::permit_left);
  EXPECT_EQ(found[0].what, "permit left: semaphore 1, taken by user 0, user 1");
  EXPECT_EQ(judged(use_permits(0)), "");
}

Coro<> take_some(Semaphore& items, int count) {
  for (; count > 0; --count) co_await items.acquire();
}

Coro<> give_some(Semaphore& items, int count) {
  for (; count > 0; --count) {
    co_await sleep(1s);
    items.release();
  }
}

Coro<> signal(int from, int given, int taken) {
  Semaphore items(from);
  co_await gather(take_some(items, taken), give_some(items, given));
}

TEST(APermitThatIsLeft, IsNotFoundWhereASemaphoreSignals) {
  EXPECT_EQ(judged(signal(0, 3, 3)), "");
  EXPECT_EQ(judged(signal(0, 3, 2)), "");
  EXPECT_EQ(judged(signal(1, 3, 4)), "");
}

Coro<> late_child() {
  try {
    co_await sleep(10s);
  } catch (const CancelledError&) {
    create_task(sleep(10s), "late");
    throw;
  }
}

Coro<> makes_a_late_child() {
  create_task(late_child(), "parent");
  co_await sleep(1s);
}

TEST(ATaskThatIsLeft, IsFoundWhereTheShutdownDoesNotEndIt) {
  const std::vector<Finding> found = findings_of(makes_a_late_child());
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].kind, FindingKind::task_left);
  EXPECT_EQ(found[0].what, "task left: late, which the shutdown did not end");
}

TEST(ATaskThatIsLeft, IsNotFoundWhereTheShutdownEndsIt) {
  EXPECT_EQ(judged(ends_while_it_is_held()), "");
}

Coro<> asks_for_a_call(bool takes_it_back) {
  TimerHandle later = Loop::current().call_later(60s, [] {});
  TimerHandle soon = Loop::current().call_later(1s, [] {});
  co_await sleep(2s);
  if (takes_it_back) later.cancel();
}

TEST(ATimerThatIsLeft, IsFoundWhereItIsLookedFor) {
  const std::vector<Finding> found = findings_of(asks_for_a_call(false), {}, {.timers_left = true});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].kind, FindingKind::timer_left);
  EXPECT_EQ(found[0].what, "timer left: a call that main asked for never came");
  EXPECT_EQ(judged(asks_for_a_call(false)), "");
  EXPECT_EQ(judged(asks_for_a_call(true), {}, {.timers_left = true}), "");
}

TEST(WhatIsLeftOver, IsNotLookedForWhereItIsNotWanted) {
  EXPECT_EQ(judged(use_a_lock(false), {}, {.locks_left = false}), "");
  EXPECT_EQ(judged(use_permits(2), {}, {.permits_left = false}), "");
  EXPECT_EQ(judged(makes_a_late_child(), {}, {.tasks_left = false}), "");
}

}  // namespace
}  // namespace sim
