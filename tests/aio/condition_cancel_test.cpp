// Tasks that are cancelled while they wait for a condition.

#include <gtest/gtest.h>

#include <memory>
#include <vector>

#include "sim/aio/condition.hpp"
#include "sim/coro/task.hpp"
#include "tests/support/ending.hpp"
#include "tests/support/journal.hpp"

namespace sim {
namespace {

using namespace test;

Coro<> waits(Condition& changed) {
  const auto held = co_await changed.hold();
  co_await changed.wait();
}

// test_locks.ConditionTests.test_wait_cancel
TEST(Condition, GivesTheLockBackToAWaiterThatIsCancelled) {
  play([]() -> Coro<> {
    Condition changed;
    co_await changed.acquire();
    auto wait = create_task(changed.wait());
    Loop::current().call_soon([wait]() mutable { wait.cancel(); });
    EXPECT_EQ(co_await ending(wait), "CancelledError");
    EXPECT_EQ(changed.waiting(), 0U);
    EXPECT_TRUE(changed.locked());
  });
}

// test_locks.ConditionTests.test_wait_cancel_contested
TEST(Condition, ThrowsACancellationThatComesWhileItTakesTheLockOnceItHasIt) {
  play([]() -> Coro<> {
    Condition changed;
    co_await changed.acquire();
    EXPECT_TRUE(changed.locked());
    auto wait = create_task(changed.wait());
    co_await sleep(0s);
    EXPECT_FALSE(changed.locked());
    co_await changed.acquire();
    EXPECT_TRUE(changed.locked());
    changed.notify();
    Loop::current().call_soon([wait]() mutable { wait.cancel(); });
    Loop::current().call_soon([&] { changed.release(); });
    EXPECT_EQ(co_await ending(wait), "CancelledError");
    EXPECT_TRUE(changed.locked());
  });
}

// test_locks.ConditionTests.test_wait_cancel_after_notify
TEST(Condition, KeepsACancellationUntilItHasTheLock) {
  play([]() -> Coro<> {
    Condition changed;
    bool inside = false;
    auto wait = [&]() -> Coro<> {
      const auto held = co_await changed.hold();
      inside = true;
      co_await changed.wait();
    };
    auto waiter = create_task(wait());
    co_await sleep(0s);
    co_await changed.acquire();
    changed.notify();
    co_await sleep(0s);  // it stands at the lock now
    waiter.cancel();
    co_await sleep(0s);
    changed.release();
    co_await sleep(0s);
    EXPECT_TRUE(waiter.cancelled());
    EXPECT_TRUE(inside);
  });
}

// There is no lock to be taken any more.
TEST(Condition, MayEndBeforeThoseWhoWaitAreCancelled) {
  play([]() -> Coro<> {
    Journal journal;
    auto changed = std::make_unique<Condition>();
    const auto wait = [&](int number) -> Coro<> {
      co_await changed->acquire();
      try {
        co_await changed->wait();
      } catch (const CancelledError& error) {
        journal.note(error.message().text(), number);
        throw;
      }
    };
    std::vector<Task<>> tasks;
    for (int i = 0; i < 3; ++i) tasks.push_back(create_task(wait(i)));
    co_await sleep(1s);
    tasks[0].cancel("first");
    changed.reset();
    for (Task<>& task : tasks) task.cancel("then");
    co_await sleep(1s);
    EXPECT_EQ(journal.text(), "first0 then1 then2");
    for (const Task<>& task : tasks) EXPECT_TRUE(task.cancelled());
  });
}

TEST(Condition, LosesANotificationWhenTheNotifiedIsCancelled) {  // gh-112202
  play([]() -> Coro<> {
    Condition changed;
    auto first = create_task(waits(changed));
    const auto second = create_task(waits(changed));
    co_await sleep(0s);
    {
      const auto held = co_await changed.hold();
      changed.notify(1);
    }
    first.cancel();
    co_await sleep(10s);
    EXPECT_TRUE(first.cancelled());
    EXPECT_FALSE(second.done());
    EXPECT_EQ(changed.waiting(), 1U);
    {
      const auto held = co_await changed.hold();
      changed.notify();
    }
    co_await second;
  });
}

TEST(Condition, LosesTheMessageOfACancellationWhileItTakesTheLock) {  // gh-111693
  play([]() -> Coro<> {
    Condition changed;
    auto waiter = create_task(waits(changed));
    co_await sleep(0s);
    co_await changed.acquire();
    waiter.cancel("first");
    co_await sleep(0s);
    waiter.cancel("second");
    co_await sleep(0s);
    changed.release();
    EXPECT_EQ(co_await ending(waiter), "CancelledError");
    EXPECT_EQ(waiter.cancelling(), 2U);
  });
}

TEST(Condition, KeepsTheMessageOfACancellationThatMeetsAFreeLock) {
  play([]() -> Coro<> {
    Condition changed;
    auto waiter = create_task(waits(changed));
    co_await sleep(0s);
    waiter.cancel("why");
    EXPECT_EQ(co_await ending(waiter), "CancelledError: why");
    EXPECT_FALSE(changed.locked());
  });
}

}  // namespace
}  // namespace sim
