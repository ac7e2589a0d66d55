// Groups in groups, and errors that come while a group is shutting down.

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

Coro<> crash_when_cancelled() {
  try {
    co_await sleep(10s);
  } catch (const CancelledError&) {
    throw ValueError("division by zero");
  }
}

// Begins `work`, cancels it after 100 ms and says how it ended.
Coro<std::string> errors_when_cancelled(Coro<> work) {
  auto task = create_task(std::move(work));
  co_await sleep(100ms);
  EXPECT_FALSE(task.done());
  task.cancel();
  co_return co_await errors_of(task);
}

Coro<> crash_five_inside(TaskGroup&) {
  co_await task_group([](TaskGroup& inner) -> Coro<> {
    for (int i = 0; i < 5; ++i) inner.create_task(crash_when_cancelled());
    co_await sleep(10s);
  });
}

constexpr const char* five_inside = "[[ValueError ValueError ValueError ValueError ValueError]]";

// test_taskgroups.TestTaskGroup.test_taskgroup_11
TEST(NestedTaskGroup, ThrowsAGroupIntoTheOuterGroup) {
  EXPECT_EQ(run(errors_when_cancelled(task_group(crash_five_inside))), five_inside);
}

// test_taskgroups.TestTaskGroup.test_taskgroup_12
TEST(NestedTaskGroup, ThrowsAGroupIntoAnOuterGroupWithTasks) {
  auto body = [](TaskGroup& group) -> Coro<> {
    group.create_task(sleep(10s));
    co_await crash_five_inside(group);
  };
  EXPECT_EQ(run(errors_when_cancelled(task_group(body))), five_inside);
}

Coro<> crash_in_two_groups(Duration outer, Duration inner) {
  co_await task_group([=](TaskGroup& group) -> Coro<> {
    group.create_task(crash_after(outer));
    co_await task_group([=](TaskGroup& nested) -> Coro<> {
      nested.create_task(crash_after(inner));
      co_return;
    });
  });
}

// test_taskgroups.TestTaskGroup.test_taskgroup_13
TEST(NestedTaskGroup, IsCancelledWhenATaskOfTheOuterGroupFails) {
  play([]() -> Coro<> {
    EXPECT_EQ(co_await errors_of(create_task(crash_in_two_groups(100ms, 10s))), "[ValueError]");
    EXPECT_EQ(Loop::current().time(), 0.1);
  });
}

// test_taskgroups.TestTaskGroup.test_taskgroup_14
TEST(NestedTaskGroup, CancelsTheOuterGroupWhenItFails) {
  play([]() -> Coro<> {
    EXPECT_EQ(co_await errors_of(create_task(crash_in_two_groups(10s, 100ms))),
              "[[ValueError]]");
  });
}

// A body that takes 500 ms to be cancelled, while a task of the group fails.
Coro<> fail_while_the_body_cleans_up(TaskGroup& group) {
  group.create_task(crash_after(300ms));
  std::exception_ptr error;
  try {
    co_await sleep(10s);
  } catch (const CancelledError&) {
    error = std::current_exception();
  }
  co_await sleep(500ms);
  std::rethrow_exception(error);
}

// test_taskgroups.TestTaskGroup.test_taskgroup_15
TEST(TaskGroupAbort, ThrowsAnErrorThatCameDuringACancellation) {
  EXPECT_EQ(run(errors_when_cancelled(task_group(fail_while_the_body_cleans_up))),
            "[ValueError]");
}

// test_taskgroups.TestTaskGroup.test_taskgroup_16
TEST(TaskGroupAbort, ThrowsAnErrorThatCameDuringACancellationThroughATask) {
  auto work = []() -> Coro<> {
    co_await create_task(task_group(fail_while_the_body_cleans_up));
  };
  EXPECT_EQ(run(errors_when_cancelled(work())), "[ValueError]");
}

// test_taskgroups.TestTaskGroup.test_taskgroup_17
TEST(TaskGroupAbort, OfAGroupWithoutTasksIsThatOfItsBody) {
  int cleaned = 0;
  auto body = [&](TaskGroup&) -> Coro<> {
    try {
      co_await sleep(10s);
    } catch (const CancelledError&) {
      cleaned += 10;
      throw;
    }
  };
  EXPECT_EQ(run(errors_when_cancelled(task_group(body))), "CancelledError");
  EXPECT_EQ(cleaned, 10);
}

