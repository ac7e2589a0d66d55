// tools/cli/conform.hpp
//
// `fermata conform`: hands over to the program fermata-conform, which lies beside this one.
//
//   return become_conform({{"--programs", "2000"}}, console);
//
// It is a program of its own because it generates programs, and for that needs packages that this
// one does without. Promise: returns only where it could not be run, and says so.

#pragma once

#include "tools/cli/arguments.hpp"
#include "tools/cli/console.hpp"
#include "tools/cli/exit_status.hpp"

namespace sim::cli {

[[nodiscard]] ExitStatus become_conform(const ConformArguments& arguments, const Console& console);

}  // namespace sim::cli
