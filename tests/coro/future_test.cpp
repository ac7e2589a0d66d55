#include "sim/coro/future.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/aio/run.hpp"
#include "sim/aio/sleep.hpp"
#include "sim/coro/task.hpp"
#include "tests/support/counts.hpp"
#include "tests/support/journal.hpp"
#include "tests/support/outcome.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;
using test::Journal;
using test::outcome;
using test::outcome_of;

struct AFuture : testing::Test {
  void run_all() {
    while (loop.run_once()) {
    }
  }

  Journal seen;
  Loop loop;
};

TEST_F(AFuture, HasNoResultUntilItIsSet) {
  Future<int> future(loop);
  EXPECT_FALSE(future.done());
  EXPECT_EQ(outcome_of([&] { return future.result(); }), "InvalidStateError: Result is not set.");
  EXPECT_EQ(outcome_of([&] { return future.exception(); }),
            "InvalidStateError: Exception is not set.");
  future.set_result(42);
  EXPECT_TRUE(future.done());
  EXPECT_FALSE(future.cancelled());
  EXPECT_EQ(future.result(), 42);
  EXPECT_EQ(future.exception(), nullptr);
}

TEST_F(AFuture, IsSetOnce) {
  Future<int> future(loop);
  future.set_result(1);
  EXPECT_EQ(outcome_of([&] {
              future.set_result(2);
              return 0;
            }),
            "InvalidStateError: invalid state");
  EXPECT_EQ(outcome_of([&] {
              future.set_exception(ValueError("late"));
              return 0;
            }),
            "InvalidStateError: invalid state");
  EXPECT_FALSE(future.cancel());
  EXPECT_EQ(future.result(), 1);
}

TEST_F(AFuture, FailsWithWhatItIsGiven) {
  Future<int> future(loop);
  future.set_exception(ValueError("no"));
  EXPECT_EQ(outcome_of([&] { return future.result(); }), "ValueError: no");
  EXPECT_EQ(describe_exception(future.exception()), "ValueError: no");
  EXPECT_FALSE(future.cancelled());
}

TEST_F(AFuture, IsCancelledOnce) {
  Future<> future(loop);
  EXPECT_TRUE(future.cancel("why"));
  EXPECT_FALSE(future.cancel("again"));
  EXPECT_TRUE(future.cancelled());
  EXPECT_EQ(outcome_of([&] {
              future.result();
              return 0;
            }),
            "CancelledError: why");
  EXPECT_EQ(outcome_of([&] { return future.exception(); }), "CancelledError: why");
  EXPECT_EQ(outcome_of([&] {
              future.set_result();
              return 0;
            }),
            "InvalidStateError: invalid state");
}

TEST_F(AFuture, IsTheSameInEachCopy) {
  Future<std::string> future(loop);
  Future<std::string> copy = future;
  EXPECT_EQ(future, copy);
  EXPECT_FALSE(future == Future<std::string>(loop));
  copy.set_result("x");
  EXPECT_EQ(future.result(), "x");
}

TEST_F(AFuture, GivesAResultThatOnlyMovesOnce) {
  Future<std::unique_ptr<int>> future(loop);
  future.set_result(std::make_unique<int>(5));
  EXPECT_EQ(*future.result(), 5);
}

// Counts how often it was copied.
struct Copied {
  explicit Copied(int& counted) : copies(&counted) {}
  Copied(const Copied& other) : copies(other.copies) { ++*copies; }
  Copied(Copied&&) = default;
  Copied& operator=(const Copied&) = delete;
  int* copies;
};

Coro<int> copies_for(bool keeps) {
  int copies = 0;
  Future<Copied> future;
  Loop::current().call_soon([future, &copies]() mutable { future.set_result(copies); });
  co_await sleep(0s);
  if (keeps) {
    const Future<Copied> kept = future;
    co_await std::move(future);
  } else {
    co_await std::move(future);
  }
  co_return copies;
}

