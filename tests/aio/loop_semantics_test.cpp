// The scheduler, as CPython's test_base_events and test_events test it.

#include <gtest/gtest.h>

#include "sim/aio/run.hpp"
#include "sim/coro/task.hpp"
#include "sim/loop/loop.hpp"
#include "tests/support/ending.hpp"
#include "tests/support/journal.hpp"

namespace sim {
namespace {

using namespace test;

// test_base_events.BaseEventLoopTests.test__add_callback_handle
// test_base_events.BaseEventLoopTests.test_call_soon
TEST(LoopSemantics, MakesACallReadyWithoutATimer) {
  Loop loop;
  bool called = false;
  const Handle handle = loop.call_soon([&] { called = true; });
  EXPECT_EQ(loop.timers(), 0U);
  EXPECT_FALSE(called);
  loop.run_once();
  EXPECT_TRUE(called);
  EXPECT_FALSE(handle.cancelled());
}

// test_base_events.BaseEventLoopTests.test__add_callback_cancelled_handle
TEST(LoopSemantics, HasNothingToDoForACancelledCall) {
  Loop loop;
  loop.call_soon([] { ADD_FAILURE() << "it was cancelled"; }).cancel();
  EXPECT_EQ(loop.timers(), 0U);
  EXPECT_TRUE(loop.run_once());  // an iteration with nothing in it
  EXPECT_FALSE(loop.run_once());
}

template <class F>
concept CanBeCalled = requires(Loop& loop, F function) { loop.call_soon(function)(); } ||
                      std::invocable<F>;

// test_base_events.BaseEventLoopTests.test_call_soon_non_callable
// test_base_events.BaseEventLoopWithSelectorTests.test_call_coroutine
TEST(LoopSemantics, CallsNeitherNumbersNorCoroutines) {
  EXPECT_FALSE(CanBeCalled<int>);
  EXPECT_FALSE(CanBeCalled<Coro<>>);
  EXPECT_TRUE(CanBeCalled<void (*)()>);
}

// test_base_events.BaseEventLoopTests.test_call_later
TEST(LoopSemantics, KeepsALaterCallWithItsTimers) {
  Loop loop;
  const TimerHandle handle = loop.call_later(10s, [] {});
  EXPECT_EQ(loop.timers(), 1U);
  EXPECT_EQ(handle.when(), Instant{} + 10s);
}

// test_base_events.BaseEventLoopTests.test_call_later_negative_delays
TEST(LoopSemantics, SortsDelaysBelowZero) {
  Runner runner;
  Journal journal;
  runner.loop().call_later(-1s, [&] { journal.note("a"); });
  runner.loop().call_later(-2s, [&] { journal.note("b"); });
  run_briefly(runner);
  EXPECT_EQ(journal.text(), "b a");
}

// test_base_events.BaseEventLoopTests.test_time_and_call_at
TEST(LoopSemantics, CallsAtATime) {
  Loop loop;
  double called_at = -1;
  loop.call_at(loop.now() + 100ms, [&] { called_at = loop.time(); });
  while (loop.run_once()) {}
  EXPECT_EQ(called_at, 0.1);
}

// test_base_events.BaseEventLoopTests.test__run_once
TEST(LoopSemantics, MovesToTheFirstDeadlineThatIsNotCancelled) {
  Loop loop;
  auto first = loop.call_later(5s, [] {});
  loop.call_later(10s, [] {});
  first.cancel();
  EXPECT_EQ(loop.timers(), 1U);
  loop.run_once();
  EXPECT_EQ(loop.time(), 10.0);
}

// test_base_events.BaseEventLoopTests.test__run_once_schedule_handle
TEST(LoopSemantics, KeepsWhatATimerCallsForTheNextIteration) {
  Loop loop;
  Journal journal;
  loop.call_later(-1s, [&] {
    journal.note("timer");
    loop.call_soon([&] { journal.note("soon"); });
  });
  loop.run_once();
  EXPECT_EQ(journal.text(), "timer");
  loop.run_once();
  EXPECT_EQ(journal.text(), "timer soon");
}

// test_base_events.BaseEventLoopTests.test__run_once_cancelled_event_cleanup
TEST(LoopSemantics, ForgetsCancelledTimersHoweverMany) {
  Loop loop;
  int calls = 0;
  auto count = [&] { ++calls; };
  loop.call_later(3000s, count);
  for (int i = 0; i < 2; ++i) loop.call_later(3600s, count).cancel();
  for (int i = 0; i < 2; ++i) loop.call_later(100s, count).cancel();
  EXPECT_EQ(loop.timers(), 1U);
  for (int i = 0; i < 49; ++i) loop.call_later(3600s, count);
  for (int i = 0; i < 51; ++i) loop.call_later(3600s, count).cancel();
  EXPECT_EQ(loop.timers(), 50U);
  loop.run_once();
  EXPECT_EQ(loop.time(), 3000.0);
  EXPECT_EQ(calls, 1);
  loop.run_once();
  EXPECT_EQ(loop.time(), 3600.0);
  EXPECT_EQ(calls, 50);
  EXPECT_FALSE(loop.run_once());
}

// test_base_events.BaseEventLoopTests.test_run_once
TEST(LoopSemantics, RunsWhatIsReadyOnce) {
  Loop loop;
  int count = 0;
  loop.call_soon([&] { ++count; });
  loop.run_once();
  loop.run_once();
  EXPECT_EQ(count, 1);
}

// test_base_events.BaseEventLoopTests.test_single_selecter_event_callback_after_stopping
TEST(LoopSemantics, CallsNothingTwiceAfterAHalt) {
  Loop loop;
  int calls = 0;
  loop.call_soon([&] { loop.halt(); });
  loop.call_soon([&] { ++calls; });
  loop.run_once();
  EXPECT_EQ(calls, 0);
  loop.call_soon([&] { loop.halt(); });
  loop.run_once();
  EXPECT_EQ(calls, 1);
  EXPECT_FALSE(loop.run_once());
  EXPECT_EQ(calls, 1);
}

// test_base_events.BaseEventLoopTests.test_default_exc_handler_callback
// test_events.HandleTests.test_callback_with_exception
TEST(LoopSemantics, KeepsWhatACallbackThrowsAndGoesOn) {
  Loop loop;
  bool after = false;
  loop.call_soon([] { throw ValueError("division by zero"); });
  loop.call_soon([&] { after = true; });
  loop.run_once();
  EXPECT_TRUE(after);
  loop.call_later(10ms, [] { throw ValueError("later"); });
  loop.run_once();
  ASSERT_EQ(loop.unhandled().size(), 2U);
  EXPECT_EQ(loop.unhandled()[0].context, "Exception in callback");
  EXPECT_EQ(describe_exception(loop.unhandled()[0].error), "ValueError: division by zero");
  EXPECT_EQ(describe_exception(loop.unhandled()[1].error), "ValueError: later");
}

template <class T>
concept CanBeRun = requires(Runner& runner, T thing) { runner.run(std::move(thing)); };

// test_base_events.BaseEventLoopTests.test_run_until_complete_type_error
// test_runners.RunnerTests.test_run_non_coro
// test_runners.RunnerTests.test_run_future
TEST(LoopSemantics, RunsCoroutinesOnly) {
  EXPECT_TRUE(CanBeRun<Coro<>>);
  EXPECT_FALSE(CanBeRun<const char*>);
  EXPECT_FALSE(CanBeRun<Future<>>);
}

// test_base_events.BaseEventLoopTests.test_run_until_complete_loop_orphan_future_close_loop
TEST(LoopSemantics, RunsToTheEndAfterARunThatWasLeft) {
  Runner runner;
  Loop& loop = runner.loop();
  loop.call_soon([&] { loop.halt(); });
  const auto first = create_task_on(loop, as_coro(sleep(100ms)));
  EXPECT_EQ(runner.drive(first.core()), RunEnd::halted);
  const auto second = create_task_on(loop, as_coro(sleep(200ms)));
  EXPECT_EQ(runner.drive(second.core()), RunEnd::done);
  EXPECT_TRUE(second.done());
  EXPECT_EQ(loop.time(), 0.2);
}

// test_base_events.BaseEventLoopTests.test_run_until_complete_baseexception
// test_base_events.BaseEventLoopTests.test_run_forever_keyboard_interrupt
TEST(LoopSemantics, SchedulesNothingAfterATaskHasThrownWhatIsNoException) {
  struct Interrupt {};
  Runner runner;
  auto interrupt = []() -> Coro<> {
    throw Interrupt();
    co_return;
  };
  EXPECT_THROW(runner.run(interrupt()), Interrupt);
  bool called = false;
  runner.loop().call_soon([&] { called = true; });
  runner.loop().run_once();
  EXPECT_TRUE(called);
  EXPECT_FALSE(runner.loop().run_once());
  EXPECT_TRUE(runner.loop().unhandled().empty());
}

// test_events.EventLoopTestsMixin.test_run_until_complete
TEST(LoopSemantics, RunsUntilACoroutineIsDone) {
  Runner runner;
  runner.run(as_coro(sleep(100ms)));
  EXPECT_EQ(runner.loop().time(), 0.1);
}

// test_events.EventLoopTestsMixin.test_run_until_complete_stopped
TEST(LoopSemantics, SaysThatItWasHaltedBeforeTheEnd) {
  Runner runner;
  auto halt = [&]() -> Coro<> {
    runner.loop().halt();
    co_await sleep(100ms);
  };
  EXPECT_THROW(runner.run(halt()), Halted);
}

// test_tasks.BaseTaskTests.test_stop_while_run_in_complete
TEST(LoopSemantics, CanBeHaltedAndRunAgain) {
  Runner runner;
  int rounds = 0;
  auto count = [&]() -> Coro<> {
    while (rounds < 10) {
      co_await sleep(100ms);
      if (++rounds == 2) runner.loop().halt();
    }
  };
  auto task = create_task_on(runner.loop(), count());
  EXPECT_EQ(runner.drive(task.core()), RunEnd::halted);
  EXPECT_FALSE(task.done());
  EXPECT_EQ(rounds, 2);
  EXPECT_EQ(runner.loop().time(), 0.2);
  task.cancel();
  EXPECT_EQ(runner.drive(task.core()), RunEnd::done);
  EXPECT_EQ(state_of(task), "CancelledError");
}

// test_events.EventLoopTestsMixin.test_call_later
TEST(LoopSemantics, CallsLaterWithWhatItIsGiven) {
  Loop loop;
  std::string said;
  loop.call_later(100ms, [&, words = std::string("hello world")] { said = words; });
  loop.run_once();
  EXPECT_EQ(said, "hello world");
  EXPECT_EQ(loop.time(), 0.1);
}

// test_events.EventLoopTestsMixin.test_call_soon
TEST(LoopSemantics, CallsSoonWithWhatItIsGiven) {
  Loop loop;
  std::pair<std::string, std::string> said;
  loop.call_soon([&, words = std::pair<std::string, std::string>("hello", "world")] {
    said = words;
  });
  loop.run_once();
  EXPECT_EQ(said, std::pair(std::string("hello"), std::string("world")));
}

// test_events.EventLoopTestsMixin.test_timeout_rounding
TEST(LoopSemantics, TakesElevenIterationsForFiveShorterAndShorterSleeps) {
  Runner runner;
  auto shorter = []() -> Coro<> {
    for (const auto delay : {10'000'000ns, 100'000ns, 1'000ns, 10ns}) co_await sleep(delay);
    co_await sleep(from_seconds(1e-10));  // no time at all in whole nanoseconds
  };
  runner.run(shorter());
  EXPECT_EQ(runner.loop().iteration(), 11U);
}

// test_events.HandleTests.test_handle
TEST(LoopSemantics, GivesAHandleThatCanBeCancelled) {
  Loop loop;
  Handle handle = loop.call_soon([] {});
  EXPECT_FALSE(handle.cancelled());
  handle.cancel();
  EXPECT_TRUE(handle.cancelled());
}

// test_events.TimerTests.test_when
TEST(LoopSemantics, GivesATimerThatKnowsItsDeadline) {
  Loop loop;
  const Instant when = Instant{} + 1234567891ns;
  EXPECT_EQ(loop.call_at(when, [] {}).when(), when);
}

// test_events.TimerTests.test_timer
TEST(LoopSemantics, LetsGoOfTheFunctionOfACancelledTimer) {
  Loop loop;
  const auto kept = std::make_shared<int>(1);
  TimerHandle handle = loop.call_at(Instant{} + 1s, [kept] {});
  EXPECT_FALSE(handle.cancelled());
  EXPECT_EQ(kept.use_count(), 2);
  handle.cancel();
  EXPECT_TRUE(handle.cancelled());
  EXPECT_EQ(kept.use_count(), 1);
}

// test_events.EventLoopTestsMixin.test_prompt_cancellation
TEST(LoopSemantics, CancelsPromptly) {
  play([]() -> Coro<> {
    auto never = create_task(sleep(24h));
    Loop::current().call_soon([never]() mutable { never.cancel(); });
    EXPECT_EQ(co_await ending(never), "CancelledError");
    EXPECT_EQ(state_of(never), "CancelledError");
  });
}

}  // namespace
}  // namespace sim
