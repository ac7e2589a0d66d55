// Cancelling tasks, as CPython's test_tasks tests it.

#include <gtest/gtest.h>

#include "sim/aio/wait.hpp"
#include "sim/coro/task.hpp"
#include "tests/support/ending.hpp"

namespace sim {
namespace {

using namespace test;

Coro<> sleep_ten() { co_await sleep(10s); }

// test_tasks.BaseTaskTests.test_task_cancel_message_getter
TEST(CancelSemantics, KeepsTheMessage) {
  play([]() -> Coro<> {
    auto task = create_task(sleep_ten());
    EXPECT_FALSE(task.core().cancel_message());
    task.cancel("my message");
    EXPECT_EQ(task.core().cancel_message().text(), "my message");
    EXPECT_EQ(co_await ending(task), "CancelledError: my message");
  });
}

// test_tasks.BaseTaskTests.test_cancelling
TEST(CancelSemantics, CountsTheRequests) {
  play([]() -> Coro<> {
    auto task = create_task(sleep_ten());
    EXPECT_EQ(task.cancelling(), 0U);
    EXPECT_TRUE(task.cancel());
    EXPECT_EQ(task.cancelling(), 1U);
    EXPECT_TRUE(task.cancel());
    EXPECT_EQ(task.cancelling(), 2U);
    EXPECT_EQ(co_await ending(task), "CancelledError");
  });
}

// test_tasks.BaseTaskTests.test_uncancel_basic
TEST(CancelSemantics, CanBeTakenBackInTheCount) {
  play([]() -> Coro<> {
    auto work = []() -> Coro<> {
      EXPECT_EQ(co_await ending(sleep(10s)), "CancelledError");
      current_task().uncancel();
      co_await sleep(10s);
    };
    auto task = create_task(work());
    co_await sleep(10ms);
    EXPECT_TRUE(task.cancel());
    EXPECT_EQ(task.cancelling(), 1U);
    EXPECT_FALSE(task.cancelled());
    co_await sleep(10ms);
    EXPECT_EQ(task.cancelling(), 0U);
    EXPECT_FALSE(task.cancelled());
    EXPECT_TRUE(task.cancel());
    EXPECT_EQ(task.cancelling(), 1U);
    EXPECT_EQ(co_await ending(task), "CancelledError");
    EXPECT_TRUE(task.cancelled());
    task.uncancel();
    EXPECT_TRUE(task.cancelled());
    EXPECT_TRUE(task.done());
  });
}

// A request with a timeout made by hand, from cancel() and uncancel().
Coro<std::string> request_with_timeout(Duration work, Duration limit) {
  AnyTask task = current_task();
  std::string said;
  bool timed_out = false;
  auto timer = Loop::current().call_later(limit, [&]() mutable {
    timed_out = true;
    task.cancel();
  });
  bool stopped = false;
  try {
    co_await sleep(work);
    said = "finished";
  } catch (const CancelledError&) {
    stopped = true;
  }
  timer.cancel();
  if (timed_out && task.uncancel() == 0 && stopped) said = "timed out";
  co_await sleep(0s);  // what follows is not touched by the timeout
  co_return said + " " + std::to_string(task.cancelling());
}

// test_tasks.BaseTaskTests.test_uncancel_structured_blocks
TEST(CancelSemantics, MakesStructuredTimeouts) {
  EXPECT_EQ(run(request_with_timeout(10s, 100ms)), "timed out 0");
  EXPECT_EQ(run(request_with_timeout(0s, 10s)), "finished 0");
}

// test_tasks.BaseTaskTests.test_cancel
TEST(CancelSemantics, EndsASleeper) {
  play([]() -> Coro<> {
    auto work = []() -> Coro<int> {
      co_await sleep(10s);
      co_return 12;
    };
    auto task = create_task(work());
    Loop::current().call_soon([task]() mutable { task.cancel(); });
    EXPECT_EQ(co_await ending(task), "CancelledError");
    EXPECT_TRUE(task.done());
    EXPECT_TRUE(task.cancelled());
    EXPECT_FALSE(task.cancel());
    EXPECT_EQ(Loop::current().time(), 0.0);
  });
}

// A value of the user's own as a message.
struct Five : CancelNote {
  Five() : CancelNote("five") {}
  int value = 5;
};

template <class Look>
Coro<> look_at_messages(Look look) {
  const std::vector<CancelMessage> messages{CancelMessage(), CancelMessage("my message"),
                                            CancelMessage(std::make_shared<Five>())};
  for (const CancelMessage& message : messages) {
    auto task = create_task(sleep_ten());
    co_await sleep(0s);
    task.cancel(message);
    const std::vector<Task<>> tasks{task};
    co_await wait(tasks);
    try {
      look(task);
      ADD_FAILURE() << "it was cancelled";
    } catch (const CancelledError& error) {
      EXPECT_EQ(error.message().note(), message.note());
    }
  }
}

// test_tasks.BaseTaskTests.test_cancel_with_message_then_future_result
TEST(CancelSemantics, GivesItsMessageToWhoeverAsksForTheResult) {
  run(look_at_messages([](const Task<>& task) { task.result(); }));
}

// test_tasks.BaseTaskTests.test_cancel_with_message_then_future_exception
TEST(CancelSemantics, GivesItsMessageToWhoeverAsksForTheException) {
  run(look_at_messages([](const Task<>& task) { static_cast<void>(task.exception()); }));
}

// test_tasks.BaseTaskTests.test_cancellation_exception_context
TEST(CancelSemantics, GivesItsMessageToTheAwaiter) {
  play([]() -> Coro<> {
    Future<> started;
    auto work = [&]() -> Coro<> {
      started.set_result();
      co_await sleep(10s);
    };
    auto task = create_task(work());
    co_await started;
    Loop::current().call_soon([task]() mutable { task.cancel("msg"); });
    EXPECT_EQ(co_await ending(task), "CancelledError: msg");
  });
}

// test_tasks.BaseTaskTests.test_cancel_with_message_before_starting_task
TEST(CancelSemantics, KeepsTheMessageOfATaskThatNeverBegan) {
  play([]() -> Coro<> {
    auto task = create_task(sleep_ten());
    task.cancel("my message");
    const std::vector<Task<>> tasks{task};
    co_await wait(tasks);
    EXPECT_EQ(outcome([&] { static_cast<void>(task.exception()); }),
              "CancelledError: my message");
  });
}

// test_tasks.BaseTaskTests.test_cancel_yield
TEST(CancelSemantics, EndsATaskThatYields) {
  play([]() -> Coro<> {
    auto work = []() -> Coro<int> {
      co_await pass(2);
      co_return 12;
    };
    auto task = create_task(work());
    co_await sleep(0s);
    task.cancel();
    EXPECT_EQ(co_await ending(task), "CancelledError");
    EXPECT_TRUE(task.cancelled());
    EXPECT_FALSE(task.cancel());
  });
}

Coro<int> await_then_twelve(Future<> future) {
  co_await future;
  co_return 12;
}

// test_tasks.BaseTaskTests.test_cancel_inner_future
TEST(CancelSemantics, OfTheAwaitedFutureEndsTheTask) {
  play([]() -> Coro<> {
    Future<> future;
    const auto task = create_task(await_then_twelve(future));
    co_await pass(2);
    future.cancel();
    EXPECT_EQ(co_await ending(task), "CancelledError");
    EXPECT_TRUE(future.cancelled());
    EXPECT_TRUE(task.cancelled());
  });
}

// test_tasks.BaseTaskTests.test_cancel_both_task_and_inner_future
TEST(CancelSemantics, OfBothEndsBoth) {
  play([]() -> Coro<> {
    Future<> future;
    auto task = create_task(await_then_twelve(future));
    co_await pass(2);
    future.cancel();
    task.cancel();
    EXPECT_EQ(co_await ending(task), "CancelledError");
    EXPECT_TRUE(future.cancelled());
    EXPECT_TRUE(task.cancelled());
  });
}

// test_tasks.BaseTaskTests.test_cancel_task_catching
TEST(CancelSemantics, CanBeCaught) {
  play([]() -> Coro<> {
    Future<> one;
    Future<> two;
    auto work = [&]() -> Coro<int> {
      co_await one;
      EXPECT_EQ(co_await ending(two), "CancelledError");
      co_return 42;
    };
    auto task = create_task(work());
    co_await sleep(0s);
    EXPECT_EQ(task.task_core().waiting_on(), &one.core());
    one.set_result();
    co_await sleep(0s);
    EXPECT_EQ(task.task_core().waiting_on(), &two.core());
    task.cancel();
    EXPECT_TRUE(two.cancelled());
    EXPECT_EQ(co_await task, 42);
    EXPECT_FALSE(task.cancelled());
  });
}

// test_tasks.BaseTaskTests.test_cancel_task_ignoring
TEST(CancelSemantics, CanBeIgnored) {
  play([]() -> Coro<> {
    Future<> one;
    Future<> two;
    Future<int> three;
    auto work = [&]() -> Coro<int> {
      co_await one;
      EXPECT_EQ(co_await ending(two), "CancelledError");
      co_return co_await three;
    };
    auto task = create_task(work());
    co_await sleep(0s);
    one.set_result();
    co_await sleep(0s);
    EXPECT_EQ(task.task_core().waiting_on(), &two.core());
    task.cancel();
    EXPECT_TRUE(two.cancelled());
    co_await sleep(0s);
    EXPECT_EQ(task.task_core().waiting_on(), &three.core());
    three.set_result(42);
    EXPECT_EQ(co_await task, 42);
    EXPECT_FALSE(three.cancelled());
    EXPECT_FALSE(task.cancelled());
  });
}

// test_tasks.BaseTaskTests.test_cancel_current_task
TEST(CancelSemantics, OfOneselfComesAtTheNextSuspension) {
  play([]() -> Coro<> {
    auto work = []() -> Coro<int> {
      current_task().cancel();
      co_await sleep(100s);
      co_return 12;
    };
    auto task = create_task(work());
    EXPECT_FALSE(task.cancelled());
    EXPECT_EQ(co_await ending(task), "CancelledError");
    EXPECT_TRUE(task.cancelled());
    EXPECT_FALSE(task.cancel());
    EXPECT_EQ(Loop::current().time(), 0.0);
  });
}

// test_tasks.BaseTaskTests.test_cancel_at_end
TEST(CancelSemantics, OfOneselfInTheLastStepEndsTheTaskCancelled) {
  play([]() -> Coro<> {
    auto work = []() -> Coro<int> {
      current_task().cancel();
      co_return 12;
    };
    auto task = create_task(work());
    EXPECT_EQ(co_await ending(task), "CancelledError");
    EXPECT_TRUE(task.cancelled());
    EXPECT_FALSE(task.cancel());
  });
}

// test_tasks.BaseTaskTests.test_cancel_awaited_task
TEST(CancelSemantics, OfOneselfReachesTheTaskThatIsAwaitedNext) {
  play([]() -> Coro<> {
    Future<> future;
    auto nested = [&]() -> Coro<> { co_await future; };
    const auto inner = create_task(nested());
    auto work = [&]() -> Coro<> {
      co_await sleep(0s);
      current_task().cancel();
      co_await inner;
    };
    const auto task = create_task(work());
    EXPECT_EQ(co_await ending(task), "CancelledError");
    EXPECT_TRUE(task.cancelled());
    EXPECT_TRUE(inner.cancelled());
    EXPECT_TRUE(future.cancelled());
  });
}

// test_tasks.BaseTaskTests.test_task_cancel_sleeping_task
TEST(CancelSemantics, ByATimerEndsASleeperInTime) {
  play([]() -> Coro<> {
    auto sleeper = create_task(sleep(5000s));
    Loop::current().call_later(100ms, [sleeper]() mutable { sleeper.cancel(); });
    EXPECT_EQ(co_await ending(sleeper), "CancelledError");
    EXPECT_EQ(Loop::current().time(), 0.1);
  });
}

// test_tasks.BaseTaskTests.test_task_cancel_waiter_future
TEST(CancelSemantics, CancelsTheFutureThatIsAwaited) {
  play([]() -> Coro<> {
    Future<> future;
    auto work = [&]() -> Coro<> { co_await future; };
    auto task = create_task(work());
    co_await sleep(0s);
    EXPECT_EQ(task.task_core().waiting_on(), &future.core());
    task.cancel();
    EXPECT_EQ(co_await ending(task), "CancelledError");
    EXPECT_EQ(task.task_core().waiting_on(), nullptr);
    EXPECT_TRUE(future.cancelled());
  });
}

}  // namespace
}  // namespace sim