TEST_F(AFuture, IsCopiedFromWhileSomebodyElseMayReadIt) {
  EXPECT_EQ(run(copies_for(true)), 1);
  EXPECT_EQ(run(copies_for(false)), 0);
}

TEST_F(AFuture, NeedsALoop) {
  EXPECT_THROW(Future<int>(), std::runtime_error);
}

TEST_F(AFuture, CallsBackInTheNextIterationInTheOrderOfAdding) {
  Future<int> future(loop);
  for (int i = 1; i <= 3; ++i) {
    future.add_done_callback([this, i](const Future<int>& done) {
      seen.note(std::to_string(i) + "@" + std::to_string(loop.iteration()) + "=",
                   done.result());
    });
  }
  loop.call_soon([&] {
    future.set_result(7);
    seen.note("set@", loop.iteration());
  });
  run_all();
  EXPECT_EQ(seen.text(), "set@1 1@2=7 2@2=7 3@2=7");
}

TEST_F(AFuture, CallsBackWhoIsAddedLateToo) {
  Future<> future(loop);
  future.set_result();
  future.add_done_callback([this](const Future<>&) { seen.note("late"); });
  EXPECT_EQ(seen.text(), "");
  run_all();
  EXPECT_EQ(seen.text(), "late");
}

TEST_F(AFuture, CallsBackInOneOrderWithAwaitersAndOtherCalls) {
  const auto waits = [](Journal& journal, Future<> future, int number) -> Coro<> {
    co_await future;
    journal.note("w", number);
  };
  const auto body = [](Journal& journal, auto make) -> Coro<> {
    Future<> future;
    const auto note = [&journal](int number) {
      return [&journal, number](const Future<>&) { journal.note("c", number); };
    };
    future.add_done_callback(note(1));
    const Task<> w0 = create_task(make(journal, future, 0));
    co_await sleep(0s);
    future.add_done_callback([&journal, note](Future<> done) {
      journal.note("c2");
      done.add_done_callback(note(9));
    });
    const Task<> w1 = create_task(make(journal, future, 1));
    co_await sleep(0s);
    future.add_done_callback(note(3));
    future.set_result();
    Loop::current().call_soon([&journal] { journal.note("soon"); });
    co_await w0;
    co_await w1;
    co_await sleep(0s);
  };
  run(body(seen, waits));
  EXPECT_EQ(seen.text(), "c1 w0 c2 w1 c3 soon c9");
}

TEST_F(AFuture, TakesACallbackBack) {
  Future<> future(loop);
  Handle first = future.add_done_callback([this](const Future<>&) { seen.note("first"); });
  Handle second = future.add_done_callback([this](const Future<>&) { seen.note("second"); });
  first.cancel();
  future.set_result();
  run_all();
  EXPECT_EQ(seen.text(), "second");
}

TEST_F(AFuture, TakesACallbackBackThatIsAboutToRun) {
  Future<> future(loop);
  Handle handle = future.add_done_callback([this](const Future<>&) { seen.note("no"); });
  future.set_result();
  handle.cancel();
  run_all();
  EXPECT_EQ(seen.text(), "");
}

TEST_F(AFuture, ReportsWhatACallbackThrowsAndCallsTheOthers) {
  Future<> future(loop);
  future.add_done_callback([](const Future<>&) { throw ValueError("bad"); });
  future.add_done_callback([this](const Future<>&) { seen.note("ok"); });
  future.set_result();
  run_all();
  EXPECT_EQ(seen.text(), "ok");
  ASSERT_EQ(loop.unhandled().size(), 1U);
  EXPECT_EQ(describe_exception(loop.unhandled()[0].error), "ValueError: bad");
}

TEST_F(AFuture, LivesUntilItsCallbacksHaveRun) {
  std::optional<Future<int>> future(std::in_place, loop);
  future->add_done_callback([this](const Future<int>& done) { seen.note("", done.result()); });
  future->set_result(3);
  future.reset();
  run_all();
  EXPECT_EQ(seen.text(), "3");
}

