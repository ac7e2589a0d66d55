// Scripts are scenarios: what the loader says of them, and that they end.

#include <gtest/gtest.h>

#include <set>

#include "props/script/generate.hpp"
#include "props/script/show.hpp"
#include "sim/scenario/load.hpp"
#include "sim/scenario/run.hpp"

namespace sim::props::script {
namespace {

TEST(ScriptScenario, LoadsWithoutADiagnostic) {
  for (std::uint64_t i = 0; i < 1000; ++i) {
    const std::string text = show(generate_script(script_number(5, i)));
    const auto loaded = scenario::load("script.sim.yaml", text);
    ASSERT_TRUE(loaded) << scenario::render(loaded.diagnostics);
  }
}

TEST(ScriptScenario, EndsInEveryWayThereIs) {
  std::set<std::string_view> outcomes;
  for (std::uint64_t i = 0; i < 1000; ++i) {
    const std::string text = show(generate_script(script_number(6, i)));
    const auto loaded = scenario::load("script.sim.yaml", text);
    ASSERT_TRUE(loaded);
    outcomes.insert(to_string(run_scenario(*loaded.scenario).outcome));
  }
  EXPECT_GE(outcomes.size(), 4U);
}

}  // namespace
}  // namespace sim::props::script
