// A million tasks: in debug builds and under the sanitizers, too.

#include <gtest/gtest.h>

#include <cstdio>
#include <string>
#include <vector>

#include "sim/aio/gather.hpp"
#include "sim/aio/run.hpp"
#include "sim/aio/sleep.hpp"
#include "sim/coro/task.hpp"
#include "tests/support/allocations.hpp"
#include "tests/support/outcome.hpp"
#include "tests/support/sanitizers.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;
using test::outcome;

constexpr int million = 1'000'000;
constexpr int many_throws = test::address_sanitizer ? 100'000 : million;

struct AMillionTasks : testing::Test {};

Coro<> naps(int& ended) {
  co_await sleep(1s);
  ++ended;
}

TEST_F(AMillionTasks, SleepOnceAndEnd) {
  FreeList::trim();
  int ended = 0;
  Loop loop;
  const std::uint64_t before = test::allocated_bytes();
  for (int i = 0; i < million; ++i) create_task_on(loop, naps(ended));
  loop.run_once();
  EXPECT_EQ(loop.timers(), static_cast<std::size_t>(million));
  const double bytes = static_cast<double>(test::allocated_bytes() - before) / million;
  std::printf("  %.0f bytes were asked for per suspended task\n", bytes);
  RecordProperty("bytes_per_suspended_task", std::to_string(bytes));
  EXPECT_LT(bytes, 1000.0);
  while (loop.run_once()) {
  }
  EXPECT_EQ(ended, million);
  EXPECT_EQ(loop.now(), Instant{} + 1s);
}

TEST_F(AMillionTasks, AreAwaitedFromAList) {
  const auto body = []() -> Coro<int> {
    std::vector<Task<int>> tasks;
    for (int i = 0; i < million; ++i) tasks.push_back(create_task(sleep(0s, i % 2)));
    int sum = 0;
    for (const Task<int>& task : tasks) sum += co_await task;
    co_return sum;
  };
  EXPECT_EQ(run(body()), million / 2);
}

TEST_F(AMillionTasks, AreGathered) {
  const auto body = []() -> Coro<std::size_t> {
    std::vector<Coro<>> children;
    for (int i = 0; i < million; ++i) children.push_back(as_coro(sleep(0s)));
    const auto results = co_await gather(std::move(children));
    co_return results.size();
  };
  EXPECT_EQ(run(body()), static_cast<std::size_t>(million));
}

Coro<> awaits(Task<> next) { co_await next; }

Task<> chain_of_tasks(int length) {
  Task<> last = create_task(sleep(10s));
  for (int i = 0; i < length; ++i) last = create_task(awaits(std::move(last)));
  return last;
}

TEST_F(AMillionTasks, AwaitEachOtherInAChain) {
  const auto body = []() -> Coro<double> {
    co_await chain_of_tasks(million);
    co_return Loop::current().time();
  };
  EXPECT_EQ(run(body()), 10.0);
}

TEST_F(AMillionTasks, AreCancelledThroughTheirChain) {
  const auto body = []() -> Coro<std::string> {
    Task<> first = chain_of_tasks(many_throws);
    co_await sleep(1s);
    EXPECT_TRUE(first.cancel("all"));
    co_return co_await outcome(first);
  };
  EXPECT_EQ(run(body()), "CancelledError: all");
}

TEST_F(AMillionTasks, LetAnExceptionThroughTheirChain) {
  const auto fails = []() -> Coro<> {
    co_await sleep(1s);
    throw ValueError("deep");
  };
  const auto body = [](auto make) -> Coro<> {
    Task<> last = create_task(make());
    for (int i = 0; i < many_throws; ++i) last = create_task(awaits(std::move(last)));
    co_await last;
  };
  EXPECT_THROW(run(body(fails)), ValueError);
}

TEST_F(AMillionTasks, AreDestroyedWhenTheRunEndsEarly) {
  const auto body = []() -> Coro<> {
    Task<> first = chain_of_tasks(million);
    co_await sleep(1s);
    Loop::current().halt();
    co_await first;
  };
  EXPECT_THROW(run(body()), Halted);
}

TEST_F(AMillionTasks, AreDestroyedBeforeTheirFirstStep) {
  const auto body = []() -> Coro<> {
    Task<> first = chain_of_tasks(million);
    Loop::current().halt();
    co_await first;
  };
  EXPECT_THROW(run(body()), Halted);
}

TEST_F(AMillionTasks, AreCancelledWhenTheRunEnds) {
  int ended = 0;
  const auto body = [](int& count) -> Coro<> {
    for (int i = 0; i < many_throws; ++i) create_task(naps(count));
    co_return;
  };
  run(body(ended));
  EXPECT_EQ(ended, 0);
}

Coro<> gathers(Task<> next) { co_await gather(next); }

constexpr int deep = 100'000;

TEST_F(AMillionTasks, AreCancelledThroughAChainOfGathers) {
  const auto body = []() -> Coro<std::string> {
    Task<> first = create_task(sleep(10s));
    for (int i = 0; i < deep; ++i) first = create_task(gathers(std::move(first)));
    co_await sleep(1s);
    EXPECT_TRUE(first.cancel("all"));
    co_return co_await outcome(first);
  };
  EXPECT_EQ(run(body()), "CancelledError: all");
}

}  // namespace
}  // namespace sim
