// Futures and their callbacks, as CPython's test_futures tests them.

#include <gtest/gtest.h>

#include "sim/aio/ensure_future.hpp"
#include "sim/coro/future.hpp"
#include "sim/coro/task.hpp"
#include "tests/support/ending.hpp"
#include "tests/support/journal.hpp"

namespace sim {
namespace {

using namespace test;

// test_futures.BaseFutureTests.test_isfuture
TEST(FutureSemantics, AreKnownByTheirBase) {
  EXPECT_TRUE((std::is_base_of_v<AnyFuture, Future<int>>));
  EXPECT_TRUE((std::is_base_of_v<AnyFuture, Task<int>>));
  EXPECT_FALSE((std::is_base_of_v<AnyFuture, Coro<int>>));
}

// test_futures.BaseFutureTests.test_initial_state
TEST(FutureSemantics, BeginPending) {
  Runner runner;
  Future<> future(runner.loop());
  EXPECT_FALSE(future.cancelled());
  EXPECT_FALSE(future.done());
  future.cancel();
  EXPECT_TRUE(future.cancelled());
}

// test_futures.BaseFutureTests.test_constructor_without_loop
TEST(FutureSemantics, NeedALoop) { EXPECT_THROW(Future<>(), std::runtime_error); }

// test_futures.BaseFutureTests.test_constructor_use_running_loop
TEST(FutureSemantics, BelongToTheRunningLoop) {
  Runner runner;
  auto make = []() -> Coro<Future<>> { co_return Future<>(); };
  const Future<> future = runner.run(make());
  EXPECT_EQ(&future.core().loop(), &runner.loop());
}

template <class... A>
concept MakesAFuture = requires(A... arguments) { Future<int>(arguments...); };

// test_futures.BaseFutureTests.test_constructor_positional
TEST(FutureSemantics, AreNotMadeOfAValue) {
  EXPECT_TRUE(MakesAFuture<>);
  EXPECT_FALSE(MakesAFuture<int>);
}

// test_futures.BaseFutureTests.test_future_cancel_message_getter
TEST(FutureSemantics, KeepTheMessageOfACancellation) {
  play([]() -> Coro<> {
    Future<> future;
    EXPECT_FALSE(future.core().cancel_message());
    future.cancel("my message");
    EXPECT_EQ(co_await ending(future), "CancelledError: my message");
    EXPECT_EQ(future.core().cancel_message().text(), "my message");
  });
}

// test_futures.BaseFutureTests.test_cancel
TEST(FutureSemantics, AreCancelledOnce) {
  Runner runner;
  Future<int> future(runner.loop());
  EXPECT_TRUE(future.cancel());
  EXPECT_TRUE(future.cancelled());
  EXPECT_TRUE(future.done());
  EXPECT_EQ(state_of(future), "CancelledError");
  EXPECT_EQ(outcome([&] { static_cast<void>(future.exception()); }), "CancelledError");
  EXPECT_THROW(future.set_result(1), InvalidStateError);
  EXPECT_THROW(future.set_exception(ValueError()), InvalidStateError);
  EXPECT_FALSE(future.cancel());
}

// test_futures.BaseFutureTests.test_result
TEST(FutureSemantics, AreSetOnce) {
  Runner runner;
  Future<int> future(runner.loop());
  EXPECT_EQ(state_of(future), "InvalidStateError: Result is not set.");
  future.set_result(42);
  EXPECT_FALSE(future.cancelled());
  EXPECT_TRUE(future.done());
  EXPECT_EQ(future.result(), 42);
  EXPECT_EQ(future.exception(), nullptr);
  EXPECT_THROW(future.set_result(1), InvalidStateError);
  EXPECT_THROW(future.set_exception(ValueError()), InvalidStateError);
  EXPECT_FALSE(future.cancel());
}

// test_futures.BaseFutureTests.test_exception
TEST(FutureSemantics, FailOnce) {
  Runner runner;
  Future<int> future(runner.loop());
  EXPECT_EQ(outcome([&] { static_cast<void>(future.exception()); }),
            "InvalidStateError: Exception is not set.");
  const auto error = std::make_exception_ptr(RuntimeError("no"));
  future.set_exception(error);
  EXPECT_FALSE(future.cancelled());
  EXPECT_TRUE(future.done());
  EXPECT_EQ(state_of(future), "RuntimeError: no");
  EXPECT_EQ(future.exception(), error);
  EXPECT_THROW(future.set_result(1), InvalidStateError);
  EXPECT_THROW(future.set_exception(ValueError()), InvalidStateError);
  EXPECT_FALSE(future.cancel());
}

// test_futures.BaseFutureTests.test_exception_class
TEST(FutureSemantics, MayFailWithAnObject) {
  Runner runner;
  Future<int> future(runner.loop());
  future.set_exception(RuntimeError("made here"));
  EXPECT_EQ(state_of(future), "RuntimeError: made here");
}

// test_futures.BaseFutureTests.test_yield_from_twice
TEST(FutureSemantics, AreAwaitedAgainWithoutASuspension) {
  Runner runner;
  Future<int> future(runner.loop());
  Journal journal;
  auto twice = [&]() -> Coro<> {
    journal.note("A");
    const int first = co_await future;
    journal.note("B", first);
    const int second = co_await future;
    journal.note("C", second);
  };
  const auto task = create_task_on(runner.loop(), twice());
  runner.loop().run_once();
  EXPECT_EQ(journal.text(), "A");
  future.set_result(42);
  runner.loop().run_once();
  EXPECT_EQ(journal.text(), "A B42 C42");
}

// test_futures.BaseFutureTests.test_tb_logger_abandoned
// test_futures.BaseFutureTests.test_tb_logger_result_unretrieved
// test_futures.BaseFutureTests.test_tb_logger_result_retrieved
// test_futures.BaseFutureTests.test_tb_logger_not_called_after_cancel
// test_futures.BaseFutureTests.test_tb_logger_exception_retrieved
// test_futures.BaseFutureTests.test_tb_logger_exception_result_retrieved
TEST(FutureSemantics, AreDroppedWithoutAReportWhereNothingIsLost) {
  play([]() -> Coro<> {
    { const Future<> abandoned; }
    {
      Future<> cancelled;
      cancelled.set_exception(ValueError());
      EXPECT_FALSE(cancelled.cancel());
      EXPECT_NE(cancelled.exception(), nullptr);
    }
    {
      Future<int> set;
      set.set_result(42);
    }
    {
      Future<int> read;
      read.set_result(42);
      EXPECT_EQ(read.result(), 42);
    }
    {
      Future<> failed;
      failed.set_exception(RuntimeError("boom"));
      EXPECT_THROW(failed.result(), RuntimeError);
    }
    co_await pass(2);
    EXPECT_TRUE(Loop::current().unhandled().empty());
  });
}

// test_futures.BaseFutureTests.test_wrap_future_future
// test_futures.DuckTests.test_ensure_future
TEST(FutureSemantics, AreTakenAsTheyAre) {
  play([]() -> Coro<> {
    Future<int> future;
    EXPECT_EQ(detail::ensure_future(Loop::current(), future).get(), &future.core());
    co_return;
  });
}

// test_futures.BaseFutureTests.test_future_stop_iteration_args
TEST(FutureSemantics, GiveATupleWhole) {
  play([]() -> Coro<> {
    Future<std::pair<int, int>> future;
    future.set_result(1, 2);
    EXPECT_EQ(co_await future, std::pair(1, 2));
  });
}

// Looks at the loop while it is destroyed.
struct Evil {
  Evil() = default;
  Evil(Evil&& other) noexcept : armed(std::exchange(other.armed, false)) {}
  Evil& operator=(Evil&&) = delete;
  ~Evil() {
    if (armed && Loop::current_or_null() != nullptr) Loop::current().call_soon([] {});
  }
  bool armed = true;
};

// test_futures.BaseFutureTests.test_future_del_collect
// test_tasks.BaseTaskTests.test_task_del_collect
TEST(FutureSemantics, DestroyResultsThatUseTheLoop) {
  play([]() -> Coro<> {
    for (int i = 0; i < 100; ++i) {
      Future<Evil> future;
      future.set_result(Evil());
    }
    auto make = []() -> Coro<Evil> { co_return Evil(); };
    std::vector<Task<Evil>> tasks;
    for (int i = 0; i < 100; ++i) tasks.push_back(create_task(make()));
    for (const auto& task : tasks) co_await task;
  });
}

// A future and callbacks that put numbers into a bag.
class Bag {
 public:
  Handle add(int number) {
    return future.add_done_callback([this, number](const auto&) { journal.note("", number); });
  }

