// tools/cli/export.hpp
//
// `fermata export`: a scenario as a program that runs without Fermata.
//
//   ExitStatus status = export_scenario({{"gather.sim.yaml"}, "python", ""}, console);
//
// Promise: the program goes to standard output, or whole into the file that is asked for; nothing
// is written where the scenario is bad or cannot be said in that language.

#pragma once

#include "tools/cli/arguments.hpp"
#include "tools/cli/console.hpp"
#include "tools/cli/exit_status.hpp"

namespace sim::cli {

[[nodiscard]] ExitStatus export_scenario(const ExportArguments& arguments, const Console& console);

}  // namespace sim::cli
