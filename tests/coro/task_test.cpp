#include "sim/coro/task.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/aio/run.hpp"
#include "sim/aio/sleep.hpp"
#include "tests/support/counts.hpp"
#include "tests/support/journal.hpp"
#include "tests/support/outcome.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;
using test::child;
using test::Counts;
using test::counts_of;
using test::iteration;
using test::Journal;
using test::Moments;
using test::outcome;
using test::outcome_of;

struct ATask : testing::Test {
  Journal seen;
};

TEST_F(ATask, StartsInTheNextIterationAndWakesItsAwaiterInTheNext) {
  EXPECT_EQ(counts_of([](Moments& m) -> Coro<> { co_await create_task(child(m)); }),
            (Counts{.s = 1, .l = 1, .t = 2}));
}

Coro<> tasks_in_tasks(Moments& moments, int depth) {
  if (depth == 0) {
    co_await child(moments);
  } else {
    co_await create_task(tasks_in_tasks(moments, depth - 1));
  }
}

TEST_F(ATask, AddsOneIterationForEachTaskAroundIt) {
  EXPECT_EQ(counts_of([](Moments& m) -> Coro<> { co_await tasks_in_tasks(m, 5); }).l, 5U);
  EXPECT_EQ(
      counts_of([](Moments& m) -> Coro<> { co_await create_task(tasks_in_tasks(m, 5)); }).l, 6U);
}

TEST_F(ATask, TakesNoIterationToAwaitOnceDone) {
  const auto body = []() -> Coro<std::uint64_t> {
    const Task<int> task = create_task(sleep(0s, 1));
    co_await sleep(1s);
    const std::uint64_t before = iteration();
    co_await task;
    co_return iteration() - before;
  };
  EXPECT_EQ(run(body()), 0U);
}

Coro<> steps(Journal& journal, char name, int count) {
  for (int i = 0; i < count; ++i) {
    journal.note(std::string(1, name), i);
    co_await sleep(0s);
  }
}

TEST_F(ATask, TakesTurnsWithTheOthers) {
  const auto body = [](Journal& journal) -> Coro<> {
    const Task<> a = create_task(steps(journal, 'a', 3));
    const Task<> b = create_task(steps(journal, 'b', 2));
    journal.note("main");
    co_await a;
    co_await b;
  };
  run(body(seen));
  EXPECT_EQ(seen.text(), "main a0 b0 a1 b1 a2");
}

TEST_F(ATask, GivesItsResultAgainAndAgain) {
  const auto body = []() -> Coro<int> {
    const Task<int> task = create_task(sleep(1s, 21));
    const int first = co_await task;
    const int second = co_await task;
    EXPECT_TRUE(task.done());
    EXPECT_EQ(task.result(), 21);
    co_return first + second;
  };
  EXPECT_EQ(run(body()), 42);
}

Coro<int> raises() {
  co_await sleep(1s);
  throw ValueError("no");
}

TEST_F(ATask, KeepsWhatItRaised) {
  const auto body = []() -> Coro<> {
    const Task<int> task = create_task(raises());
    EXPECT_EQ(outcome_of([&] { return task.result(); }),
              "InvalidStateError: Result is not set.");
    EXPECT_EQ(co_await outcome(task), "ValueError: no");
    EXPECT_EQ(co_await outcome(task), "ValueError: no");
    EXPECT_EQ(outcome_of([&] { return task.result(); }), "ValueError: no");
    EXPECT_EQ(describe_exception(task.exception()), "ValueError: no");
    EXPECT_FALSE(task.cancelled());
  };
  run(body());
}

TEST_F(ATask, GoesOnThoughItIsDropped) {
  const auto body = [](Journal& journal) -> Coro<> {
    create_task(steps(journal, 'a', 2));
    co_await sleep(1s);
  };
  run(body(seen));
  EXPECT_EQ(seen.text(), "a0 a1");
}

TEST_F(ATask, ReturnsWhatOnlyMoves) {
  const auto body = []() -> Coro<int> {
    const auto task = create_task(sleep(1s, std::make_unique<int>(4)));
    const std::unique_ptr<int> four = co_await task;
    co_return *four;
  };
  EXPECT_EQ(run(body()), 4);
}

