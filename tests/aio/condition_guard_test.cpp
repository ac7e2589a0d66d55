// What a condition may stand over, and that it may be waited for again.
#include <gtest/gtest.h>

#include "sim/aio/condition.hpp"
#include "sim/coro/task.hpp"
#include "tests/support/ending.hpp"
#include "tests/support/journal.hpp"

namespace sim {
namespace {

using namespace test;

TEST(Condition, StandsOverASemaphoreToo) {
  play([]() -> Coro<> {
    Semaphore slots(2);
    BasicCondition<Semaphore> changed(slots);
    Journal journal;
    EXPECT_FALSE(changed.locked());
    const auto held = co_await changed.hold();
    const auto also_held = co_await changed.hold();
    EXPECT_TRUE(changed.locked());
    const auto wait = [&](int number) -> Coro<> {
      co_await changed.wait();
      journal.note("", number);
    };
    const Task<> task = create_task(wait(1));
    co_await sleep(0s);
    EXPECT_EQ(slots.value(), 1);  // given back while it waits
    co_await changed.acquire();
    changed.notify();
    changed.release();
    co_await task;
    EXPECT_EQ(journal.text(), "1");
  });
}

TEST(Condition, IsWaitedForAgainByAWaitThatIsAwaitedAgain) {
  play([]() -> Coro<> {
    Condition changed;
    auto notify = [&]() -> Coro<> {
      for (int i = 0; i < 2; ++i) {
        co_await sleep(1s);
        co_await changed.acquire();
        changed.notify_all();
        co_await sleep(1s);  // who is woken has to wait for the lock
        changed.release();
      }
    };
    const auto notifying = create_task(notify());
    co_await changed.acquire();
    auto wait = changed.wait();
    co_await wait;
    EXPECT_EQ(Loop::current().time(), 2);
    co_await wait;
    EXPECT_EQ(Loop::current().time(), 4);
    EXPECT_TRUE(changed.locked());
    EXPECT_EQ(changed.waiting(), 0U);
    changed.release();
    co_await notifying;
  });
}

}  // namespace
}  // namespace sim
