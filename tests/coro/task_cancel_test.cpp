// How tasks are cancelled: the rules of asyncio, one by one.

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/aio/gather.hpp"
#include "sim/aio/run.hpp"
#include "sim/aio/sleep.hpp"
#include "sim/aio/wait.hpp"
#include "sim/coro/task.hpp"
#include "sim/coro/wait_queue.hpp"
#include "tests/support/counts.hpp"
#include "tests/support/journal.hpp"
#include "tests/support/outcome.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;
using test::iteration;
using test::Journal;
using test::outcome;

struct Cancelling : testing::Test {
  Journal seen;
};

struct NotesItsEnd {
  Journal* journal;
  const char* word;
  ~NotesItsEnd() { journal->note(word); }
};

Coro<> sleeps(Journal& journal) {
  const NotesItsEnd end{&journal, "finally"};
  journal.note("begins");
  co_await sleep(10s);
  journal.note("ends");
}

TEST_F(Cancelling, WakesASleeperAtOnce) {
  const auto body = [](Journal& journal) -> Coro<std::uint64_t> {
    Task<> task = create_task(sleeps(journal));
    co_await sleep(1s);
    const std::uint64_t before = iteration();
    EXPECT_TRUE(task.cancel("why"));
    EXPECT_EQ(co_await outcome(task), "CancelledError: why");
    const std::uint64_t took = iteration() - before;
    EXPECT_TRUE(task.cancelled());
    EXPECT_EQ(task.cancelling(), 1U);
    EXPECT_EQ(Loop::current().time(), 1.0);
    EXPECT_EQ(Loop::current().timers(), 0U);
    co_return took;
  };
  EXPECT_EQ(run(body(seen)), 2U);
  EXPECT_EQ(seen.text(), "begins finally");
}

TEST_F(Cancelling, BeforeTheFirstStepMeansThatTheBodyNeverRuns) {
  const auto body = [](Journal& journal) -> Coro<std::uint64_t> {
    Task<> task = create_task(sleeps(journal));
    EXPECT_TRUE(task.cancel("m"));
    const std::uint64_t before = iteration();
    EXPECT_EQ(co_await outcome(task), "CancelledError: m");
    EXPECT_EQ(task.cancelling(), 1U);
    co_return iteration() - before;
  };
  EXPECT_EQ(run(body(seen)), 2U);
  EXPECT_EQ(seen.text(), "");
}

Coro<std::string> awaits(Future<int> future) { co_return co_await outcome(future); }

TEST_F(Cancelling, BetweenTheResultAndTheWakeUpLosesTheResult) {
  const auto body = []() -> Coro<std::string> {
    Future<int> future;
    Task<std::string> task = create_task(awaits(future));
    co_await sleep(0s);
    future.set_result(7);
    EXPECT_TRUE(task.cancel("late"));
    co_return co_await task;
  };
  EXPECT_EQ(run(body()), "CancelledError: late");
}

TEST_F(Cancelling, BetweenTheDeadlineAndTheStepOfASleeperIsDelivered) {
  const auto naps = []() -> Coro<std::string> { co_return co_await outcome(sleep(1s)); };
  const auto body = [](auto make) -> Coro<std::string> {
    Task<std::string> task = create_task(make());
    co_await sleep(0s);
    Loop::current().call_at(Instant{} + 1s, [task]() mutable { task.cancel("tie"); });
    co_return co_await task;
  };
  EXPECT_EQ(run(body(naps)), "CancelledError: tie");
}

TEST_F(Cancelling, OfADoneTaskDoesNothing) {
  const auto body = []() -> Coro<> {
    Task<> task = create_task(sleep(0s));
    co_await task;
    EXPECT_FALSE(task.cancel());
    EXPECT_EQ(task.cancelling(), 0U);
    EXPECT_FALSE(task.cancelled());
  };
  run(body());
}

Coro<int> cancels_itself_and_returns() {
  current_task().cancel("self");
  co_return 1;
}

Coro<int> cancels_itself_and_raises() {
  current_task().cancel("self");
  throw ValueError("wins");
  co_return 1;
}

TEST_F(Cancelling, OfItselfInTheLastStepCountsUnlessItRaises) {
  const auto body = []() -> Coro<> {
    const Task<int> returns = create_task(cancels_itself_and_returns());
    const Task<int> raises = create_task(cancels_itself_and_raises());
    EXPECT_EQ(co_await outcome(returns), "CancelledError: self");
    EXPECT_TRUE(returns.cancelled());
    EXPECT_EQ(co_await outcome(raises), "ValueError: wins");
  };
  run(body());
}

