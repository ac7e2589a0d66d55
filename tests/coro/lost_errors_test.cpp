// Errors that nobody takes, tasks that are destroyed, coroutines that are dropped: what the loop's
// exception handler is told of them, and when.

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "sim/aio/gather.hpp"
#include "sim/aio/run.hpp"
#include "sim/aio/shield.hpp"
#include "sim/aio/sleep.hpp"
#include "sim/aio/wait.hpp"
#include "sim/coro/task.hpp"
#include "sim/loop/unhandled.hpp"
#include "tests/support/ending.hpp"

namespace sim {
namespace {

using namespace test;

using Lines = std::vector<std::string>;

// "Task exception was never retrieved (Task-2): ValueError: no"
std::string line_of(const Unhandled& what) {
  std::string line = what.context;
  if (!what.task_name.empty()) line += " (" + what.task_name + ")";
  if (what.error) line += ": " + describe_exception(what.error);
  return line;
}

Lines lines_of(const Loop& loop) {
  Lines lines;
  for (const Unhandled& what : loop.unhandled()) lines.push_back(line_of(what));
  return lines;
}

Lines lines_now() { return lines_of(Loop::current()); }

Coro<> fails(std::string message = "no") {
  co_await sleep(0s);
  throw ValueError(std::move(message));
}

// test_base_events.BaseEventLoopTests.test_default_exc_handler_coro
TEST(LostErrors, OfATaskAreReportedWhenItsLastHandleGoes) {
  play([]() -> Coro<> {
    std::optional<Task<>> task = create_task(fails());
    co_await sleep(1s);
    EXPECT_EQ(lines_now(), Lines{});
    task.reset();
    EXPECT_EQ(lines_now(), Lines{"Task exception was never retrieved (Task-2): ValueError: no"});
  });
}

TEST(LostErrors, OfATaskThatNobodyHoldsAreReportedWhenItEnds) {
  play([]() -> Coro<> {
    create_task(fails("one"), "first");
    create_task(fails("two"));
    co_await sleep(1s);
    EXPECT_EQ(lines_now(), (Lines{"Task exception was never retrieved (first): ValueError: one",
                                  "Task exception was never retrieved (Task-3): ValueError: two"}));
  });
}

// test_futures.BaseFutureTests.test_tb_logger_exception_unretrieved
// test_futures.BaseFutureTests.test_future_exception_never_retrieved
TEST(LostErrors, OfAFutureAreReportedWhenItsLastHandleGoes) {
  play([]() -> Coro<> {
    {
      Future<> future;
      future.set_exception(RuntimeError("boom"));
    }
    EXPECT_EQ(lines_now(), Lines{"Future exception was never retrieved: RuntimeError: boom"});
    co_return;
  });
}

TEST(LostErrors, AreNoneWhereSomebodyLooked) {
  play([]() -> Coro<> {
    {
      const Task<> asked = create_task(fails());
      const Task<> read = create_task(fails());
      const Task<> awaited = create_task(fails());
      co_await sleep(1s);
      EXPECT_NE(asked.exception(), nullptr);
      EXPECT_EQ(outcome([&] { read.result(); }), "ValueError: no");
      EXPECT_EQ(co_await ending(awaited), "ValueError: no");
    }
    {
      const Task<> cancelled = create_task(fails());
      static_cast<void>(Task<>(cancelled).cancel());
    }
    co_await sleep(1s);
    EXPECT_EQ(lines_now(), Lines{});
  });
}

// test_tasks.BaseTaskTests.test_tb_logger_not_called_after_cancel
TEST(LostErrors, OfWhatIsCancelledAfterItsEndAreNotReported) {
  play([]() -> Coro<> {
    std::optional<Task<>> task = create_task(fails());
    co_await sleep(1s);
    EXPECT_FALSE(task->cancel());
    task.reset();
    {
      Future<> future;
      future.set_exception(RuntimeError("boom"));
      EXPECT_FALSE(future.cancel());
    }
    EXPECT_EQ(lines_now(), Lines{});
  });
}

TEST(LostErrors, AreTakenByWhoIsCancelledOnItsWayOutOfTheAwait) {
  play([]() -> Coro<> {
    std::optional<Task<>> failing = create_task(fails());
    auto wait = [&]() -> Coro<> { co_await *failing; };
    Task<> waiting = create_task(wait());
    co_await sleep(0s);
    co_await sleep(0s);
    EXPECT_TRUE(failing->done());
    EXPECT_TRUE(waiting.cancel());
    EXPECT_EQ(co_await ending(waiting), "CancelledError");
    failing.reset();
    EXPECT_EQ(lines_now(), Lines{});
  });
}

TEST(LostErrors, AreTakenByGather) {
  play([]() -> Coro<> {
    auto both = []() -> Coro<> { co_await gather(fails("one"), fails("two")); };
    EXPECT_EQ(co_await ending(both()), "ValueError: one");
    co_await sleep(1s);
    static_cast<void>(co_await gather(return_exceptions, fails("three"), fails("four")));
    EXPECT_EQ(lines_now(), Lines{});
  });
}

TEST(LostErrors, OfAGatherThatNobodyAwaitsAreItsOwn) {
  play([]() -> Coro<> {
    { const auto dropped = gather(fails("one"), fails("two")); }
    co_await sleep(1s);
    EXPECT_EQ(lines_now(),
              Lines{"_GatheringFuture exception was never retrieved: ValueError: one"});
  });
}

// The future keeps the gather from its end on, until it has heard of that.
TEST(LostErrors, OfAFutureGoToAGatherThatNobodyHolds) {
  play([]() -> Coro<> {
    Future<int> failed;
    failed.set_exception(ValueError("no"));
    { const auto dropped = gather(failed); }
    co_await sleep(1s);
    EXPECT_EQ(lines_now(),
              Lines{"_GatheringFuture exception was never retrieved: ValueError: no"});
  });
}

TEST(LostErrors, AreSeenByAWaitForTheFirstOfThem) {
  play([]() -> Coro<> {
    auto later = []() -> Coro<> {
      co_await sleep(1s);
      throw ValueError("later");
    };
    std::vector<Task<>> tasks{create_task(fails("first")), create_task(later())};
    co_await wait(tasks, {.return_when = ReturnWhen::first_exception});
    tasks.erase(tasks.begin());
    EXPECT_EQ(lines_now(), Lines{});
    co_await wait(tasks);
    tasks.clear();
    EXPECT_EQ(lines_now(), Lines{"Task exception was never retrieved (Task-3): ValueError: later"});
  });
}

TEST(LostErrors, OfAShieldedTaskAreNobodysOnceTheShieldIsGone) {
  play([]() -> Coro<> {
    auto later = []() -> Coro<> {
      co_await sleep(1s);
      throw ValueError("later");
    };
    auto wait = [&]() -> Coro<> { co_await shield(later()); };
    Task<> waiting = create_task(wait());
    co_await sleep(0s);
    waiting.cancel();
    co_await sleep(2s);
    EXPECT_EQ(lines_now(), Lines{"Task exception was never retrieved (Task-3): ValueError: later"});
  });
}

TEST(LostErrors, AreSeenByAShieldThatIsCancelledWhenTheTaskHasJustFailed) {
  play([]() -> Coro<> {
    std::optional<Task<>> inner = create_task(fails());
    Future<> outer = shield(*inner);
    co_await sleep(0s);
    co_await sleep(0s);
    EXPECT_TRUE(inner->done());
    EXPECT_TRUE(outer.cancel());
    co_await sleep(1s);
    inner.reset();
    EXPECT_EQ(lines_now(), Lines{});
  });
}

TEST(LostErrors, ThatAreStillHeldAreReportedAtTheEndInTheOrderOfFailing) {
  std::optional<Task<>> one;
  std::optional<Task<>> two;
  auto body = [&]() -> Coro<> {
    two = create_task(fails("two"));
    one = create_task(fails("one"));
    co_await sleep(1s);
  };
  Runner runner;
  runner.run(body());
  EXPECT_EQ(lines_of(runner.loop()), Lines{});
  runner.loop().report_untaken();
  const Lines both{"Task exception was never retrieved (Task-2): ValueError: two",
                   "Task exception was never retrieved (Task-3): ValueError: one"};
  EXPECT_EQ(lines_of(runner.loop()), both);
  one.reset();
  two.reset();
  EXPECT_EQ(lines_of(runner.loop()), both);
}

TEST(LostErrors, AreToldToTheHandlerOfARunAtTheLatestWhenItsLoopEnds) {
  Lines told;
  ExceptionHandlerOf handler(
      [&](Loop&, const Unhandled& what) { told.push_back(line_of(what)); });
  std::optional<Task<>> kept;
  auto body = [&]() -> Coro<> {
    create_task(fails("dropped"));
    kept = create_task(fails("kept"));
    co_await sleep(1s);
  };
  run(body(), {.exception_handler = &handler});
  EXPECT_EQ(told, (Lines{"Task exception was never retrieved (Task-2): ValueError: dropped",
                         "Task exception was never retrieved (Task-3): ValueError: kept"}));
  EXPECT_EQ(outcome([&] { kept->result(); }), "ValueError: kept");
}

TEST(LostErrors, OfTheMainTaskAreTheCallers) {
  Lines told;
  ExceptionHandlerOf handler(
      [&](Loop&, const Unhandled& what) { told.push_back(line_of(what)); });
  EXPECT_EQ(outcome([&] { run(fails(), {.exception_handler = &handler}); }), "ValueError: no");
  EXPECT_EQ(told, Lines{});
}

// test_tasks.BaseTaskTests.test_log_destroyed_pending_task
TEST(PendingTasks, AreReportedWhenTheirLoopDestroysThem) {
  Lines told;
  ExceptionHandlerOf handler(
      [&](Loop&, const Unhandled& what) { told.push_back(line_of(what)); });
  auto waits = []() -> Coro<> { co_await Future<>(); };
  {
    Loop loop;
    loop.set_exception_handler(&handler);
    static_cast<void>(create_task_on(loop, waits(), "forgotten"));
    loop.run_once();
    EXPECT_EQ(told, Lines{});
  }
  EXPECT_EQ(told, Lines{"Task was destroyed but it is pending! (forgotten)"});
}

TEST(DroppedCoroutines, AreNotedByTheLoopThatRuns) {
  play([]() -> Coro<> {
    { const Coro<> dropped = fails(); }
    EXPECT_EQ(lines_now(), Lines{"coroutine was never awaited"});
    co_await sleep(0s);
    EXPECT_EQ(lines_now().size(), 1U);
  });
}

TEST(DroppedCoroutines, AreNoBusinessOfTheExceptionHandler) {
  int told = 0;
  ExceptionHandlerOf handler([&](Loop&, const Unhandled&) { ++told; });
  auto body = []() -> Coro<> {
    { const Coro<> dropped = fails(); }
    co_return;
  };
  run(body(), {.exception_handler = &handler});
  EXPECT_EQ(told, 0);
}

}  // namespace
}  // namespace sim
