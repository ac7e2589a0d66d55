#include "sim/detect/deadlock.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "sim/aio/event.hpp"
#include "sim/aio/gather.hpp"
#include "sim/aio/lock.hpp"
#include "sim/aio/queue.hpp"
#include "sim/aio/semaphore.hpp"
#include "sim/aio/sleep.hpp"
#include "sim/aio/task_group.hpp"
#include "tests/detect/judged.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;
using test::findings_of;
using test::judged;

Coro<> take_both(Lock& first, Lock& second) {
  auto outer = co_await first.hold();
  co_await sleep(1s);
  auto inner = co_await second.hold();
}

Coro<> two_locks(bool opposite) {
  Lock a;
  Lock b;
  Task<> left = create_task(take_both(a, b), "left");
  Task<> right = create_task(opposite ? take_both(b, a) : take_both(a, b), "right");
  co_await gather(left, right);
}

TEST(ADeadlock, IsFoundWhereTwoTakeTwoLocksInOppositeOrders) {
  const std::vector<Finding> found = findings_of(two_locks(true));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].kind, FindingKind::deadlock);
  EXPECT_EQ(found[0].what,
            "deadlock: left waits for lock 2, held by right; right waits for lock 1, held by left");
  EXPECT_EQ(found[0].place, "lock 2, lock 1");
  EXPECT_EQ(found[0].tasks, (std::vector<std::string>{"left", "right"}));
  EXPECT_EQ(found[0].details,
            "main waits for gather(left, right)\n"
            "left waits for lock 2, held by right\n"
            "right waits for lock 1, held by left\n"
            "a ring: left, right\n");
}

TEST(ADeadlock, IsNotFoundWhereTheOrderIsTheSame) { EXPECT_EQ(judged(two_locks(false)), ""); }

Coro<> await_other(std::vector<Task<>>& tasks, std::size_t other) {
  co_await sleep(0s);
  const Task<> task = tasks[other];
  co_await task;
}

Coro<> ring_of_tasks() {
  std::vector<Task<>> tasks;
  tasks.push_back(create_task(await_other(tasks, 1), "a"));
  tasks.push_back(create_task(await_other(tasks, 2), "b"));
  tasks.push_back(create_task(await_other(tasks, 0), "c"));
  const Task<> first = tasks[0];
  co_await first;
}

TEST(ADeadlock, IsFoundWhereTasksAwaitEachOther) {
  EXPECT_EQ(judged(ring_of_tasks()), "deadlock: a waits for b; b waits for c; c waits for a\n");
}

Coro<> forgotten_future() {
  const Future<int> promise;
  co_await promise;
}

TEST(ADeadlock, IsFoundWhereNobodyKeepsAPromise) {
  EXPECT_EQ(judged(forgotten_future()), "deadlock: main waits for a future\n");
}

Coro<> get(Queue<int>& queue) { co_await queue.get(); }

Coro<> starved_child(bool fed) {
  Queue<int> queue;
  const auto body = [&queue, fed](TaskGroup& group) -> Coro<> {
    group.create_task(get(queue), "reader");
    if (fed) queue.put_nowait(1);
    co_return;
  };
  co_await task_group(body);
}

TEST(ADeadlock, LeadsThroughAGroupToTheEndOfTheWaiting) {
  const std::vector<Finding> found = findings_of(starved_child(false));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].what, "deadlock: reader waits for queue 1");
  EXPECT_EQ(found[0].place, "queue 1");
  EXPECT_EQ(judged(starved_child(true)), "");
}

Coro<> stubborn() {
  try {
    co_await sleep(10s);
  } catch (const CancelledError&) {
  }
  co_await Future<>();
}

Coro<> main_with_a_stubborn_child() {
  create_task(stubborn(), "stubborn");
  co_await sleep(1s);
}

TEST(ADeadlock, IsFoundInTheShutdown) {
  EXPECT_EQ(judged(main_with_a_stubborn_child()), "deadlock: stubborn waits for a future\n");
}

Coro<> serve(std::shared_ptr<Queue<int>> jobs) {
  for (;;) co_await jobs->get();
}

Coro<> main_with_a_server() {
  const auto jobs = std::make_shared<Queue<int>>();
  const Task<> server = create_task(serve(jobs), "server");
  jobs->put_nowait(1);
  co_await sleep(1s);
}

TEST(ADeadlock, IsNotFoundWhereAServerWaitsForMoreAndIsCancelled) {
  EXPECT_EQ(judged(main_with_a_server()), "");
}

TEST(ADeadlock, IsNotFoundWhereAServerWaitsAndTheLoopIsLeftAlone) {
  Detectors detectors;
  Loop loop;
  loop.set_probe(&detectors);
  create_task_on(loop, main_with_a_server(), "main");
  while (loop.run_once()) {
  }
  EXPECT_TRUE(detectors.situation().idle());
  EXPECT_EQ(detectors.findings().size(), 0U);
}

Coro<> await_it(Future<> promise) { co_await promise; }

TEST(ADeadlock, IsNotFoundWhereTheLoopIsGivenMoreToDo) {
  Detectors detectors;
  Loop loop;
  loop.set_probe(&detectors);
  Future<> promise(loop);
  create_task_on(loop, await_it(promise), "main");
  while (loop.run_once()) {
  }
  EXPECT_EQ(detectors.findings().size(), 1U);
  promise.set_result();
  while (loop.run_once()) {
  }
  EXPECT_EQ(detectors.findings().size(), 0U);
}

Coro<> permits() {
  Semaphore two(2);
  co_await two.acquire();
  co_await two.acquire();
  co_await two.acquire();
}

TEST(ADeadlock, OfPermitsSaysWhoHasThem) {
  EXPECT_EQ(judged(permits()), "deadlock: main waits for semaphore 1, held by main, main\n");
}

Coro<> fails_at_once() {
  co_await sleep(0s);
  throw ValueError("no");
}

TEST(ADeadlock, IsNotFoundWhereMainFails) { EXPECT_EQ(judged(fails_at_once()), ""); }

TEST(ADeadlock, IsNotLookedForWhereItIsNotWanted) {
  EXPECT_EQ(judged(two_locks(true), {}, {.deadlock = false}), "");
}

TEST(ADeadlock, IsNotFoundWhereTheRunIsCutShort) {
  EXPECT_EQ(judged(two_locks(true), {.iterations_max = 3}), "");
}

}  // namespace
}  // namespace sim
