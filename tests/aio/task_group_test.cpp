#include "sim/aio/task_group.hpp"

#include <gtest/gtest.h>

#include "sim/coro/task.hpp"
#include "tests/support/ending.hpp"
#include "tests/support/group_errors.hpp"

namespace sim {
namespace {

using namespace test;

Coro<int> give(Duration after, int value) {
  co_await sleep(after);
  co_return value;
}

// test_taskgroups.TestTaskGroup.test_taskgroup_01
TEST(TaskGroup, WaitsForItsTasks) {
  play([]() -> Coro<> {
    std::vector<Task<int>> tasks;
    co_await task_group([&](TaskGroup& group) -> Coro<> {
      tasks.push_back(group.create_task(give(100ms, 42)));
      tasks.push_back(group.create_task(give(200ms, 11)));
      co_return;
    });
    EXPECT_EQ(state_of(tasks[0]), "42");
    EXPECT_EQ(state_of(tasks[1]), "11");
    EXPECT_EQ(Loop::current().time(), 0.2);
  });
}

// test_taskgroups.TestTaskGroup.test_taskgroup_02
TEST(TaskGroup, TakesTasksWhileItsBodyRuns) {
  play([]() -> Coro<> {
    std::vector<Task<int>> tasks;
    co_await task_group([&](TaskGroup& group) -> Coro<> {
      tasks.push_back(group.create_task(give(100ms, 42)));
      co_await sleep(150ms);
      EXPECT_TRUE(tasks[0].done());
      tasks.push_back(group.create_task(give(200ms, 11)));
    });
    EXPECT_EQ(state_of(tasks[1]), "11");
    EXPECT_EQ(Loop::current().time(), 0.35);
  });
}

// test_taskgroups.TestTaskGroup.test_taskgroup_03
TEST(TaskGroup, DoesNotMindATaskThatIsCancelledOnItsOwn) {
  play([]() -> Coro<> {
    std::vector<Task<int>> tasks;
    co_await task_group([&](TaskGroup& group) -> Coro<> {
      tasks.push_back(group.create_task(give(1s, 42)));
      co_await sleep(150ms);
      tasks[0].cancel();
      tasks.push_back(group.create_task(give(200ms, 11)));
    });
    EXPECT_TRUE(tasks[0].cancelled());
    EXPECT_EQ(state_of(tasks[1]), "11");
  });
}

// test_taskgroups.TestTaskGroup.test_taskgroup_04
TEST(TaskGroup, CancelsTheOthersWhenOneFails) {
  play([]() -> Coro<> {
    std::optional<Task<>> other;
    bool came_through = false;
    auto work = [&]() -> Coro<> {
      co_await task_group([&](TaskGroup& group) -> Coro<> {
        group.create_task(crash_after(100ms));
        other = group.create_task(sleep(1s));
        co_return;
      });
      came_through = true;
    };
    EXPECT_EQ(co_await errors_of(create_task(work())), "[ValueError]");
    EXPECT_FALSE(came_through);
    EXPECT_TRUE(other->cancelled());
    EXPECT_EQ(Loop::current().time(), 0.1);
  });
}

// test_taskgroups.TestTaskGroup.test_cancel_children_on_child_error
TEST(TaskGroup, CancelsItsBodyWhenOneFailsAndKeepsTheErrorsOfTheSameIteration) {
  play([]() -> Coro<> {
    std::optional<Task<>> other;
    bool body_cancelled = false;
    auto work = [&]() -> Coro<> {
      co_await task_group([&](TaskGroup& group) -> Coro<> {
        for (int i = 0; i < 3; ++i) group.create_task(crash_after(100ms));
        other = group.create_task(sleep(5s));
        try {
          co_await sleep(10s);
        } catch (const CancelledError&) {
          body_cancelled = true;
          throw;
        }
      });
    };
    EXPECT_EQ(co_await errors_of(create_task(work())), "[ValueError ValueError ValueError]");
    EXPECT_TRUE(other->cancelled());
    EXPECT_TRUE(body_cancelled);
  });
}

// Five tasks that count how they are cancelled, in a group whose body does `rest`.
template <class F>
Coro<int> cancel_five(F rest) {
  int cancelled = 0;
  auto count = [&]() -> Coro<> {
    if (co_await ending(sleep(5s)) == "CancelledError") ++cancelled;
    throw CancelledError();
  };
  auto work = [&]() -> Coro<> {
    co_await task_group([&](TaskGroup& group) -> Coro<> {
      for (int i = 0; i < 5; ++i) group.create_task(count());
      co_await rest(cancelled);
    });
  };
  auto task = create_task(work());
  co_await sleep(100ms);
  EXPECT_FALSE(task.done());
  task.cancel();
  EXPECT_EQ(co_await ending(task), "CancelledError");
  co_return cancelled;
}

// test_taskgroups.TestTaskGroup.test_cancellation
TEST(TaskGroup, CancelsItsTasksWhenItIsCancelled) {
  auto nothing = [](int&) -> Coro<> { co_return; };
  EXPECT_EQ(run(cancel_five(nothing)), 5);
}

// test_taskgroups.TestTaskGroup.test_taskgroup_07
TEST(TaskGroup, CancelsItsTasksWhenItsBodyIsCancelled) {
  auto count_ten = [](int& cancelled) -> Coro<> {
    try {
      co_await sleep(10s);
    } catch (const CancelledError&) {
      cancelled += 10;
      throw;
    }
  };
  EXPECT_EQ(run(cancel_five(count_ten)), 15);
}

Coro<> crash_when_cancelled() {
  try {
    co_await sleep(10s);
  } catch (const CancelledError&) {
    throw ValueError("division by zero");
  }
}

// test_taskgroups.TestTaskGroup.test_taskgroup_08
TEST(TaskGroup, ThrowsTheErrorsOfTasksThatItCancelled) {
  play([]() -> Coro<> {
    auto work = []() -> Coro<> {
      co_await task_group([](TaskGroup& group) -> Coro<> {
        for (int i = 0; i < 5; ++i) group.create_task(crash_when_cancelled());
        co_await sleep(10s);
      });
    };
    auto task = create_task(work());
    co_await sleep(100ms);
    task.cancel();
    EXPECT_EQ(co_await errors_of(task),
              "[ValueError ValueError ValueError ValueError ValueError]");
    EXPECT_EQ(task.cancelling(), 1U);
  });
}

// The body fails `after` a time with two tasks under way: they are cancelled.
Coro<> fail_in_body(Duration after) {
  std::vector<Task<int>> tasks;
  auto work = [&]() -> Coro<> {
    co_await task_group([&](TaskGroup& group) -> Coro<> {
      tasks.push_back(group.create_task(give(1s, 42)));
      tasks.push_back(group.create_task(give(2s, 11)));
      if (after > 0s) co_await sleep(after);
      throw ValueError("division by zero");
    });
  };
  EXPECT_EQ(co_await errors_of(work()), "[ValueError]");
  EXPECT_TRUE(tasks[0].cancelled());
  EXPECT_TRUE(tasks[1].cancelled());
}

// test_taskgroups.TestTaskGroup.test_taskgroup_09
TEST(TaskGroup, CancelsItsTasksWhenItsBodyFails) { run(fail_in_body(100ms)); }

// test_taskgroups.TestTaskGroup.test_taskgroup_10
TEST(TaskGroup, CancelsItsTasksWhenItsBodyFailsBeforeTheyBegin) { run(fail_in_body(0s)); }

// test_taskgroups.TestTaskGroup.test_taskgroup_22
TEST(TaskGroup, ThrowsCancelledErrorWhenAllItsTasksAreCancelled) {
  play([]() -> Coro<> {
    auto work = []() -> Coro<> {
      co_await task_group([](TaskGroup& group) -> Coro<> {
        group.create_task(give(1s, 42));
        group.create_task(give(2s, 11));
        co_return;
      });
    };
    auto task = create_task(work());
    co_await sleep(50ms);
    task.cancel("pm");
    EXPECT_EQ(co_await ending(task), "CancelledError: pm");
  });
}

// test_taskgroups.TestTaskGroup.test_taskgroup_23
TEST(TaskGroup, ForgetsTasksThatAreDone) {
  play([]() -> Coro<> {
    co_await task_group([](TaskGroup& group) -> Coro<> {
      for (int count = 0; count < 10; ++count) {
        co_await sleep(100ms);
        group.create_task(sleep(300ms));
        if (count == 5) {
          EXPECT_LT(group.unfinished(), 5U);
        }
      }
      co_await sleep(1350ms);
      EXPECT_EQ(group.unfinished(), 0U);
    });
  });
}

// test_taskgroups.TestTaskGroup.test_taskgroup_24
TEST(TaskGroup, TakesTasksFromItsTasks) {
  play([]() -> Coro<> {
    auto root = [](TaskGroup& group) -> Coro<> {
      co_await sleep(100ms);
      group.create_task(sleep(100ms));
      group.create_task(sleep(200ms));
    };
    co_await task_group([&](TaskGroup& group) -> Coro<> {
      group.create_task(root(group));
      co_return;
    });
    EXPECT_EQ(Loop::current().time(), 0.3);
  });
}

Coro<> hydra(TaskGroup& group, int& heads) {
  if (++heads > 1000) co_return;  // nobody came to cut them off
  co_await sleep(10ms);
  group.create_task(hydra(group, heads));
  group.create_task(hydra(group, heads));
}

// test_taskgroups.TestTaskGroup.test_taskgroup_25
TEST(TaskGroup, EndsHoweverManyTasksItsTasksMake) {
  play([]() -> Coro<> {
    int heads = 0;
    auto hercules = [&]() -> Coro<> {
      while (heads < 10) co_await sleep(15ms);
      throw ValueError("division by zero");
    };
    auto work = [&]() -> Coro<> {
      co_await task_group([&](TaskGroup& group) -> Coro<> {
        group.create_task(hydra(group, heads));
        group.create_task(hercules());
        co_return;
      });
    };
    EXPECT_EQ(co_await errors_of(work()), "[ValueError]");
    EXPECT_GE(heads, 10);
    EXPECT_LT(heads, 100);
  });
}

// test_taskgroups.TestTaskGroup.test_taskgroup_task_name
TEST(TaskGroup, NamesItsTasks) {
  play([]() -> Coro<> {
    co_await task_group([](TaskGroup& group) -> Coro<> {
      EXPECT_EQ(group.create_task(sleep(0s), "yolo").name(), "yolo");
      co_return;
    });
  });
}

TEST(TaskGroup, GivesWhatItsBodyReturns) {
  play([]() -> Coro<> {
    auto body = [](TaskGroup&) -> Coro<std::unique_ptr<int>> {
      co_return std::make_unique<int>(7);
    };
    EXPECT_EQ(*co_await task_group(body), 7);
    EXPECT_EQ(co_await task_group([](TaskGroup& group) -> Coro<std::string> {
                group.create_task(sleep(1s));
                co_return "paid";
              }),
              "paid");
    EXPECT_EQ(Loop::current().time(), 1.0);
  });
}

}  // namespace
}  // namespace sim