  // Ends the future and lets the callbacks run.
  std::string fill() {
    EXPECT_EQ(journal.text(), "");
    future.set_result("foo");
    run_briefly(runner);
    EXPECT_EQ(future.result(), "foo");
    return journal.text();
  }

  Runner runner;
  Future<std::string> future{runner.loop()};
  Journal journal;
};

// test_futures.BaseFutureDoneCallbackTests.test_callbacks_remove_first_callback
TEST(DoneCallbacks, AreCalledButForTheFirstThatIsTakenBack) {
  Bag bag;
  auto first = bag.add(42);
  bag.add(17);
  bag.add(100);
  first.cancel();
  first.cancel();
  EXPECT_EQ(bag.fill(), "17 100");
}

// test_futures.BaseFutureDoneCallbackTests.test_callbacks_remove_first_and_second_callback
TEST(DoneCallbacks, AreCalledButForTheFirstTwo) {
  Bag bag;
  auto first = bag.add(42);
  auto second = bag.add(17);
  bag.add(100);
  first.cancel();
  second.cancel();
  first.cancel();
  EXPECT_EQ(bag.fill(), "100");
}

// test_futures.BaseFutureDoneCallbackTests.test_callbacks_remove_third_callback
TEST(DoneCallbacks, AreCalledButForTheThird) {
  Bag bag;
  bag.add(42);
  bag.add(17);
  auto third = bag.add(100);
  third.cancel();
  third.cancel();
  EXPECT_EQ(bag.fill(), "42 17");
}

// test_futures.BaseFutureDoneCallbackTests.test_callbacks_invoked_on_set_result
TEST(DoneCallbacks, AreCalledInTheirOrder) {
  Bag bag;
  bag.add(42);
  bag.add(17);
  EXPECT_EQ(bag.fill(), "42 17");
}

// test_futures.BaseFutureDoneCallbackTests.test_callbacks_invoked_on_set_exception
TEST(DoneCallbacks, AreCalledForAnError) {
  Bag bag;
  bag.add(100);
  const auto error = std::make_exception_ptr(RuntimeError());
  bag.future.set_exception(error);
  run_briefly(bag.runner);
  EXPECT_EQ(bag.journal.text(), "100");
  EXPECT_EQ(bag.future.exception(), error);
}

// test_futures.BaseFutureDoneCallbackTests.test_remove_done_callback
TEST(DoneCallbacks, AreTakenBackOneByOne) {
  Bag bag;
  std::vector<Handle> ones{bag.add(1)};
  bag.add(2).cancel();
  bag.add(2);
  for (int i = 0; i < 5; ++i) ones.push_back(bag.add(1));
  for (auto& handle : ones) handle.cancel();
  EXPECT_EQ(bag.fill(), "2");
}

// test_futures.BaseFutureDoneCallbackTests.test_schedule_callbacks_list_mutation_1
TEST(DoneCallbacks, MayTakeEachOtherBackWhileTheyRun) {
  Bag bag;
  std::optional<Handle> later;
  bag.future.add_done_callback([&](const auto&) {
    bag.journal.note("0");
    later->cancel();
  });
  later = bag.add(1);
  bag.add(2);
  EXPECT_EQ(bag.fill(), "0 2");
}

// test_futures.BaseFutureDoneCallbackTests.test_schedule_callbacks_list_mutation_2
TEST(DoneCallbacks, MayAddOthersWhileTheyRun) {
  Bag bag;
  bag.future.add_done_callback([&](const auto&) { bag.add(1); });
  bag.add(2);
  EXPECT_EQ(bag.fill(), "2 1");
}

}  // namespace
}  // namespace sim