TEST_F(ATask, CallsBackWithItself) {
  const auto body = [](Journal& journal) -> Coro<> {
    Task<int> task = create_task(sleep(1s, 5), "five");
    task.add_done_callback([&journal](const Task<int>& done) {
      journal.note(done.name() + "=", done.result());
    });
    co_await task;
    co_await sleep(0s);
  };
  run(body(seen));
  EXPECT_EQ(seen.text(), "five=5");
}

TEST_F(ATask, LivesUntilItsCallbacksHaveRun) {
  const auto body = [](Journal& journal) -> Coro<> {
    create_task(sleep(1s, 5)).add_done_callback([&journal](const Task<int>& done) {
      journal.note("", done.result());
    });
    co_await sleep(2s);
  };
  run(body(seen));
  EXPECT_EQ(seen.text(), "5");
}

TEST_F(ATask, IsAFutureToo) {
  const auto body = []() -> Coro<int> {
    const Task<int> task = create_task(sleep(1s, 5));
    const Future<int> future = task;
    EXPECT_EQ(future, task);
    co_return co_await future;
  };
  EXPECT_EQ(run(body()), 5);
}

// ---- names, and who is there ----------------------------------------------------------------

TEST_F(ATask, IsNumberedByTheRunAndMayBeNamed) {
  const auto body = [](Journal& journal) -> Coro<> {
    journal.note(current_task().name());
    journal.note(create_task(sleep(0s)).name());
    journal.note(create_task(sleep(0s), "own").name());
    Task<> last = create_task(sleep(0s));
    journal.note(last.name());
    last.set_name("renamed");
    journal.note(last.name());
    co_return;
  };
  run(body(seen));
  run(body(seen));
  EXPECT_EQ(seen.text(), "Task-1 Task-2 own Task-4 renamed Task-1 Task-2 own Task-4 renamed");
}

TEST_F(ATask, IsTheCurrentOneWhileItSteps) {
  const auto other = []() -> Coro<TaskId> { co_return current_task().id(); };
  const auto body = [](auto make) -> Coro<> {
    const AnyTask mine = current_task();
    const Task<TaskId> task = create_task(make());
    const TaskId id = co_await task;
    EXPECT_EQ(id, task.id());
    EXPECT_EQ(current_task(), mine);
    Loop::current().call_soon(
        [] { EXPECT_THROW(static_cast<void>(current_task()), RuntimeError); });
    co_await sleep(0s);
  };
  run(body(other));
  EXPECT_THROW(static_cast<void>(current_task()), RuntimeError);
}

TEST_F(ATask, IsListedUntilItIsDone) {
  const auto names = [](Journal& journal) {
    for (const AnyTask& task : all_tasks()) journal.note(task.name());
    journal.note("|");
  };
  const auto body = [](Journal& journal, auto note_names) -> Coro<> {
    create_task(sleep(3s), "a");
    create_task(sleep(1s), "b");
    create_task(sleep(2s), "c");
    note_names(journal);
    co_await sleep(1500ms);
    create_task(sleep(9s), "d");
    note_names(journal);
  };
  run(body(seen, names));
  EXPECT_EQ(seen.text(), "Task-1 a b c | Task-1 a c d |");
}

// ---- misuse ---------------------------------------------------------------------------------

Coro<> awaits_itself(std::optional<Task<>>& self, Journal& journal) {
  try {
    co_await *self;
  } catch (const RuntimeError& error) {
    journal.note(error.message());
  }
  journal.note("@", iteration());
}

TEST_F(ATask, CannotAwaitItself) {
  const auto body = [](Journal& journal) -> Coro<> {
    std::optional<Task<>> task;
    task = create_task(awaits_itself(task, journal));
    co_await *task;
  };
  run(body(seen));
  EXPECT_EQ(seen.text(), "Task cannot await on itself: <Task Task-2> @3");
}

TEST_F(ATask, ThatHasAwaitedItselfIsAwaitedByNobody) {
  const auto body = [](Journal& journal) -> Coro<> {
    std::optional<Task<>> task;
    task = create_task(awaits_itself(task, journal));
    co_await sleep(0s);
    journal.note(co_await outcome(*task));
    journal.note(std::to_string(iteration()));
    co_await sleep(0s);
    journal.note(co_await outcome(*task));
  };
  run(body(seen));
  EXPECT_EQ(seen.text(),
            "RuntimeError: await wasn't used with future 2 "
            "Task cannot await on itself: <Task Task-2> @3 returned");
}

