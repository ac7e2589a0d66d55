#include "sim/coro/context.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "sim/aio/run.hpp"
#include "sim/aio/sleep.hpp"
#include "sim/aio/task_group.hpp"
#include "sim/coro/task.hpp"
#include "tests/support/allocations.hpp"
#include "tests/support/ending.hpp"
#include "tests/support/sanitizers.hpp"

namespace sim {
namespace {

using namespace test;

TEST(ContextVar, GivesItsDefaultWhereItWasNotSet) {
  const ContextVar<int> with("with", 3);
  const ContextVar<int> without("without");
  EXPECT_EQ(with.get(), 3);
  EXPECT_EQ(with.get(4), 4);
  EXPECT_EQ(outcome([&] { return without.get(); }), "LookupError: without");
  EXPECT_EQ(without.get(5), 5);
  EXPECT_EQ(with.name(), "with");
}

TEST(ContextVar, TakesASetBackByItsToken) {
  const ContextVar<std::string> user("user");
  auto first = user.set("ann");
  auto second = user.set("bob");
  EXPECT_EQ(second.old_value(), "ann");
  user.reset(second);
  EXPECT_EQ(user.get(), "ann");
  user.reset(first);
  EXPECT_FALSE(first.old_value());
  EXPECT_EQ(user.get("nobody"), "nobody");
}

TEST(ContextVar, RefusesATokenThatIsUsedOrAnothers) {
  const ContextVar<int> a("a");
  const ContextVar<int> b("b");
  auto token = a.set(1);
  EXPECT_EQ(outcome([&] { b.reset(token); }),
            "ValueError: Token was created by a different ContextVar");
  copy_context().run([&] {
    EXPECT_EQ(outcome([&] { a.reset(token); }),
              "ValueError: Token was created in a different Context");
  });
  a.reset(token);
  EXPECT_EQ(outcome([&] { a.reset(token); }), "RuntimeError: Token has already been used once");
}

TEST(Context, KeepsWhatIsSetInItsRuns) {
  const ContextVar<int> depth("depth", 0);
  const Context mine;
  const int given = mine.run([&] {
    depth.set(7);
    return depth.get();
  });
  EXPECT_EQ(given, 7);
  EXPECT_EQ(depth.get(), 0);
  EXPECT_EQ(mine.get(depth), 7);
  EXPECT_EQ(mine.size(), 1U);
  mine.run([&] { EXPECT_EQ(depth.get(), 7); });
}

TEST(Context, IsEnteredOnceAtATime) {
  const Context mine;
  EXPECT_EQ(outcome([&] { mine.run([&] { mine.run([] {}); }); }),
            "RuntimeError: cannot enter context: it is already entered");
  EXPECT_EQ(outcome([&] { mine.run([] { throw ValueError("out"); }); }), "ValueError: out");
  mine.run([] {});
}

TEST(Context, IsCopiedWithItsValuesAndGoesItsOwnWay) {
  const ContextVar<int> a("a", 0);
  const ContextVar<int> b("b", 0);
  const Context first;
  first.run([&] { b.set(2); });
  const Context second = first.copy();
  first.run([&] { a.set(1); });
  second.run([&] { b.set(3); });
  EXPECT_EQ(first.get(a), 1);
  EXPECT_EQ(first.get(b), 2);
  EXPECT_FALSE(second.get(a));
  EXPECT_EQ(second.get(b), 3);
  EXPECT_FALSE(first == second);
}

TEST(Context, IsThatOfTheThreadOutsideOfALoop) {
  const ContextVar<int> outside("outside", 0);
  auto token = outside.set(1);
  play([&]() -> Coro<> {
    EXPECT_EQ(outside.get(), 1);
    outside.set(2);
    co_return;
  });
  EXPECT_EQ(outside.get(), 1);
  outside.reset(token);
}

// test_tasks.BaseTaskTests.test_context_1
TEST(Context, OfATaskIsACopyOfItsCreators) {
  const ContextVar<std::string> word("word", "nope");
  play([&]() -> Coro<> {
    auto inner = [&]() -> Coro<> {
      co_await sleep(10ms);
      EXPECT_EQ(word.get(), "nope");
      word.set("something else");
    };
    const Task<> task = create_task(inner());
    word.set("yes");
    EXPECT_EQ(word.get(), "yes");
    co_await task;
    EXPECT_EQ(word.get(), "yes");
  });
}

// test_tasks.BaseTaskTests.test_context_2
TEST(Context, OfADoneCallbackIsTheOneWhereItWasAdded) {
  const ContextVar<std::string> word("word", "nope");
  std::vector<std::string> heard;
  play([&]() -> Coro<> {
    auto inner = [&]() -> Coro<> {
      EXPECT_EQ(word.get(), "yes");
      word.set("no");
      co_return;
    };
    word.set("yes");
    const Task<> task = create_task(inner());
    Task<> copy = task;
    copy.add_done_callback([&](const Task<>&) {
      heard.push_back(word.get());
      word.set("maybe");
    });
    word.set("later");
    co_await task;
    EXPECT_EQ(word.get(), "later");
    co_await sleep(0s);
  });
  EXPECT_EQ(heard, std::vector<std::string>{"yes"});
}

// test_tasks.BaseTaskTests.test_context_3
TEST(Context, OfEachOfManyTasksIsItsOwn) {
  const ContextVar<int> number("number", 0);
  play([&]() -> Coro<> {
    auto sub = [&](int value) -> Coro<> {
      for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(number.get(), i == 0 ? -1 : value + i - 1);
        number.set(value + i);
        co_await sleep(Duration{(value % 7) * 1000});
        EXPECT_EQ(number.get(), value + i);
      }
    };
    number.set(-1);
    std::vector<Task<>> tasks;
    for (int i = 0; i < 100; ++i) tasks.push_back(create_task(sub(1000 * i)));
    for (const Task<>& task : tasks) co_await task;
    EXPECT_EQ(number.get(), -1);
  });
}

// test_tasks.BaseTaskTests.test_context_4
TEST(Context, ThatATaskIsGivenIsTheOneItRunsIn) {
  const ContextVar<int> number("number", 0);
  const Context given;
  play([&]() -> Coro<> {
    auto sub = [&]() -> Coro<> {
      co_await sleep(10ms);
      EXPECT_EQ(number.get(), 10);
      number.set(3);
      number.set(number.get() * 2);
    };
    number.set(1);
    given.run([&] { number.set(10); });
    co_await create_task(sub(), "sub", given);
    EXPECT_EQ(number.get(), 1);
  });
  EXPECT_EQ(given.get(number), 6);
}

// test_tasks.BaseTaskTests.test_context_5
TEST(Context, IsSharedByTheTasksThatAreGivenIt) {
  const ContextVar<int> number("number", 0);
  const Context shared;
  play([&]() -> Coro<> {
    auto count = [&]() -> Coro<> {
      for (int i = 0; i < 3; ++i) {
        number.set(number.get() + 1);
        co_await sleep(0s);
      }
    };
    const Task<> one = create_task(count(), {}, shared);
    const Task<> two = create_task(count(), {}, shared);
    co_await one;
    co_await two;
    EXPECT_EQ(number.get(), 0);
  });
  EXPECT_EQ(shared.get(number), 6);
}

// test_tasks.BaseTaskTests.test_context_6
TEST(Context, ThatACallbackIsGivenIsTheOneItRunsIn) {
  const ContextVar<int> number("number", 0);
  const Context given;
  play([&]() -> Coro<> {
    Loop& loop = Loop::current();
    Future<> future;
    future.set_result();
    auto add = [&](const auto&...) { number.set(number.get() + 1); };
    loop.call_soon(add, given);
    loop.call_later(1s, add, given);
    future.add_done_callback(add, given);
    co_await sleep(2s);
    EXPECT_EQ(number.get(), 0);
  });
  EXPECT_EQ(given.get(number), 3);
}

TEST(Context, OfACallbackIsACopyMadeWhenItWasScheduled) {
  const ContextVar<int> number("number", 0);
  std::vector<int> seen;
  play([&]() -> Coro<> {
    auto look = [&] {
      seen.push_back(number.get());
      number.set(100);
    };
    Loop::current().call_soon(look);
    number.set(1);
    Loop::current().call_later(1s, look);
    number.set(2);
    co_await sleep(2s);
    EXPECT_EQ(number.get(), 2);
  });
  EXPECT_EQ(seen, (std::vector<int>{0, 1}));
}

TEST(Context, IsThatOfTheCallerInAnAwaitedCoroutine) {
  const ContextVar<int> number("number", 0);
  play([&]() -> Coro<> {
    auto change = [&]() -> Coro<> {
      co_await sleep(0s);
      number.set(5);
    };
    co_await change();
    EXPECT_EQ(number.get(), 5);
  });
}

TEST(Context, OfARunInsideARunIsItsOwn) {
  const ContextVar<int> number("number", 0);
  play([&]() -> Coro<> {
    number.set(1);
    play([&]() -> Coro<> {
      EXPECT_EQ(number.get(), 1);
      number.set(2);
      co_return;
    });
    EXPECT_EQ(number.get(), 1);
    co_return;
  });
}

// test_taskgroups.TestTaskGroup.test_taskgroup_task_context
TEST(Context, CanBeGivenToTheTasksOfAGroup) {
  const ContextVar<int> number("number", 0);
  const Context given;
  play([&]() -> Coro<> {
    auto add = [&](int value) -> Coro<> {
      number.set(number.get() + value);
      co_return;
    };
    auto body = [&](TaskGroup& group) -> Coro<> {
      group.create_task(add(1), {}, given);
      group.create_task(add(2), {}, given);
      co_return;
    };
    co_await task_group(body);
    EXPECT_EQ(number.get(), 0);
  });
  EXPECT_EQ(given.get(number), 3);
}

// test_runners.RunnerTests.test_run_keeps_context
TEST(Context, OfARunnerIsKeptFromRunToRun) {
  const ContextVar<int> number("number", -1);
  auto raise_it = [&](int value) -> Coro<int> {
    const int before = number.get();
    number.set(value);
    co_return before;
  };
  auto get_context = []() -> Coro<Context> { co_return copy_context(); };
  Runner runner;
  EXPECT_EQ(runner.run(raise_it(1)), -1);
  EXPECT_EQ(runner.run(raise_it(2)), 1);
  EXPECT_EQ(number.get(), -1);
  EXPECT_EQ(runner.run(get_context()).get(number), 2);
  const Context given;
  EXPECT_EQ(runner.run(raise_it(3), given), -1);
  EXPECT_EQ(given.get(number), 3);
}

// A task has no context until it sets something; then it has, however the step ends in which it
// does, and nobody else.
TEST(Context, ThatAStepBeginsIsItsTasksHoweverTheStepEnds) {
  const ContextVar<int> number("number", 0);
  const auto sets = [&](int how) -> Coro<> {
    number.set(7);
    if (how == 0) co_return;
    if (how == 1) throw ValueError("after it was set");
    if (how == 2) co_yield StopRun{};
    co_await sleep(Duration(how == 3 ? 0 : 5));
    EXPECT_EQ(number.get(), 7);
  };
  const auto looks = [&]() -> Coro<> {
    EXPECT_EQ(number.get(), 0);
    co_await sleep(Duration(0));
    EXPECT_EQ(number.get(), 0);
  };
  for (int how = 0; how < 5; ++how) {
    ContextTurn without(nullptr);
    Loop loop;
    create_task_on(loop, looks());
    create_task_on(loop, sets(how));
    create_task_on(loop, looks());
    loop.call_soon([&] { EXPECT_EQ(number.get(), 0); });
    loop.run();
    EXPECT_EQ(number.get(), 0) << how;
    EXPECT_EQ(without.end(), nullptr) << how;
  }
}

TEST(Context, CostsNoAllocationWhereNothingWasEverSet) {
  auto bodies = []() -> Coro<std::size_t> {
    auto body = []() -> Coro<> { co_await sleep(1s); };
    co_await create_task(body());
    Loop::current().call_soon([] {});
    co_await sleep(0s);
    const std::size_t before = allocations();
    co_await create_task(body());
    Loop::current().call_soon([] {});
    co_await sleep(0s);
    co_return static_cast<std::size_t>(allocations() - before);
  };
  // Under that sanitizer no memory is kept: the frame, the task and the callback take theirs.
  EXPECT_EQ(run(bodies()), test::address_sanitizer ? 3U : 0U);
}

}  // namespace
}  // namespace sim
