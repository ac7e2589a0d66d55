// The life of a Timeout: what can be done with it when, and how it counts cancellations.

#include <gtest/gtest.h>

#include <cstdint>

#include "sim/aio/timeout.hpp"
#include "sim/coro/task.hpp"
#include "tests/support/counts.hpp"
#include "tests/support/ending.hpp"
#include "tests/support/journal.hpp"
#include "tests/support/within.hpp"

namespace sim {
namespace {

using namespace test;

Instant now() { return Loop::current().now(); }

Coro<> sleep_for(Duration delay) { co_await sleep(delay); }

// Every wait for a time takes as long as it may.
class Slow final : public Chooser {
 public:
  std::uint32_t choose(const Choice& choice) override {
    return choice.kind == ChoiceKind::delay ? choice.arity - 1 : 0;
  }
};

// What is told of calls to come, and the numbers that they have.
class Calls final : public Probe {
 public:
  void on_event(const ProbeEvent& event) override {
    if (event.kind == EventKind::arm) journal.note("arm", event.count);
    if (event.kind == EventKind::disarm) journal.note("disarm", event.count);
    if (event.kind == EventKind::timer && event.count != 0) journal.note("timer", event.count);
  }
  bool watches_objects() const noexcept override { return true; }
  Journal journal;
};

// test_timeouts.TimeoutTests.test_reschedule
TEST(TimeoutState, LetsTheDeadlineBeMoved) {
  play([]() -> Coro<> {
    const Instant first = now() + 10s;
    const Instant second = first + 20s;
    Timeout limit(first);
    auto work = [&]() -> Coro<> { co_await within(limit, [] { return sleep(50s); }); };
    auto task = create_task(work());
    co_await sleep(0s);
    EXPECT_EQ(limit.when(), first);
    limit.reschedule(second);
    EXPECT_EQ(limit.when(), second);
    limit.reschedule(std::nullopt);
    EXPECT_EQ(limit.when(), std::nullopt);
    task.cancel();
    EXPECT_EQ(co_await ending(task), "CancelledError");
    EXPECT_FALSE(limit.expired());
  });
}

TEST(TimeoutState, StrikesAtTheDeadlineThatItWasMovedTo) {
  play([]() -> Coro<> {
    auto body = [](Timeout& limit) -> Coro<> {
      co_await sleep(500ms);
      limit.reschedule(now() + 5s);
      co_await sleep(10s);
    };
    EXPECT_EQ(co_await ending(timeout(1s, body)), "TimeoutError");
    EXPECT_EQ(Loop::current().time(), 5.5);
  });
}

TEST(TimeoutState, StrikesInTheNextIterationWhenItIsMovedIntoThePast) {
  play([]() -> Coro<> {
    auto body = [](Timeout& limit) -> Coro<> {
      limit.reschedule(now() - 1s);
      co_await sleep(0s);
    };
    EXPECT_EQ(co_await ending(timeout(1s, body)), "TimeoutError");
    EXPECT_EQ(now(), Instant{});
  });
}

// test_timeouts.TimeoutTests.test_nested_timeout_in_finally
TEST(TimeoutState, LetsACleanUpHaveATimeoutOfItsOwn) {
  play([]() -> Coro<> {
    auto body = [](Timeout&) -> Coro<> {
      std::exception_ptr error;
      try {
        co_await sleep(1s);
      } catch (const CancelledError&) {
        error = std::current_exception();
      }
      EXPECT_EQ(co_await ending(timeout(10ms, sleep_for(10s))), "TimeoutError");
      std::rethrow_exception(error);
    };
    EXPECT_EQ(co_await ending(timeout(10ms, body)), "TimeoutError");
    EXPECT_EQ(Loop::current().time(), 0.02);
  });
}

Coro<> be_cancelled_once() {
  current_task().cancel();
  EXPECT_EQ(co_await ending(sleep(1s)), "CancelledError");
}

// test_timeouts.TimeoutTests.test_timeout_after_cancellation
TEST(TimeoutState, ThrowsTimeoutErrorInATaskThatWasCancelledBefore) {
  play([]() -> Coro<> {
    co_await be_cancelled_once();
    EXPECT_EQ(co_await ending(timeout(0s, sleep_for(1s))), "TimeoutError");
    EXPECT_EQ(current_task().cancelling(), 1U);
  });
}

// test_timeouts.TimeoutTests.test_cancel_in_timeout_after_cancellation
TEST(TimeoutState, TellsASecondCancellationFromItsOwn) {
  play([]() -> Coro<> {
    co_await be_cancelled_once();
    auto body = [](Timeout&) -> Coro<> {
      current_task().cancel();
      co_await sleep(2s);
    };
    EXPECT_EQ(co_await ending(timeout(1s, body)), "CancelledError");
    EXPECT_EQ(current_task().cancelling(), 2U);
  });
}

TEST(TimeoutState, SwallowsACancellationThatWasAskedForBeforeIt) {  // gh-134471
  play([]() -> Coro<> {
    auto work = []() -> Coro<std::string> {
      current_task().cancel("mine");
      co_return co_await ending(timeout(0s, sleep_for(1s)));
    };
    const auto task = create_task(work());
    EXPECT_EQ(co_await task, "TimeoutError");
    EXPECT_EQ(task.cancelling(), 1U);
  });
}

// test_timeouts.TimeoutTests.test_timeout_already_entered
TEST(TimeoutState, CannotBeEnteredInsideItself) {
  play([]() -> Coro<> {
    Timeout limit(now() + 10ms);
    auto body = [&]() -> Coro<> {
      EXPECT_EQ(outcome([&] { limit.enter(); }),
                "RuntimeError: Timeout has already been entered");
      co_return;
    };
    co_await within(limit, body);
  });
}

// test_timeouts.TimeoutTests.test_timeout_double_enter
TEST(TimeoutState, CannotBeEnteredAgain) {
  play([]() -> Coro<> {
    Timeout limit(now() + 10ms);
    co_await within(limit, [] { return sleep(0s); });
    EXPECT_EQ(outcome([&] { limit.enter(); }), "RuntimeError: Timeout has already been entered");
  });
}

// test_timeouts.TimeoutTests.test_timeout_finished
TEST(TimeoutState, CannotBeMovedWhenItIsOver) {
  play([]() -> Coro<> {
    Timeout limit(now() + 10ms);
    co_await within(limit, [] { return sleep(0s); });
    EXPECT_EQ(outcome([&] { limit.reschedule(now() + 20ms); }),
              "RuntimeError: Cannot change state of finished Timeout");
  });
}

// test_timeouts.TimeoutTests.test_timeout_expired
TEST(TimeoutState, CannotBeMovedWhenItHasStruck) {
  play([]() -> Coro<> {
    Timeout limit(now() + 10ms);
    EXPECT_EQ(co_await ending(within(limit, [] { return sleep(1s); })), "TimeoutError");
    EXPECT_EQ(outcome([&] { limit.reschedule(now() + 20ms); }),
              "RuntimeError: Cannot change state of expired Timeout");
  });
}

// test_timeouts.TimeoutTests.test_timeout_expiring
TEST(TimeoutState, CannotBeMovedWhileItStrikes) {
  play([]() -> Coro<> {
    Timeout limit(now() + 10ms);
    auto body = [&]() -> Coro<> {
      EXPECT_EQ(co_await ending(sleep(1s)), "CancelledError");
      EXPECT_EQ(outcome([&] { limit.reschedule(now() + 20ms); }),
                "RuntimeError: Cannot change state of expiring Timeout");
    };
    co_await within(limit, body);
  });
}

// test_timeouts.TimeoutTests.test_timeout_not_entered
TEST(TimeoutState, CannotBeMovedBeforeItIsEntered) {
  Timeout limit(Instant{} + 10ms);
  EXPECT_EQ(outcome([&] { limit.reschedule(Instant{} + 20ms); }),
            "RuntimeError: Timeout has not been entered");
}

// test_timeouts.TimeoutTests.test_timeout_without_task
TEST(TimeoutState, IsForTasksOnly) {
  Timeout limit(Instant{} + 10ms);
  EXPECT_EQ(outcome([&] { limit.enter(); }),
            "RuntimeError: Timeout should be used inside a task");
  EXPECT_EQ(outcome([&] { limit.reschedule(Instant{} + 20ms); }),
            "RuntimeError: Timeout has not been entered");
}

TEST(TimeoutState, GivesWhatTheBodyReturns) {
  play([]() -> Coro<> {
    auto body = []() -> Coro<std::string> {
      co_await sleep(1s);
      co_return "paid";
    };
    EXPECT_EQ(co_await timeout(2s, body()), "paid");
    EXPECT_EQ(co_await timeout_at(now() + 2s, body()), "paid");
  });
}

TEST(TimeoutState, StrikesLaterIfTheChooserSaysSo) {
  Slow slow;
  run(
      []() -> Coro<> {
        EXPECT_EQ(co_await ending(timeout(2s, sleep_for(10s))), "TimeoutError");
        EXPECT_EQ(now(), Instant(3s));
      }(),
      {.chooser = &slow, .jitter = 0.5});
}

TEST(TimeoutState, IsACallToComeForThoseWhoWatch) {
  Calls calls;
  run(
      []() -> Coro<> {
        EXPECT_EQ(co_await ending(timeout(1s, sleep_for(2s))), "TimeoutError");
        co_await timeout(2s, sleep_for(1s));
        Timeout limit(now() + 5s);
        limit.enter();
        limit.reschedule(now() + 6s);
        EXPECT_EQ(limit.exit(nullptr), nullptr);
      }(),
      {.probe = &calls});
  EXPECT_EQ(calls.journal.text(), "arm1 timer1 arm2 disarm2 arm3 disarm3 arm4 disarm4");
}

}  // namespace
}  // namespace sim
