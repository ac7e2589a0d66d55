#include "sim/aio/shield.hpp"

#include <gtest/gtest.h>

#include <optional>

#include "sim/aio/gather.hpp"
#include "sim/base/free_list.hpp"
#include "sim/coro/task.hpp"
#include "tests/support/counts.hpp"
#include "tests/support/ending.hpp"

namespace sim {
namespace {

using namespace test;

// test_tasks.BaseTaskTests.test_shield_result
TEST(Shield, GivesTheResultOfTheInnerOne) {
  play([]() -> Coro<> {
    Future<int> inner;
    const auto outer = shield(inner);
    inner.set_result(42);
    EXPECT_EQ(co_await outer, 42);
  });
}

// test_tasks.BaseTaskTests.test_shield_exception
TEST(Shield, ThrowsTheErrorOfTheInnerOne) {
  play([]() -> Coro<> {
    Future<int> inner;
    const auto outer = shield(inner);
    co_await sleep(0s);
    const auto error = std::make_exception_ptr(RuntimeError("expected"));
    inner.set_exception(error);
    co_await sleep(0s);
    EXPECT_EQ(outer.exception(), error);
  });
}

// test_tasks.BaseTaskTests.test_shield_cancel_inner
TEST(Shield, IsCancelledWithTheInnerOne) {
  play([]() -> Coro<> {
    Future<int> inner;
    const auto outer = shield(inner);
    co_await sleep(0s);
    inner.cancel();
    co_await sleep(0s);
    EXPECT_TRUE(outer.cancelled());
  });
}

// test_tasks.BaseTaskTests.test_shield_cancel_outer
TEST(Shield, IsCancelledAloneFromOutside) {
  play([]() -> Coro<> {
    Future<int> inner;
    auto outer = shield(inner);
    co_await sleep(0s);
    outer.cancel();
    co_await sleep(0s);
    EXPECT_TRUE(outer.cancelled());
    EXPECT_FALSE(inner.done());
    inner.set_result(1);
    co_await sleep(0s);
    EXPECT_TRUE(outer.cancelled());
  });
}

// test_tasks.BaseTaskTests.test_shield_shortcut
TEST(Shield, OfWhatIsDoneIsThatItself) {
  play([]() -> Coro<> {
    Future<int> inner;
    inner.set_result(42);
    EXPECT_EQ(shield(inner), inner);
    EXPECT_EQ(co_await ticks(as_coro([](Future<int> done) -> Coro<> {
                co_await shield(done);
              }(inner))),
              0U);
  });
}

// test_tasks.BaseTaskTests.test_shield_effect
TEST(Shield, LetsTheInnerOneRunOnWhenItsWaiterIsCancelled) {
  play([]() -> Coro<> {
    int proof = 0;
    Future<> waiter;
    auto inner = [&]() -> Coro<> {
      co_await waiter;
      ++proof;
    };
    auto outer = [&]() -> Coro<> {
      co_await shield(inner());
      proof += 100;
    };
    auto task = create_task(outer());
    co_await pass(2);
    task.cancel();
    EXPECT_EQ(co_await ending(task), "CancelledError");
    waiter.set_result();
    co_await pass(2);
    EXPECT_EQ(proof, 1);
  });
}

// test_tasks.BaseTaskTests.test_shield_gather
TEST(Shield, KeepsACancellationFromAGather) {
  play([]() -> Coro<> {
    Future<int> first;
    Future<int> second;
    const auto parent = gather(first, second);
    auto outer = shield(parent);
    co_await pass(2);
    outer.cancel();
    co_await pass(2);
    EXPECT_TRUE(outer.cancelled());
    first.set_result(1);
    second.set_result(2);
    co_await pass(2);
    EXPECT_EQ(parent.result(), std::tuple(1, 2));
  });
}

// test_tasks.BaseTaskTests.test_gather_shield
TEST(Shield, KeepsACancellationOfAGatherFromItsChildren) {
  play([]() -> Coro<> {
    Future<int> first;
    Future<int> second;
    const auto shield1 = shield(first);
    const auto shield2 = shield(second);
    auto parent = gather(shield1, shield2);
    co_await pass(2);
    parent.cancel();
    co_await pass(2);
    EXPECT_TRUE(is_cancelled_error(parent.exception()));
    EXPECT_TRUE(shield1.cancelled());
    EXPECT_TRUE(shield2.cancelled());
    EXPECT_FALSE(first.done());
    first.set_result(1);
    second.set_result(2);
    co_await pass(2);
  });
}

// test_tasks.BaseTaskTests.test_shield_coroutine_without_loop
TEST(Shield, OfACoroutineNeedsARunningLoop) {
  auto answer = []() -> Coro<int> { co_return 42; };
  EXPECT_THROW(static_cast<void>(shield(answer())), std::runtime_error);
}

// test_tasks.BaseTaskTests.test_shield_coroutine_use_running_loop
TEST(Shield, MakesATaskOfACoroutine) {
  play([]() -> Coro<> {
    auto answer = []() -> Coro<int> { co_return 42; };
    const auto outer = shield(answer());
    EXPECT_EQ(&outer.core().loop(), &Loop::current());
    EXPECT_EQ(co_await outer, 42);
  });
}

TEST(Shield, ResumesItsWaiterTwoIterationsAfterTheChild) {
  EXPECT_EQ(counts_of([](Moments& moments) -> Coro<> { co_await shield(child(moments)); }),
            (Counts{.s = 1, .l = 2, .t = 3}));
}

TEST(Shield, LeavesTheErrorOfAnInnerOneToNobodyOnceItIsCancelled) {
  play([]() -> Coro<> {
    Future<> inner;
    auto outer = shield(inner);
    outer.cancel();
    inner.set_exception(ValueError("nobody's"));
    EXPECT_EQ(co_await ending(outer), "CancelledError");
    co_await pass(2);
    EXPECT_TRUE(Loop::current().unhandled().empty());
  });
}

TEST(Shield, EndsTheWaiterCancelledWithoutARequestWhenTheInnerOneIsCancelled) {
  play([]() -> Coro<> {
    auto inner = create_task(sleep(10s));
    auto wait = [&]() -> Coro<> { co_await shield(inner); };
    const auto outer = create_task(wait());
    co_await pass(2);
    inner.cancel();
    EXPECT_EQ(co_await ending(outer), "CancelledError");
    EXPECT_EQ(outer.cancelling(), 0U);
  });
}

TEST(Shield, GivesWhatOnlyMoves) {
  play([]() -> Coro<> {
    auto make = []() -> Coro<std::unique_ptr<int>> { co_return std::make_unique<int>(7); };
    EXPECT_EQ(*co_await shield(make()), 7);
  });
}

TEST(Shield, CallsBackThoughItIsDropped) {
  play([]() -> Coro<> {
    Future<int> inner;
    std::string heard;
    shield(inner).add_done_callback([&](const auto& outer) { heard = state_of(outer); });
    inner.set_result(1);
    co_await pass(2);
    EXPECT_EQ(heard, "1");
  });
}

// The callback that hears of it is on its way then: it must not be lost with what it holds.
TEST(Shield, MayBeCancelledAgainFromOutsideOfTheLoop) {
  const std::size_t alive = FreeList::in_use();
  {
    Loop loop;
    Future<int> inner(loop);
    std::optional<Future<int>> outer;
    loop.call_soon([&] { outer = shield(inner); });
    loop.call_soon([&] { outer->cancel(); });
    loop.run_once();
    EXPECT_FALSE(outer->cancel());
    loop.run_once();
  }
  EXPECT_EQ(FreeList::in_use(), alive);
}

TEST(Shield, MayBeDroppedBeforeTheInnerOneIsDone) {
  play([]() -> Coro<> {
    Future<int> inner;
    static_cast<void>(shield(inner));
    inner.set_result(1);
    co_await pass(2);
  });
}

}  // namespace
}  // namespace sim
