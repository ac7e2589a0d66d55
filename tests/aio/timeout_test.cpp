#include "sim/aio/timeout.hpp"

#include <gtest/gtest.h>

#include "sim/coro/task.hpp"
#include "tests/support/counts.hpp"
#include "tests/support/ending.hpp"
#include "tests/support/within.hpp"

namespace sim {
namespace {

using namespace test;

Instant now() { return Loop::current().now(); }

Coro<> sleep_for(Duration delay) { co_await sleep(delay); }

// test_timeouts.TimeoutTests.test_timeout_basic
TEST(Timeout, ThrowsWhenTheTimeIsUp) {
  play([]() -> Coro<> {
    Timeout limit(now() + 10ms);
    EXPECT_EQ(co_await ending(within(limit, [] { return sleep(10s); })), "TimeoutError");
    EXPECT_TRUE(limit.expired());
    EXPECT_EQ(co_await ending(timeout(10ms, sleep_for(10s))), "TimeoutError");
    EXPECT_EQ(Loop::current().time(), 0.02);
  });
}

// test_timeouts.TimeoutTests.test_timeout_at_basic
TEST(Timeout, KnowsItsDeadline) {
  play([]() -> Coro<> {
    const Instant deadline = now() + 10ms;
    Timeout limit(deadline);
    EXPECT_EQ(co_await ending(within(limit, [] { return sleep(10s); })), "TimeoutError");
    EXPECT_TRUE(limit.expired());
    EXPECT_EQ(limit.when(), deadline);
    EXPECT_EQ(now(), deadline);
    EXPECT_EQ(co_await ending(timeout_at(deadline + 1s, sleep_for(10s))), "TimeoutError");
  });
}

// test_timeouts.TimeoutTests.test_nested_timeouts
TEST(Timeout, OfTheSameDeadlineIsThatOfTheOuterOne) {
  play([]() -> Coro<> {
    const Instant deadline = now() + 10ms;
    Timeout outer(deadline);
    Timeout inner(deadline);
    std::string inner_end;
    auto body = [&]() -> Coro<> {
      try {
        co_await within(inner, [] { return sleep(10s); });
      } catch (const CancelledError&) {
        inner_end = "CancelledError";
        throw;
      }
    };
    EXPECT_EQ(co_await ending(within(outer, body)), "TimeoutError");
    EXPECT_EQ(inner_end, "CancelledError");
    EXPECT_TRUE(outer.expired());
    EXPECT_TRUE(inner.expired());
    EXPECT_EQ(current_task().cancelling(), 0U);
  });
}

// test_timeouts.TimeoutTests.test_waiter_cancelled
TEST(Timeout, IsACancellationInside) {
  play([]() -> Coro<> {
    bool cancelled = false;
    auto body = [&](Timeout&) -> Coro<> {
      try {
        co_await sleep(10s);
      } catch (const CancelledError&) {
        cancelled = true;
        throw;
      }
    };
    EXPECT_EQ(co_await ending(timeout(10ms, body)), "TimeoutError");
    EXPECT_TRUE(cancelled);
  });
}

// test_timeouts.TimeoutTests.test_timeout_not_called
TEST(Timeout, IsNothingToWhatIsDoneInTime) {
  play([]() -> Coro<> {
    Timeout limit(now() + 10s);
    co_await within(limit, [] { return sleep(10ms); });
    EXPECT_FALSE(limit.expired());
    EXPECT_GT(limit.when(), now());
    EXPECT_EQ(Loop::current().timers(), 0U);
  });
}

// test_timeouts.TimeoutTests.test_timeout_disabled
// test_timeouts.TimeoutTests.test_timeout_at_disabled
TEST(Timeout, CanBeNone) {
  play([]() -> Coro<> {
    Timeout limit(std::nullopt);
    co_await within(limit, [] { return sleep(10ms); });
    EXPECT_FALSE(limit.expired());
    EXPECT_EQ(limit.when(), std::nullopt);
    co_await timeout(std::nullopt, sleep_for(1h));
    co_await timeout_at(std::nullopt, sleep_for(1h));
  });
}

// test_timeouts.TimeoutTests.test_timeout_zero
// test_timeouts.TimeoutTests.test_timeout_zero_sleep_zero
// test_timeouts.TimeoutTests.test_timeout_in_the_past_sleep_zero
TEST(Timeout, OfNoTimeStrikesAtTheFirstSuspension) {
  for (const auto delay : {0s, -11s}) {
    for (const auto inside : {10s, 0s}) {
      play([delay, inside]() -> Coro<> {
        Timeout limit(now() + delay);
        const auto before = iteration();
        EXPECT_EQ(co_await ending(within(limit, [&] { return sleep(inside); })),
                  "TimeoutError");
        EXPECT_TRUE(limit.expired());
        EXPECT_EQ(limit.when(), Instant{} + delay);
        EXPECT_EQ(now(), Instant{});
        EXPECT_EQ(iteration() - before, inside == 0s ? 1U : 2U);
      });
    }
  }
}

TEST(Timeout, OfNoTimeIsNothingToWhatDoesNotSuspend) {
  play([]() -> Coro<> {
    auto body = [](Timeout&) -> Coro<int> { co_return 7; };
    const auto before = iteration();
    EXPECT_EQ(co_await timeout(0s, body), 7);
    EXPECT_EQ(iteration(), before);
    co_await sleep(1s);  // and nothing comes later
  });
}

// test_timeouts.TimeoutTests.test_foreign_exception_passed
TEST(Timeout, LetsOtherExceptionsPass) {
  play([]() -> Coro<> {
    Timeout limit(now() + 10ms);
    auto body = []() -> Coro<> {
      throw ValueError("key");
      co_return;
    };
    EXPECT_EQ(co_await ending(within(limit, body)), "ValueError: key");
    EXPECT_FALSE(limit.expired());
  });
}

// test_timeouts.TimeoutTests.test_foreign_exception_on_timeout
TEST(Timeout, LetsAnExceptionPassThatItsCancellationCaused) {
  play([]() -> Coro<> {
    auto crash = []() -> Coro<> {
      try {
        co_await sleep(1s);
      } catch (const CancelledError&) {
        throw ValueError("division by zero");
      }
    };
    EXPECT_EQ(co_await ending(timeout(10ms, crash())), "ValueError: division by zero");
    EXPECT_EQ(current_task().cancelling(), 0U);
  });
}

// test_timeouts.TimeoutTests.test_foreign_cancel_doesnt_timeout_if_not_expired
TEST(Timeout, LetsACancellationPassThatIsNotItsOwn) {
  play([]() -> Coro<> {
    Timeout limit(now() + 10s);
    auto body = []() -> Coro<> {
      current_task().cancel();
      co_await sleep(10s);
    };
    EXPECT_EQ(co_await ending(within(limit, body)), "CancelledError");
    EXPECT_FALSE(limit.expired());
    current_task().uncancel();
  });
}

// test_timeouts.TimeoutTests.test_outer_task_is_not_cancelled
TEST(Timeout, DoesNotEndTheTaskThatCatchesIt) {
  play([]() -> Coro<> {
    auto body = []() -> Coro<> {
      EXPECT_EQ(co_await ending(timeout(1ms, sleep_for(10s))), "TimeoutError");
    };
    const auto task = create_task(body());
    co_await task;
    EXPECT_FALSE(task.cancelled());
    EXPECT_TRUE(task.done());
  });
}

// test_timeouts.TimeoutTests.test_nested_timeouts_concurrent
TEST(Timeout, OfTheOuterOneComesFirstWhereItIsEarlier) {
  play([]() -> Coro<> {
    std::string inner;
    auto body = [&](Timeout&) -> Coro<> {
      try {
        co_await timeout(100ms, sleep_for(1s));
      } catch (const CancelledError&) {
        inner = "CancelledError";
        throw;
      }
    };
    EXPECT_EQ(co_await ending(timeout(2ms, body)), "TimeoutError");
    EXPECT_EQ(inner, "CancelledError");
    EXPECT_EQ(Loop::current().time(), 0.002);
  });
}

// test_timeouts.TimeoutTests.test_nested_timeouts_loop_busy
TEST(Timeout, OfTheOuterOneWinsWhenBothStrikeInOneIteration) {
  play([]() -> Coro<> {
    Timeout outer(now() + 100ms);
    Timeout inner(now() + 10ms);
    std::string inner_end;
    // As after a step that took too long: both are late, the inner one more so.
    auto both_late = [&]() -> Coro<> {
      inner.reschedule(now());
      outer.reschedule(now());
      co_await sleep(1s);
    };
    auto body = [&]() -> Coro<> {
      try {
        co_await within(inner, both_late);
      } catch (const CancelledError&) {
        inner_end = "CancelledError";
        throw;
      }
    };
    EXPECT_EQ(co_await ending(within(outer, body)), "TimeoutError");
    EXPECT_EQ(inner_end, "CancelledError");
    EXPECT_TRUE(inner.expired());
    EXPECT_EQ(current_task().cancelling(), 0U);
  });
}

TEST(Timeout, OfTheInnerOneIsCaughtAndTheOuterOneRunsOn) {
  play([]() -> Coro<> {
    auto body = [](Timeout&) -> Coro<> {
      EXPECT_EQ(co_await ending(timeout(10ms, sleep_for(1s))), "TimeoutError");
      co_await sleep(10s);
    };
    EXPECT_EQ(co_await ending(timeout(100ms, body)), "TimeoutError");
    EXPECT_EQ(Loop::current().time(), 0.1);
  });
}

TEST(Timeout, IsNoneWhenSomebodyCancelsInTheSameIteration) {
  play([]() -> Coro<> {
    auto body = []() -> Coro<> { co_await timeout(1s, sleep_for(10s)); };
    auto task = create_task(body());
    Loop::current().call_later(1s, [task]() mutable { task.cancel("outside"); });
    EXPECT_EQ(co_await ending(task), "CancelledError: outside");
    EXPECT_EQ(task.cancelling(), 1U);
  });
}

TEST(Timeout, IsNoneWhereItsCancellationIsSwallowed) {
  play([]() -> Coro<> {
    Timeout limit(now() + 1s);
    auto body = []() -> Coro<> { EXPECT_EQ(co_await ending(sleep(5s)), "CancelledError"); };
    EXPECT_EQ(co_await ending(within(limit, body)), "done");
    EXPECT_TRUE(limit.expired());
    EXPECT_EQ(current_task().cancelling(), 0U);
  });
}

TEST(Timeout, StrikesInTwoIterations) {
  play([]() -> Coro<> {
    const auto before = iteration();
    EXPECT_EQ(co_await ending(timeout(1s, sleep_for(5s))), "TimeoutError");
    EXPECT_EQ(iteration() - before, 2U);
  });
}

TEST(Timeout, OfACoroutineThatIsMovedLimitsThatOne) {
  play([]() -> Coro<> {
    bool struck = false;
    auto limited = timeout(1s, [](Duration length) -> Coro<> { co_await sleep(length); }(2s));
    auto moved = std::move(limited);
    try {
      co_await std::move(moved);
    } catch (const TimeoutError&) {
      struck = true;
    }
    EXPECT_TRUE(struck);
    EXPECT_EQ(Loop::current().time(), 1);
  });
}

TEST(Timeout, OfACoroutineThatIsNeverAwaitedIsNotedAsThatOneIs) {
  Loop loop;
  create_task_on(loop, []() -> Coro<> {
    auto never = timeout(1s, []() -> Coro<> { co_return; }());
    co_await sleep(0s);
  }());
  loop.run();
  ASSERT_EQ(loop.unhandled().size(), 1U);
  EXPECT_EQ(loop.unhandled()[0].context, "coroutine was never awaited");
}

TEST(Timeout, OfACoroutineCanBeAwaitedOnce) {
  play([]() -> Coro<> {
    auto limited = timeout(1s, []() -> Coro<int> { co_return 7; }());
    EXPECT_EQ(co_await limited, 7);
    bool refused = false;
    try {
      static_cast<void>(co_await limited);
    } catch (const RuntimeError&) {
      refused = true;
    }
    EXPECT_TRUE(refused);
  });
}

}  // namespace
}  // namespace sim
