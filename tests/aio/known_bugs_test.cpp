// Bugs that CPython 3.11.7 has and Fermata has not, on purpose. Those that are kept are scenarios:
// scenarios/asyncio/known lists both.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "sim/aio/wait.hpp"
#include "sim/coro/task.hpp"
#include "tests/support/ending.hpp"
#include "tests/support/journal.hpp"

namespace sim {
namespace {

using namespace test;

Coro<> await_one_of(const std::vector<Task<>>& tasks, std::size_t which) {
  co_await tasks[which];
}

// gh-80637: CPython recurses once a task and gives up with RecursionError.
TEST(KnownBugs, DoNotMakeALongRingOfTasksOverflowTheStack) {
  play([]() -> Coro<> {
    constexpr std::size_t size = 20'000;
    std::vector<Task<>> ring;
    ring.reserve(size);
    for (std::size_t i = 0; i < size; ++i) {
      ring.push_back(create_task(await_one_of(ring, (i + 1) % size)));
    }
    co_await sleep(0s);
    EXPECT_TRUE(ring.front().cancel());
    co_await wait(ring);
    for (const Task<>& task : ring) EXPECT_TRUE(task.cancelled());
  });
}

// gh-116342, gh-145703: in CPython t + 1e-9 == t from 2**24 seconds on, and nothing is ever due.
TEST(KnownBugs, DoNotStopTheTimersOfALateClock) {
  play([]() -> Coro<> {
    co_await sleep(16'777'216s);
    for (int i = 0; i < 3; ++i) co_await sleep(1s);
    co_await sleep(1ns);
    EXPECT_EQ(Loop::current().now(), Instant{} + 16'777'219s + 1ns);
  });
}

// gh-91887: CPython may collect a task that only what it awaits refers to.
TEST(KnownBugs, DoNotLoseATaskThatNobodyHolds) {
  Journal journal;
  auto forgotten = [&]() -> Coro<> {
    const Future<> promise;
    journal.note(co_await ending(promise));
  };
  play([&]() -> Coro<> {
    static_cast<void>(create_task(forgotten()));
    co_await sleep(1s);
    journal.note("main ends");
  });
  EXPECT_EQ(journal.text(), "main ends CancelledError");
}

}  // namespace
}  // namespace sim
