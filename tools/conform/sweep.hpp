// tools/conform/sweep.hpp
//
// Cancellation everywhere: the same program with each of its tasks cancelled before each iteration
// of the loop, one at a time.
//
//   for (Script& script : every_cancellation(trial.script, trial.ours)) ...
//
// Tasks that are not made yet by then, or done, are left out by neither judge: nothing happens, on
// both. Promise: the order is by iteration, then by task.

#pragma once

#include <vector>

#include "props/script/script.hpp"
#include "tools/conform/answer.hpp"

namespace sim::conform {

// A program whose sweep would be longer is passed over.
inline constexpr std::uint64_t sweep_max = 4000;

// Requires: `plain` is the answer for the script without a cancellation, with its counts. Nothing
// where it is none, or the sweep would be too long.
[[nodiscard]] std::vector<props::script::Script> every_cancellation(
    const props::script::Script& script, const Answer& plain);

}  // namespace sim::conform
