#include "props/laws/wait.hpp"

#include "props/gtest.hpp"
#include "props/mend.hpp"
#include "tests/props/found.hpp"

namespace sim::props {
namespace {

using laws::holds;

SIM_PROPERTY(WaitLaw, TheInputIsPartedIntoDoneAndPending, .waits = 20) {
  EXPECT_EQ(laws::wait_parts_its_input(execute(program)), holds);
}

SIM_PROPERTY(WaitLaw, ItReturnsNotBeforeItsRuleIsMet, .waits = 20, .raises = 6) {
  EXPECT_EQ(laws::wait_keeps_its_rule(execute(program)), holds);
}

SIM_PROPERTY(WaitLaw, ItTakesTwoIterations, .waits = 20, .raises = 6) {
  EXPECT_EQ(laws::wait_takes_two_iterations(execute(program)), holds);
}

SIM_PROPERTY(WaitLaw, ItIsNotLateForItsTimeout, .waits = 20) {
  EXPECT_EQ(laws::wait_keeps_its_timeout(execute(program)), holds);
}

SIM_PROPERTY(WaitLaw, ItCancelsNothing, .waits = 20, .cancels = 3) {
  EXPECT_EQ(laws::wait_cancels_nothing(execute(program)), holds);
}

TEST(WaitLaw, FindsAWaitThatKeepsDuplicates) {
  const Found found = find({.mutant = Mutant::wait_keeps_duplicates}, &laws::wait_parts_its_input);
  EXPECT_LE(found.cases, 60);
  EXPECT_LE(found.steps, 2U);
  EXPECT_NE(found.program.find("1]\n"), std::string::npos) << found.program;
}

TEST(WaitLaw, FindsAWaitThatForgetsATask) {
  const Found found = find({.mutant = Mutant::wait_forgets_one}, &laws::wait_parts_its_input);
  EXPECT_LE(found.cases, 200);
  EXPECT_LE(found.steps, 4U);
}

TEST(WaitLaw, FindsAWaitThatWaitsForAllOfThem) {
  const Found found = find({.mutant = Mutant::wait_ignores_the_rule},
                           &laws::wait_takes_two_iterations, {.waits = 20});
  EXPECT_LE(found.cases, 200);
  EXPECT_LE(found.steps, 4U);
  EXPECT_NE(found.program.find("return_when: FIRST_"), std::string::npos);
}

TEST(WaitLaw, FindsAWaitThatCancelsWhatIsLate) {
  const Found found = find({.mutant = Mutant::wait_cancels_the_late}, &laws::wait_cancels_nothing);
  EXPECT_LE(found.cases, 200);
  EXPECT_LE(found.steps, 4U);
  EXPECT_NE(found.message.find("cancels task"), std::string::npos);
}

TEST(WaitLaw, FindsAWaitThatReturnsTooEarlyOrTooLate) {
  Step spawn{.verb = Verb::spawn, .var = 1};
  spawn.body = {{.verb = Verb::sleep, .millis = 2000}};
  Step wait{.verb = Verb::wait, .millis = 1000, .timed = true};
  wait.operands = {{.var = 1, .body = {}}};
  Execution run = execute(mended({{spawn, wait}}));
  EXPECT_EQ(laws::wait_keeps_its_timeout(run), holds);
  run.waits.at(0).end.time += Duration{1};
  EXPECT_NE(laws::wait_keeps_its_timeout(run), holds);
  run.waits.at(0).end.time -= Duration{2};
  EXPECT_NE(laws::wait_keeps_its_rule(run), holds);
}

// A law that is wrong: a timeout may well be met at the very instant at which a task ends.
TEST(WaitLaw, FindsThatATimeoutMayFindAllOfThemDone) {
  const Found found = find_law([](const Program& program) {
    const Execution run = execute(program);
    for (const Waited& wait : run.waits) {
      if (!wait.error.empty() || !wait.options.timeout) continue;
      if (wait.end.time == wait.begin.time + *wait.options.timeout) {
        EXPECT_FALSE(wait.pending.empty());
      }
    }
  });
  EXPECT_LE(found.cases, 200);
  EXPECT_LE(found.steps, 2U);
}

}  // namespace
}  // namespace sim::props
