#include "sim/aio/wait_for.hpp"

#include <gtest/gtest.h>

#include "sim/aio/wait.hpp"
#include "sim/coro/task.hpp"
#include "tests/support/counts.hpp"
#include "tests/support/ending.hpp"

namespace sim {
namespace {

using namespace test;

// Takes 200 ms, however often it is cancelled.
class SlowTask {
 public:
  Coro<> work() {
    const Instant end = Loop::current().now() + 200ms;
    while (Loop::current().now() < end) {
      try {
        co_await sleep(end - Loop::current().now());
      } catch (const CancelledError&) {
        ++refused;
      }
    }
    exited = true;
  }

  int refused = 0;
  bool exited = false;
};

// test_waitfor.AsyncioWaitForTest.test_asyncio_wait_for_cancelled
TEST(WaitFor, WaitsForATaskThatDoesNotStopWhenItIsCancelled) {
  play([]() -> Coro<> {
    SlowTask slow;
    auto waiter = create_task(wait_for(slow.work(), 400ms));
    co_await sleep(0s);
    waiter.cancel();
    const std::vector<Task<>> waiters{waiter};
    co_await wait(waiters);
    EXPECT_TRUE(slow.exited);
  });
}

// test_waitfor.AsyncioWaitForTest.test_asyncio_wait_for_timeout
TEST(WaitFor, WaitsForATaskThatDoesNotStopAtTheTimeout) {
  play([]() -> Coro<> {
    SlowTask slow;
    EXPECT_EQ(co_await ending(wait_for(slow.work(), 100ms)), "done");
    EXPECT_TRUE(slow.exited);
    EXPECT_EQ(slow.refused, 1);
    EXPECT_EQ(Loop::current().time(), 0.2);
  });
}

// test_waitfor.AsyncioWaitForTest.test_wait_for_timeout_less_then_0_or_0_future_done
TEST(WaitFor, OfNoTimeGivesWhatIsDoneAlready) {
  play([]() -> Coro<> {
    Future<int> future;
    future.set_result(42);
    EXPECT_EQ(co_await wait_for(future, 0s), 42);
    EXPECT_TRUE(future.done());
  });
}

// test_waitfor.AsyncioWaitForTest.test_wait_for_timeout_less_then_0_or_0_coroutine_do_not_started
TEST(WaitFor, OfNoTimeDoesNotEvenStartACoroutine) {
  play([]() -> Coro<> {
    bool started = false;
    auto work = [&]() -> Coro<> {
      started = true;
      co_return;
    };
    EXPECT_EQ(co_await ending(wait_for(work(), 0s)), "TimeoutError");
    EXPECT_EQ(co_await ending(wait_for(work(), -1s)), "TimeoutError");
    EXPECT_FALSE(started);
  });
}

// test_waitfor.AsyncioWaitForTest.test_wait_for_timeout_less_then_0_or_0
TEST(WaitFor, OfNoTimeCancelsWhatRuns) {
  for (const auto limit : {0s, -1s}) {
    play([limit]() -> Coro<> {
      bool running = false;
      Future<> started;
      auto work = [&]() -> Coro<> {
        running = true;
        started.set_result();
        try {
          co_await sleep(10s);
        } catch (const CancelledError&) {
          running = false;
          throw;
        }
      };
      const auto task = create_task(work());
      co_await started;
      EXPECT_EQ(co_await ending(wait_for(task, limit)), "TimeoutError");
      EXPECT_TRUE(task.cancelled());
      EXPECT_FALSE(running);
    });
  }
}

// test_waitfor.AsyncioWaitForTest.test_wait_for
TEST(WaitFor, CancelsTheTaskWhenTheTimeIsUp) {
  play([]() -> Coro<> {
    bool running = false;
    auto work = [&]() -> Coro<> {
      running = true;
      try {
        co_await sleep(300s);
      } catch (...) {
        running = false;
        throw;
      }
    };
    const auto task = create_task(work());
    EXPECT_EQ(co_await ending(wait_for(task, 100ms)), "TimeoutError");
    EXPECT_TRUE(task.cancelled());
    EXPECT_FALSE(running);
    EXPECT_EQ(Loop::current().time(), 0.1);
  });
}

// test_waitfor.AsyncioWaitForTest.test_wait_for_blocking
TEST(WaitFor, WithoutALimitIsAPlainAwait) {
  play([]() -> Coro<> {
    EXPECT_EQ(co_await wait_for(as_coro(sleep(1h, 7)), std::nullopt), 7);
    EXPECT_EQ(all_tasks().size(), 1U);
  });
}

// test_waitfor.AsyncioWaitForTest.test_wait_for_race_condition
TEST(WaitFor, GivesTheResultOfAFutureInTime) {
  play([]() -> Coro<> {
    Future<std::string> future;
    auto waited = wait_for(future, 200ms);
    Loop::current().call_later(100ms, [future]() mutable { future.set_result("ok"); });
    EXPECT_EQ(co_await std::move(waited), "ok");
  });
}

// test_waitfor.AsyncioWaitForTest.test_wait_for_cancellation_race_condition
TEST(WaitFor, GivesTheResultOfATaskThatSwallowsTheCancellation) {
  play([]() -> Coro<> {
    auto work = []() -> Coro<int> {
      EXPECT_EQ(co_await ending(sleep(1s)), "CancelledError");
      co_return 1;
    };
    EXPECT_EQ(co_await wait_for(work(), 10ms), 1);
  });
}

Coro<> clean_up_for(Duration time, bool& done) {
  std::exception_ptr cancelled;
  try {
    co_await sleep(10s);
  } catch (const CancelledError&) {
    cancelled = std::current_exception();
  }
  if (cancelled) co_await sleep(time);
  done = true;
  if (cancelled) std::rethrow_exception(cancelled);
}

// test_waitfor.AsyncioWaitForTest.test_wait_for_waits_for_task_cancellation
TEST(WaitFor, WaitsForTheCleanUpOfWhatItCancelled) {
  play([]() -> Coro<> {
    bool done = false;
    const auto task = create_task(clean_up_for(3s, done));
    EXPECT_EQ(co_await ending(wait_for(task, 1s)), "TimeoutError");
    EXPECT_TRUE(done);
    EXPECT_EQ(Loop::current().time(), 4.0);
  });
}

// test_waitfor.AsyncioWaitForTest.test_wait_for_waits_for_task_cancellation_w_timeout_0
TEST(WaitFor, OfNoTimeWaitsForTheCleanUp) {
  play([]() -> Coro<> {
    bool done = false;
    const auto task = create_task(clean_up_for(3s, done));
    co_await sleep(1s);
    EXPECT_EQ(co_await ending(wait_for(task, 0s)), "TimeoutError");
    EXPECT_TRUE(done);
    EXPECT_EQ(Loop::current().time(), 4.0);
  });
}

// test_waitfor.AsyncioWaitForTest.test_wait_for_reraises_exception_during_cancellation
TEST(WaitFor, ThrowsWhatTheTaskThrowsWhenItIsCancelled) {
  play([]() -> Coro<> {
    auto work = []() -> Coro<> {
      try {
        co_await sleep(200ms);
      } catch (const CancelledError&) {
        throw ValueError("foo");
      }
    };
    EXPECT_EQ(co_await ending(wait_for(work(), 1ms)), "ValueError: foo");
  });
}

// test_waitfor.AsyncioWaitForTest.test_wait_for_self_cancellation
TEST(WaitFor, CanItselfBeCancelledWhileItWaitsForTheCleanUp) {
  play([]() -> Coro<> {
    auto work = []() -> Coro<int> {
      int cancelled = 0;
      while (cancelled < 2) {
        const std::string end = co_await ending(sleep(300ms));
        if (end == "done") break;
        ++cancelled;
      }
      if (cancelled == 2) co_await sleep(300ms);
      co_return 42;
    };
    const auto inner = create_task(work());
    auto waiter = create_task(wait_for(inner, 100ms));
    co_await sleep(200ms);
    waiter.cancel();
    EXPECT_EQ(co_await ending(waiter), "CancelledError");
    EXPECT_EQ(co_await inner, 42);
  });
}

Coro<> cancel_a_wait_for(std::optional<Duration> limit) {
  auto block = []() -> Coro<> {
    Future<> never;
    co_await never;
  };
  const auto task = create_task(block());
  auto waiter = create_task(wait_for(task, limit));
  Loop::current().call_soon([waiter]() mutable { waiter.cancel(); });
  EXPECT_EQ(co_await ending(waiter), "CancelledError");
  EXPECT_TRUE(task.cancelled());
}

// test_waitfor.AsyncioWaitForTest.test_cancel_blocking_wait_for
TEST(WaitFor, WithoutALimitCancelsTheTaskWhenItIsCancelled) {
  run(cancel_a_wait_for(std::nullopt));
}

// test_waitfor.AsyncioWaitForTest.test_cancel_wait_for
TEST(WaitFor, CancelsTheTaskWhenItIsCancelled) { run(cancel_a_wait_for(60s)); }

// A child of one step is cancelled through its wait_for; how the waiter ends, and its count.
template <class WaitFor>
std::string cancelled_after(int moments, WaitFor waiting) {
  return play([moments, &waiting]() -> Coro<std::string> {
    auto work = []() -> Coro<std::string> {
      co_await sleep(0s);
      co_return "v";
    };
    auto waiter = create_task(waiting(create_task(work())));
    co_await pass(moments);
    const bool asked = waiter.cancel();
    const std::string end = co_await ending(waiter);
    co_return (asked ? "asked " : "late ") + end + " " + std::to_string(waiter.cancelling());
  });
}

TEST(WaitFor, SwallowsACancellationWhenTheTaskHasJustEnded) {  // gh-86296
  auto waiting = [](Task<std::string> task) { return wait_for(task, 1s); };
  EXPECT_EQ(cancelled_after(0, waiting), "asked CancelledError 1");
  EXPECT_EQ(cancelled_after(1, waiting), "asked v 1");
  EXPECT_EQ(cancelled_after(2, waiting), "asked v 1");
  EXPECT_EQ(cancelled_after(3, waiting), "asked v 1");
  EXPECT_EQ(cancelled_after(4, waiting), "late v 0");
}

TEST(WaitFor312, SwallowsNoCancellation) {
  auto waiting = [](Task<std::string> task) { return wait_for_312(task, 1s); };
  EXPECT_EQ(cancelled_after(1, waiting), "asked CancelledError 1");
  EXPECT_EQ(cancelled_after(2, waiting), "asked CancelledError 1");
  EXPECT_EQ(cancelled_after(3, waiting), "late v 0");
}

TEST(WaitFor, GivesWhatOnlyMoves) {
  play([]() -> Coro<> {
    auto make = []() -> Coro<std::unique_ptr<int>> { co_return std::make_unique<int>(7); };
    EXPECT_EQ(*co_await wait_for(make(), 1s), 7);
    EXPECT_EQ(*co_await wait_for(make(), std::nullopt), 7);
    EXPECT_EQ(*co_await wait_for_312(make(), 1s), 7);
  });
}

TEST(WaitFor, RunsACoroutineInATaskOfItsOwn) {
  play([]() -> Coro<> {
    const TaskId me = current_task().id();
    auto who = []() -> Coro<TaskId> { co_return current_task().id(); };
    EXPECT_NE(co_await wait_for(who(), 1s), me);
    EXPECT_EQ(co_await wait_for_312(who(), 1s), me);
  });
}

TEST(WaitFor, PutsItsTimerBeforeThoseOfTheCoroutine) {
  play([]() -> Coro<> {
    EXPECT_EQ(co_await ending(wait_for(sleep(1s), 1s)), "TimeoutError");
    const auto task = create_task(sleep(1s, std::string("v")));
    co_await sleep(0s);
    EXPECT_EQ(co_await ending(wait_for(task, 1s)), "v");
    const auto again = create_task(sleep(1s, std::string("v")));
    co_await sleep(0s);
    EXPECT_EQ(co_await ending(wait_for_312(again, 1s)), "TimeoutError");
  });
}

}  // namespace
}  // namespace sim
