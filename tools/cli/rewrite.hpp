// tools/cli/rewrite.hpp
//
// The text of a scenario file with its expectations made true: the values that do not hold are
// written anew, what a new outcome asks for is added, what it rules out is taken away, and every
// other byte stays.
//
//   Rewrite rewritten = rewrite(verdict);
//   if (rewritten.problem.empty()) write_file(path, rewritten.text);
//
// An `expect: {}` gets everything that there is to expect; one that has keys gets only those that
// it needs, an `outcome` other than ok and its `exception`.
//
// Promise: where there is no problem the new text loads, and its runs give what it expects.

#pragma once

#include <string>

#include "tools/cli/verdict.hpp"

namespace sim::cli {

struct Rewrite {
  std::string text;
  std::string keys;     // "output, elapsed": what was written; "" where nothing had to be
  std::string problem;  // why it cannot be done; then the text is the old one
};

// Requires: verdict.loaded
[[nodiscard]] Rewrite rewrite(const FileVerdict& verdict);

}  // namespace sim::cli
