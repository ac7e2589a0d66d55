#include "sim/aio/semaphore.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "sim/aio/gather.hpp"
#include "sim/aio/task_group.hpp"
#include "sim/aio/wait_for.hpp"
#include "sim/coro/task.hpp"
#include "tests/support/counts.hpp"
#include "tests/support/ending.hpp"
#include "tests/support/journal.hpp"

namespace sim {
namespace {

using namespace test;

// test_locks.SemaphoreTests.test_initial_value_zero
TEST(Semaphore, OfNoPermitsIsLocked) { EXPECT_TRUE(Semaphore(0).locked()); }

// test_locks.SemaphoreTests.test_semaphore
TEST(Semaphore, HasOnePermitAndIsNothingToAwaitItself) {
  Semaphore semaphore;
  EXPECT_EQ(semaphore.value(), 1);
  EXPECT_FALSE(semaphore.locked());
  EXPECT_FALSE(Awaitable<Semaphore>);
}

// test_locks.SemaphoreTests.test_semaphore_value
TEST(Semaphore, CannotBeginBelowZero) {
  EXPECT_EQ(outcome([] { Semaphore semaphore(-1); }),
            "ValueError: Semaphore initial value must be >= 0");
}

// test_locks.SemaphoreTests.test_acquire
TEST(Semaphore, HandsPermitsOverToThoseWhoWait) {
  play([]() -> Coro<> {
    Semaphore semaphore(3);
    Journal journal;
    co_await semaphore.acquire();
    co_await semaphore.acquire();
    EXPECT_FALSE(semaphore.locked());
    auto take = [&](int number) -> Coro<bool> {
      co_await semaphore.acquire();
      journal.note("", number);
      co_return true;
    };
    const auto first = create_task(take(1));
    const auto second = create_task(take(2));
    const auto third = create_task(take(3));
    co_await sleep(0s);
    EXPECT_EQ(journal.text(), "1");
    EXPECT_TRUE(semaphore.locked());
    EXPECT_EQ(semaphore.waiting(), 2U);
    EXPECT_EQ(semaphore.value(), 0);
    const auto fourth = create_task(take(4));
    semaphore.release();
    semaphore.release();
    EXPECT_EQ(semaphore.value(), 0);
    co_await sleep(0s);
    EXPECT_EQ(semaphore.value(), 0);
    EXPECT_EQ(journal.text(), "1 2 3");
    EXPECT_TRUE(semaphore.locked());
    EXPECT_EQ(semaphore.waiting(), 1U);
    EXPECT_EQ(state_of(first), "true");
    EXPECT_EQ(state_of(second), "true");
    EXPECT_EQ(state_of(third), "true");
    EXPECT_FALSE(fourth.done());
    semaphore.release();
    co_await fourth;
  });
}

// test_locks.SemaphoreTests.test_acquire_cancel
TEST(Semaphore, ForgetsAWaiterThatWasCancelled) {
  play([]() -> Coro<> {
    Semaphore semaphore;
    co_await semaphore.acquire();
    auto task = create_task(semaphore.acquire());
    Loop::current().call_soon([task]() mutable { task.cancel(); });
    EXPECT_EQ(co_await ending(task), "CancelledError");
    EXPECT_EQ(semaphore.waiting(), 0U);
  });
}

// test_locks.SemaphoreTests.test_acquire_cancel_before_awoken
TEST(Semaphore, PassesOverThoseWhoWereCancelled) {
  play([]() -> Coro<> {
    Semaphore semaphore(0);
    std::vector<Task<>> tasks;
    for (int i = 0; i < 4; ++i) tasks.push_back(create_task(semaphore.acquire()));
    co_await sleep(0s);
    tasks[0].cancel();
    tasks[1].cancel();
    semaphore.release();
    co_await pass(2);
    EXPECT_TRUE(tasks[2].done());
    EXPECT_FALSE(tasks[3].done());
    tasks[3].cancel();
    co_await sleep(0s);
    EXPECT_TRUE(tasks[3].cancelled());
  });
}

// test_locks.SemaphoreTests.test_acquire_hang
TEST(Semaphore, WakesTheNextWhenTheFirstIsCancelledInTheSameIteration) {
  play([]() -> Coro<> {
    Semaphore semaphore(0);
    auto first = create_task(semaphore.acquire());
    const auto second = create_task(semaphore.acquire());
    co_await sleep(0s);
    first.cancel();
    semaphore.release();
    co_await pass(2);
    EXPECT_TRUE(semaphore.locked());
    EXPECT_TRUE(second.done());
  });
}

// test_locks.SemaphoreTests.test_acquire_no_hang
TEST(Semaphore, TakesItsPermitBackFromAWokenWaiterThatIsCancelled) {
  play([]() -> Coro<> {
    Semaphore semaphore(1);
    std::optional<Task<>> second;
    auto take_and_cancel = [&]() -> Coro<> {
      {
        const auto held = co_await semaphore.hold();
        co_await sleep(0s);
      }
      second->cancel();
    };
    auto never = [&]() -> Coro<> {
      const auto held = co_await semaphore.hold();
      ADD_FAILURE() << "it was cancelled";
    };
    const auto first = create_task(take_and_cancel());
    second = create_task(never());
    const auto [one, two] = co_await gather(return_exceptions, first, *second);
    EXPECT_TRUE(one.ok());
    EXPECT_TRUE(is_cancelled_error(two.error()));
    co_await wait_for(semaphore.acquire(), 1s);
    EXPECT_EQ(semaphore.value(), 0);
  });
}

// test_locks.SemaphoreTests.test_release_not_acquired
TEST(BoundedSemaphore, CannotBeGivenBackMoreOftenThanTaken) {
  BoundedSemaphore semaphore;
  EXPECT_EQ(outcome([&] { semaphore.release(); }),
            "ValueError: BoundedSemaphore released too many times");
}

TEST(BoundedSemaphore, TakesBackWhatWasTaken) {
  play([]() -> Coro<> {
    BoundedSemaphore semaphore(2);
    co_await semaphore.acquire();
    semaphore.release();
    EXPECT_EQ(semaphore.value(), 2);
    EXPECT_EQ(outcome([&] { semaphore.release(); }),
              "ValueError: BoundedSemaphore released too many times");
  });
}

TEST(BoundedSemaphore, ReportsWhatIsGivenBackByHandAndByItsHeld) {
  play([]() -> Coro<> {
    BoundedSemaphore semaphore;
    {
      const auto held = co_await semaphore.hold();
      semaphore.release();
    }
    EXPECT_EQ(semaphore.value(), 1);
    const auto& unhandled = Loop::current().unhandled();
    EXPECT_EQ(unhandled.size(), 1U);
    EXPECT_EQ(describe_exception(unhandled.at(0).error),
              "ValueError: BoundedSemaphore released too many times");
  });
}

// test_locks.SemaphoreTests.test_release_no_waiters
TEST(Semaphore, IsFreeWhenNobodyWaited) {
  play([]() -> Coro<> {
    Semaphore semaphore;
    co_await semaphore.acquire();
    EXPECT_TRUE(semaphore.locked());
    semaphore.release();
    EXPECT_FALSE(semaphore.locked());
  });
}

// test_locks.SemaphoreTests.test_acquire_fifo_order
TEST(Semaphore, LetsThoseWhoComeBackStandAtTheEnd) {
  play([]() -> Coro<> {
    Semaphore semaphore(1);
    Journal journal;
    auto twice = [&](int number) -> Coro<> {
      for (int round = 1; round <= 2; ++round) {
        co_await semaphore.acquire();
        journal.note(std::to_string(number) + "_", round);
        co_await sleep(10ms);
        semaphore.release();
      }
    };
    co_await task_group([&](TaskGroup& group) -> Coro<> {
      for (int i = 1; i <= 3; ++i) group.create_task(twice(i));
      co_return;
    });
    EXPECT_EQ(journal.text(), "1_1 2_1 3_1 1_2 2_2 3_2");
  });
}

// test_locks.SemaphoreTests.test_acquire_fifo_order_2
TEST(Semaphore, IsFairToThoseWhoWaitWhenOneTakesItAgainAtOnce) {
  play([]() -> Coro<> {
    Semaphore semaphore(1);
    Journal journal;
    auto take = [&](int number) -> Coro<> {
      co_await semaphore.acquire();
      journal.note("", number);
    };
    auto take_twice = [&]() -> Coro<> {
      co_await semaphore.acquire();
      journal.note("2");
      semaphore.release();
      co_await semaphore.acquire();
      journal.note("4");
    };
    const auto first = create_task(take(1));
    const auto second = create_task(take_twice());
    const auto third = create_task(take(3));
    co_await sleep(0s);
    semaphore.release();
    semaphore.release();
    co_await gather(first, second, third);
    EXPECT_EQ(journal.text(), "1 2 3 4");
  });
}

// test_locks.SemaphoreTests.test_acquire_fifo_order_3
TEST(Semaphore, KeepsItsOrderWhenTheFirstIsCancelled) {
  play([]() -> Coro<> {
    Semaphore semaphore(0);
    Journal journal;
    auto take = [&](int number) -> Coro<> {
      co_await semaphore.acquire();
      journal.note("", number);
    };
    auto first = create_task(take(1));
    const auto second = create_task(take(2));
    const auto third = create_task(take(3));
    co_await sleep(0s);
    first.cancel();
    co_await sleep(0s);
    semaphore.release();
    semaphore.release();
    co_await gather(return_exceptions, first, second, third);
    EXPECT_EQ(journal.text(), "2 3");
  });
}

TEST(Semaphore, IsHeldForAsLongAsItsHeldLives) {
  play([]() -> Coro<> {
    Semaphore semaphore;
    BoundedSemaphore bounded;
    {
      const auto held = co_await semaphore.hold();
      const auto held_too = co_await bounded.hold();
      EXPECT_TRUE(semaphore.locked());
      EXPECT_TRUE(bounded.locked());
    }
    EXPECT_FALSE(semaphore.locked());
    EXPECT_FALSE(bounded.locked());
  });
}

TEST(Semaphore, ResumesItsWaiterInTheIterationAfterTheRelease) {
  const Counts counts = counts_of([](Moments& moments) -> Coro<> {
    Semaphore semaphore(0);
    auto release = [&]() -> Coro<> {
      co_await child(moments);
      semaphore.release();
    };
    const auto releaser = create_task(release());
    co_await semaphore.acquire();
  });
  EXPECT_EQ(counts, (Counts{.s = 1, .l = 1, .t = 2}));
}

TEST(Semaphore, LetsPairsInEveryOtherIteration) {
  play([]() -> Coro<> {
    Semaphore semaphore(2);
    Journal journal;
    const auto start = iteration();
    auto enter = [&]() -> Coro<> {
      const auto held = co_await semaphore.hold();
      journal.note("", iteration() - start);
      co_await sleep(0s);
    };
    std::vector<Task<>> tasks;
    for (int i = 0; i < 6; ++i) tasks.push_back(create_task(enter()));
    co_await gather(tasks);
    EXPECT_EQ(journal.text(), "1 1 3 3 5 5");
  });
}

TEST(Semaphore, WakesFourInOneIteration) {
  play([]() -> Coro<> {
    Semaphore semaphore(0);
    std::vector<Task<>> tasks;
    for (int i = 0; i < 4; ++i) tasks.push_back(create_task(semaphore.acquire()));
    co_await sleep(0s);
    for (int i = 0; i < 4; ++i) semaphore.release();
    EXPECT_EQ(semaphore.value(), 0);
    co_await sleep(0s);
    EXPECT_TRUE(std::ranges::all_of(tasks, [](const Task<>& task) { return task.done(); }));
  });
}

TEST(Semaphore, GivesThePermitOfAWokenWaiterThatIsCancelledToTheNext) {
  play([]() -> Coro<> {
    Semaphore semaphore(0);
    auto first = create_task(semaphore.acquire());
    const auto second = create_task(semaphore.acquire());
    co_await sleep(0s);
    semaphore.release();
    first.cancel();
    EXPECT_EQ(co_await ending(first), "CancelledError");
    co_await second;
    EXPECT_EQ(semaphore.value(), 0);
    EXPECT_EQ(semaphore.waiting(), 0U);
  });
}

TEST(Semaphore, GivesAPermitAgainToAnAcquireThatIsAwaitedAgain) {
  play([]() -> Coro<> {
    Semaphore permits(0);
    auto acquire = permits.acquire();
    for (int i = 1; i <= 2; ++i) {
      Loop::current().call_later(1s, [&] { permits.release(); });
      co_await acquire;
      EXPECT_EQ(Loop::current().time(), i);
    }
    EXPECT_EQ(permits.value(), 0);
  });
}

}  // namespace
}  // namespace sim
