#include "sim/aio/lock.hpp"

#include <gtest/gtest.h>

#include "sim/aio/sleep.hpp"
#include "sim/coro/task.hpp"
#include "tests/support/counts.hpp"
#include "tests/support/ending.hpp"
#include "tests/support/journal.hpp"

namespace sim {
namespace {

using namespace test;

// test_locks.LockTests.test_lock
TEST(Lock, IsNothingToAwaitItself) {
  EXPECT_FALSE(Awaitable<Lock>);
  EXPECT_FALSE(Lock().locked());
}

// test_locks.LockTests.test_acquire
TEST(Lock, PassesToTheFirstWhoAsked) {
  play([]() -> Coro<> {
    Lock lock;
    Journal journal;
    auto taker = [&](int number) -> Coro<bool> {
      co_await lock.acquire();
      journal.note("", number);
      co_return true;
    };
    co_await lock.acquire();
    const auto first = create_task(taker(1));
    const auto second = create_task(taker(2));
    co_await sleep(0s);
    EXPECT_EQ(journal.text(), "");
    lock.release();
    co_await sleep(0s);
    EXPECT_EQ(journal.text(), "1");
    co_await sleep(0s);
    EXPECT_EQ(journal.text(), "1");
    const auto third = create_task(taker(3));
    lock.release();
    co_await sleep(0s);
    EXPECT_EQ(journal.text(), "1 2");
    lock.release();
    co_await sleep(0s);
    EXPECT_EQ(journal.text(), "1 2 3");
    for (const auto& task : {first, second, third}) EXPECT_EQ(state_of(task), "true");
  });
}

// test_locks.LockTests.test_acquire_cancel
TEST(Lock, ForgetsAWaiterThatWasCancelled) {
  play([]() -> Coro<> {
    Lock lock;
    co_await lock.acquire();
    auto task = create_task(lock.acquire());
    Loop::current().call_soon([task]() mutable { task.cancel(); });
    EXPECT_EQ(co_await ending(task), "CancelledError");
    EXPECT_EQ(lock.waiting(), 0U);
  });
}

// test_locks.LockTests.test_cancel_race
TEST(Lock, PassesOverAWaiterCancelledInTheSameIteration) {
  play([]() -> Coro<> {
    Lock lock;
    auto hold_until = [&](Future<> end) -> Coro<> {
      const auto held = co_await lock.hold();
      co_await end;
    };
    auto hold = [&]() -> Coro<> { const auto held = co_await lock.hold(); };
    Future<> end;
    const auto a = create_task(hold_until(end));
    co_await sleep(0s);
    EXPECT_TRUE(lock.locked());
    auto b = create_task(hold());
    co_await sleep(0s);
    EXPECT_EQ(lock.waiting(), 1U);
    const auto c = create_task(hold());
    co_await sleep(0s);
    EXPECT_EQ(lock.waiting(), 2U);
    end.set_result();
    b.cancel();
    co_await sleep(0s);
    EXPECT_FALSE(lock.locked());
    EXPECT_TRUE(a.done());
    EXPECT_TRUE(b.cancelled());
    co_await c;
  });
}

// test_locks.LockTests.test_cancel_release_race
TEST(Lock, IsTakenOnceWhenItIsGivenBackAsItsFirstWaiterIsCancelled) {
  play([]() -> Coro<> {
    Lock lock;
    int asked = 0;
    int taken = 0;
    auto take = [&]() -> Coro<> {
      ++asked;
      co_await lock.acquire();
      ++taken;
    };
    co_await lock.acquire();
    auto first = create_task(take());
    const auto second = create_task(take());
    auto third = create_task(take());
    co_await sleep(0s);
    Loop::current().call_soon([&] {
      first.cancel();
      lock.release();
    });
    EXPECT_EQ(co_await ending(first), "CancelledError");
    EXPECT_EQ(taken, 1);
    EXPECT_EQ(asked, 3);
    EXPECT_TRUE(first.cancelled());
    EXPECT_TRUE(second.done());
    third.cancel();
    co_await sleep(0s);
    EXPECT_TRUE(third.cancelled());
  });
}

// test_locks.LockTests.test_finished_waiter_cancelled
TEST(Lock, WakesTheNextWhenTheWokenWaiterIsCancelled) {
  play([]() -> Coro<> {
    Lock lock;
    co_await lock.acquire();
    EXPECT_TRUE(lock.locked());
    auto b = create_task(lock.acquire());
    co_await sleep(0s);
    EXPECT_EQ(lock.waiting(), 1U);
    const auto c = create_task(lock.acquire());
    b.cancel();
    lock.release();
    co_await sleep(0s);
    EXPECT_TRUE(lock.locked());
    EXPECT_TRUE(b.cancelled());
    co_await c;
  });
}

// test_locks.LockTests.test_release_not_acquired
TEST(Lock, CannotBeGivenBackByNobody) {
  Lock lock;
  EXPECT_EQ(outcome([&] { lock.release(); }), "RuntimeError: Lock is not acquired.");
}

// test_locks.LockTests.test_release_no_waiters
TEST(Lock, IsFreeWhenNobodyWaited) {
  play([]() -> Coro<> {
    Lock lock;
    co_await lock.acquire();
    EXPECT_TRUE(lock.locked());
    lock.release();
    EXPECT_FALSE(lock.locked());
  });
}

// test_locks.LockTests.test_context_manager, test_pep492.LockTests.test_context_manager_async_with
TEST(Lock, IsHeldForAsLongAsItsHeldLives) {
  play([]() -> Coro<> {
    Lock lock;
    {
      const auto held = co_await lock.hold();
      EXPECT_TRUE(lock.locked());
    }
    EXPECT_FALSE(lock.locked());
  });
}

TEST(Lock, ReportsWhatIsGivenBackByHandAndByItsHeld) {
  play([]() -> Coro<> {
    Lock lock;
    {
      const auto held = co_await lock.hold();
      lock.release();
    }
    const auto& unhandled = Loop::current().unhandled();
    EXPECT_EQ(unhandled.size(), 1U);
    EXPECT_EQ(describe_exception(unhandled.at(0).error), "RuntimeError: Lock is not acquired.");
  });
}

TEST(Lock, KnowsWhoHoldsIt) {
  play([]() -> Coro<> {
    Lock lock;
    EXPECT_EQ(lock.holder(), TaskId{});
    const auto held = co_await lock.hold();
    EXPECT_EQ(lock.holder(), current_task().id());
  });
}

TEST(Lock, IsGivenBackWhenItsHolderThrows) {
  play([]() -> Coro<> {
    Lock lock;
    auto fail = [&]() -> Coro<> {
      const auto held = co_await lock.hold();
      co_await sleep(1s);
      throw ValueError("no");
    };
    EXPECT_EQ(co_await ending(fail()), "ValueError: no");
    EXPECT_FALSE(lock.locked());
  });
}

TEST(Lock, ResumesItsWaiterInTheIterationAfterTheRelease) {
  const Counts counts = counts_of([](Moments& moments) -> Coro<> {
    Lock lock;
    co_await lock.acquire();
    auto release = [&]() -> Coro<> {
      co_await child(moments);
      lock.release();
    };
    const auto releaser = create_task(release());
    co_await lock.acquire();
    co_await releaser;
  });
  EXPECT_EQ(counts, (Counts{.s = 1, .l = 1, .t = 2}));
}

TEST(Lock, TakesNoIterationWhenItIsFree) {
  play([]() -> Coro<> {
    Lock lock;
    EXPECT_EQ(co_await ticks(lock.acquire()), 0U);
  });
}

TEST(Lock, LetsFourContendersInEveryOtherIteration) {
  play([]() -> Coro<> {
    Lock lock;
    Journal journal;
    const auto start = iteration();
    auto enter = [&]() -> Coro<> {
      const auto held = co_await lock.hold();
      journal.note("", iteration() - start);
      co_await sleep(0s);
    };
    std::vector<Task<>> tasks;
    for (int i = 0; i < 4; ++i) tasks.push_back(create_task(enter()));
    for (const auto& task : tasks) co_await task;
    EXPECT_EQ(journal.text(), "1 3 5 7");
  });
}

TEST(Lock, AlternatesBetweenTwoWhoTakeItAgainAndAgain) {
  play([]() -> Coro<> {
    Lock lock;
    Journal journal;
    auto loop = [&](const char* name) -> Coro<> {
      for (int i = 0; i < 3; ++i) {
        const auto held = co_await lock.hold();
        journal.note(name);
        co_await sleep(0s);
      }
    };
    const auto a = create_task(loop("a"));
    const auto b = create_task(loop("b"));
    co_await a;
    co_await b;
    EXPECT_EQ(journal.text(), "a b a b a b");
  });
}

TEST(Lock, StaysWithOneWhoNeverSuspendsInside) {
  play([]() -> Coro<> {
    Lock lock;
    Journal journal;
    auto loop = [&](const char* name) -> Coro<> {
      for (int i = 0; i < 3; ++i) {
        const auto held = co_await lock.hold();
        journal.note(name);
      }
    };
    const auto a = create_task(loop("a"));
    const auto b = create_task(loop("b"));
    co_await a;
    co_await b;
    EXPECT_EQ(journal.text(), "a a a b b b");
  });
}

TEST(Lock, IsPassedOnBeforeLaterArrivalsWhenTheWokenWaiterIsCancelled) {
  play([]() -> Coro<> {
    Lock lock;
    Journal journal;
    auto enter = [&](const char* name) -> Coro<> {
      const auto held = co_await lock.hold();
      journal.note(name);
      co_await sleep(0s);
    };
    co_await lock.acquire();
    auto a = create_task(enter("a"));
    const auto b = create_task(enter("b"));
    co_await sleep(0s);
    lock.release();
    a.cancel();
    const auto c = create_task(enter("c"));
    EXPECT_EQ(co_await ending(a), "CancelledError");
    co_await b;
    co_await c;
    EXPECT_EQ(journal.text(), "b c");
  });
}

TEST(Lock, IsTakenAgainByAnAcquireThatIsAwaitedAgain) {
  play([]() -> Coro<> {
    Lock lock;
    const Task<> other = create_task([](Lock& taken) -> Coro<> {
      co_await taken.acquire();
      co_await sleep(1s);
      taken.release();
    }(lock));
    co_await sleep(0s);
    auto acquire = lock.acquire();
    const auto same = acquire;  // has not begun, either, and never does
    co_await acquire;           // it waits
    lock.release();
    co_await acquire;  // it need not
    EXPECT_TRUE(lock.locked());
    EXPECT_EQ(lock.waiting(), 0U);
    lock.release();
    co_await other;
  });
}

TEST(Lock, IsAskedForAgainByAnAcquireThatWasCancelled) {
  play([]() -> Coro<> {
    Lock lock;
    co_await lock.acquire();
    const Task<> asking = create_task([](Lock& asked) -> Coro<> {
      auto acquire = asked.acquire();
      try {
        co_await acquire;
      } catch (const CancelledError&) {
      }
      co_await acquire;
      asked.release();
    }(lock));
    co_await sleep(1s);
    Task<>(asking).cancel();
    co_await sleep(1s);
    EXPECT_EQ(lock.waiting(), 1U);
    lock.release();
    co_await asking;
    EXPECT_FALSE(lock.locked());
  });
}

}  // namespace
}  // namespace sim
