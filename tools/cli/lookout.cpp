#include "tools/cli/lookout.hpp"

#include "sim/scenario/ast.hpp"

namespace sim::cli {

void look_out(const Lookout& lookout, scenario::Scenario& scenario) {
  if (!lookout.races && !lookout.lasso) return;
  if (!scenario.explore) scenario.explore.emplace();
  scenario.explore->races |= lookout.races;
  scenario.explore->lasso = lookout.lasso.value_or(scenario.explore->lasso);
}

std::string flags_of(const Lookout& lookout) {
  std::string flags = lookout.races ? " --races" : "";
  if (lookout.lasso) flags += " --lasso " + std::to_string(*lookout.lasso);
  return flags;
}

}  // namespace sim::cli
