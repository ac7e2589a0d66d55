// tools/cli/outcomes.hpp
//
// `fermata outcomes`: all results that scenarios can have, each with a schedule that shows it; with
// `update` they become what the file lists.
//
//   ExitStatus status = outcomes(arguments, console);
//
// Promise: standard output holds the results and nothing else, or with `json` one object a
// scenario. A set that may not be complete is written nowhere.

#pragma once

#include "tools/cli/arguments.hpp"
#include "tools/cli/console.hpp"
#include "tools/cli/exit_status.hpp"

namespace sim::cli {

[[nodiscard]] ExitStatus outcomes(const OutcomesArguments& arguments, const Console& console);

}  // namespace sim::cli
