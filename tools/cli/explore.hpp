// tools/cli/explore.hpp
//
// `fermata explore`: runs scenarios under many schedules until one fails, shrinks that one, prints
// it and saves it as a scenario of its own.
//
//   ExitStatus status = explore(arguments, console);
//
// Promise: standard output holds the results and nothing else, or with `json` one object a
// scenario; it does not depend on the number of jobs, but for `elapsed_s`. A line that tells how
// far it has come is shown on a terminal alone.

#pragma once

#include "tools/cli/arguments.hpp"
#include "tools/cli/console.hpp"
#include "tools/cli/exit_status.hpp"

namespace sim::cli {

[[nodiscard]] ExitStatus explore(const ExploreArguments& arguments, const Console& console);

}  // namespace sim::cli
