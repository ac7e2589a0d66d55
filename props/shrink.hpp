// props/shrink.hpp
//
// The smaller programs that stand next to one: without some of its steps, with the steps of a task
// in the place of the task, with shorter sleeps.
//
//   for (const Program& smaller : shrinks(program)) ...
//
// The boldest come first. Each is mended and strictly smaller by `cost`, so to go from one to the
// next comes to an end: at a few steps, with delays of 0 and 1.

#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "props/program.hpp"

namespace sim::props {

// How many steps, and how much there is to read in them.
using Cost = std::pair<std::size_t, std::size_t>;
[[nodiscard]] Cost cost(const Program& program);

[[nodiscard]] std::vector<Program> shrinks(const Program& program);

}  // namespace sim::props
