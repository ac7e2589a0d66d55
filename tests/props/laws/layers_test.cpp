#include "props/laws/layers.hpp"

#include "props/gtest.hpp"
#include "props/laws/run.hpp"
#include "tests/props/found.hpp"

namespace sim::props {
namespace {

using laws::holds;

SIM_PROPERTY(LayerLaw, OfCoroutinesCostsNothing, .calls = 6) {
  const Execution plain = execute(program);
  EXPECT_EQ(laws::same_run(plain, execute(laws::in_coroutines(program, 1))), holds);
  EXPECT_EQ(laws::same_run(plain, execute(laws::in_coroutines(program, 3))), holds);
}

SIM_PROPERTY(LayerLaw, OfATaskCostsOneIteration) {
  EXPECT_EQ(laws::layer_costs(execute(program), execute(laws::in_a_task(program)), 1), holds);
}

SIM_PROPERTY(LayerLaw, OfAGatherCostsTwoIterations) {
  EXPECT_EQ(laws::layer_costs(execute(program), execute(laws::in_a_gather(program)), 2), holds);
}

SIM_PROPERTY(LayerLaw, OfTasksCostsOneIterationEach) {
  const Program once = laws::in_a_task(program);
  EXPECT_EQ(laws::layer_costs(execute(once), execute(laws::in_a_task(once)), 1), holds);
}

TEST(LayerLaw, FindsAnAwaitThatMakesATask) {
  const Found found = find_law([](const Program& program) {
    const ExecuteOptions wrong{.mutant = Mutant::call_makes_a_task};
    EXPECT_EQ(laws::same_run(execute(program), execute(laws::in_coroutines(program, 1), wrong)),
              holds);
  });
  EXPECT_EQ(found.cases, 1);
  EXPECT_EQ(found.steps, 0U);
}

// A law that is wrong: a gather takes one iteration more than a task.
TEST(LayerLaw, FindsThatAGatherCostsMoreThanATask) {
  const Found found = find_law([](const Program& program) {
    EXPECT_EQ(laws::layer_costs(execute(program), execute(laws::in_a_gather(program)), 1), holds);
  });
  EXPECT_EQ(found.cases, 1);
  EXPECT_EQ(found.steps, 0U);
  EXPECT_NE(found.message.find("the layer takes 2 iterations instead of 1"), std::string::npos);
}

TEST(LayerLaw, FindsALayerThatChangesWhatIsInside) {
  const Program program{{{.verb = Verb::sleep, .millis = 1000}}};
  EXPECT_NE(laws::layer_costs(execute({}), execute(laws::in_a_task(program)), 1), holds);
}

}  // namespace
}  // namespace sim::props
