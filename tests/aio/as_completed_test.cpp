#include "sim/aio/as_completed.hpp"

#include <gtest/gtest.h>

#include "sim/aio/wait.hpp"
#include "sim/coro/task.hpp"
#include "tests/support/counts.hpp"
#include "tests/support/ending.hpp"
#include "tests/support/journal.hpp"

namespace sim {
namespace {

using namespace test;

Coro<char> give(Duration after, char value) {
  co_await sleep(after);
  co_return value;
}

template <class... A>
auto list(A... items) {
  std::vector<std::common_type_t<A...>> all;
  (all.push_back(std::move(items)), ...);
  return all;
}

// All that comes, in its order.
template <class Each>
Coro<std::string> all_of(Each each) {
  std::string text;
  while (each.left() > 0) {
    if (!text.empty()) text += ' ';
    text += co_await ending(each.next());
  }
  co_return text;
}

// test_tasks.BaseTaskTests.test_as_completed
TEST(AsCompleted, GivesResultsAsTheyCome) {
  play([]() -> Coro<> {
    auto each = as_completed(list(give(10ms, 'b'), give(150ms, 'c'), give(10ms, 'a')));
    EXPECT_EQ(co_await all_of(std::move(each)), "b a c");
    EXPECT_EQ(Loop::current().time(), 0.15);
  });
}

// test_tasks.BaseTaskTests.test_as_completed_with_timeout
TEST(AsCompleted, ThrowsForWhatIsMissingAfterTheTimeout) {
  play([]() -> Coro<> {
    const auto a = create_task(give(100ms, 'a'));
    const auto b = create_task(give(150ms, 'b'));
    EXPECT_EQ(co_await all_of(as_completed(list(a, b), 120ms)), "a TimeoutError");
    EXPECT_EQ(Loop::current().time(), 0.12);
    EXPECT_EQ(co_await b, 'b');
  });
}

// test_tasks.BaseTaskTests.test_as_completed_with_unused_timeout
TEST(AsCompleted, DropsItsTimerWhenAllHasCome) {
  play([]() -> Coro<> {
    EXPECT_EQ(co_await all_of(as_completed(list(give(10ms, 'a')), 1s)), "a");
    EXPECT_EQ(Loop::current().timers(), 0U);
  });
}

// test_tasks.BaseTaskTests.test_as_completed_reverse_wait
TEST(AsCompleted, GivesTheFirstResultToWhoeverAsksFirst) {
  play([]() -> Coro<> {
    auto each = as_completed(list(give(50ms, 'a'), give(100ms, 'b')));
    auto first = each.next();
    auto second = each.next();
    EXPECT_EQ(co_await std::move(second), 'a');
    EXPECT_EQ(Loop::current().time(), 0.05);
    EXPECT_EQ(co_await std::move(first), 'b');
    EXPECT_EQ(Loop::current().time(), 0.1);
  });
}

// test_tasks.BaseTaskTests.test_as_completed_concurrent
TEST(AsCompleted, CanBeAwaitedByTasksSideBySide) {
  play([]() -> Coro<> {
    auto each = as_completed(list(give(50ms, 'a'), give(50ms, 'b')));
    std::vector<Task<char>> tasks;
    while (each.left() > 0) tasks.push_back(create_task(each.next()));
    const auto ends = co_await wait(tasks);
    EXPECT_EQ(ends.done.size(), 2U);
    EXPECT_EQ(tasks[0].result(), 'a');
    EXPECT_EQ(tasks[1].result(), 'b');
  });
}

// test_tasks.BaseTaskTests.test_as_completed_duplicate_coroutines
TEST(AsCompleted, GivesWhatStandsTwiceOnce) {
  play([]() -> Coro<> {
    const auto ham = create_task(give(0s, 'h'));
    const auto spam = create_task(give(0s, 's'));
    EXPECT_EQ(co_await all_of(as_completed(list(ham, ham, spam))), "h s");
  });
}

// test_tasks.BaseTaskTests.test_as_completed_coroutine_without_loop
TEST(AsCompleted, NeedsARunningLoop) {
  EXPECT_THROW(static_cast<void>(as_completed(list(give(0s, 'a')))), std::runtime_error);
}

// test_tasks.BaseTaskTests.test_as_completed_coroutine_use_running_loop
TEST(AsCompleted, TakesASingleCoroutine) {
  play([]() -> Coro<> {
    auto answer = []() -> Coro<int> { co_return 42; };
    auto each = as_completed(list(answer()));
    EXPECT_EQ(each.left(), 1U);
    EXPECT_EQ(co_await each.next(), 42);
    EXPECT_EQ(each.left(), 0U);
  });
}

template <class A>
concept CompletesEachOf = requires(A argument) { as_completed(std::move(argument)); };

// test_tasks.BaseTaskTests.test_as_completed_invalid_args
TEST(AsCompleted, TakesARangeAndNeitherAFutureNorACoroutine) {
  EXPECT_TRUE(CompletesEachOf<std::vector<Coro<int>>>);
  EXPECT_FALSE(CompletesEachOf<Future<int>>);
  EXPECT_FALSE(CompletesEachOf<Coro<int>>);
}

TEST(AsCompleted, GivesEachItemTwoIterationsAfterItsTask) {
  const Counts counts = counts_of([](Moments& moments) -> Coro<> {
    auto each = as_completed(list(child(moments)));
    co_await each.next();
  });
  EXPECT_EQ(counts.s, 1U);
  EXPECT_EQ(counts.l, 2U);
}

TEST(AsCompleted, ThrowsWhatAnItemThrows) {
  play([]() -> Coro<> {
    auto fail = []() -> Coro<char> {
      throw ValueError("no");
      co_return 'x';
    };
    EXPECT_EQ(co_await all_of(as_completed(list(give(1s, 'a'), fail()))), "ValueError: no a");
  });
}

TEST(AsCompleted, LeavesTheTasksRunningWhenItIsDropped) {
  play([]() -> Coro<> {
    const auto task = create_task(give(1s, 'a'));
    static_cast<void>(as_completed(list(task), 500ms));
    EXPECT_EQ(co_await task, 'a');
  });
}

TEST(AsCompleted, OfNothingGivesNothing) {
  play([]() -> Coro<> {
    EXPECT_EQ(as_completed(std::vector<Coro<int>>{}).left(), 0U);
    co_return;
  });
}

TEST(AsCompleted, PassesAResultOnWhenTheOneWhoWasWokenForItIsCancelled) {
  play([]() -> Coro<> {
    Future<char> future;
    const auto other = create_task(give(1s, 'b'));
    auto each = as_completed(list(Future<char>(future), Future<char>(other)));
    auto first = create_task(each.next());
    const auto second = create_task(each.next());
    co_await sleep(0s);
    future.set_result('a');
    co_await sleep(0s);
    first.cancel();
    EXPECT_EQ(co_await ending(first), "CancelledError");
    EXPECT_EQ(co_await second, 'a');
    co_await other;
  });
}

}  // namespace
}  // namespace sim
