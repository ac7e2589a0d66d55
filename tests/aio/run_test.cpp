#include "sim/aio/run.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "sim/aio/gather.hpp"
#include "sim/aio/sleep.hpp"
#include "sim/aio/wait.hpp"
#include "sim/coro/task.hpp"
#include "tests/support/journal.hpp"
#include "tests/support/outcome.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;
using test::Journal;
using test::outcome;
using test::outcome_of;

Coro<int> trivial() { co_return 42; }

Coro<int> with_a_sleeper(bool begun) {
  create_task(sleep(100s));
  if (begun) co_await sleep(0s);
  co_return 42;
}

// What a run takes, to the close of its loop.
template <class T>
std::uint64_t iterations_of(Coro<T> body) {
  Runner runner;
  runner.run(std::move(body));
  runner.close();
  return runner.loop().iteration();
}

TEST(Run, GivesWhatTheCoroutineReturns) { EXPECT_EQ(run(trivial()), 42); }

TEST(Run, ThrowsWhatTheCoroutineRaises) {
  const auto body = []() -> Coro<> {
    co_await sleep(1s);
    throw ValueError("no");
  };
  EXPECT_EQ(outcome_of([&] {
              run(body());
              return 0;
            }),
            "ValueError: no");
}

Coro<> asks_at_the_end(Task<> other) {
  try {
    co_await sleep(10s);
  } catch (const CancelledError&) {
  }
  co_await other;
}

Coro<> is_asked_and_cancelled() {
  Task<> self(static_cast<TaskCore&>(current_task().core()));
  create_task(asks_at_the_end(self));
  co_await sleep(0s);
  self.cancel("driven");
  co_await sleep(1s);
}

TEST(Run, ThrowsTheCancellationWithItsMessageWhoeverElseAsksForIt) {
  EXPECT_EQ(outcome_of([] {
              run(is_asked_and_cancelled());
              return 0;
            }),
            "CancelledError: driven");
}

TEST(Run, TakesTheIterationsOfAsyncio) {
  EXPECT_EQ(iterations_of(trivial()), 6U);
  EXPECT_EQ(iterations_of(with_a_sleeper(true)), 10U);
  EXPECT_EQ(iterations_of(with_a_sleeper(false)), 9U);
}

struct NotesItsEnd {
  Journal* journal;
  const char* word;
  ~NotesItsEnd() { journal->note(word); }
};

Coro<> holds(Journal& journal, const char* word) {
  const NotesItsEnd end{&journal, word};
  co_await sleep(100s);
}

TEST(Run, CancelsWhatStillRunsInTheOrderOfCreation) {
  Journal journal;
  const auto body = [](Journal& log) -> Coro<> {
    for (const char* word : {"a", "b", "c", "d", "e"}) create_task(holds(log, word));
    co_await sleep(1s);
    log.note("main");
  };
  run(body(journal));
  EXPECT_EQ(journal.text(), "main a b c d e");
}

TEST(Run, GivesOthersOneMoreStepBeforeItCancels) {
  Journal journal;
  const auto steps = [](Journal& log) -> Coro<> {
    for (int i = 0;; ++i) {
      log.note("", i);
      co_await sleep(0s);
    }
  };
  const auto body = [](Journal& log, auto make) -> Coro<> {
    create_task(make(log));
    co_await sleep(0s);
    log.note("main");
  };
  run(body(journal, steps));
  EXPECT_EQ(journal.text(), "0 main 1");
}

TEST(Run, WaitsForATaskThatSwallowsTheCancel) {
  const auto swallows = [](double& ended) -> Coro<> {
    co_await outcome(sleep(1000s));
    co_await sleep(100s);
    ended = Loop::current().time();
  };
  const auto body = [](double& ended, auto make) -> Coro<> {
    create_task(make(ended));
    co_await sleep(1s);
  };
  double ended = 0;
  run(body(ended, swallows));
  EXPECT_EQ(ended, 101.0);
}

Coro<> steps_for_ever(Journal& journal) {
  const NotesItsEnd end{&journal, "dropped"};
  for (int i = 0;; ++i) {
    journal.note("", i);
    co_await sleep(0s);
  }
}

Coro<> creates_another_in_the_end(Journal& journal) {
  const std::string end = co_await outcome(sleep(100s));
  journal.note(end);
  create_task(steps_for_ever(journal));
}

TEST(Run, DropsATaskThatIsCreatedDuringTheEndAfterAFewSteps) {
  Journal journal;
  const auto body = [](Journal& log) -> Coro<> {
    create_task(creates_another_in_the_end(log));
    co_await sleep(1s);
  };
  run(body(journal));
  EXPECT_EQ(journal.text(), "CancelledError 0 1 2 3 4 5 dropped");
}

TEST(Run, ReportsWhatATaskRaisesWhenItIsCancelled) {
  const auto fails = []() -> Coro<> {
    try {
      co_await sleep(100s);
    } catch (const CancelledError&) {
    }
    throw ValueError("in the end");
  };
  const auto body = [](auto make) -> Coro<> {
    create_task(make());
    co_await sleep(1s);
  };
  Runner runner;
  runner.run(body(fails));
  runner.close();
  ASSERT_EQ(runner.loop().unhandled().size(), 1U);
  EXPECT_EQ(runner.loop().unhandled()[0].context,
            "unhandled exception during asyncio.run() shutdown");
  EXPECT_EQ(describe_exception(runner.loop().unhandled()[0].error), "ValueError: in the end");
}