// test_taskgroups.TestTaskGroup.test_taskgroup_18
TEST(TaskGroupAbort, ThrowsWhatTheBodyThrowsInPlaceOfItsCancellation) {
  EXPECT_EQ(run(errors_when_cancelled(
                task_group([](TaskGroup&) { return crash_when_cancelled(); }))),
            "[ValueError]");
}

// Something that is not a sim::Exception.
struct Strange {};

template <class E>
Coro<> fail_when_cancelled() {
  try {
    co_await sleep(10s);
  } catch (const CancelledError&) {
    throw E();
  }
}

template <class E>
Coro<> fail_soon() {
  co_await sleep(100ms);
  throw E();
}

template <class TaskError, class BodyError>
Coro<std::string> errors_of_task_and_body() {
  co_return co_await errors_of(task_group([](TaskGroup& group) -> Coro<> {
    group.create_task(fail_soon<TaskError>());
    co_await fail_when_cancelled<BodyError>();
  }));
}

// test_taskgroups.TestTaskGroup.test_taskgroup_19
TEST(TaskGroupAbort, ThrowsTheErrorOfTheBodyAfterThatOfTheTask) {
  EXPECT_EQ(run(errors_of_task_and_body<ValueError, TypeError>()), "[ValueError TypeError]");
}

// test_taskgroups.TestTaskGroup.test_taskgroup_20a
TEST(TaskGroupAbort, ThrowsWhatIsNoExceptionOfOursFromTheBody) {
  EXPECT_EQ(run(errors_of_task_and_body<ValueError, Strange>()), "[ValueError exception]");
}

// test_taskgroups.TestTaskGroup.test_taskgroup_21a
TEST(TaskGroupAbort, ThrowsWhatIsNoExceptionOfOursFromATask) {
  EXPECT_EQ(run(errors_of_task_and_body<Strange, TypeError>()), "[exception TypeError]");
}

// test_taskgroups.TestTaskGroup.test_taskgroup_no_create_task_after_failure
TEST(TaskGroupAbort, TakesNoMoreTasks) {
  play([]() -> Coro<> {
    std::string said;
    auto try_again = [&](TaskGroup& group) -> Coro<> {
      EXPECT_EQ(co_await ending(sleep(1s)), "CancelledError");
      said = outcome([&] { group.create_task(sleep(0s)); });
    };
    auto body = [&](TaskGroup& group) -> Coro<> {
      group.create_task(crash_after(1ms));
      group.create_task(try_again(group));
      co_return;
    };
    EXPECT_EQ(co_await errors_of(task_group(body)), "[ValueError]");
    EXPECT_NE(said.find("is shutting down"), std::string::npos) << said;
  });
}

// test_taskgroups.TestTaskGroup.test_taskgroup_context_manager_exit_raises
TEST(TaskGroupAbort, CountsItsOwnCancellationBackWhenTheBodyThrowsSomethingElse) {
  play([]() -> Coro<> {
    auto fail = []() -> Coro<> {
      throw ValueError("task");
      co_return;
    };
    auto work = [&]() -> Coro<std::uint32_t> {
      auto body = [&](TaskGroup& group) -> Coro<> {
        group.create_task(fail());
        co_await fail_when_cancelled<ValueError>();
      };
      EXPECT_EQ(co_await errors_of(task_group(body)), "[ValueError ValueError]");
      co_return current_task().cancelling();
    };
    EXPECT_EQ(co_await create_task(work()), 0U);
  });
}

TEST(NestedTaskGroup, SwallowsACancellationThatMeetsErrorsInBothGroups) {  // gh-116720
  play([]() -> Coro<> {
    auto fail = []() -> Coro<> {
      throw ValueError("child");
      co_return;
    };
    std::string inner_end;
    auto outer_body = [&](TaskGroup& outer) -> Coro<> {
      outer.create_task(fail());
      auto inner_body = [&](TaskGroup& inner) -> Coro<> {
        inner.create_task(fail());
        co_return;
      };
      inner_end = co_await errors_of(task_group(inner_body));
      // The outer group has asked to stop, too; here it is not heard any more.
      co_await sleep(1s);
      inner_end += " survived";
    };
    EXPECT_EQ(co_await errors_of(task_group(outer_body)), "[ValueError]");
    EXPECT_EQ(inner_end, "[ValueError] survived");
    EXPECT_EQ(current_task().cancelling(), 1U);
  });
}

}  // namespace
}  // namespace sim
