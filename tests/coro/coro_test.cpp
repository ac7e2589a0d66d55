#include "sim/coro/coro.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "sim/aio/run.hpp"
#include "sim/aio/sleep.hpp"
#include "sim/coro/task.hpp"
#include "tests/support/counts.hpp"
#include "tests/support/journal.hpp"
#include "tests/support/outcome.hpp"
#include "tests/support/sanitizers.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;
using test::child;
using test::Counts;
using test::counts_of;
using test::Journal;
using test::Moments;
using test::outcome_of;

struct ACoro : testing::Test {
  Journal seen;
};

Coro<int> noted(Journal& journal, int value) {
  journal.note("runs");
  co_return value;
}

TEST_F(ACoro, RunsNothingUntilItIsAwaited) {
  const auto body = [](Journal& journal) -> Coro<int> {
    Coro<int> coroutine = noted(journal, 7);
    journal.note("made");
    const int value = co_await coroutine;
    journal.note("awaited");
    co_return value;
  };
  EXPECT_EQ(run(body(seen)), 7);
  EXPECT_EQ(seen.text(), "made runs awaited");
}

TEST_F(ACoro, TakesNoIterationToAwait) {
  EXPECT_EQ(counts_of([](Moments& m) -> Coro<> { co_await child(m); }),
            (Counts{.s = 0, .l = 0, .t = 0}));
}

Coro<> nested(Moments& moments, int depth) {
  if (depth == 0) {
    co_await child(moments);
  } else {
    co_await nested(moments, depth - 1);
  }
}

TEST_F(ACoro, TakesNoIterationHoweverDeepItIsNested) {
  EXPECT_EQ(counts_of([](Moments& m) -> Coro<> { co_await nested(m, 50); }),
            (Counts{.s = 0, .l = 0, .t = 0}));
}

TEST_F(ACoro, SharesTheTaskOfItsCaller) {
  const auto inner = []() -> Coro<TaskId> { co_return current_task().id(); };
  const auto body = [](auto make) -> Coro<bool> {
    const TaskId id = co_await make();
    co_return id == current_task().id();
  };
  EXPECT_TRUE(run(body(inner)));
}

Coro<std::unique_ptr<std::string>> only_moves() {
  co_return std::make_unique<std::string>("moved");
}

TEST_F(ACoro, GivesResultsThatOnlyMove) { EXPECT_EQ(*run(only_moves()), "moved"); }

struct NoDefault {
  explicit NoDefault(int v) : value(v) {}
  int value;
};

TEST_F(ACoro, GivesResultsThatHaveNoDefault) {
  const auto body = []() -> Coro<NoDefault> { co_return NoDefault(3); };
  EXPECT_EQ(run(body()).value, 3);
}

Coro<> fails(int depth) {
  if (depth == 0) throw ValueError("deep");
  co_await fails(depth - 1);
}

TEST_F(ACoro, LetsExceptionsThroughToItsAwaiter) {
  EXPECT_EQ(outcome_of([] {
              run(fails(10));
              return 0;
            }),
            "ValueError: deep");
}

TEST_F(ACoro, GoesOnAfterItsAwaiterHasCaught) {
  const auto body = [](Journal& journal) -> Coro<> {
    for (int i = 0; i < 3; ++i) {
      try {
        co_await fails(i);
      } catch (const ValueError& error) {
        journal.note(error.message(), i);
      }
    }
    co_await sleep(1s);
    journal.note("end");
  };
  run(body(seen));
  EXPECT_EQ(seen.text(), "deep0 deep1 deep2 end");
}

Coro<> throws_a_number() {
  throw 42;
  co_return;
}

TEST_F(ACoro, LetsThroughWhatIsNoStandardException) {
  EXPECT_THROW(run(throws_a_number()), int);
}

TEST_F(ACoro, RefusesToBeAwaitedTwice) {
  const auto body = [](Journal& journal) -> Coro<> {
    Coro<int> coroutine = noted(journal, 1);
    EXPECT_TRUE(coroutine.fresh());
    co_await coroutine;
    EXPECT_FALSE(coroutine.fresh());
    co_await coroutine;
  };
  EXPECT_EQ(outcome_of([&] {
              run(body(seen));
              return 0;
            }),
            "RuntimeError: cannot reuse already awaited coroutine");
  EXPECT_EQ(seen.text(), "runs");
}

TEST_F(ACoro, RefusesToBeAwaitedAfterItWasMoved) {
  const auto body = [](Journal& journal) -> Coro<> {
    Coro<int> coroutine = noted(journal, 1);
    Coro<int> other = std::move(coroutine);
    co_await other;
    co_await coroutine;
  };
  EXPECT_THROW(run(body(seen)), RuntimeError);
}

