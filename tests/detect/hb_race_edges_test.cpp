// What orders two tasks, so that there is no happens-before race between them.

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "sim/aio/as_completed.hpp"
#include "sim/aio/gather.hpp"
#include "sim/aio/shield.hpp"
#include "sim/aio/task_group.hpp"
#include "sim/aio/wait.hpp"
#include "sim/aio/wait_for.hpp"
#include "tests/detect/races.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;
using test::run_both;
using test::World;
using test::write_later;

std::string found(Coro<> main, Readiness readiness = Readiness::any) {
  return test::races_found(std::move(main), readiness);
}

Coro<> write_locked(World& world) {
  auto held = co_await world.lock.hold();
  co_await sleep(0s);
  world.balance.set(1);
}

TEST(AnHbRace, IsNotFoundWhereALockIsAroundBoth) {
  EXPECT_EQ(found(run_both(write_locked, write_locked)), "");
}

Coro<> write_with_the_permit(World& world) {
  auto held = co_await world.permit.hold();
  co_await sleep(0s);
  world.balance.set(1);
}

// Nobody waits, so nobody is woken.
Coro<> write_locked_at_once(World& world) {
  auto held = co_await world.lock.hold();
  world.balance.set(1);
}

TEST(AnHbRace, IsNotFoundWhereTheLockIsFreeWhenTheSecondTakesIt) {
  EXPECT_EQ(found(run_both(write_locked_at_once, write_locked_at_once)), "");
}

TEST(AnHbRace, IsNotFoundWhereASemaphoreIsAroundBoth) {
  EXPECT_EQ(found(run_both(write_with_the_permit, write_with_the_permit)), "");
}

Coro<> write_and_give(World& world) {
  co_await sleep(0s);
  world.balance.set(1);
  world.none.release();
}
Coro<> take_and_write(World& world) {
  co_await world.none.acquire();
  world.balance.set(2);
}

TEST(AnHbRace, IsNotFoundWhereAPermitIsPassedOn) {
  EXPECT_EQ(found(run_both(write_and_give, take_and_write)), "");
}

Coro<> write_and_open(World& world) {
  world.balance.set(1);
  world.open.set();
  co_return;
}
Coro<> wait_and_write(World& world) {
  co_await world.open.wait();
  world.balance.set(2);
}
Coro<> look_and_write(World& world) {
  while (!world.open.is_set()) co_await sleep(0s);
  world.balance.set(2);
}

TEST(AnHbRace, IsNotFoundWhereAnEventIsSetBetween) {
  EXPECT_EQ(found(run_both(write_and_open, wait_and_write)), "");
  EXPECT_EQ(found(run_both(wait_and_write, write_and_open)), "");
  EXPECT_EQ(found(run_both(look_and_write, write_and_open)), "");
}

Coro<> write_and_notify(World& world) {
  co_await sleep(0s);
  world.balance.set(1);
  auto held = co_await world.changed.hold();
  world.changed.notify();
}
Coro<> be_notified(World& world) {
  auto held = co_await world.changed.hold();
  co_await world.changed.wait();
  world.balance.set(2);
}

TEST(AnHbRace, IsNotFoundWhereAConditionIsNotifiedBetween) {
  EXPECT_EQ(found(run_both(write_and_notify, be_notified)), "");
}

Coro<> write_and_put(World& world) {
  co_await sleep(0s);
  world.balance.set(1);
  co_await world.jobs.put(1);
}
Coro<> get_and_write(World& world) {
  static_cast<void>(co_await world.jobs.get());
  world.balance.set(2);
}

TEST(AnHbRace, IsNotFoundWhereAnItemGoesThroughAQueue) {
  EXPECT_EQ(found(run_both(write_and_put, get_and_write)), "");
  EXPECT_EQ(found(run_both(get_and_write, write_and_put)), "");
}

Coro<> write_and_meet(World& world) {
  world.balance.set(1);
  co_await world.both.wait();
}
Coro<> meet_and_write(World& world) {
  co_await world.both.wait();
  world.balance.set(2);
}

TEST(AnHbRace, IsNotFoundWhereBothMeetAtABarrierBetween) {
  EXPECT_EQ(found(run_both(write_and_meet, meet_and_write)), "");
  EXPECT_EQ(found(run_both(meet_and_write, write_and_meet)), "");
}

Coro<> write_and_answer(World& world) {
  world.balance.set(1);
  world.answer.set_result();
  co_return;
}
Coro<> be_answered(World& world) {
  co_await world.answer;
  world.balance.set(2);
}
Coro<> see_the_answer(World& world) {
  while (!world.answer.done()) co_await sleep(0s);
  world.balance.set(2);
}

