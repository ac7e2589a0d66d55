#include "sim/aio/event.hpp"

#include <gtest/gtest.h>

#include <array>

#include "sim/coro/task.hpp"
#include "tests/support/counts.hpp"
#include "tests/support/ending.hpp"
#include "tests/support/journal.hpp"

namespace sim {
namespace {

using namespace test;

// test_locks.EventTests.test_wait
TEST(Event, WakesAllAndLetsLaterOnesPassFirst) {
  play([]() -> Coro<> {
    Event event;
    EXPECT_FALSE(event.is_set());
    Journal journal;
    auto wait = [&](int number) -> Coro<> {
      co_await event.wait();
      journal.note("", number);
    };
    const auto first = create_task(wait(1));
    const auto second = create_task(wait(2));
    co_await sleep(0s);
    EXPECT_EQ(journal.text(), "");
    const auto third = create_task(wait(3));  // it has not asked yet when the flag is set
    event.set();
    co_await sleep(0s);
    EXPECT_EQ(journal.text(), "3 1 2");
    for (const auto& task : {first, second, third}) EXPECT_EQ(state_of(task), "done");
  });
}

// test_locks.EventTests.test_wait_on_set
TEST(Event, DoesNotHoldUpWhoeverComesWhenItIsSet) {
  play([]() -> Coro<> {
    Event event;
    event.set();
    EXPECT_EQ(co_await ticks(event.wait()), 0U);
  });
}

// test_locks.EventTests.test_wait_cancel
TEST(Event, ForgetsAWaiterThatWasCancelled) {
  play([]() -> Coro<> {
    Event event;
    auto task = create_task(event.wait());
    Loop::current().call_soon([task]() mutable { task.cancel(); });
    EXPECT_EQ(co_await ending(task), "CancelledError");
    EXPECT_EQ(event.waiting(), 0U);
  });
}

// test_locks.EventTests.test_clear
TEST(Event, IsAFlag) {
  Event event;
  EXPECT_FALSE(event.is_set());
  event.set();
  EXPECT_TRUE(event.is_set());
  event.clear();
  EXPECT_FALSE(event.is_set());
}

// test_locks.EventTests.test_clear_with_waiters
TEST(Event, WakesThoseWhoWaitedEvenIfItIsClearedAtOnce) {
  play([]() -> Coro<> {
    Event event;
    Journal journal;
    auto wait = [&]() -> Coro<bool> {
      co_await event.wait();
      journal.note("woken");
      co_return true;
    };
    const auto task = create_task(wait());
    co_await sleep(0s);
    EXPECT_EQ(journal.text(), "");
    event.set();
    event.clear();
    EXPECT_FALSE(event.is_set());
    event.set();
    event.set();
    EXPECT_EQ(event.waiting(), 1U);
    co_await sleep(0s);
    EXPECT_EQ(journal.text(), "woken");
    EXPECT_EQ(event.waiting(), 0U);
    EXPECT_EQ(state_of(task), "true");
  });
}

TEST(Event, ResumesItsWaitersInTheIterationAfterIt) {
  const Counts counts = counts_of([](Moments& moments) -> Coro<> {
    Event event;
    auto set = [&]() -> Coro<> {
      co_await child(moments);
      event.set();
    };
    const auto setter = create_task(set());
    co_await event.wait();
    co_await setter;
  });
  EXPECT_EQ(counts, (Counts{.s = 1, .l = 1, .t = 2}));
}

TEST(Event, WakesNobodyTwice) {
  play([]() -> Coro<> {
    Event event;
    const auto task = create_task(event.wait());
    co_await sleep(0s);
    event.set();
    event.clear();
    event.set();
    co_await sleep(0s);
    EXPECT_TRUE(task.done());
    EXPECT_EQ(event.waiting(), 0U);
  });
}

TEST(Event, IsNothingToAWaiterThatIsCancelledBeforeItResumes) {
  play([]() -> Coro<> {
    Event event;
    auto task = create_task(event.wait());
    co_await sleep(0s);
    event.set();
    task.cancel("late");
    EXPECT_EQ(co_await ending(task), "CancelledError: late");
    EXPECT_EQ(event.waiting(), 0U);
  });
}

TEST(Event, IsWaitedForAgainByAWaitThatIsAwaitedAgain) {
  play([]() -> Coro<> {
    Event event;
    auto wait = event.wait();
    for (int i = 1; i <= 2; ++i) {
      Loop::current().call_later(1s, [&] { event.set(); });
      co_await wait;
      EXPECT_EQ(Loop::current().time(), i);
      EXPECT_EQ(event.waiting(), 0U);
      event.clear();
    }
  });
}

}  // namespace
}  // namespace sim
