// gather(), as CPython's test_tasks tests it: of futures, and of coroutines that await them.

#include <gtest/gtest.h>

#include "sim/aio/gather.hpp"
#include "sim/coro/task.hpp"
#include "tests/support/ending.hpp"

namespace sim {
namespace {

using namespace test;

enum class Of { futures, coroutines };

Coro<int> wait_for_it(Future<int> future) { co_return co_await future; }

// Some futures and the gather of them, or of coroutines that await them.
class Gathering {
 public:
  Gathering(Of of, std::size_t count) : futures_(count) {
    if (of == Of::futures) {
      watch(gather(futures_));
    } else {
      watch(gather(coroutines()));
    }
  }

  Future<int>& operator[](std::size_t index) { return futures_[index]; }
  [[nodiscard]] const Future<std::vector<int>>& whole() const { return *whole_; }
  [[nodiscard]] int called() const { return called_; }

 private:
  std::vector<Coro<int>> coroutines() {
    std::vector<Coro<int>> all;
    for (const auto& future : futures_) all.push_back(wait_for_it(future));
    return all;
  }

  void watch(Future<std::vector<int>> whole) {
    whole_ = whole;
    whole_->add_done_callback([this](const auto&) { ++called_; });
  }

  std::vector<Future<int>> futures_;
  std::optional<Future<std::vector<int>>> whole_;
  int called_ = 0;
};

// Until nothing that is ready is left.
Coro<> settle() { return pass(8); }

// test_tasks.GatherTestsBase.test_success
TEST(GatherSemantics, GivesResultsInTheOrderOfTheArguments) {
  for (const Of of : {Of::futures, Of::coroutines}) {
    play([of]() -> Coro<> {
      Gathering all(of, 3);
      all[1].set_result(1);
      all[0].set_result(2);
      co_await settle();
      EXPECT_EQ(all.called(), 0);
      EXPECT_FALSE(all.whole().done());
      all[2].set_result(3);
      co_await settle();
      EXPECT_EQ(all.called(), 1);
      EXPECT_EQ(all.whole().result(), (std::vector{2, 1, 3}));
    });
  }
}

// test_tasks.GatherTestsBase.test_result_exception_success
TEST(GatherSemantics, GivesResultsWhenErrorsWouldBeCollected) {
  play([]() -> Coro<> {
    std::vector<Future<int>> futures(3);
    const auto all = gather(return_exceptions, futures);
    futures[1].set_result(1);
    futures[0].set_result(2);
    co_await settle();
    EXPECT_FALSE(all.done());
    futures[2].set_result(3);
    co_await settle();
    std::string text;
    for (const auto& each : all.result()) text += words(each.value());
    EXPECT_EQ(text, "213");
  });
}

// test_tasks.GatherTestsBase.test_one_exception
TEST(GatherSemantics, EndsWithTheFirstError) {
  for (const Of of : {Of::futures, Of::coroutines}) {
    play([of]() -> Coro<> {
      Gathering all(of, 5);
      const auto error = std::make_exception_ptr(ValueError("division by zero"));
      all[0].set_result(1);
      all[1].set_exception(error);
      co_await settle();
      EXPECT_TRUE(all.whole().done());
      EXPECT_EQ(all.called(), 1);
      EXPECT_EQ(all.whole().exception(), error);
      all[2].set_result(3);
      all[3].cancel();
      all[4].set_exception(RuntimeError());
      co_await settle();
      EXPECT_EQ(all.called(), 1);
      EXPECT_EQ(all.whole().exception(), error);
    });
  }
}

template <class Results>
std::string ends_of(const Results& results) {
  std::string text;
  for (const auto& each : results) {
    text += (each.ok() ? words(each.value()) : describe_exception(each.error())) + " ";
  }
  return text;
}

// test_tasks.GatherTestsBase.test_return_exceptions
TEST(GatherSemantics, CollectsErrorsInTheirPlaces) {
  play([]() -> Coro<> {
    std::vector<Future<int>> futures(4);
    const auto all = gather(return_exceptions, futures);
    futures[1].set_result(1);
    futures[2].set_exception(ValueError("division by zero"));
    futures[0].set_result(3);
    co_await settle();
    EXPECT_FALSE(all.done());
    futures[3].set_exception(RuntimeError("late"));
    co_await settle();
    EXPECT_EQ(ends_of(all.result()), "3 1 ValueError: division by zero RuntimeError: late ");
  });
}

// test_tasks.FutureGatherTests.test_one_cancellation
TEST(GatherSemantics, EndsWithTheCancellationOfAChildButIsNotCancelled) {
  play([]() -> Coro<> {
    Gathering all(Of::futures, 5);
    all[0].set_result(1);
    all[1].cancel();
    co_await settle();
    EXPECT_TRUE(all.whole().done());
    EXPECT_EQ(all.called(), 1);
    EXPECT_FALSE(all.whole().cancelled());
    EXPECT_TRUE(is_cancelled_error(all.whole().exception()));
    all[2].set_result(3);
    all[3].cancel();
    all[4].set_exception(RuntimeError());
    co_await settle();
    EXPECT_EQ(all.called(), 1);
  });
}

// test_tasks.FutureGatherTests.test_result_exception_one_cancellation
TEST(GatherSemantics, CollectsCancelledChildren) {
  play([]() -> Coro<> {
    std::vector<Future<int>> futures(6);
    const auto all = gather(return_exceptions, futures);
    futures[0].set_result(1);
    futures[1].set_exception(ValueError("zde"));
    futures[2].cancel();
    co_await settle();
    EXPECT_FALSE(all.done());
    futures[3].set_result(3);
    futures[4].cancel();
    futures[5].set_exception(RuntimeError("rte"));
    EXPECT_EQ(ends_of(co_await all),
              "1 ValueError: zde CancelledError 3 CancelledError RuntimeError: rte ");
  });
}

// test_tasks.FutureGatherTests.test_constructor_empty_sequence_without_loop
// test_tasks.CoroutineGatherTests.test_constructor_without_loop
TEST(GatherSemantics, NeedsARunningLoop) {
  auto say = []() -> Coro<std::string> { co_return "abc"; };
  EXPECT_THROW(static_cast<void>(gather(say(), say())), std::runtime_error);
  EXPECT_THROW(static_cast<void>(gather(std::vector<Coro<>>{})), std::runtime_error);
}

// test_tasks.FutureGatherTests.test_constructor_empty_sequence_use_running_loop
TEST(GatherSemantics, OfNothingIsOfTheRunningLoop) {
  play([]() -> Coro<> {
    const auto all = gather(std::vector<Coro<int>>{});
    EXPECT_EQ(&all.core().loop(), &Loop::current());
    EXPECT_TRUE(all.done());
    EXPECT_TRUE(all.result().empty());
    co_return;
  });
}

// test_tasks.CoroutineGatherTests.test_constructor_use_running_loop
TEST(GatherSemantics, MakesTasksOfTheRunningLoop) {
  play([]() -> Coro<> {
    auto say = []() -> Coro<std::string> { co_return "abc"; };
    const auto both = gather(say(), say());
    EXPECT_EQ(&both.core().loop(), &Loop::current());
    EXPECT_EQ(all_tasks().size(), 3U);
    EXPECT_EQ(co_await both, std::tuple("abc", "abc"));
  });
}

// test_tasks.CoroutineGatherTests.test_duplicate_coroutines
TEST(GatherSemantics, GivesWhatStandsThriceAtEachOfItsPlaces) {
  play([]() -> Coro<> {
    auto say = [](std::string words) -> Coro<std::string> { co_return words; };
    const auto abc = create_task(say("abc"));
    const std::vector<Task<std::string>> tasks{abc, abc, create_task(say("def")), abc};
    std::string text;
    for (const auto& words_said : co_await gather(tasks)) text += words_said + " ";
    EXPECT_EQ(text, "abc abc def abc ");
  });
}

// test_tasks.CoroutineGatherTests.test_cancellation_broadcast
TEST(GatherSemantics, CancelsAllItsChildrenWhenItsAwaiterIsCancelled) {
  play([]() -> Coro<> {
    int proof = 0;
    Future<> waiter;
    auto inner = [&]() -> Coro<> {
      co_await waiter;
      ++proof;
    };
    const auto first = create_task(inner());
    const auto second = create_task(inner());
    auto both = gather(first, second);
    auto outer = [&]() -> Coro<> {
      co_await both;
      proof += 100;
    };
    auto task = create_task(outer());
    co_await pass(2);
    EXPECT_TRUE(task.cancel());
    EXPECT_EQ(co_await ending(task), "CancelledError");
    EXPECT_FALSE(both.cancel());
    EXPECT_TRUE(waiter.cancelled());
    EXPECT_TRUE(first.cancelled());
    EXPECT_TRUE(second.cancelled());
    co_await pass(2);
    EXPECT_EQ(proof, 0);
  });
}

// test_tasks.CoroutineGatherTests.test_exception_marking
TEST(GatherSemantics, TakesTheErrorsThatComeAfterTheFirst) {
  play([]() -> Coro<> {
    auto inner = [](Future<> go) -> Coro<> {
      co_await go;
      throw RuntimeError("should not be ignored");
    };
    Future<> a;
    Future<> b;
    auto outer = [&]() -> Coro<> { co_await gather(inner(a), inner(b)); };
    const auto task = create_task(outer());
    co_await pass(2);
    a.set_result();
    co_await pass(2);
    b.set_result();
    co_await pass(2);
    EXPECT_EQ(describe_exception(task.exception()), "RuntimeError: should not be ignored");
    co_await pass(2);
    EXPECT_TRUE(Loop::current().unhandled().empty());
  });
}

template <class... A>
concept CanBeGathered = requires(A... arguments) { gather(std::move(arguments)...); };

// test_tasks.CoroutineGatherTests.test_issue46672
TEST(GatherSemantics, TakesNothingThatCannotBeAwaited) {
  EXPECT_TRUE((CanBeGathered<Coro<int>, Coro<int>>));
  EXPECT_FALSE((CanBeGathered<Coro<int>, int>));
}

// test_tasks.BaseTaskTests.test_cancel_gather_1
TEST(GatherSemantics, RefusesToBeCancelledOnceItsChildrenAreDone) {
  play([]() -> Coro<> {
    Future<int> future;
    auto all = gather(wait_for_it(future));
    co_await sleep(0s);
    std::string answer;
    auto child_is_done = [&]() -> Coro<> {
      co_await future;
      answer = words(all.cancel());
    };
    const auto canceller = create_task(child_is_done());
    co_await sleep(0s);
    future.set_result(42);
    EXPECT_EQ(co_await all, std::tuple(42));
    EXPECT_EQ(answer, "false");
    EXPECT_FALSE(all.cancelled());
    co_await canceller;
  });
}

// test_tasks.BaseTaskTests.test_cancel_gather_2
TEST(GatherSemantics, ThrowsACancellationThoughErrorsAreCollected) {
  for (const CancelMessage& message : {CancelMessage(), CancelMessage("my message")}) {
    play([message]() -> Coro<> {
      auto work = []() -> Coro<> {
        for (int i = 0; i < 20; ++i) co_await gather(return_exceptions, sleep(50ms));
      };
      auto task = create_task(work());
      co_await sleep(200ms);
      task.cancel(message);
      EXPECT_EQ(co_await ending(task),
                message ? "CancelledError: my message" : "CancelledError");
    });
  }
}

}  // namespace
}  // namespace sim