TEST(AnHbRace, IsNotFoundWhereAFutureIsSetBetween) {
  EXPECT_EQ(found(run_both(write_and_answer, be_answered)), "");
  EXPECT_EQ(found(run_both(be_answered, write_and_answer)), "");
  EXPECT_EQ(found(run_both(see_the_answer, write_and_answer)), "");
}

Coro<> join_and_write(World& world) {
  co_await *world.other;
  world.balance.set(2);
}

TEST(AnHbRace, IsNotFoundWhereOneWaitsForTheOther) {
  EXPECT_EQ(found(run_both(write_later, join_and_write)), "");
}

Coro<> write_when_stopped(World& world) {
  try {
    co_await world.answer;
  } catch (const CancelledError&) {
    world.balance.set(1);
    throw;
  }
}
Coro<> write_and_stop(World& world) {
  co_await sleep(0s);
  world.balance.set(2);
  world.other->cancel();
}

TEST(AnHbRace, IsNotFoundWhereOneAsksTheOtherToStop) {
  EXPECT_EQ(found(run_both(write_when_stopped, write_and_stop)), "");
}

// Ready already, so the request wakes nobody.
Coro<> write_when_stopped_in_line(World& world) {
  try {
    for (;;) co_await sleep(0s);
  } catch (const CancelledError&) {
    world.balance.set(1);
    throw;
  }
}

TEST(AnHbRace, IsNotFoundWhereOneWhoIsReadyIsAskedToStop) {
  EXPECT_EQ(found(run_both(write_when_stopped_in_line, write_and_stop)), "");
}

TEST(AnHbRace, IsNotFoundBetweenWhoCreatesAndWhoIsCreated) {
  const auto creates = []() -> Coro<> {
    Shared<int> balance(0);
    balance.set(1);
    const auto child = [](Shared<int>& of) -> Coro<> {
      of.set(2);
      co_return;
    };
    Task<> task = create_task(child(balance), "child");
    co_await task;
    balance.set(3);
    co_await gather(child(balance), sleep(0s));
    balance.set(4);
  };
  EXPECT_EQ(found(creates()), "");
}

TEST(AnHbRace, IsNotFoundBetweenWhoAsksForACallAndTheCall) {
  const auto calls = []() -> Coro<> {
    Shared<int> balance(0);
    Future<> called;
    balance.set(1);
    Loop::current().call_soon([&balance, called]() mutable {
      balance.set(2);
      called.set_result();
    });
    co_await called;
    balance.set(3);
  };
  EXPECT_EQ(found(calls()), "");
}

Coro<> set_after_a_turn(Shared<int>& balance) {
  co_await sleep(0s);
  balance.set(1);
}

// Each lets a child write, and writes when that has ended.
Coro<> in_a_gather(Shared<int>& balance) { co_await gather(set_after_a_turn(balance), sleep(0s)); }
Coro<> in_a_group(Shared<int>& balance) {
  co_await task_group([&balance](TaskGroup& group) -> Coro<> {
    group.create_task(set_after_a_turn(balance));
    co_return;
  });
}
Coro<> in_a_wait(Shared<int>& balance) {
  std::vector<Task<>> tasks;
  tasks.push_back(create_task(set_after_a_turn(balance)));
  tasks.push_back(create_task(sleep(0s)));
  static_cast<void>(co_await wait(tasks));
}
Coro<> in_time(Shared<int>& balance) { co_await wait_for(set_after_a_turn(balance), 1s); }
Coro<> under_a_shield(Shared<int>& balance) { co_await shield(set_after_a_turn(balance)); }
Coro<> as_it_comes(Shared<int>& balance) {
  std::vector<Coro<>> children;
  children.push_back(set_after_a_turn(balance));
  auto each = as_completed(std::move(children));
  while (each.left()) co_await each.next();
}
Coro<> called_back(Shared<int>& balance) {
  Task<> child = create_task(set_after_a_turn(balance));
  Future<> called;
  child.add_done_callback([&balance, called](Task<>) mutable {
    balance.set(2);
    called.set_result();
  });
  co_await called;
}

TEST(AnHbRace, IsNotFoundBetweenAChildAndWhoWaitsForIt) {
  for (const auto waits : {in_a_gather, in_a_group, in_a_wait, in_time, under_a_shield,
                           as_it_comes, called_back}) {
    const auto main = [](Coro<> (*of)(Shared<int>&)) -> Coro<> {
      Shared<int> balance(0);
      balance.set(3);
      co_await of(balance);
      balance.set(4);
    };
    for (const Readiness readiness : {Readiness::any, Readiness::in_order}) {
      EXPECT_EQ(found(main(waits), readiness), "");
    }
  }
}

}  // namespace
}  // namespace sim
