// tools/cli/check.hpp
//
// `fermata check`: runs scenarios on all cores and compares with what their files expect.
//
//   ExitStatus status = check(arguments, console);
//
// Promise: standard output does not depend on the number of jobs.

#pragma once

#include "tools/cli/arguments.hpp"
#include "tools/cli/console.hpp"
#include "tools/cli/exit_status.hpp"

namespace sim::cli {

[[nodiscard]] ExitStatus check(const CheckArguments& arguments, const Console& console);

}  // namespace sim::cli
