// tools/cli/exit_status.hpp
//
// What `fermata` says to the shell when it ends. Scripts rely on these numbers.
//
//   return to_int(ExitStatus::broken);
//
// A later one outweighs an earlier one: `worse(broken, bad_input)` is bad_input.

#pragma once

#include <algorithm>

namespace sim::cli {

enum class ExitStatus : int {
  as_expected = 0,
  broken = 1,     // an expectation does not hold
  bad_input = 2,  // the command line or a file means nothing
  nondeterministic = 3,  // the same answers gave another run
  internal = 70,  // a mistake of ours, or a system that refuses to write
};

[[nodiscard]] constexpr int to_int(ExitStatus status) { return static_cast<int>(status); }

[[nodiscard]] constexpr ExitStatus worse(ExitStatus a, ExitStatus b) { return std::max(a, b); }

}  // namespace sim::cli
