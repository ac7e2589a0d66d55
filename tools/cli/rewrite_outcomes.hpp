// tools/cli/rewrite_outcomes.hpp
//
// The text of a scenario file whose `outcomes` list what was found. The list is written anew, or at
// the end of the file where there is none; every byte outside of it stays.
//
//   Rewrite rewritten = rewrite_outcomes(scenario, path, found);
//   if (rewritten.problem.empty()) write_file(path, rewritten.text);
//
// Promise: where there is no problem the new text loads, and lists each result and no other. A list
// that does so already is left as it is; results that may not be all are not written.

#pragma once

#include <string>

#include "sim/scenario/outcomes.hpp"
#include "tools/cli/rewrite.hpp"

namespace sim::cli {

// `keys` of what is returned: "outcomes", or "" where nothing had to be written.
[[nodiscard]] Rewrite rewrite_outcomes(const scenario::Scenario& scenario, const std::string& path,
                                       const scenario::FoundOutcomes& found);

}  // namespace sim::cli
