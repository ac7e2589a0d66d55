// tools/cli/find_scenarios.hpp
//
// The scenario files that paths on the command line stand for.
//
//   FoundFiles found = find_scenarios({"scenarios", "more/one.sim.yaml"});
//   if (!found.problems.empty()) ...   // paths that lead nowhere, with what was meant
//
// A folder stands for every *.sim.yaml in it and below, but not below folders that are links or
// whose names begin with a dot.
//
// Promise: the order is that of the paths, and in a folder that of the bytes of the names; no
// file comes twice, however it is named.

#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sim::cli {

inline constexpr std::string_view scenario_suffix = ".sim.yaml";

struct FoundFiles {
  std::vector<std::string> files;
  std::vector<std::string> problems;
};

[[nodiscard]] FoundFiles find_scenarios(std::span<const std::string> paths);

// What is wrong with the path of a file that should be read, or "".
[[nodiscard]] std::string problem_with_file(const std::string& path);

}  // namespace sim::cli
