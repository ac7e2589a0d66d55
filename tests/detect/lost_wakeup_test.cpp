#include "sim/detect/lost_wakeup.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "sim/aio/condition.hpp"
#include "sim/aio/event.hpp"
#include "sim/aio/gather.hpp"
#include "sim/aio/sleep.hpp"
#include "tests/detect/judged.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;
using test::findings_of;
using test::judged;

Coro<> notify_at(Condition& changed, Duration when) {
  co_await sleep(when);
  auto held = co_await changed.hold();
  changed.notify();
}

Coro<> wait_at(Condition& changed, Duration when) {
  co_await sleep(when);
  auto held = co_await changed.hold();
  co_await changed.wait();
}

Coro<> one_of_each(Duration notified, Duration waits) {
  Condition changed;
  Task<> writer = create_task(notify_at(changed, notified), "writer");
  Task<> reader = create_task(wait_at(changed, waits), "reader");
  co_await gather(writer, reader);
}

TEST(ALostWakeup, IsFoundWhereTheNotificationComesFirst) {
  const std::vector<Finding> found = findings_of(one_of_each(1s, 2s));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].kind, FindingKind::lost_wakeup);
  EXPECT_EQ(found[0].what,
            "lost wake-up: reader waits for condition 1, which was notified before it waited");
  EXPECT_EQ(found[0].place, "condition 1");
  EXPECT_EQ(found[0].tasks, std::vector<std::string>{"reader"});
  EXPECT_EQ(found[0].details,
            "at 1 s, iteration 4: writer notifies condition 1, and nobody waits\n"
            "main waits for gather(writer, reader)\n"
            "reader waits for condition 1\n");
}

TEST(ALostWakeup, IsNotFoundWhereItComesSecond) { EXPECT_EQ(judged(one_of_each(2s, 1s)), ""); }

Coro<> never_notified() {
  Condition changed;
  co_await wait_at(changed, 0s);
}

TEST(ALostWakeup, IsADeadlockWhereNobodyEverNotifies) {
  EXPECT_EQ(judged(never_notified()), "deadlock: main waits for condition 1\n");
}

Coro<> pulse_at(Event& open, Duration when) {
  co_await sleep(when);
  open.set();
  open.clear();
}

Coro<> await_at(Event& open, Duration when) {
  co_await sleep(when);
  co_await open.wait();
}

Coro<> pulse(Duration set, Duration waits) {
  Event open;
  co_await gather(pulse_at(open, set), await_at(open, waits));
}

TEST(ALostWakeup, IsFoundWhereAnEventIsSetAndClearedTooEarly) {
  EXPECT_EQ(judged(pulse(1s, 2s)),
            "lost wake-up: Task-3 waits for event 1, which was notified before it waited\n");
  EXPECT_EQ(judged(pulse(2s, 1s)), "");
}

// Two wait; one is notified, and cancelled in the same iteration.
Coro<> cancelled_waiter(bool notified_again) {
  Condition changed;
  Task<> first = create_task(wait_at(changed, 0s), "first");
  Task<> second = create_task(wait_at(changed, 0s), "second");
  co_await sleep(1s);
  {
    auto held = co_await changed.hold();
    changed.notify();
    first.cancel();
  }
  if (notified_again) co_await notify_at(changed, 1s);
  co_await second;
}

TEST(ALostWakeup, IsFoundWhereTheNotifiedOneIsCancelled) {
  const std::vector<Finding> found = findings_of(cancelled_waiter(false));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].what,
            "lost wake-up: second waits for condition 1, whose notification went to a task that "
            "was cancelled");
  EXPECT_EQ(found[0].details,
            "at 1 s, iteration 5: first is cancelled, which was notified of condition 1\n"
            "main waits for second\n"
            "second waits for condition 1\n");
}

TEST(ALostWakeup, IsNotFoundWhereSomebodyNotifiesAgain) {
  EXPECT_EQ(judged(cancelled_waiter(true)), "");
}

// It is cancelled before it is notified: the notification goes to the next.
Coro<> cancelled_before() {
  Condition changed;
  Task<> first = create_task(wait_at(changed, 0s), "first");
  Task<> second = create_task(wait_at(changed, 0s), "second");
  co_await sleep(1s);
  {
    auto held = co_await changed.hold();
    first.cancel();
    changed.notify();
  }
  co_await second;
}

TEST(ALostWakeup, IsNotFoundWhereTheCancellationComesFirst) {
  EXPECT_EQ(judged(cancelled_before()), "");
}

// A deadlock of another kind, after notifications that found nobody: it is named as what it is.
Coro<> notified_and_then_stuck() {
  Condition changed;
  co_await notify_at(changed, 0s);
  co_await Future<>();
}

TEST(ALostWakeup, IsNotFoundWhereTheStuckTaskWaitsForSomethingElse) {
  EXPECT_EQ(judged(notified_and_then_stuck()), "deadlock: main waits for a future\n");
}

TEST(ALostWakeup, IsADeadlockToWhoLooksForThatAlone) {
  EXPECT_EQ(judged(one_of_each(1s, 2s), {}, {.lost_wakeup = false}),
            "deadlock: reader waits for condition 1\n");
}

}  // namespace
}  // namespace sim
