// run() and Runner, as CPython's test_runners tests them.

#include <gtest/gtest.h>

#include "sim/aio/run.hpp"
#include "sim/coro/task.hpp"
#include "tests/support/ending.hpp"
#include "tests/support/journal.hpp"

namespace sim {
namespace {

using namespace test;

// test_runners.RunTests.test_asyncio_run_return
TEST(RunSemantics, GivesWhatTheCoroutineReturns) {
  auto answer = []() -> Coro<int> {
    co_await sleep(0s);
    co_return 42;
  };
  EXPECT_EQ(run(answer()), 42);
}

// test_runners.RunTests.test_asyncio_run_raises
TEST(RunSemantics, ThrowsWhatTheCoroutineThrows) {
  auto fail = []() -> Coro<> {
    co_await sleep(0s);
    throw ValueError("spam");
  };
  EXPECT_EQ(outcome([&] { run(fail()); }), "ValueError: spam");
}

template <class T>
concept CanBeRun = requires(T thing) { run(std::move(thing)); };

// test_runners.RunTests.test_asyncio_run_only_coro
TEST(RunSemantics, TakesCoroutinesOnly) {
  EXPECT_TRUE(CanBeRun<Coro<int>>);
  EXPECT_FALSE(CanBeRun<int>);
  EXPECT_FALSE(CanBeRun<void (*)()>);
}

// test_runners.RunTests.test_asyncio_run_cancels_hanging_tasks
TEST(RunSemantics, CancelsWhatStillRuns) {
  std::optional<Task<>> left;
  auto leave_one = [&]() -> Coro<int> {
    left = create_task(sleep(100ms));
    co_return 123;
  };
  EXPECT_EQ(run(leave_one()), 123);
  EXPECT_TRUE(left->done());
  EXPECT_TRUE(left->cancelled());
  left.reset();
}

// test_runners.RunTests.test_asyncio_run_reports_hanging_tasks_errors
TEST(RunSemantics, ReportsTheErrorsOfWhatItCancels) {
  auto fail = []() -> Coro<> {
    try {
      co_await sleep(100ms);
    } catch (const CancelledError&) {
      throw ValueError("division by zero");
    }
  };
  std::optional<Task<>> left;
  auto leave_one = [&]() -> Coro<int> {
    left = create_task(fail());
    co_return 123;
  };
  Runner runner;
  EXPECT_EQ(runner.run(leave_one()), 123);
  runner.close();
  EXPECT_TRUE(left->done());
  const auto& unhandled = runner.loop().unhandled();
  ASSERT_EQ(unhandled.size(), 1U);
  EXPECT_EQ(unhandled[0].context, "unhandled exception during asyncio.run() shutdown");
  EXPECT_EQ(describe_exception(unhandled[0].error), "ValueError: division by zero");
  left.reset();
}

// test_runners.RunnerTests.test_run
TEST(RunnerSemantics, RunsACoroutineToItsEnd) {
  auto work = []() -> Coro<std::string> {
    co_await sleep(0s);
    co_return "done";
  };
  Runner runner;
  EXPECT_EQ(runner.run(work()), "done");
}

// test_runners.RunnerTests.test_explicit_close
// test_runners.RunnerTests.test_second_with_block_raises
TEST(RunnerSemantics, RunsNothingOnceItIsClosed) {
  Journal journal;
  auto work = [&](int number) -> Coro<> {
    journal.note("", number);
    co_return;
  };
  Runner runner;
  runner.run(work(1));
  runner.close();
  EXPECT_EQ(outcome([&] { runner.run(work(2)); }), "RuntimeError: Runner is closed");
  EXPECT_EQ(journal.text(), "1");
}

// test_runners.RunnerTests.test_double_close
TEST(RunnerSemantics, ClosesOnce) {
  Runner runner;
  runner.close();
  const auto iteration = runner.loop().iteration();
  runner.close();
  EXPECT_EQ(runner.loop().iteration(), iteration);
}

// test_runners.RunnerTests.test_interrupt_cancelled_task
TEST(RunnerSemantics, ThrowsCancelledErrorWhenItsCoroutineIsCancelled) {
  auto work = []() -> Coro<> {
    auto cancel = [](AnyTask task) -> Coro<> {
      co_await sleep(0s);
      task.cancel();
    };
    const auto canceller = create_task(cancel(current_task()));
    co_await sleep(10s);
  };
  Runner runner;
  EXPECT_EQ(outcome([&] { runner.run(work()); }), "CancelledError");
}

}  // namespace
}  // namespace sim
