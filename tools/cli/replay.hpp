// tools/cli/replay.hpp
//
// `fermata replay`: runs a scenario under a recorded schedule.
//
//   ExitStatus status = replay(arguments, console);
//
// Promise: standard output holds what the program prints, or with `trace` every event; all about
// the run goes to standard error.

#pragma once

#include "tools/cli/arguments.hpp"
#include "tools/cli/console.hpp"
#include "tools/cli/exit_status.hpp"

namespace sim::cli {

[[nodiscard]] ExitStatus replay(const ReplayArguments& arguments, const Console& console);

}  // namespace sim::cli