struct CancelsAsItGoes {
  Task<int>* task;
  ~CancelsAsItGoes() { EXPECT_TRUE(task->cancel()); }
};
Coro<int> sleeps_beside(std::unique_ptr<CancelsAsItGoes>, bool raises) {
  co_await sleep(0s);
  if (raises) throw ValueError("wrong");
  co_return 1;
}

// As in CPython, where the arguments go before it is seen that the coroutine has ended.
TEST_F(Cancelling, ByWhatStandsInItsArgumentsCountsUnlessItRaises) {
  const auto body = []() -> Coro<> {
    for (const bool raises : {false, true}) {
      auto cancels = std::make_unique<CancelsAsItGoes>();
      CancelsAsItGoes& argument = *cancels;
      Task<int> task = create_task(sleeps_beside(std::move(cancels), raises));
      argument.task = &task;
      EXPECT_EQ(co_await outcome(task), raises ? "ValueError: wrong" : "CancelledError");
      EXPECT_EQ(task.cancelled(), !raises);
    }
  };
  run(body());
}

TEST_F(Cancelling, OfItselfWaitsForARealSuspension) {
  const auto inner = [](Journal& journal) -> Coro<> {
    Future<int> done;
    done.set_result(1);
    current_task().cancel("soon");
    co_await done;
    journal.note("no suspension");
    journal.note(co_await outcome(sleep(0s)));
    journal.note(co_await outcome(sleep(0s)));
  };
  const auto body = [](Journal& journal, auto make) -> Coro<> {
    co_await create_task(make(journal));
  };
  run(body(seen, inner));
  EXPECT_EQ(seen.text(), "no suspension CancelledError: soon returned");
}

TEST_F(Cancelling, TwiceBeforeDeliveryThrowsOnceWithTheFirstMessage) {
  const auto inner = [](Journal& journal) -> Coro<> {
    journal.note(co_await outcome(sleep(1s)));
    journal.note(co_await outcome(sleep(1s)));
  };
  const auto body = [](Journal& journal, auto make) -> Coro<> {
    Task<> task = create_task(make(journal));
    co_await sleep(0s);
    EXPECT_TRUE(task.cancel("a"));
    EXPECT_TRUE(task.cancel("b"));
    co_await task;
    EXPECT_EQ(task.cancelling(), 2U);
    EXPECT_FALSE(task.cancelled());
  };
  run(body(seen, inner));
  EXPECT_EQ(seen.text(), "CancelledError: a returned");
}

TEST_F(Cancelling, ThrowsAgainEachLaterTime) {
  const auto inner = [](Journal& journal) -> Coro<int> {
    for (int i = 0; i < 3; ++i) journal.note(co_await outcome(sleep(10s)));
    co_return 5;
  };
  const auto body = [](Journal& journal, auto make) -> Coro<> {
    Task<int> task = create_task(make(journal));
    for (const char* message : {"1", "2", "3"}) {
      co_await sleep(1s);
      task.cancel(message);
    }
    EXPECT_EQ(co_await task, 5);
    EXPECT_EQ(task.cancelling(), 3U);
    EXPECT_FALSE(task.cancelled());
  };
  run(body(seen, inner));
  EXPECT_EQ(seen.text(), "CancelledError: 1 CancelledError: 2 CancelledError: 3");
}

Coro<> awaits_task(Task<> task) { co_await task; }

TEST_F(Cancelling, CarriesItsMessageToTheFirstAwaitOnly) {
  const auto body = []() -> Coro<> {
    Task<> inner = create_task(sleep(10s));
    Task<> outer = create_task(awaits_task(inner));
    co_await sleep(0s);
    co_await sleep(0s);
    outer.cancel("MSG");
    EXPECT_EQ(co_await outcome(outer), "CancelledError: MSG");
    EXPECT_EQ(co_await outcome(inner), "CancelledError");
    EXPECT_EQ(co_await outcome(outer), "CancelledError");
    EXPECT_EQ(inner.cancelling(), 1U);
  };
  run(body());
}

Coro<> raises_by_hand() {
  co_await sleep(0s);
  throw CancelledError("by hand");
}

TEST_F(Cancelling, ByHandEndsATaskCancelledWithoutARequest) {
  const auto body = []() -> Coro<> {
    const Task<> task = create_task(raises_by_hand());
    EXPECT_EQ(co_await outcome(task), "CancelledError: by hand");
    EXPECT_TRUE(task.cancelled());
    EXPECT_EQ(task.cancelling(), 0U);
  };
  run(body());
}

