// What show() prints is a scenario, and does what execute() does.

#include "props/gtest.hpp"

#include "props/execute.hpp"
#include "props/show.hpp"
#include "sim/scenario/diagnostic.hpp"
#include "sim/scenario/load.hpp"
#include "sim/scenario/run.hpp"

namespace sim::props {
namespace {

SIM_PROPERTY(Scenario, OfAProgramDoesTheSame) {
  const scenario::LoadResult loaded = scenario::load("program.sim.yaml", show(program));
  ASSERT_TRUE(loaded) << scenario::render(loaded.diagnostics);
  const Execution run = execute(program);
  const scenario::RunResult result =
      scenario::run_scenario(*loaded.scenario, scenario::runs_of(*loaded.scenario).front());
  EXPECT_EQ(result.output, run.output);
  EXPECT_EQ(scenario::to_string(result.outcome), run.outcome);
  EXPECT_EQ(result.exception.value_or(""), run.exception);
  EXPECT_EQ(result.elapsed, run.elapsed);
}

}  // namespace
}  // namespace sim::props
