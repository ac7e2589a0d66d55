// wait(), and cancellations that meet one, as CPython's test_tasks tests them.

#include <gtest/gtest.h>

#include <ranges>

#include "sim/aio/wait.hpp"
#include "sim/coro/task.hpp"
#include "tests/support/ending.hpp"

namespace sim {
namespace {

using namespace test;

template <class F>
std::string names(const std::vector<F>& tasks) {
  std::string text;
  for (const auto& task : tasks) text += task.name();
  return text;
}

// Two tasks, a and b, and what wait() says of the list b, a.
class Pair {
 public:
  Pair(Coro<> a, Coro<> b)
      : a_(create_task(std::move(a), "a")), b_(create_task(std::move(b), "b")) {}

  Coro<std::string> wait_for_both(WaitOptions options = {}) {
    const std::vector<Task<>> tasks{b_, a_};
    const auto [done, pending] = co_await wait(tasks, options);
    co_return names(done) + "|" + names(pending);
  }

  [[nodiscard]] const Task<>& a() const { return a_; }
  [[nodiscard]] const Task<>& b() const { return b_; }

 private:
  Task<> a_;
  Task<> b_;
};

Coro<> fail_after(Duration delay) {
  if (delay > 0s) co_await sleep(delay);
  throw ValueError("err");
}

double now() { return Loop::current().time(); }

// test_tasks.BaseTaskTests.test_wait
TEST(WaitSemantics, ReturnsWhenAllAreDoneAndAgainAtOnce) {
  play([]() -> Coro<> {
    Pair pair(as_coro(sleep(100ms)), as_coro(sleep(150ms)));
    EXPECT_EQ(co_await pair.wait_for_both(), "ba|");
    EXPECT_EQ(now(), 0.15);
    EXPECT_EQ(co_await pair.wait_for_both(), "ba|");
    EXPECT_EQ(now(), 0.15);
  });
}

// test_tasks.BaseTaskTests.test_wait_duplicate_coroutines
TEST(WaitSemantics, CountsATaskThatStandsTwiceOnce) {
  play([]() -> Coro<> {
    auto say = [](std::string words) -> Coro<std::string> { co_return words; };
    const auto test = create_task(say("test"));
    const std::vector<Task<std::string>> tasks{test, test, create_task(say("spam"))};
    const auto [done, pending] = co_await wait(tasks);
    EXPECT_TRUE(pending.empty());
    EXPECT_EQ(done.size(), 2U);
    EXPECT_EQ(done[0].result() + done[1].result(), "testspam");
  });
}

// test_tasks.BaseTaskTests.test_wait_errors
TEST(WaitSemantics, NeedsSomethingToWaitFor) {
  play([]() -> Coro<> {
    EXPECT_EQ(co_await complaint(wait(std::vector<Task<>>{})),
              "Set of Tasks/Futures is empty.");
  });
}

// test_tasks.BaseTaskTests.test_wait_invalid_args
TEST(WaitSemantics, TakesTasksAndFuturesInARangeOnly) {
  EXPECT_TRUE(FutureRange<std::vector<Task<>>>);
  EXPECT_TRUE(FutureRange<std::vector<Future<>>>);
  EXPECT_FALSE(FutureRange<std::vector<Coro<>>>);
  EXPECT_FALSE(FutureRange<Future<>>);
  EXPECT_FALSE(FutureRange<Coro<>>);
}

// test_tasks.BaseTaskTests.test_wait_first_completed
TEST(WaitSemantics, ReturnsWhenTheFirstIsDone) {
  play([]() -> Coro<> {
    Pair pair(as_coro(sleep(10s)), as_coro(sleep(100ms)));
    EXPECT_EQ(co_await pair.wait_for_both({.return_when = ReturnWhen::first_completed}), "b|a");
    EXPECT_FALSE(pair.a().done());
    EXPECT_EQ(state_of(pair.b()), "done");
    EXPECT_EQ(now(), 0.1);
    EXPECT_EQ(co_await pair.wait_for_both(), "ba|");
  });
}

// test_tasks.BaseTaskTests.test_wait_really_done
TEST(WaitSemantics, CountsWhatIsDoneThoughItsCallbackHasNotRun) {
  play([]() -> Coro<> {
    Pair pair(pass(1), pass(2));
    EXPECT_EQ(co_await pair.wait_for_both({.return_when = ReturnWhen::first_completed}),
              "ba|");
    EXPECT_EQ(state_of(pair.a()), "done");
    EXPECT_EQ(state_of(pair.b()), "done");
  });
}

constexpr WaitOptions first_exception{.return_when = ReturnWhen::first_exception};

// test_tasks.BaseTaskTests.test_wait_first_exception
TEST(WaitSemantics, ReturnsAtAnExceptionThatIsThereAlready) {
  play([]() -> Coro<> {
    Pair pair(as_coro(sleep(10s)), fail_after(0s));
    EXPECT_EQ(co_await pair.wait_for_both(first_exception), "b|a");
    EXPECT_EQ(now(), 0.0);
    co_await pair.a();
  });
}

// test_tasks.BaseTaskTests.test_wait_first_exception_in_wait
TEST(WaitSemantics, ReturnsAtAnExceptionThatComesMeanwhile) {
  play([]() -> Coro<> {
    Pair pair(as_coro(sleep(10s)), fail_after(10ms));
    EXPECT_EQ(co_await pair.wait_for_both(first_exception), "b|a");
    EXPECT_EQ(now(), 0.01);
    co_await pair.a();
  });
}

// test_tasks.BaseTaskTests.test_wait_with_exception
TEST(WaitSemantics, ThrowsNothingThatATaskThrew) {
  play([]() -> Coro<> {
    Pair pair(as_coro(sleep(100ms)), fail_after(150ms));
    for (int round = 0; round < 2; ++round) {
      EXPECT_EQ(co_await pair.wait_for_both(), "ba|");
      EXPECT_EQ(now(), 0.15);
      EXPECT_EQ(pair.a().exception(), nullptr);
      EXPECT_NE(pair.b().exception(), nullptr);
    }
  });
}

// test_tasks.BaseTaskTests.test_wait_with_timeout
TEST(WaitSemantics, ReturnsWhenTheTimeIsUp) {
  play([]() -> Coro<> {
    Pair pair(as_coro(sleep(100ms)), as_coro(sleep(150ms)));
    EXPECT_EQ(co_await pair.wait_for_both({.timeout = 110ms}), "a|b");
    EXPECT_EQ(now(), 0.11);
    EXPECT_EQ(co_await pair.wait_for_both(), "ba|");
  });
}

// test_tasks.BaseTaskTests.test_wait_concurrent_complete
TEST(WaitSemantics, CountsWhatEndsInTheMomentWhenTheTimeIsUp) {
  play([]() -> Coro<> {
    Pair pair(as_coro(sleep(100ms)), as_coro(sleep(150ms)));
    co_await sleep(0s);
    EXPECT_EQ(co_await pair.wait_for_both({.timeout = 100ms}), "a|b");
    EXPECT_EQ(now(), 0.1);
    EXPECT_EQ(co_await pair.wait_for_both(), "ba|");
  });
}

// test_tasks.BaseTaskTests.test_wait_with_iterator_of_tasks
TEST(WaitSemantics, TakesAViewThatCanBeReadOnce) {
  play([]() -> Coro<> {
    Pair pair(as_coro(sleep(100ms)), as_coro(sleep(150ms)));
    const std::vector<Task<>> tasks{pair.b(), pair.a()};
    const auto ends = co_await wait(tasks | std::views::filter([](const auto&) { return true; }));
    EXPECT_EQ(names(ends.done), "ba");
    EXPECT_TRUE(ends.pending.empty());
    EXPECT_EQ(now(), 0.15);
  });
}

// test_tasks.BaseTaskTests.test_yield_future_passes_cancel
TEST(WaitSemantics, OfAPlainAwaitLetsACancellationThroughToTheFuture) {
  play([]() -> Coro<> {
    int proof = 0;
    Future<> waiter;
    auto inner = [&]() -> Coro<> {
      try {
        co_await waiter;
        ADD_FAILURE() << "got past the wait";
      } catch (const CancelledError&) {
        ++proof;
        throw;
      }
    };
    auto outer = [&]() -> Coro<> {
      try {
        co_await inner();
        proof += 10;
      } catch (const CancelledError&) {
        proof += 100;
      }
    };
    auto task = create_task(outer());
    co_await pass(2);
    task.cancel();
    EXPECT_EQ(co_await ending(task), "done");
    EXPECT_EQ(proof, 101);
    EXPECT_TRUE(waiter.cancelled());
  });
}

// test_tasks.BaseTaskTests.test_yield_wait_does_not_shield_cancel
TEST(WaitSemantics, IsCancelledAndLeavesWhatItWaitedForRunning) {
  play([]() -> Coro<> {
    int proof = 0;
    Future<> waiter;
    auto inner = [&]() -> Coro<> {
      co_await waiter;
      ++proof;
    };
    auto outer = [&]() -> Coro<> {
      const std::vector<Task<>> tasks{create_task(inner())};
      co_await wait(tasks);
      proof += 100;
    };
    auto task = create_task(outer());
    co_await pass(2);
    task.cancel();
    EXPECT_EQ(co_await ending(task), "CancelledError");
    waiter.set_result();
    co_await pass(2);
    EXPECT_EQ(proof, 1);
  });
}

struct Strange {};

// test_tasks.BaseTaskTests.test_baseexception_during_cancel
TEST(WaitSemantics, EndsATaskWithWhatItThrowsWhenItIsCancelled) {
  play([]() -> Coro<> {
    auto work = []() -> Coro<> {
      try {
        co_await sleep(10s);
      } catch (const CancelledError&) {
        throw Strange();
      }
    };
    auto task = create_task(work());
    co_await pass(2);
    task.cancel();
    EXPECT_FALSE(task.done());
    co_await pass(1);
    EXPECT_TRUE(task.done());
    EXPECT_FALSE(task.cancelled());
    EXPECT_THROW(task.result(), Strange);
  });
}

}  // namespace
}  // namespace sim
