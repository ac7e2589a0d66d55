#include "sim/detect/partial_deadlock.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "sim/aio/lock.hpp"
#include "sim/aio/sleep.hpp"
#include "sim/aio/timeout.hpp"
#include "sim/aio/wait_for.hpp"
#include "tests/detect/judged.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;
using test::findings_of;
using test::judged;

// They outlive main, which does not wait for those who use them.
using SharedLock = std::shared_ptr<Lock>;

Coro<> take_both(SharedLock first, SharedLock second) {
  auto outer = co_await first->hold();
  co_await sleep(1s);
  auto inner = co_await second->hold();
}

// Main does its own work and does not look at them.
Coro<> busy_main(bool opposite) {
  const auto a = std::make_shared<Lock>();
  const auto b = std::make_shared<Lock>();
  Task<> left = create_task(take_both(a, b), "left");
  Task<> right = create_task(opposite ? take_both(b, a) : take_both(a, b), "right");
  co_await sleep(60s);
}

TEST(APartialDeadlock, IsFoundWhileTheRestRuns) {
  const std::vector<Finding> found = findings_of(busy_main(true));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].kind, FindingKind::partial_deadlock);
  EXPECT_EQ(found[0].what,
            "partial deadlock: left waits for lock 2, held by right; right waits for lock 1, "
            "held by left");
  EXPECT_EQ(found[0].place, "lock 2, lock 1");
  EXPECT_EQ(found[0].tasks, (std::vector<std::string>{"left", "right"}));
  EXPECT_TRUE(found[0].details.starts_with("at 1 s, iteration 4: the ring is closed\n"))
      << found[0].details;
}

TEST(APartialDeadlock, IsNotFoundWhereTheOrderIsTheSame) {
  EXPECT_EQ(judged(busy_main(false)), "");
}

Coro<> supervised(Duration patience) {
  const auto a = std::make_shared<Lock>();
  const auto b = std::make_shared<Lock>();
  Task<> left = create_task(take_both(a, b), "left");
  Task<> right = create_task(take_both(b, a), "right");
  co_await sleep(patience);
  right.cancel();
  co_await left;
}

TEST(APartialDeadlock, IsNotFoundWhereSomebodyBreaksTheRing) {
  EXPECT_EQ(judged(supervised(5s)), "");
}

Coro<> try_both(SharedLock first, SharedLock second) {
  auto outer = co_await first->hold();
  co_await sleep(1s);
  try {
    auto inner = co_await wait_for(second->hold(), 10s);
  } catch (const TimeoutError&) {
  }
}

Coro<> try_both_itself(SharedLock first, SharedLock second) {
  auto outer = co_await first->hold();
  co_await sleep(1s);
  try {
    co_await timeout(10s, second->acquire());
    second->release();
  } catch (const TimeoutError&) {
  }
}

using Tries = Coro<> (*)(SharedLock, SharedLock);

Coro<> impatient(Tries tries, Duration end) {
  const auto a = std::make_shared<Lock>();
  const auto b = std::make_shared<Lock>();
  Task<> left = create_task(tries(a, b), "left");
  Task<> right = create_task(tries(b, a), "right");
  co_await sleep(end);
}

TEST(APartialDeadlock, IsNotFoundWhereATimeoutWouldBreakTheRing) {
  for (const Tries tries : {&try_both, &try_both_itself}) {
    EXPECT_EQ(judged(impatient(tries, 60s)), "");
    EXPECT_EQ(judged(impatient(tries, 5s)), "");
  }
}

Coro<> await_other(std::vector<Task<>>& tasks, std::size_t other) {
  co_await sleep(0s);
  const Task<> task = tasks[other];
  co_await task;
}

Coro<> ring_of_tasks(std::vector<Task<>>& tasks) {
  tasks.push_back(create_task(await_other(tasks, 1), "a"));
  tasks.push_back(create_task(await_other(tasks, 0), "b"));
  co_await sleep(1s);
}

TEST(APartialDeadlock, IsFoundWhereTasksAwaitEachOther) {
  std::vector<Task<>> tasks;
  EXPECT_EQ(judged(ring_of_tasks(tasks)), "partial deadlock: a waits for b; b waits for a\n");
}

Coro<> take_again(SharedLock lock) {
  co_await lock->acquire();
  co_await lock->acquire();
}

Coro<> forgets_one() {
  const auto lock = std::make_shared<Lock>();
  create_task(take_again(lock), "greedy");
  co_await sleep(1s);
}

TEST(APartialDeadlock, IsFoundOfOneTaskThatWaitsForItself) {
  EXPECT_EQ(judged(forgets_one()),
            "partial deadlock: greedy waits for lock 1, held by greedy\n"
            "lock left: lock 1, taken by greedy\n");
}

TEST(APartialDeadlock, IsNotLookedForWhereItIsNotWanted) {
  EXPECT_EQ(judged(busy_main(true), {}, {.partial_deadlock = false}), "");
}

}  // namespace
}  // namespace sim
