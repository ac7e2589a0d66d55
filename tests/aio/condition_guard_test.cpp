// What a condition may stand over.
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

}  // namespace
}  // namespace sim
