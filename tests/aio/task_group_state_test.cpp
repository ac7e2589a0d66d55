// The life of a TaskGroup: what can be done with it when, and how many iterations it takes.

#include <gtest/gtest.h>

#include "sim/aio/task_group.hpp"
#include "sim/coro/task.hpp"
#include "tests/support/counts.hpp"
#include "tests/support/ending.hpp"
#include "tests/support/group_errors.hpp"
#include "tests/support/within.hpp"

namespace sim {
namespace {

using namespace test;

bool says(const std::string& text, const char* words) {
  return text.find(words) != std::string::npos;
}

std::string complaint_of_create_task(TaskGroup& group) {
  return outcome([&] { group.create_task(sleep(0s)); });
}

// test_taskgroups.TestTaskGroup.test_taskgroup_already_entered
TEST(TaskGroupState, CannotBeEnteredInsideItself) {
  play([]() -> Coro<> {
    TaskGroup group;
    auto body = [&]() -> Coro<> {
      EXPECT_TRUE(says(outcome([&] { group.enter(); }), "has already been entered"));
      co_return;
    };
    co_await within(group, body);
  });
}

// test_taskgroups.TestTaskGroup.test_taskgroup_double_enter
TEST(TaskGroupState, CannotBeEnteredAgain) {
  play([]() -> Coro<> {
    TaskGroup group;
    co_await within(group, [] { return sleep(0s); });
    EXPECT_TRUE(says(outcome([&] { group.enter(); }), "has already been entered"));
  });
}

// test_taskgroups.TestTaskGroup.test_taskgroup_finished
TEST(TaskGroupState, TakesNoTasksWhenItIsOver) {
  play([]() -> Coro<> {
    TaskGroup group;
    co_await within(group, [] { return sleep(0s); });
    EXPECT_TRUE(says(complaint_of_create_task(group), "is finished"));
  });
}

// test_taskgroups.TestTaskGroup.test_taskgroup_not_entered
TEST(TaskGroupState, TakesNoTasksBeforeItIsEntered) {
  TaskGroup group;
  EXPECT_TRUE(says(complaint_of_create_task(group), "has not been entered"));
}

// test_taskgroups.TestTaskGroup.test_taskgroup_without_parent_task
TEST(TaskGroupState, IsForTasksOnly) {
  TaskGroup group;
  EXPECT_TRUE(says(outcome([&] { group.enter(); }), "parent task"));
  EXPECT_TRUE(says(complaint_of_create_task(group), "has not been entered"));
}

TEST(TaskGroupCounts, EndsTwoIterationsAfterItsLastTask) {
  EXPECT_EQ(counts_of([](Moments& moments) -> Coro<> {
              co_await task_group([&](TaskGroup& group) -> Coro<> {
                group.create_task(child(moments));
                co_return;
              });
            }),
            (Counts{.s = 1, .l = 2, .t = 3}));
}

// How many iterations the end of a group takes whose body lets so many pass after its task began.
std::uint64_t ticks_of_exit(int passed) {
  return play([passed]() -> Coro<std::uint64_t> {
    std::uint64_t before = 0;
    co_await task_group([&](TaskGroup& group) -> Coro<> {
      group.create_task([]() -> Coro<> { co_return; }());
      co_await pass(passed);
      before = iteration();
    });
    co_return iteration() - before;
  });
}

TEST(TaskGroupCounts, TakesNoIterationWhereAllIsHeardAlready) {
  EXPECT_EQ(ticks_of_exit(0), 3U);
  EXPECT_EQ(ticks_of_exit(1), 2U);  // the task is done, its callback is on its way
  EXPECT_EQ(ticks_of_exit(2), 0U);
}

TEST(TaskGroupCounts, TakesFiveIterationsWhenATaskFailsAtOnce) {
  play([]() -> Coro<> {
    auto fail = []() -> Coro<> {
      throw ValueError("no");
      co_return;
    };
    const auto before = iteration();
    EXPECT_EQ(co_await errors_of(task_group([&](TaskGroup& group) -> Coro<> {
                group.create_task(fail());
                group.create_task(sleep(10s));
                co_return;
              })),
              "[ValueError]");
    EXPECT_EQ(iteration() - before, 5U);
  });
}

TEST(TaskGroupCounts, TakesFiveIterationsToBeCancelled) {
  play([]() -> Coro<> {
    auto body = [](TaskGroup& group) -> Coro<> {
      group.create_task(sleep(10s));
      co_return;
    };
    auto task = create_task(task_group(body));
    co_await pass(3);
    const auto before = iteration();
    task.cancel();
    EXPECT_EQ(co_await ending(task), "CancelledError");
    EXPECT_EQ(iteration() - before, 5U);
  });
}

TEST(TaskGroupState, NeverStartsItsTasksWhenTheBodyFailsFirst) {
  play([]() -> Coro<> {
    bool began = false;
    auto begin = [&]() -> Coro<> {
      began = true;
      co_return;
    };
    auto body = [&](TaskGroup& group) -> Coro<> {
      group.create_task(begin());
      throw ValueError("body");
      co_return;
    };
    EXPECT_EQ(co_await errors_of(task_group(body)), "[ValueError]");
    EXPECT_FALSE(began);
  });
}

TEST(TaskGroupState, SwallowsACancellationThatComesWithTheFailureOfATask) {  // gh-116720
  play([]() -> Coro<> {
    Future<> go;
    auto fail = [&]() -> Coro<> {
      co_await go;
      throw ValueError("child");
    };
    auto work = [&]() -> Coro<std::string> {
      auto body = [&](TaskGroup& group) -> Coro<> {
        group.create_task(fail());
        co_return;
      };
      const std::string end = co_await errors_of(task_group(body));
      co_await sleep(1s);
      co_return end + " survived";
    };
    auto task = create_task(work());
    co_await pass(2);
    go.set_result();
    co_await sleep(0s);
    task.cancel();
    EXPECT_EQ(co_await task, "[ValueError] survived");
    EXPECT_EQ(task.cancelling(), 2U);
  });
}

}  // namespace
}  // namespace sim