TEST_F(ATask, NeedsARunningLoop) {
  EXPECT_THROW(create_task(sleep(1s)), std::runtime_error);
}

TEST_F(ATask, OfAnotherLoopIsRefused) {
  Loop loop;
  const Task<int> foreign = create_task_on(loop, as_coro(sleep(1s, 1)));
  EXPECT_NE(run(outcome(foreign)).find("attached to a different loop"), std::string::npos);
}

// ---- the end of the loop --------------------------------------------------------------------

struct NotesItsEnd {
  Journal* journal;
  int number;
  ~NotesItsEnd() { journal->note("", number); }
};

Coro<> holds(Journal& journal, int number) {
  const NotesItsEnd end{&journal, number};
  co_await sleep(10s);
}

Coro<> asleep(int depth) {
  if (depth > 0) co_return co_await asleep(depth - 1);
  co_await sleep(1s);
}

std::size_t depth_of(const Task<>& task) { return task.core().as_task()->depth(); }

TEST_F(ATask, IsAsDeepAsItsCoroutinesWhileItWaitsAndHasNoDepthElsewhere) {
  run([]() -> Coro<> {
    const Task<> task = create_task(asleep(2));
    EXPECT_EQ(TaskCore::current_or_null()->depth(), 0U);  // it steps
    co_await sleep(0s);
    EXPECT_EQ(depth_of(task), 3U);
    co_await task;
    EXPECT_EQ(depth_of(task), 0U);
  }());
}

TEST_F(ATask, IsDestroyedWithItsLoopTheLastMadeFirst) {
  {
    Loop loop;
    for (int i = 1; i <= 5; ++i) create_task_on(loop, holds(seen, i));
    loop.run_once();
  }
  EXPECT_EQ(seen.text(), "5 4 3 2 1");
}

TEST_F(ATask, OutlivesItsLoopUndone) {
  auto loop = std::make_unique<Loop>();
  Task<> task = create_task_on(*loop, holds(seen, 1), "survivor");
  loop->run_once();
  task.add_done_callback([](const Task<>&) { FAIL(); });
  loop.reset();
  EXPECT_EQ(seen.text(), "1");
  EXPECT_FALSE(task.done());
  EXPECT_FALSE(task.cancel());
  EXPECT_EQ(task.name(), "survivor");
  EXPECT_EQ(outcome_of([&] { return task.add_done_callback([](const Task<>&) {}); }),
            "RuntimeError: Event loop is closed");
  EXPECT_EQ(outcome_of([&] {
              task.result();
              return 0;
            }),
            "InvalidStateError: Result is not set.");
  EXPECT_NE(run(outcome(task)).find("attached to a different loop"), std::string::npos);
}

struct CancelsAll {
  Loop* loop;
  std::vector<AnyTask>* tasks;
  ~CancelsAll() {
    for (AnyTask& task : *tasks) task.cancel("from a destructor");
  }
};

Coro<> cancels_on_its_way_out(Loop& loop, std::vector<AnyTask>& tasks, AnyFuture awaited) {
  const CancelsAll guard{&loop, &tasks};
  co_await Future<>(awaited.core());
}

TEST_F(ATask, MayCancelAnyOtherWhileTheLoopEnds) {
  std::vector<AnyTask> tasks;
  Loop loop;
  Future<> future(loop);
  tasks.push_back(create_task_on(loop, cancels_on_its_way_out(loop, tasks, future)));
  for (int i = 0; i < 10; ++i) {
    AnyFuture awaited = tasks.back();
    tasks.push_back(create_task_on(loop, cancels_on_its_way_out(loop, tasks, awaited)));
  }
  loop.run_once();
  loop.run_once();
  loop.reset();
  for (const AnyTask& task : tasks) EXPECT_FALSE(task.done());
  EXPECT_FALSE(loop.run_once());
}

struct StartsAnother {
  Loop* loop;
  ~StartsAnother() { create_task_on(*loop, as_coro(sleep(1s))); }
};

Coro<> starts_another_on_its_way_out(Loop& loop) {
  const StartsAnother guard{&loop};
  co_await sleep(5s);
}

TEST_F(ATask, MayStartAnotherWhileTheLoopEnds) {
  Loop loop;
  create_task_on(loop, starts_another_on_its_way_out(loop));
  loop.run_once();
  loop.reset();
  EXPECT_TRUE(all_tasks(loop).empty());
}

}  // namespace
}  // namespace sim
