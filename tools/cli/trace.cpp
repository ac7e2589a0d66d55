#include "tools/cli/trace.hpp"

#include "sim/trace/export_text.hpp"

namespace sim::cli {

scenario::RunResult run_traced(const scenario::Scenario& scenario, scenario::RunSettings settings,
                               std::ostream& out) {
  TextExporter text(out);
  settings.probe = &text;
  return scenario::run_scenario(scenario, settings);
}

}  // namespace sim::cli
