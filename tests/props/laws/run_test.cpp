#include "props/laws/run.hpp"

#include "props/gtest.hpp"
#include "props/mend.hpp"
#include "tests/props/found.hpp"

namespace sim::props {
namespace {

using laws::holds;

SIM_PROPERTY(RunLaw, ItComesToItsEnd) {
  EXPECT_EQ(laws::run_comes_to_its_end(execute(program)), holds);
}

SIM_PROPERTY(RunLaw, NothingIsLeft) { EXPECT_EQ(laws::nothing_is_left(execute(program)), holds); }

SIM_PROPERTY(RunLaw, ItIsTheSameTwice) {
  EXPECT_EQ(laws::same_run(execute(program), execute(program)), holds);
}

TEST(RunLaw, FindsATaskThatIsNeverLetGo) {
  const Found found = find({.mutant = Mutant::keeps_a_task}, &laws::nothing_is_left);
  EXPECT_LE(found.cases, 20);
  EXPECT_EQ(found.steps, 1U);
  EXPECT_NE(found.program.find("- spawn: "), std::string::npos);
}

TEST(RunLaw, FindsRunsThatDiffer) {
  const Found found = find_law([](const Program& program) {
    EXPECT_EQ(laws::same_run(execute(program), execute(program, {.mutant = Mutant::sleep_is_late})),
              holds);
  });
  EXPECT_LE(found.cases, 20);
  EXPECT_EQ(found.steps, 1U);
}

TEST(RunLaw, FindsWhatIsLeft) {
  Execution run = execute({});
  EXPECT_EQ(laws::nothing_is_left(run), holds);
  run.left = {.tasks = 1, .late_tasks = 0, .timers = 0, .blocks = 0};
  EXPECT_NE(laws::nothing_is_left(run), holds);
  run.left = {.tasks = 1, .late_tasks = 1, .timers = 1, .blocks = 0};
  EXPECT_EQ(laws::nothing_is_left(run), holds);
  run.left = {.tasks = 0, .late_tasks = 0, .timers = 1, .blocks = 0};
  EXPECT_NE(laws::nothing_is_left(run), holds);
}

TEST(RunLaw, FindsALineThatIsLost) {
  Execution run = execute(mended({{{.verb = Verb::print}}}));
  EXPECT_EQ(laws::run_comes_to_its_end(run), holds);
  run.output.clear();
  EXPECT_NE(laws::run_comes_to_its_end(run), holds);
  run.outcome = "deadlock";
  EXPECT_NE(laws::run_comes_to_its_end(run), holds);
}

}  // namespace
}  // namespace sim::props
