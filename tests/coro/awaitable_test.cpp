#include "sim/coro/awaitable.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <type_traits>

#include "sim/aio/gather.hpp"
#include "sim/aio/run.hpp"
#include "sim/aio/sleep.hpp"
#include "sim/coro/future.hpp"
#include "sim/coro/task.hpp"
#include "tests/support/counts.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;

static_assert(Awaitable<Coro<int>>);
static_assert(Awaitable<Future<int>>);
static_assert(Awaitable<Task<int>>);
static_assert(Awaitable<Sleep>);
static_assert(!Awaitable<int>);
static_assert(!Awaitable<std::string>);
static_assert(std::is_same_v<AwaitResult<Coro<int>>, int>);
static_assert(std::is_same_v<AwaitResult<Task<std::string>>, std::string>);
static_assert(std::is_same_v<AwaitResult<Sleep>, void>);
static_assert(std::is_same_v<AwaitResult<SleepWithResult<int>>, int>);

struct AnAwaitable : testing::Test {};

Coro<int> seven() { co_return 7; }

TEST_F(AnAwaitable, BecomesACoroutine) {
  const auto body = []() -> Coro<int> {
    int sum = co_await as_coro(seven());
    const Task<int> task = create_task(seven());
    sum += co_await as_coro(task);
    Future<int> future;
    future.set_result(7);
    sum += co_await as_coro(future);
    sum += co_await as_coro(sleep(1s, 7));
    co_return sum;
  };
  EXPECT_EQ(run(body()), 28);
}

TEST_F(AnAwaitable, TakesNoMoreIterationsAsACoroutine) {
  const auto body = [](auto make) -> Coro<std::uint64_t> {
    const std::uint64_t before = test::iteration();
    co_await as_coro(make());
    co_return test::iteration() - before;
  };
  EXPECT_EQ(run(body([] { return sleep(0s); })), 1U);
  EXPECT_EQ(run(body([] { return sleep(1s); })), 2U);
  EXPECT_EQ(run(body([] { return create_task(seven()); })), 2U);
}

TEST_F(AnAwaitable, MayBeAwaitedAsATemporaryOrByItsName) {
  const auto body = []() -> Coro<int> {
    auto nap = sleep(1s, std::string("xy"));
    const std::string by_name = co_await nap;
    const std::string again = co_await nap;
    const auto moved = co_await sleep(1s, std::make_unique<int>(3));
    co_return static_cast<int>(by_name.size() + again.size()) + *moved;
  };
  EXPECT_EQ(run(body()), 7);
}

}  // namespace
}  // namespace sim
