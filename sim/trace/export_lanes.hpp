// sim/trace/export_lanes.hpp
//
// A trace as lanes: a column for each task, a row for each step, and what the task did in it.
//
//   export_lanes(recorder.trace(), std::cout, {.marked = {4}});
//
//               main
//               | deposit
//               | | audit
//      1  0s    *          main: starts deposit, audit; waits for deposit
//      2  0s    | * .      deposit: waits for its next turn
//   >  4  0s    | | *      audit: waits for its next turn
//      5  1.5s  | x |      deposit: returned
//
// In a lane `.` is a task that has not begun, `*` one that steps, `x` one that ends with this step
// and `|` one that waits. A trace with many steps is shown from its beginning, around the steps
// that are marked, and at its end. Of many tasks those that step in the rows have a lane.

#pragma once

#include <cstddef>
#include <cstdint>
#include <ostream>
#include <set>
#include <vector>

#include "sim/trace/trace.hpp"

namespace sim {

struct LaneOptions {
  std::set<std::uint64_t> marked{};      // numbers of steps
  std::vector<std::uint64_t> numbers{};  // of the step events, in order; else they count from 1
  std::size_t rows = 40;                 // at most, if fewer are marked
  std::size_t lanes = 20;                // at most
  std::size_t width = 100;               // in characters
};

void export_lanes(const Trace& trace, std::ostream& out, const LaneOptions& options = {});

}  // namespace sim
