#include "sim/aio/barrier.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "sim/aio/gather.hpp"
#include "sim/aio/wait.hpp"
#include "sim/coro/task.hpp"
#include "tests/support/counts.hpp"
#include "tests/support/ending.hpp"
#include "tests/support/journal.hpp"

namespace sim {
namespace {

using namespace test;

constexpr int parties = 5;

// Starts `count` tasks of what `make` makes.
template <class F>
auto start(int count, F& make) {
  std::vector<decltype(create_task(make()))> tasks;
  for (int i = 0; i < count; ++i) tasks.push_back(create_task(make()));
  return tasks;
}

void expect_calm(const Barrier& barrier) {
  EXPECT_EQ(barrier.n_waiting(), 0);
  EXPECT_FALSE(barrier.broken());
}

// test_locks.BarrierTests.test_barrier
TEST(Barrier, IsNothingToAwaitItself) {
  EXPECT_FALSE(Awaitable<Barrier>);
  expect_calm(Barrier(parties));
}

// test_locks.BarrierTests.test_barrier_parties
TEST(Barrier, IsForOneAtLeast) {
  EXPECT_EQ(outcome([] { Barrier barrier(0); }), "ValueError: parties must be > 0");
  EXPECT_EQ(outcome([] { Barrier barrier(-4); }), "ValueError: parties must be > 0");
  EXPECT_EQ(Barrier(parties).parties(), parties);
}

// test_locks.BarrierTests.test_context_manager
TEST(Barrier, TellsEachItsIndexAndTheLastGoesFirst) {
  play([]() -> Coro<> {
    Barrier barrier(3);
    Journal journal;
    auto arrive = [&]() -> Coro<> {
      const auto index = co_await barrier.wait();
      journal.note("", index);
    };
    co_await gather(start(3, arrive));
    EXPECT_EQ(journal.text(), "2 0 1");
    expect_calm(barrier);
  });
}

// test_locks.BarrierTests.test_filling_one_task
TEST(Barrier, ForOneHoldsNobodyUp) {
  play([]() -> Coro<> {
    Barrier barrier(1);
    EXPECT_EQ(co_await barrier.wait(), 0);
    expect_calm(barrier);
  });
}

// test_locks.BarrierTests.test_filling_one_task_twice
TEST(Barrier, ForOneCanBePassedAgain) {
  play([]() -> Coro<> {
    Barrier barrier(1);
    const auto first = create_task(barrier.wait());
    co_await sleep(0s);
    EXPECT_EQ(barrier.n_waiting(), 0);
    const auto second = create_task(barrier.wait());
    co_await sleep(0s);
    EXPECT_EQ(state_of(first), "0");
    EXPECT_EQ(state_of(second), "0");
    expect_calm(barrier);
  });
}

// test_locks.BarrierTests.test_filling_task_by_task
TEST(Barrier, CountsThoseWhoWait) {
  play([]() -> Coro<> {
    Barrier barrier(3);
    const auto first = create_task(barrier.wait());
    co_await sleep(0s);
    EXPECT_EQ(barrier.n_waiting(), 1);
    const auto second = create_task(barrier.wait());
    co_await sleep(0s);
    EXPECT_EQ(barrier.n_waiting(), 2);
    const auto third = create_task(barrier.wait());
    co_await sleep(0s);
    const std::vector<Task<std::int64_t>> tasks{first, second, third};
    co_await wait(tasks);
    expect_calm(barrier);
  });
}

// test_locks.BarrierTests.test_filling_tasks_wait_twice
TEST(Barrier, CanBePassedTwiceByAll) {
  play([]() -> Coro<> {
    Barrier barrier(parties);
    int once = 0;
    int twice = 0;
    auto arrive = [&]() -> Coro<> {
      co_await barrier.wait();
      ++once;
      co_await barrier.wait();
      ++twice;
    };
    co_await gather(start(parties, arrive));
    EXPECT_EQ(once, parties);
    EXPECT_EQ(twice, parties);
    expect_calm(barrier);
  });
}

// test_locks.BarrierTests.test_filling_tasks_check_return_value
TEST(Barrier, GivesEachIndexOnceInTheSecondRound) {
  play([]() -> Coro<> {
    Barrier barrier(parties);
    auto arrive = [&]() -> Coro<std::int64_t> {
      co_await barrier.wait();
      co_return co_await barrier.wait();
    };
    std::vector<std::int64_t> indices = co_await gather(start(parties, arrive));
    std::ranges::sort(indices);
    EXPECT_EQ(indices, (std::vector<std::int64_t>{0, 1, 2, 3, 4}));
    expect_calm(barrier);
  });
}

// test_locks.BarrierTests.test_draining_state
TEST(Barrier, IsOpenAgainWhenTheLastHasLeft) {
  play([]() -> Coro<> {
    Barrier barrier(parties);
    Journal journal;
    // Whoever comes while others leave has to wait until all have: then it counts.
    auto arrive = [&]() -> Coro<> {
      co_await barrier.wait();
      auto next = create_task(barrier.wait());
      co_await sleep(0s);
      journal.note("", barrier.n_waiting());
      next.cancel();
      co_await ending(next);
    };
    co_await gather(start(parties, arrive));
    EXPECT_EQ(journal.text(), "1 2 3 4 0");
    expect_calm(barrier);
  });
}

// test_locks.BarrierTests.test_blocking_tasks_while_draining
TEST(Barrier, HoldsThoseWhoComeBackWhileOthersLeave) {
  play([]() -> Coro<> {
    constexpr int again = 2;
    Barrier barrier(parties);
    Barrier others(parties - again);
    int left = again;
    auto arrive = [&]() -> Coro<> {
      co_await barrier.wait();
      if (left-- <= 0) co_await others.wait();
      co_await barrier.wait();
    };
    co_await gather(start(parties, arrive));
    expect_calm(barrier);
    expect_calm(others);
  });
}

// test_locks.BarrierTests.test_filling_tasks_cancel_one
TEST(Barrier, WaitsForAnotherWhenOneIsCancelled) {
  play([]() -> Coro<> {
    Barrier barrier(3);
    int through = 0;
    auto arrive = [&]() -> Coro<> {
      co_await barrier.wait();
      ++through;
    };
    auto first = create_task(arrive());
    co_await sleep(0s);
    EXPECT_EQ(barrier.n_waiting(), 1);
    const auto second = create_task(arrive());
    co_await sleep(0s);
    EXPECT_EQ(barrier.n_waiting(), 2);
    first.cancel();
    co_await sleep(0s);
    EXPECT_EQ(barrier.n_waiting(), 1);
    EXPECT_EQ(co_await ending(first), "CancelledError");
    const auto third = create_task(arrive());
    co_await sleep(0s);
    EXPECT_EQ(barrier.n_waiting(), 2);
    const auto fourth = create_task(arrive());
    co_await gather(second, third, fourth);
    EXPECT_EQ(through, 3);
    expect_calm(barrier);
  });
}

TEST(Barrier, HandsOutAnIndexTwiceAfterACancelledWaiter) {  // gh-155233
  play([]() -> Coro<> {
    Barrier barrier(3);
    auto first = create_task(barrier.wait());
    const auto second = create_task(barrier.wait());
    co_await sleep(0s);
    first.cancel();
    co_await sleep(0s);
    const auto third = create_task(barrier.wait());
    const auto fourth = create_task(barrier.wait());
    EXPECT_EQ(co_await second, 1);
    EXPECT_EQ(co_await third, 1);
    EXPECT_EQ(co_await fourth, 2);
  });
}

TEST(Barrier, ResumesTheOthersOneIterationAfterTheLast) {
  play([]() -> Coro<> {
    Barrier barrier(3);
    Journal journal;
    const auto begin = iteration();
    auto arrive = [&]() -> Coro<> {
      const auto index = co_await barrier.wait();
      journal.note(std::to_string(index) + "@", iteration() - begin);
    };
    co_await gather(start(3, arrive));
    EXPECT_EQ(journal.text(), "2@1 0@2 1@2");
  });
}

TEST(Barrier, WakesAWaiterInTheIterationAfterTheLastArrived) {
  const Counts counts = counts_of([](Moments& moments) -> Coro<> {
    Barrier barrier(2);
    auto arrive = [&]() -> Coro<> {
      co_await child(moments);
      co_await barrier.wait();
    };
    const auto other = create_task(arrive());
    co_await barrier.wait();
  });
  EXPECT_EQ(counts, (Counts{.s = 1, .l = 1, .t = 2}));
}

}  // namespace
}  // namespace sim
