// tools/cli/annotations.hpp
//
// What is not as expected, as GitHub shows it beside the lines of a pull request.
//
//   if (environment("GITHUB_ACTIONS") == "true") console.out << annotations(verdicts);
//
//   ::error file=scenarios/hello.sim.yaml,line=12,col=3,title=hello::elapsed: expected 2, got 1
//
// GitHub shows ten of a step and drops the rest, so at most nine are written, and then how many
// more there are.

#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "tools/cli/verdict.hpp"

namespace sim::cli {

inline constexpr std::size_t annotations_max = 9;

// Lines, each with its line break; "" where all is well.
[[nodiscard]] std::string annotations(std::span<const FileVerdict> verdicts);

// The text after `::`, or with `property` the value of `title=`.
[[nodiscard]] std::string annotation_escaped(std::string_view text, bool property);

}  // namespace sim::cli
