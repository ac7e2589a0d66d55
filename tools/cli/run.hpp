// tools/cli/run.hpp
//
// `fermata run`: runs scenarios and prints what they print, as JSON, or every event of them.
//
//   ExitStatus status = run(arguments, console);
//
// Promise: standard output holds what the programs print and nothing else, or with `json` one
// object a run; all about a run, its title where there are several, its outcome where it is not
// ok, goes to standard error. Nothing is run where any of the files is bad.

#pragma once

#include "tools/cli/arguments.hpp"
#include "tools/cli/console.hpp"
#include "tools/cli/exit_status.hpp"

namespace sim::cli {

[[nodiscard]] ExitStatus run(const RunArguments& arguments, const Console& console);

}  // namespace sim::cli
