// tools/tidy/sizes.hpp
//
// Small by rule: a file, a function and a line each have a length that they must not pass.
//
//   check_sizes(read_source("sim/loop/loop.cpp", text));   // a Finding for each that does
//
// A function is measured from the first line of its signature to its closing brace. Scenarios,
// texts and data have no limit.

#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "tools/tidy/source.hpp"

namespace sim::tidy {

inline constexpr std::size_t kFileLinesMax = 400;
inline constexpr std::size_t kFunctionLinesMax = 70;
inline constexpr std::size_t kLineColumnsMax = 100;

// Where a function stands: both lines count from 1 and belong to it.
struct Function {
  std::size_t first;
  std::size_t last;
};

// The functions of a C++ or Python file, those inside others not counted on their own in C++.
[[nodiscard]] std::vector<Function> find_functions(const SourceFile& file);

[[nodiscard]] std::vector<Finding> check_sizes(const SourceFile& file);

}  // namespace sim::tidy
