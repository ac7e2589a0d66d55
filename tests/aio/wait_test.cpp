#include "sim/aio/wait.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "sim/aio/gather.hpp"
#include "sim/aio/run.hpp"
#include "sim/aio/sleep.hpp"
#include "sim/coro/task.hpp"
#include "tests/support/counts.hpp"
#include "tests/support/outcome.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;
using test::child;
using test::Counts;
using test::counts_of;
using test::iteration;
using test::Moments;
using test::outcome;
using test::ticks;

constexpr WaitOptions first_completed{.return_when = ReturnWhen::first_completed};
constexpr WaitOptions first_exception{.return_when = ReturnWhen::first_exception};

using Tasks = std::vector<Task<>>;

Coro<> raises(Duration delay) {
  co_await sleep(delay);
  throw ValueError("no");
}

// GCC 12 takes no braces beside a co_await: so this makes the lists.
template <class... T>
Tasks list(T... tasks) {
  return {tasks...};
}

template <class... D>
Tasks sleepers(D... delays) {
  return {create_task(sleep(delays))...};
}

// "2/1": how many are done and how many are not.
std::string sizes(const WaitResult<Task<>>& result) {
  return std::to_string(result.done.size()) + "/" + std::to_string(result.pending.size());
}

// ---- iterations -----------------------------------------------------------------------------

template <ReturnWhen when>
Coro<> waits_for_child(Moments& moments) {
  co_await wait(list(create_task(child(moments))), {.return_when = when});
}

TEST(Wait, WakesItsAwaiterTwoIterationsAfterTheChild) {
  const Counts one_two_three{.s = 1, .l = 2, .t = 3};
  EXPECT_EQ(counts_of(&waits_for_child<ReturnWhen::all_completed>), one_two_three);
  EXPECT_EQ(counts_of(&waits_for_child<ReturnWhen::first_completed>), one_two_three);
  EXPECT_EQ(counts_of(&waits_for_child<ReturnWhen::first_exception>), one_two_three);
}

TEST(Wait, ForWhatIsDoneTakesTwoIterations) {
  const auto body = []() -> Coro<std::uint64_t> {
    const Tasks tasks = sleepers(0s, 0s);
    co_await sleep(1s);
    const std::uint64_t before = iteration();
    EXPECT_EQ(sizes(co_await wait(tasks)), "2/0");
    co_return iteration() - before;
  };
  EXPECT_EQ(run(body()), 2U);
}

TEST(Wait, ThatTimesOutTakesThreeIterations) {
  const auto body = []() -> Coro<std::uint64_t> {
    const Tasks tasks = sleepers(10s);
    const std::uint64_t before = iteration();
    const auto result = co_await wait(tasks, {.timeout = 1s});
    EXPECT_EQ(sizes(result), "0/1");
    EXPECT_EQ(Loop::current().time(), 1.0);
    co_return iteration() - before;
  };
  EXPECT_EQ(run(body()), 3U);
}

Coro<> nothing() { co_return; }

Coro<> waits_no_longer_than(Duration timeout) {
  const Tasks tasks = list(create_task(nothing()));
  const auto result = co_await wait(tasks, {.timeout = timeout});
  EXPECT_EQ(sizes(result), "1/0");
}

TEST(Wait, LetsTheChildrenRunThoughThereIsNoTime) {
  EXPECT_EQ(run(ticks(waits_no_longer_than(0s))), 2U);
  EXPECT_EQ(run(ticks(waits_no_longer_than(-1s))), 2U);
}

// ---- what is returned -----------------------------------------------------------------------

TEST(Wait, ReturnsWhenAllAreDone) {
  const auto body = []() -> Coro<> {
    const Tasks tasks = sleepers(3s, 1s, 2s);
    const auto [done, pending] = co_await wait(tasks);
    EXPECT_EQ(done, tasks);
    EXPECT_TRUE(pending.empty());
    EXPECT_EQ(Loop::current().time(), 3.0);
  };
  run(body());
}

TEST(Wait, ReturnsWhenTheFirstIsDone) {
  const auto body = []() -> Coro<> {
    const Tasks tasks = sleepers(3s, 1s, 2s, 1s);
    const auto [done, pending] = co_await wait(tasks, first_completed);
    EXPECT_EQ(done, list(tasks[1], tasks[3]));
    EXPECT_EQ(pending, list(tasks[0], tasks[2]));
    EXPECT_EQ(Loop::current().time(), 1.0);
  };
  run(body());
}

TEST(Wait, ReturnsAtTheFirstExceptionAndThrowsNone) {
  const auto body = []() -> Coro<> {
    const Tasks tasks =
        list(create_task(sleep(1s)), create_task(raises(2s)), create_task(sleep(3s)));
    EXPECT_EQ(sizes(co_await wait(tasks, first_exception)), "2/1");
    EXPECT_EQ(Loop::current().time(), 2.0);
    EXPECT_EQ(sizes(co_await wait(sleepers(1s, 2s), first_exception)), "2/0");
    EXPECT_EQ(Loop::current().time(), 4.0);
  };
  run(body());
}

