// The laws of asyncio, on random programs.

#include "props/gtest.hpp"

#include "props/execute.hpp"
#include "props/laws/cancel.hpp"
#include "props/laws/gather.hpp"
#include "props/laws/layers.hpp"
#include "props/laws/order.hpp"
#include "props/laws/run.hpp"
#include "props/laws/wait.hpp"

namespace sim::props {
namespace {

constexpr const char* holds = laws::holds;

SIM_PROPERTY(Gather, KeepsTheOrderOfItsArguments, .gathers = 20) {
  const Execution run = execute(program);
  EXPECT_EQ(laws::gather_keeps_order(run), holds);
  EXPECT_EQ(laws::gather_repeats_duplicates(run), holds);
}

SIM_PROPERTY(Gather, RaisesTheFirstErrorThatItHears, .gathers = 20, .raises = 8) {
  EXPECT_EQ(laws::gather_raises_the_first(execute(program)), holds);
}

SIM_PROPERTY(Gather, ReturnsExceptionsInsteadOfRaising, .gathers = 20, .raises = 8) {
  EXPECT_EQ(laws::gather_returns_exceptions(execute(program)), holds);
}

SIM_PROPERTY(Gather, ResumesTwoIterationsAfterItsLastChild, .gathers = 20) {
  EXPECT_EQ(laws::gather_takes_two_iterations(execute(program)), holds);
}

SIM_PROPERTY(Wait, PartsItsInputIntoDoneAndPending, .waits = 20) {
  EXPECT_EQ(laws::wait_parts_its_input(execute(program)), holds);
}

SIM_PROPERTY(Wait, ReturnsNotBeforeItsRuleIsMet, .waits = 20, .raises = 6) {
  EXPECT_EQ(laws::wait_keeps_its_rule(execute(program)), holds);
}

SIM_PROPERTY(Wait, ResumesTwoIterationsAfterItsRuleIsMet, .waits = 20, .raises = 6) {
  EXPECT_EQ(laws::wait_takes_two_iterations(execute(program)), holds);
}

SIM_PROPERTY(Wait, IsNotLateForItsTimeout, .waits = 20) {
  EXPECT_EQ(laws::wait_keeps_its_timeout(execute(program)), holds);
}

SIM_PROPERTY(Wait, CancelsNothing, .waits = 20) {
  EXPECT_EQ(laws::wait_cancels_nothing(execute(program)), holds);
}

SIM_PROPERTY(Time, NeverGoesBack) {
  EXPECT_EQ(laws::time_never_goes_back(execute(program)), holds);
}

SIM_PROPERTY(Timers, FireByDeadlineAndThenInOrderOfScheduling, .sleeps = 30) {
  EXPECT_EQ(laws::timers_fire_in_order(execute(program)), holds);
}

SIM_PROPERTY(Ready, IsFirstComeFirstServed, .sleeps = 20, .spawns = 20) {
  EXPECT_EQ(laws::ready_is_first_come_first_served(execute(program)), holds);
}

SIM_PROPERTY(Task, IsHeardOfOneIterationAfterItsEnd, .awaits = 15) {
  EXPECT_EQ(laws::awaiting_takes_one_iteration(execute(program)), holds);
}

SIM_PROPERTY(Task, DoesNothingAfterItsEnd) {
  EXPECT_EQ(laws::done_is_done(execute(program)), holds);
}

SIM_PROPERTY(Cancel, ThrowsNoMoreOftenThanItIsAsked, .cancels = 15) {
  EXPECT_EQ(laws::no_cancellation_from_nowhere(execute(program)), holds);
}

SIM_PROPERTY(Cancel, SaysNoToADoneTaskOnly, .cancels = 15) {
  EXPECT_EQ(laws::cancel_tells_the_truth(execute(program)), holds);
}

SIM_PROPERTY(Cancel, KeepsATaskFromEverRunning, .cancels = 15) {
  EXPECT_EQ(laws::never_started_never_runs(execute(program)), holds);
}

SIM_PROPERTY(Run, ComesToItsEnd) {
  EXPECT_EQ(laws::run_comes_to_its_end(execute(program)), holds);
}

SIM_PROPERTY(Run, LeavesNothingAlive) {
  EXPECT_EQ(laws::nothing_is_left(execute(program)), holds);
}

SIM_PROPERTY(Run, IsTheSameTwice) {
  EXPECT_EQ(laws::same_run(execute(program), execute(program)), holds);
}

SIM_PROPERTY(Layer, OfCoroutinesCostsNothing) {
  const Execution plain = execute(program);
  EXPECT_EQ(laws::same_run(plain, execute(laws::in_coroutines(program, 1))), holds);
  EXPECT_EQ(laws::same_run(plain, execute(laws::in_coroutines(program, 3))), holds);
}

SIM_PROPERTY(Layer, OfATaskCostsOneIteration) {
  EXPECT_EQ(laws::layer_costs(execute(program), execute(laws::in_a_task(program)), 1), holds);
}

SIM_PROPERTY(Layer, OfAGatherCostsTwoIterations) {
  EXPECT_EQ(laws::layer_costs(execute(program), execute(laws::in_a_gather(program)), 2), holds);
}

}  // namespace
}  // namespace sim::props
