#include "props/laws/cancel.hpp"

#include "props/gtest.hpp"
#include "props/mend.hpp"
#include "tests/props/found.hpp"

namespace sim::props {
namespace {

using laws::holds;

SIM_PROPERTY(CancelLaw, NothingIsCancelledMoreOftenThanItIsAsked, .cancels = 15) {
  EXPECT_EQ(laws::no_cancellation_from_nowhere(execute(program)), holds);
}

SIM_PROPERTY(CancelLaw, OnlyADoneTaskSaysNo, .cancels = 15) {
  EXPECT_EQ(laws::cancel_tells_the_truth(execute(program)), holds);
}

SIM_PROPERTY(CancelLaw, WhatIsCancelledBeforeItsFirstStepNeverRuns, .cancels = 15) {
  EXPECT_EQ(laws::never_started_never_runs(execute(program)), holds);
}

SIM_PROPERTY(CancelLaw, DoneIsDone, .cancels = 15) {
  EXPECT_EQ(laws::done_is_done(execute(program)), holds);
}

TEST(CancelLaw, FindsACancelThatLies) {
  const Found found = find({.mutant = Mutant::cancel_says_no}, &laws::cancel_tells_the_truth);
  EXPECT_LE(found.cases, 60);
  EXPECT_EQ(found.steps, 2U);
  EXPECT_NE(found.program.find("- cancel: "), std::string::npos);
}

TEST(CancelLaw, FindsACancellationThatNobodyAskedFor) {
  const Found found =
      find({.mutant = Mutant::sleep_cancels_itself}, &laws::no_cancellation_from_nowhere);
  EXPECT_LE(found.cases, 60);
  EXPECT_EQ(found.steps, 1U);
  EXPECT_NE(found.program.find("- sleep: 3"), std::string::npos);
}

Execution cancelled_before_its_first_step() {
  Step spawn{.verb = Verb::spawn, .var = 1};
  return execute(mended({{spawn, {.verb = Verb::cancel, .of = 1}}}));
}

TEST(CancelLaw, FindsATaskThatRunsThoughItWasCancelled) {
  Execution run = cancelled_before_its_first_step();
  EXPECT_EQ(laws::never_started_never_runs(run), holds);
  run.entered.emplace_back(2);
  EXPECT_NE(laws::never_started_never_runs(run), holds);
}

TEST(CancelLaw, FindsATaskThatGoesOnAfterItsEnd) {
  Execution run = cancelled_before_its_first_step();
  EXPECT_EQ(laws::done_is_done(run), holds);
  Occurrence again = run.events.back();
  again.kind = EventKind::step;
  again.task = TaskId(2);
  run.events.push_back(again);
  EXPECT_NE(laws::done_is_done(run), holds);
}

// A law that is wrong: who is asked to stop may go on.
TEST(CancelLaw, FindsThatACancellationCanBeSwallowed) {
  const Found found = find_law([](const Program& program) {
    const laws::History history(execute(program));
    for (const auto& [task, life] : history.tasks()) {
      if (!life.cancels.empty() && life.finish) {
        EXPECT_EQ(life.end, "cancelled");
      }
    }
  });
  EXPECT_LE(found.cases, 60);
  EXPECT_LE(found.steps, 5U);
}

}  // namespace
}  // namespace sim::props