TEST_F(Cancelling, OfAFutureEndsItsAwaiterCancelledWithoutARequest) {
  const auto body = []() -> Coro<> {
    Future<> future;
    const Task<> task = create_task(as_coro(future));
    co_await sleep(0s);
    future.cancel();
    EXPECT_EQ(co_await outcome(task), "CancelledError");
    EXPECT_TRUE(task.cancelled());
    EXPECT_EQ(task.cancelling(), 0U);
  };
  run(body());
}

TEST_F(Cancelling, CannotBeTakenBackByUncancel) {
  const auto inner = []() -> Coro<std::string> {
    current_task().cancel("m");
    EXPECT_EQ(current_task().cancelling(), 1U);
    EXPECT_EQ(current_task().uncancel(), 0U);
    EXPECT_EQ(current_task().uncancel(), 0U);
    co_return co_await outcome(sleep(1s));
  };
  const auto body = [](auto make) -> Coro<std::string> { co_return co_await create_task(make()); };
  EXPECT_EQ(run(body(inner)), "CancelledError: m");
}

TEST_F(Cancelling, ReachesWhatIsAwaitedAndSoAllWhoAwaitIt) {
  const auto body = []() -> Coro<> {
    Task<> inner = create_task(sleep(10s));
    Task<> one = create_task(awaits_task(inner));
    Task<> two = create_task(awaits_task(inner));
    co_await sleep(1s);
    one.cancel();
    EXPECT_EQ(co_await outcome(one), "CancelledError");
    EXPECT_EQ(co_await outcome(two), "CancelledError");
    EXPECT_TRUE(inner.cancelled());
    EXPECT_EQ(one.cancelling(), 1U);
    EXPECT_EQ(two.cancelling(), 0U);
    EXPECT_TRUE(two.cancelled());
  };
  run(body());
}

Coro<> cleans_up() {
  bool asked = false;
  try {
    co_await sleep(10s);
  } catch (const CancelledError&) {
    asked = true;
  }
  co_await sleep(1s);
  if (asked) throw CancelledError();
}

TEST_F(Cancelling, LetsTheCleanUpTakeItsTime) {
  const auto body = []() -> Coro<double> {
    Task<> task = create_task(cleans_up());
    co_await sleep(0s);
    task.cancel();
    EXPECT_EQ(co_await outcome(task), "CancelledError");
    co_return Loop::current().time();
  };
  EXPECT_EQ(run(body()), 1.0);
}

TEST_F(Cancelling, OfATaskThatGathersTakesFourIterations) {
  const auto gathers = []() -> Coro<> { co_await gather(sleep(10s), sleep(10s)); };
  const auto body = [](auto make) -> Coro<std::uint64_t> {
    Task<> task = create_task(make());
    co_await sleep(1s);
    const std::uint64_t before = iteration();
    task.cancel("m");
    EXPECT_EQ(co_await outcome(task), "CancelledError: m");
    co_return iteration() - before;
  };
  EXPECT_EQ(run(body(gathers)), 4U);
}

// ---- rings ----------------------------------------------------------------------------------

Coro<> awaits_one_of(std::vector<Task<>>& tasks, std::size_t which) {
  co_await sleep(0s);
  co_await tasks[which];
}

TEST_F(Cancelling, OfARingOfTasksEndsThemAll) {
  const auto body = []() -> Coro<> {
    for (const std::size_t size : {2U, 3U, 1000U}) {
      std::vector<Task<>> ring;
      for (std::size_t i = 0; i < size; ++i) {
        ring.push_back(create_task(awaits_one_of(ring, (i + 1) % size)));
      }
      co_await sleep(1s);
      EXPECT_TRUE(ring[0].cancel("ring"));
      EXPECT_EQ(co_await outcome(ring[0]), "CancelledError: ring");
      for (const Task<>& task : ring) EXPECT_TRUE(task.cancelled());
      EXPECT_EQ(ring[0].cancelling(), 1U);
    }
  };
  run(body());
}

Coro<> gathers_one_of(std::vector<Task<>>& tasks, std::size_t which) {
  co_await sleep(0s);
  co_await gather(tasks[which]);
}

TEST_F(Cancelling, OfARingThroughGathersEndsThemAll) {
  const auto body = []() -> Coro<> {
    for (const std::size_t size : {1U, 2U, 3U, 100U}) {
      std::vector<Task<>> ring;
      for (std::size_t i = 0; i < size; ++i) {
        ring.push_back(create_task(gathers_one_of(ring, (i + 1) % size)));
      }
      co_await sleep(1s);
      EXPECT_TRUE(ring[0].cancel("ring"));
      co_await outcome(ring[0]);
      for (const Task<>& task : ring) EXPECT_TRUE(task.cancelled());
    }
  };
  run(body());
}

}  // namespace
}  // namespace sim
