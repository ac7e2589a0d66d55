// tools/conform/found.hpp
//
// A program on which the two differ, as a scenario file that anybody can run: what CPython gives
// is its `expect`, what Fermata gives stands beside it as a comment. Where that is none of all
// results it comes first in `outcomes`, and these after it.
//
//   const std::string path = write_found("differences", trial);
//
// Promise: `fermata check` of the file fails for as long as the difference is there.

#pragma once

#include <string>

#include "tools/conform/reduce.hpp"

namespace sim::conform {

[[nodiscard]] std::string found_text(const Trial& trial);

// The path; "" where it cannot be written.
[[nodiscard]] std::string write_found(const std::string& folder, const Trial& trial);

}  // namespace sim::conform
