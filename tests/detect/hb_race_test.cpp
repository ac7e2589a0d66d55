#include "sim/detect/hb_race.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "sim/aio/barrier.hpp"
#include "sim/aio/condition.hpp"
#include "sim/aio/event.hpp"
#include "sim/aio/gather.hpp"
#include "sim/aio/lock.hpp"
#include "sim/aio/queue.hpp"
#include "sim/aio/run.hpp"
#include "sim/aio/semaphore.hpp"
#include "sim/aio/sleep.hpp"
#include "sim/coro/future.hpp"
#include "sim/coro/shared.hpp"
#include "sim/detect/detectors.hpp"
#include "sim/explore/order_tap.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;

std::vector<HbRace> races_in(Coro<> main, Readiness readiness = Readiness::any) {
  Detectors detectors({.hb_race = true, .readiness = readiness});
  OrderTap tap(nullptr, *detectors.hb_races());
  Runner runner({.chooser = &tap, .probe = &detectors});
  const Task<> task = create_task_on(runner.loop(), std::move(main), "main");
  if (runner.drive(task.core()) == RunEnd::done) static_cast<void>(runner.shut_down());
  return detectors.hb_races()->races();
}

std::string found(Coro<> main, Readiness readiness = Readiness::any) {
  std::string text;
  for (const HbRace& race : races_in(std::move(main), readiness)) {
    text += race.finding.what + "\n";
  }
  return text;
}

// What two tasks that write one variable are ordered by, or not.
struct World {
  Shared<int> balance{0};
  Lock lock{};
  Semaphore permit{1};
  Semaphore none{0};
  Event open{};
  Condition changed{};
  Barrier both{2};
  Queue<int> jobs{};
  Future<> answer{};
  Task<>* other = nullptr;
};
using Body = std::function<Coro<>(World&)>;

Coro<> run_both(Body first, Body second) {
  World world;
  Task<> left = create_task(first(world), "left");
  world.other = &left;
  Task<> right = create_task(second(world), "right");
  try {
    co_await left;
  } catch (const CancelledError&) {
  }
  co_await right;
}

constexpr const char* both_write =
    "happens-before race: left writes variable 1, right writes it; nothing orders them\n";

// ---- what orders nothing ---------------------------------------------------------------------

Coro<> write(World& world) {
  world.balance.set(1);
  co_return;
}

Coro<> write_later(World& world) {
  co_await sleep(0s);
  co_await sleep(0s);
  world.balance.set(2);
}

TEST(AnHbRace, IsFoundWhereNothingOrdersTwoWrites) {
  const std::vector<HbRace> races = races_in(run_both(write, write_later));
  ASSERT_EQ(races.size(), 1U);
  const Finding& finding = races[0].finding;
  EXPECT_EQ(finding.kind, FindingKind::hb_race);
  EXPECT_EQ(finding.what + "\n", both_write);
  EXPECT_EQ(finding.place, "variable 1");
  EXPECT_EQ(finding.tasks, (std::vector<std::string>{"left", "right"}));
  EXPECT_EQ(finding.details,
            "at 0 s, iteration 2: left writes variable 1, in step 2, before it waited for "
            "anything\n"
            "at 0 s, iteration 4: right writes variable 1, in step 6, after it waited for its next "
            "turn\n");
  EXPECT_EQ(races[0].first.step, 2U);
  EXPECT_EQ(races[0].second.step, 6U);
}

TEST(AnHbRace, IsTheSameFindingWhicheverComesFirst) {
  EXPECT_EQ(found(run_both(write, write_later)), both_write);
  EXPECT_EQ(found(run_both(write_later, write)), both_write);
}

Coro<> read(World& world) {
  static_cast<void>(world.balance.get());
  co_return;
}

TEST(AnHbRace, IsFoundBetweenAReadAndAWriteInEitherOrder) {
  constexpr const char* what =
      "happens-before race: left reads variable 1, right writes it; nothing orders them\n";
  EXPECT_EQ(found(run_both(read, write)), what);
  EXPECT_EQ(found(run_both(read, write_later)), what);
}

TEST(AnHbRace, IsNotFoundWhereNobodyWrites) { EXPECT_EQ(found(run_both(read, read)), ""); }

Coro<> write_locked(World& world) {
  auto held = co_await world.lock.hold();
  co_await sleep(0s);
  world.balance.set(1);
}

TEST(AnHbRace, IsFoundWhereOnlyOneTakesTheLock) {
  EXPECT_EQ(found(run_both(write_locked, write_later)), both_write);
}

Coro<> write_after_the_permit(World& world) {
  { auto held = co_await world.permit.hold(); }
  co_await sleep(0s);
  world.balance.set(1);
}

TEST(AnHbRace, IsFoundWhereTheWriteComesAfterThePermitWasGivenBack) {
  EXPECT_EQ(found(run_both(write_after_the_permit, write_after_the_permit)), both_write);
}

TEST(AnHbRace, IsFoundBetweenTwoCallbacksOfOneInstant) {
  const auto calls = []() -> Coro<> {
    Shared<int> balance(0);
    Loop::current().call_later(1s, [&balance] { balance.set(1); });
    Loop::current().call_later(1s, [&balance] { balance.set(2); });
    co_await sleep(2s);
  };
  EXPECT_EQ(found(calls()),
            "happens-before race: a callback writes variable 1, a callback writes it; nothing "
            "orders them\n");
  EXPECT_NE(found(calls(), Readiness::in_order), "");
}

// ---- what orders -----------------------------------------------------------------------------

TEST(AnHbRace, IsNotFoundWhereALockIsAroundBoth) {
  EXPECT_EQ(found(run_both(write_locked, write_locked)), "");
}

Coro<> write_with_the_permit(World& world) {
  auto held = co_await world.permit.hold();
  co_await sleep(0s);
  world.balance.set(1);
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

Coro<> write_at_1s(World& world) {
  co_await sleep(1s);
  world.balance.set(1);
}
Coro<> write_at_2s(World& world) {
  co_await sleep(2s);
  world.balance.set(1);
}

TEST(AnHbRace, IsFoundAtOneInstantAndNotAtTwo) {
  EXPECT_EQ(found(run_both(write_at_1s, write_at_1s)), both_write);
  EXPECT_EQ(found(run_both(write_at_1s, write_at_2s)), "");
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

// ---- the two orders --------------------------------------------------------------------------

TEST(AnHbRace, IsNotFoundInAsyncioWhereTheLineOrders) {
  EXPECT_EQ(found(run_both(write, write_later), Readiness::in_order), "");
  EXPECT_EQ(found(run_both(write_later, read), Readiness::in_order), "");
}

TEST(AnHbRace, IsFoundInAsyncioWhereTwoDeadlinesAreEqual) {
  EXPECT_EQ(found(run_both(write_at_1s, write_at_1s), Readiness::in_order), both_write);
}

TEST(AnHbRace, IsLookedForOnlyWhereItIsWanted) {
  Detectors detectors;
  EXPECT_EQ(detectors.hb_races(), nullptr);
}

}  // namespace
}  // namespace sim
