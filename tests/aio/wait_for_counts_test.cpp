// How many iterations wait_for() takes, in 3.11 and in 3.12.

#include <gtest/gtest.h>

#include "sim/aio/wait_for.hpp"
#include "sim/coro/task.hpp"
#include "tests/support/counts.hpp"
#include "tests/support/ending.hpp"

namespace sim {
namespace {

using namespace test;

TEST(WaitForCounts, OfACoroutine) {
  EXPECT_EQ(counts_of([](Moments& m) -> Coro<> { co_await wait_for(child(m), 1s); }),
            (Counts{.s = 1, .l = 2, .t = 3}));
  EXPECT_EQ(counts_of([](Moments& m) -> Coro<> { co_await wait_for_312(child(m), 1s); }),
            (Counts{.s = 0, .l = 0, .t = 0}));
}

TEST(WaitForCounts, OfATask) {
  EXPECT_EQ(counts_of([](Moments& m) -> Coro<> { co_await wait_for(create_task(child(m)), 1s); }),
            (Counts{.s = 1, .l = 2, .t = 3}));
  EXPECT_EQ(
      counts_of([](Moments& m) -> Coro<> { co_await wait_for_312(create_task(child(m)), 1s); }),
      (Counts{.s = 1, .l = 1, .t = 2}));
}

TEST(WaitForCounts, WithoutALimit) {
  EXPECT_EQ(counts_of([](Moments& m) -> Coro<> { co_await wait_for(child(m), std::nullopt); }),
            (Counts{.s = 0, .l = 0, .t = 0}));
  EXPECT_EQ(counts_of([](Moments& m) -> Coro<> {
              co_await wait_for(create_task(child(m)), std::nullopt);
            }),
            (Counts{.s = 1, .l = 1, .t = 2}));
  EXPECT_EQ(
      counts_of([](Moments& m) -> Coro<> { co_await wait_for_312(child(m), std::nullopt); }),
      (Counts{.s = 0, .l = 0, .t = 0}));
}

// How it ends, and T.
template <class F>
std::string end_and_ticks(F make) {
  return play([&]() -> Coro<std::string> {
    const auto before = iteration();
    const std::string end = co_await ending(make());
    co_return end + " " + std::to_string(iteration() - before);
  });
}

Coro<> nothing() { co_return; }

TEST(WaitForCounts, OfNoTime) {
  EXPECT_EQ(end_and_ticks([] { return wait_for(nothing(), 0s); }), "TimeoutError 3");
  EXPECT_EQ(end_and_ticks([] { return wait_for(nothing(), -1s); }), "TimeoutError 3");
  EXPECT_EQ(end_and_ticks([] { return wait_for(create_task(nothing()), 0s); }),
            "TimeoutError 3");
  EXPECT_EQ(end_and_ticks([] { return wait_for_312(nothing(), 0s); }), "TimeoutError 3");
}

TEST(WaitForCounts, OfWhatIsDone) {
  auto done = [] {
    Future<int> future;
    future.set_result(5);
    return future;
  };
  EXPECT_EQ(end_and_ticks([&] { return wait_for(done(), 1s); }), "5 2");
  EXPECT_EQ(end_and_ticks([&] { return wait_for(done(), 0s); }), "5 0");
  EXPECT_EQ(end_and_ticks([&] { return wait_for_312(done(), 1s); }), "5 0");
  EXPECT_EQ(end_and_ticks([&] { return wait_for_312(done(), 0s); }), "5 0");
}

TEST(WaitForCounts, OfATimeoutThatIsUp) {
  EXPECT_EQ(end_and_ticks([] { return wait_for(as_coro(sleep(5s)), 1s); }), "TimeoutError 6");
  EXPECT_EQ(end_and_ticks([] { return wait_for_312(as_coro(sleep(5s)), 1s); }),
            "TimeoutError 2");
  EXPECT_EQ(end_and_ticks([] { return wait_for_312(create_task(sleep(5s)), 1s); }),
            "TimeoutError 4");
  EXPECT_EQ(end_and_ticks([] { return wait_for(Future<>(), 1s); }), "TimeoutError 4");
  EXPECT_EQ(end_and_ticks([] { return wait_for_312(Future<>(), 1s); }), "TimeoutError 2");
}

template <class F>
std::uint64_t ticks_after_cancel(F wait) {
  return play([&]() -> Coro<std::uint64_t> {
    auto waiter = create_task(wait());
    co_await pass(3);
    const auto before = iteration();
    waiter.cancel();
    EXPECT_EQ(co_await ending(waiter), "CancelledError");
    co_return iteration() - before;
  });
}

TEST(WaitForCounts, OfACancellation) {
  EXPECT_EQ(ticks_after_cancel([] { return wait_for(as_coro(sleep(9s)), 5s); }), 5U);
  EXPECT_EQ(ticks_after_cancel([] { return wait_for_312(as_coro(sleep(9s)), 5s); }), 2U);
}

}  // namespace
}  // namespace sim
