#include <gtest/gtest.h>

#include "sim/aio/barrier.hpp"
#include "sim/aio/gather.hpp"
#include "sim/coro/task.hpp"
#include "tests/support/ending.hpp"

namespace sim {
namespace {

using namespace test;

constexpr int parties = 5;

template <class F>
auto start(int count, F& make) {
  std::vector<decltype(create_task(make()))> tasks;
  for (int i = 0; i < count; ++i) tasks.push_back(create_task(make()));
  return tasks;
}

// Waits at the barrier; false if it was reset or aborted meanwhile.
Coro<bool> passed(Barrier& barrier) {
  try {
    co_await barrier.wait();
  } catch (const BrokenBarrierError&) {
    co_return false;
  }
  co_return true;
}

// test_locks.BarrierTests.test_reset_barrier
TEST(BarrierReset, OfAnEmptyBarrierChangesNothing) {
  play([]() -> Coro<> {
    Barrier barrier(1);
    const auto reset = create_task(barrier.reset());
    co_await sleep(0s);
    EXPECT_TRUE(reset.done());
    EXPECT_EQ(barrier.n_waiting(), 0);
    EXPECT_FALSE(barrier.broken());
  });
}

// test_locks.BarrierTests.test_reset_barrier_while_tasks_waiting
TEST(BarrierReset, ThrowsIntoThoseWhoWait) {
  play([]() -> Coro<> {
    Barrier barrier(parties);
    auto arrive = [&]() -> Coro<std::string> { return ending(barrier.wait()); };
    const auto tasks = start(parties - 1, arrive);
    co_await sleep(0s);
    const auto reset = create_task(barrier.reset());
    for (const auto& end : co_await gather(tasks)) {
      EXPECT_EQ(end, "BrokenBarrierError: Abort or reset of barrier");
    }
    EXPECT_EQ(barrier.n_waiting(), 0);
    EXPECT_FALSE(barrier.broken());
  });
}

// test_locks.BarrierTests.test_reset_barrier_when_tasks_half_draining
TEST(BarrierReset, ThrowsIntoThoseWhoHaveNotLeftYet) {
  play([]() -> Coro<> {
    Barrier barrier(parties);
    int left = 0;
    int broken = 0;
    auto arrive = [&]() -> Coro<> {
      if (!co_await passed(barrier)) {
        ++broken;
      } else if (++left == parties - parties / 2) {
        co_await barrier.reset();
      }
    };
    co_await gather(start(parties, arrive));
    EXPECT_EQ(broken, parties / 2);
    EXPECT_EQ(barrier.n_waiting(), 0);
    EXPECT_FALSE(barrier.broken());
  });
}

// test_locks.BarrierTests.test_reset_barrier_when_tasks_half_draining_half_blocking
TEST(BarrierReset, LeavesThoseAloneWhoAreNotLetInYet) {
  play([]() -> Coro<> {
    Barrier barrier(parties);
    constexpr int blocking = parties / 2;
    int left = 0;
    int broken_inside = 0;
    int broken_outside = 0;
    auto arrive = [&]() -> Coro<> {
      if (!co_await passed(barrier)) {
        ++broken_inside;
        co_await barrier.wait();
      } else if (++left > blocking) {
        co_await barrier.reset();
        co_await barrier.wait();
      } else if (!co_await passed(barrier)) {
        ++broken_outside;
      }
    };
    co_await gather(start(parties, arrive));
    EXPECT_EQ(broken_inside, blocking);
    EXPECT_EQ(broken_outside, 0);
    EXPECT_EQ(barrier.n_waiting(), 0);
    EXPECT_FALSE(barrier.broken());
  });
}

// test_locks.BarrierTests.test_reset_barrier_while_tasks_waiting_and_waiting_again
TEST(BarrierReset, LetsThoseItThrewIntoWaitAgain) {
  play([]() -> Coro<> {
    Barrier barrier(parties);
    int broken = 0;
    int through = 0;
    auto arrive_twice = [&]() -> Coro<> {
      if (!co_await passed(barrier)) ++broken;
      co_await barrier.wait();
      ++through;
    };
    auto arrive = [&]() -> Coro<> {
      co_await barrier.wait();
      ++through;
    };
    const auto tasks = start(parties - 1, arrive_twice);
    const auto reset = create_task(barrier.reset());
    co_await sleep(0s);
    const auto last = create_task(arrive());
    co_await gather(tasks);
    EXPECT_FALSE(barrier.broken());
    EXPECT_EQ(broken, parties - 1);
    EXPECT_EQ(through, parties);
    EXPECT_EQ(barrier.n_waiting(), 0);
  });
}

// test_locks.BarrierTests.test_reset_barrier_while_tasks_draining
TEST(BarrierReset, ByTheLastToLeaveDisturbsNobody) {
  play([]() -> Coro<> {
    Barrier barrier(parties);
    int left = 0;
    int second = 0;
    int third = 0;
    auto arrive = [&]() -> Coro<> {
      co_await barrier.wait();
      if (++left == parties) {
        co_await barrier.reset();
        co_await barrier.wait();
      } else {
        co_await barrier.wait();
        ++second;
      }
      co_await barrier.wait();
      ++third;
    };
    co_await gather(start(parties, arrive));
    EXPECT_FALSE(barrier.broken());
    EXPECT_EQ(second, parties - 1);
    EXPECT_EQ(third, parties);
    EXPECT_EQ(barrier.n_waiting(), 0);
  });
}

// test_locks.BarrierTests.test_abort_barrier
TEST(BarrierAbort, BreaksTheBarrier) {
  play([]() -> Coro<> {
    Barrier barrier(1);
    const auto abort = create_task(barrier.abort());
    co_await sleep(0s);
    EXPECT_TRUE(abort.done());
    EXPECT_EQ(barrier.n_waiting(), 0);
    EXPECT_TRUE(barrier.broken());
    EXPECT_EQ(co_await ending(barrier.wait()), "BrokenBarrierError: Barrier aborted");
  });
}

// test_locks.BarrierTests.test_abort_barrier_when_tasks_half_draining_half_blocking
TEST(BarrierAbort, ThrowsIntoThoseInsideAndThoseOutside) {
  play([]() -> Coro<> {
    Barrier barrier(parties);
    constexpr int blocking = parties / 2;
    int left = 0;
    int broken_inside = 0;
    int broken_outside = 0;
    auto arrive = [&]() -> Coro<> {
      if (!co_await passed(barrier)) {
        ++broken_inside;
      } else if (++left > blocking) {
        co_await barrier.abort();
      } else if (!co_await passed(barrier)) {
        ++broken_outside;
      }
    };
    co_await gather(start(parties, arrive));
    EXPECT_TRUE(barrier.broken());
    EXPECT_EQ(broken_inside, blocking);
    EXPECT_EQ(broken_outside, parties - blocking - 1);
    EXPECT_EQ(barrier.n_waiting(), 0);
  });
}

// test_locks.BarrierTests.test_abort_barrier_when_exception
TEST(BarrierAbort, AfterAnErrorThrowsIntoAllTheOthers) {
  play([]() -> Coro<> {
    Barrier barrier(parties);
    int through = 0;
    int broken = 0;
    auto arrive = [&]() -> Coro<> {
      bool failed = false;
      try {
        failed = co_await barrier.wait() == parties / 2;
        if (!failed) co_await barrier.wait();
        if (!failed) ++through;
      } catch (const BrokenBarrierError&) {
        ++broken;
      }
      if (failed) co_await barrier.abort();
    };
    co_await gather(start(parties, arrive));
    EXPECT_TRUE(barrier.broken());
    EXPECT_EQ(through, 0);
    EXPECT_EQ(broken, parties - 1);
    EXPECT_EQ(barrier.n_waiting(), 0);
  });
}

// test_locks.BarrierTests.test_abort_barrier_when_exception_then_resetting
TEST(BarrierAbort, IsMadeGoodByAReset) {
  play([]() -> Coro<> {
    Barrier first(parties);
    Barrier second(parties);
    int through = 0;
    int broken = 0;
    int again = 0;
    auto arrive = [&]() -> Coro<> {
      bool failed = false;
      try {
        failed = co_await first.wait() == parties / 2;
        if (!failed) co_await first.wait();
        if (!failed) ++through;
      } catch (const BrokenBarrierError&) {
        ++broken;
      }
      if (failed) co_await first.abort();
      // All have left before the reset, and nobody enters before it.
      if (co_await second.wait() == parties / 2) co_await first.reset();
      co_await second.wait();
      co_await first.wait();
      ++again;
    };
    co_await gather(start(parties, arrive));
    EXPECT_FALSE(first.broken());
    EXPECT_EQ(through, 0);
    EXPECT_EQ(broken, parties - 1);
    EXPECT_EQ(again, parties);
    EXPECT_EQ(first.n_waiting(), 0);
  });
}

}  // namespace
}  // namespace sim