TEST(Run, CancelsWhatStillRunsThoughTheCoroutineRaised) {
  Journal journal;
  const auto body = [](Journal& log) -> Coro<> {
    create_task(holds(log, "ended"));
    co_await sleep(1s);
    throw ValueError("no");
  };
  EXPECT_THROW(run(body(journal)), ValueError);
  EXPECT_EQ(journal.text(), "ended");
}

// ---- ends that asyncio does not have --------------------------------------------------------

Coro<> awaits(Future<> future) { co_await future; }

TEST(Run, SaysWhoWaitsForWhatInADeadlock) {
  const auto body = []() -> Coro<> {
    const Future<> never;
    const Task<> stuck = create_task(awaits(never), "stuck");
    co_await stuck;
  };
  EXPECT_EQ(outcome_of([&] {
              run(body());
              return 0;
            }),
            "RuntimeError: deadlock:\nTask-1 waits for stuck\nstuck waits for a future\n");
}

TEST(Run, DestroysEverythingAfterADeadlock) {
  Journal journal;
  const auto body = [](Journal& log) -> Coro<> {
    const NotesItsEnd end{&log, "destroyed"};
    const Future<> never;
    co_await never;
  };
  EXPECT_THROW(run(body(journal)), Deadlock);
  EXPECT_EQ(journal.text(), "destroyed");
}

TEST(Run, StopsAtItsLimits) {
  const auto spins = []() -> Coro<> {
    for (;;) co_await sleep(0s);
  };
  const auto ticks = []() -> Coro<> {
    for (;;) co_await sleep(1s);
  };
  EXPECT_THROW(run(spins(), {.iterations_max = 1000}), LimitReached);
  EXPECT_THROW(run(ticks(), {.time_max = Instant{} + 60s}), LimitReached);
}

TEST(Run, MayBeLeftByHalting) {
  Journal journal;
  const auto body = [](Journal& log) -> Coro<> {
    create_task(holds(log, "destroyed"));
    co_await sleep(1s);
    Loop::current().halt();
    co_await sleep(1s);
    log.note("never");
  };
  EXPECT_THROW(run(body(journal)), Halted);
  EXPECT_EQ(journal.text(), "destroyed");
}

// ---- runners --------------------------------------------------------------------------------

TEST(ARunner, KeepsItsLoopOverSeveralCoroutines) {
  const auto body = []() -> Coro<double> {
    co_await sleep(1s);
    co_return Loop::current().time();
  };
  Runner runner;
  EXPECT_EQ(runner.run(body()), 1.0);
  EXPECT_EQ(runner.run(body()), 2.0);
  EXPECT_EQ(runner.run(trivial()), 42);
}

TEST(ARunner, LeavesTasksRunningBetweenItsCoroutines) {
  Journal journal;
  const auto starts = [](Journal& log) -> Coro<> {
    create_task(holds(log, "closed"));
    co_return;
  };
  {
    Runner runner;
    runner.run(starts(journal));
    runner.run(trivial());
    EXPECT_EQ(journal.text(), "");
    runner.close();
    runner.close();
    EXPECT_EQ(journal.text(), "closed");
  }
  EXPECT_EQ(journal.text(), "closed");
}

TEST(ARunner, ClosesWhenItGoes) {
  Journal journal;
  {
    Runner runner;
    const auto starts = [](Journal& log) -> Coro<> {
      create_task(holds(log, "closed"));
      co_return;
    };
    runner.run(starts(journal));
  }
  EXPECT_EQ(journal.text(), "closed");
}

TEST(ARunner, TellsHowARunHasEnded) {
  Runner runner;
  const Task<int> task = create_task_on(runner.loop(), trivial());
  EXPECT_EQ(runner.drive(task.core()), RunEnd::done);
  EXPECT_EQ(task.result(), 42);
  const Future<> never(runner.loop());
  EXPECT_EQ(runner.drive(never.core()), RunEnd::deadlock);
}

Coro<std::size_t> busy(int width) {
  std::vector<Task<>> tasks;
  for (int i = 0; i < width; ++i) tasks.push_back(create_task(sleep(i % 5 * 1s)));
  const auto [done, pending] = co_await wait(tasks, {.timeout = 3s});
  co_await gather(pending);
  co_return done.size();
}

TEST(Run, AnswersTheSameOnManyThreadsAtOnce) {
  std::vector<std::size_t> seen(8);
  std::vector<std::uint64_t> iterations(8);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < seen.size(); ++i) {
    threads.emplace_back([&, i] {
      for (int round = 0; round < 30; ++round) seen[i] = run(busy(100));
      iterations[i] = iterations_of(busy(100));
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(seen, std::vector<std::size_t>(8, run(busy(100))));
  EXPECT_EQ(iterations, std::vector<std::uint64_t>(8, iterations_of(busy(100))));
}

}  // namespace
}  // namespace sim
