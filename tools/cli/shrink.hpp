// tools/cli/shrink.hpp
//
// `fermata shrink`: makes a schedule that fails as small as it can within a budget of replays.
//
//   ExitStatus status = shrink(arguments, console);

#pragma once

#include "tools/cli/arguments.hpp"
#include "tools/cli/console.hpp"
#include "tools/cli/exit_status.hpp"

namespace sim::cli {

[[nodiscard]] ExitStatus shrink(const ShrinkArguments& arguments, const Console& console);

}  // namespace sim::cli