TEST_F(ACoro, RefusesToBecomeATaskOnceAwaited) {
  const auto body = [](Journal& journal) -> Coro<> {
    Coro<int> coroutine = noted(journal, 1);
    co_await coroutine;
    create_task(std::move(coroutine));
  };
  EXPECT_EQ(outcome_of([&] {
              run(body(seen));
              return 0;
            }),
            "RuntimeError: cannot reuse already awaited coroutine");
}

Coro<> keeps(std::shared_ptr<int> held) {
  static_cast<void>(held);
  co_return;
}

TEST_F(ACoro, LetsGoOfItsArgumentsWhenDropped) {
  auto held = std::make_shared<int>(1);
  {
    Coro<> dropped = keeps(held);
    Coro<> assigned = keeps(held);
    EXPECT_EQ(held.use_count(), 3);
    assigned = keeps(held);
    EXPECT_EQ(held.use_count(), 3);
  }
  EXPECT_EQ(held.use_count(), 1);
}

struct NotesItsEnd {
  Journal* journal;
  const char* word;
  ~NotesItsEnd() { journal->note(word); }
};

TEST_F(ACoro, DestroysItsLocalsBeforeItsAwaiterGoesOn) {
  const auto inner = [](Journal& journal) -> Coro<> {
    const NotesItsEnd end{&journal, "local"};
    co_await sleep(1s);
  };
  const auto body = [](Journal& journal, auto make) -> Coro<> {
    co_await make(journal);
    journal.note("awaiter");
  };
  run(body(seen, inner));
  EXPECT_EQ(seen.text(), "local awaiter");
}

// ---- a million ------------------------------------------------------------------------------

constexpr int million = 1'000'000;
constexpr int many_throws = test::address_sanitizer ? 100'000 : million;

Coro<int> chain(int depth) {
  if (depth == 0) {
    co_await sleep(1s);
    co_return 0;
  }
  const int below = co_await chain(depth - 1);
  co_return below + 1;
}

TEST_F(ACoro, IsAwaitedAMillionDeep) { EXPECT_EQ(run(chain(million)), million); }

Coro<int> chain_without_suspension(int depth) {
  if (depth == 0) co_return 0;
  const int below = co_await chain_without_suspension(depth - 1);
  co_return below + 1;
}

TEST_F(ACoro, IsAwaitedAMillionDeepWithoutASuspension) {
  EXPECT_EQ(run(chain_without_suspension(million)), million);
}

TEST_F(ACoro, IsAwaitedAMillionTimesInARow) {
  const auto body = []() -> Coro<int> {
    int sum = 0;
    for (int i = 0; i < million; ++i) sum += co_await chain_without_suspension(1);
    co_return sum;
  };
  EXPECT_EQ(run(body()), million);
}

TEST_F(ACoro, LetsAnExceptionThroughAMillionFrames) {
  EXPECT_THROW(run(fails(many_throws)), ValueError);
}

TEST_F(ACoro, IsDestroyedAMillionDeepWhenTheRunEndsEarly) {
  Loop loop;
  const Task<int> task = create_task_on(loop, chain(million));
  loop.call_later(0s, [&] { loop.halt(); });
  EXPECT_TRUE(loop.run_once());
  EXPECT_TRUE(loop.halted());
  loop.reset();
  EXPECT_FALSE(task.done());
}

Coro<> counts_down(int depth, int& destroyed) {
  struct Local {
    int* count;
    ~Local() { ++*count; }
  } local{&destroyed};
  if (depth == 0) co_await sleep(1s);
  if (depth != 0) co_await counts_down(depth - 1, destroyed);
}

TEST_F(ACoro, IsCancelledAMillionDeep) {
  const auto body = [](int& destroyed) -> Coro<std::string> {
    const Task<> task = create_task(counts_down(many_throws, destroyed));
    co_await sleep(0s);
    Task<> copy = task;
    copy.cancel("enough");
    co_return co_await test::outcome(task);
  };
  int destroyed = 0;
  EXPECT_EQ(run(body(destroyed)), "CancelledError: enough");
  EXPECT_EQ(destroyed, many_throws + 1);
}

Coro<> wrapped(Coro<> inner) { co_await inner; }

Coro<> onion(int layers) {
  Coro<> coroutine = keeps(nullptr);
  for (int i = 0; i < layers; ++i) coroutine = wrapped(std::move(coroutine));
  return coroutine;
}

TEST_F(ACoro, RunsAMillionThatWereWrappedFromOutside) { run(onion(million)); }

TEST_F(ACoro, IsDroppedUnawaitedWithAMillionInsideIt) {
  EXPECT_TRUE(onion(million).fresh());
  Loop loop;
  create_task_on(loop, onion(million));
}

}  // namespace
}  // namespace sim
