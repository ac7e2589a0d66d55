// wait_for() of 3.12, and wait_for() around a shield(), as CPython 3.12 tests them.

#include <gtest/gtest.h>

#include "sim/aio/shield.hpp"
#include "sim/aio/wait_for.hpp"
#include "sim/coro/task.hpp"
#include "tests/support/ending.hpp"

namespace sim {
namespace {

using namespace test;

// test_waitfor.AsyncioWaitForTest.test_wait_for_cancel_suppressed
TEST(WaitFor312, GivesTheResultOfACoroutineThatSwallowsTheCancellation) {
  play([]() -> Coro<> {
    auto work = []() -> Coro<int> {
      EXPECT_EQ(co_await ending(sleep(10s)), "CancelledError");
      co_return 42;
    };
    EXPECT_EQ(co_await wait_for_312(work(), 100ms), 42);
    EXPECT_EQ(current_task().cancelling(), 0U);
  });
}

// Waits for a task of one step, is cancelled in its second one, and says whether it came through.
template <class F>
std::string cancelled_when_the_task_is_done(F waiting) {
  return play([&]() -> Coro<std::string> {
    const auto inner = create_task(as_coro(sleep(0s, 1)));
    bool reached_end = false;
    auto wait = [&]() -> Coro<> {
      co_await waiting(inner);
      co_await sleep(1s);
      reached_end = true;
    };
    auto task = create_task(wait());
    co_await pass(2);
    EXPECT_FALSE(task.done());
    task.cancel();
    const std::string end = co_await ending(task);
    EXPECT_EQ(state_of(inner), "1");
    co_return end + (reached_end ? " at the end" : "");
  });
}

// test_waitfor.AsyncioWaitForTest.test_wait_for_issue86296
TEST(WaitFor312, IsCancelledThoughTheTaskIsDone) {
  EXPECT_EQ(cancelled_when_the_task_is_done(
                [](Task<int> task) { return wait_for_312(task, 100s); }),
            "CancelledError");
  EXPECT_EQ(
      cancelled_when_the_task_is_done([](Task<int> task) { return wait_for(task, 100s); }),
      "done at the end");
}

Coro<std::string> done_after(Duration delay) {
  co_await sleep(delay);
  co_return "done";
}

// Awaits wait_for(shield(task)) of either version.
template <class Check>
void play_with_both(Check check) {
  play([&]() -> Coro<> {
    const auto task = create_task(done_after(100ms));
    co_await check(task, [](auto awaited, std::optional<Duration> limit) {
      return wait_for(std::move(awaited), limit);
    });
  });
  play([&]() -> Coro<> {
    const auto task = create_task(done_after(100ms));
    co_await check(task, [](auto awaited, std::optional<Duration> limit) {
      return wait_for_312(std::move(awaited), limit);
    });
  });
}

// test_waitfor.WaitForShieldTests.test_zero_timeout
TEST(WaitForShield, CancelsTheShieldAloneWhenThereIsNoTime) {
  play_with_both([](auto task, auto waiting) -> Coro<> {
    const auto shielded = shield(task);
    EXPECT_EQ(co_await ending(waiting(shielded, 0s)), "TimeoutError");
    EXPECT_FALSE(task.done());
    EXPECT_TRUE(shielded.cancelled());
    co_await sleep(200ms);
    EXPECT_TRUE(task.done());
  });
}

// test_waitfor.WaitForShieldTests.test_none_timeout
TEST(WaitForShield, WaitsToTheEndWithoutALimit) {
  play_with_both([](auto task, auto waiting) -> Coro<> {
    EXPECT_EQ(co_await ending(waiting(shield(task), std::nullopt)), "done");
    EXPECT_EQ(state_of(task), "done");
  });
}

// test_waitfor.WaitForShieldTests.test_shielded_timeout
TEST(WaitForShield, LeavesTheTaskRunningWhenTheTimeIsUp) {
  play_with_both([](auto task, auto waiting) -> Coro<> {
    EXPECT_EQ(co_await ending(waiting(shield(task), 10ms)), "TimeoutError");
    EXPECT_FALSE(task.done());
    EXPECT_EQ(co_await task, "done");
  });
}

}  // namespace
}  // namespace sim