TEST(Wait, TakesACancelledTaskForNoException) {
  const auto body = []() -> Coro<> {
    Tasks tasks = sleepers(1s, 2s, 3s);
    co_await sleep(0s);
    tasks[0].cancel();
    EXPECT_EQ(sizes(co_await wait(tasks, first_exception)), "3/0");
    EXPECT_EQ(Loop::current().time(), 3.0);
  };
  run(body());
}

TEST(Wait, CountsWhatStandsTwiceOnce) {
  const auto body = []() -> Coro<> {
    const Tasks two = sleepers(1s, 2s);
    const Tasks tasks = list(two[1], two[0], two[1], two[0]);
    const auto [done, pending] = co_await wait(tasks, first_completed);
    EXPECT_EQ(done, list(two[0]));
    EXPECT_EQ(pending, list(two[1]));
  };
  run(body());
}

TEST(Wait, CountsAllThatIsDoneWhenItResumes) {
  const auto body = []() -> Coro<> {
    const Tasks tasks = sleepers(1s, 1s, 1s, 1s, 1s);
    co_await sleep(0s);
    EXPECT_EQ(sizes(co_await wait(tasks, {.timeout = 1s})), "5/0");
    const Tasks fresh = sleepers(1s, 1s, 1s, 1s, 1s);
    EXPECT_EQ(sizes(co_await wait(fresh, {.timeout = 1s})), "0/5");
  };
  run(body());
}

TEST(Wait, TakesFuturesOfAnyKindTogether) {
  const auto body = []() -> Coro<> {
    Future<int> future;
    const Task<std::string> task = create_task(sleep(1s, std::string("x")));
    std::vector<AnyFuture> both;
    both.push_back(future);
    both.push_back(task);
    const auto [done, pending] = co_await wait(both, first_completed);
    EXPECT_EQ(done.size() + pending.size(), 2U);
    EXPECT_EQ(done.front(), task);
    EXPECT_EQ(pending.front(), future);
  };
  run(body());
}

TEST(Wait, TakesTheListOfAllTasks) {
  const auto body = []() -> Coro<> {
    sleepers(1s, 2s);
    std::vector<AnyTask> others = all_tasks();
    std::erase(others, current_task());
    const auto [done, pending] = co_await wait(others);
    EXPECT_EQ(done.size(), 2U);
  };
  run(body());
}

// ---- what it leaves alone -------------------------------------------------------------------

TEST(Wait, LeavesTheChildrenRunningWhenItTimesOut) {
  const auto body = []() -> Coro<> {
    const Tasks tasks = sleepers(5s);
    co_await wait(tasks, {.timeout = 1s});
    EXPECT_FALSE(tasks[0].done());
    EXPECT_EQ(co_await outcome(tasks[0]), "returned");
    EXPECT_EQ(Loop::current().time(), 5.0);
  };
  run(body());
}

Coro<> waits_long(Tasks tasks) { co_await wait(tasks, {.timeout = 100s}); }

TEST(Wait, LeavesTheChildrenRunningWhenItIsCancelled) {
  const auto body = []() -> Coro<std::uint64_t> {
    const Tasks tasks = sleepers(5s);
    Task<> waiter = create_task(waits_long(tasks));
    co_await sleep(1s);
    const std::uint64_t before = iteration();
    waiter.cancel("enough");
    EXPECT_EQ(co_await outcome(waiter), "CancelledError: enough");
    const std::uint64_t took = iteration() - before;
    EXPECT_FALSE(tasks[0].done());
    EXPECT_EQ(Loop::current().timers(), 1U);
    co_await tasks[0];
    co_return took;
  };
  EXPECT_EQ(run(body()), 2U);
}

TEST(Wait, LeavesNoTimerBehind) {
  const auto body = []() -> Coro<> {
    co_await wait(sleepers(1s), {.timeout = 1000s});
    EXPECT_EQ(Loop::current().timers(), 0U);
  };
  run(body());
}

TEST(Wait, MayBeWaitedForByManyAtOnce) {
  const auto body = []() -> Coro<double> {
    const Tasks tasks = sleepers(1s, 2s);
    co_await gather(waits_long(tasks), waits_long(tasks), waits_long(tasks));
    co_return Loop::current().time();
  };
  EXPECT_EQ(run(body()), 2.0);
}

TEST(Wait, NeedsSomethingToWaitFor) {
  EXPECT_EQ(run(outcome(wait(Tasks()))), "ValueError: Set of Tasks/Futures is empty.");
}

TEST(Wait, LeavesNothingAtWhateverMomentTheLoopEnds) {
  const auto body = []() -> Coro<> {
    const Tasks tasks = sleepers(1s, 2s);
    co_await wait(tasks, first_completed);
    co_await wait(tasks, {.timeout = 10s});
  };
  for (int when = 0; when < 10; ++when) {
    Loop loop;
    create_task_on(loop, body());
    for (int i = 0; i < when; ++i) loop.run_once();
  }
}

}  // namespace
}  // namespace sim