TEST_F(AFuture, DropsItsCallbacksWhenItIsDropped) {
  auto held = std::make_shared<int>(1);
  std::optional<Future<>> future(std::in_place, loop);
  Handle handle = future->add_done_callback([held](const Future<>&) {});
  future.reset();
  EXPECT_EQ(held.use_count(), 1);
  handle.cancel();
  EXPECT_FALSE(loop.run_once());
}

TEST_F(AFuture, OutlivesItsLoop) {
  auto held = std::make_shared<int>(1);
  auto brief = std::make_unique<Loop>();
  Future<int> pending(*brief);
  Future<int> done(*brief);
  Handle handle = pending.add_done_callback([held](const Future<int>&) {});
  done.add_done_callback([held](const Future<int>&) {});
  done.set_result(4);
  brief.reset();
  EXPECT_EQ(held.use_count(), 1);
  EXPECT_EQ(done.result(), 4);
  handle.cancel();
  pending.set_result(5);
  EXPECT_EQ(pending.result(), 5);
}

TEST_F(AFuture, ForgetsItsCallbacksWhenItsLoopIsReset) {
  Future<int> future(loop);
  future.add_done_callback([this](const Future<int>&) { seen.note("never"); });
  loop.reset();
  future.set_result(1);
  run_all();
  EXPECT_EQ(seen.text(), "");
}

// ---- awaiting -------------------------------------------------------------------------------

Coro<std::uint64_t> ticks_of_a_done_one() {
  Future<int> future;
  future.set_result(1);
  const std::uint64_t before = test::iteration();
  co_await future;
  co_return test::iteration() - before;
}

TEST_F(AFuture, TakesNoIterationToAwaitOnceDone) { EXPECT_EQ(run(ticks_of_a_done_one()), 0U); }

TEST_F(AFuture, WakesItsAwaiterInTheNextIteration) {
  const auto body = []() -> Coro<std::uint64_t> {
    Future<std::uint64_t> future;
    Loop::current().call_later(1s, [future]() mutable { future.set_result(test::iteration()); });
    const std::uint64_t set = co_await future;
    co_return test::iteration() - set;
  };
  EXPECT_EQ(run(body()), 1U);
}

TEST_F(AFuture, ThrowsIntoItsAwaiterWhatItFailedWith) {
  const auto body = []() -> Coro<std::string> {
    Future<int> future;
    Loop::current().call_later(1s, [future]() mutable { future.set_exception(ValueError("x")); });
    co_return co_await outcome(future);
  };
  EXPECT_EQ(run(body()), "ValueError: x");
}

TEST_F(AFuture, ThrowsIntoItsAwaiterThatItWasCancelled) {
  const auto body = []() -> Coro<std::string> {
    Future<int> future;
    Loop::current().call_later(1s, [future]() mutable { future.cancel("why"); });
    const std::string first = co_await outcome(future);
    co_return first + ", " + co_await outcome(future);
  };
  EXPECT_EQ(run(body()), "CancelledError: why, CancelledError: why");
}

TEST_F(AFuture, IsRefusedByATaskOfAnotherLoop) {
  Future<int> foreign(loop);
  const std::string refused = run(outcome(foreign));
  EXPECT_EQ(refused.find("RuntimeError: Task"), 0U);
  EXPECT_NE(refused.find("attached to a different loop"), std::string::npos);
  EXPECT_EQ(run(outcome(foreign)), "RuntimeError: await wasn't used with future");
}

TEST_F(AFuture, MayBeDroppedByAllButItsAwaiter) {
  const auto body = []() -> Coro<int> {
    Future<int> future;
    Loop::current().call_later(1s, [future]() mutable { future.set_result(9); });
    co_return co_await std::move(future);
  };
  EXPECT_EQ(run(body()), 9);
}

}  // namespace
}  // namespace sim
