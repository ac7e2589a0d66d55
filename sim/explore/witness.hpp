// sim/explore/witness.hpp
//
// A Witness is one run under a given schedule, with all that there is to see of it.
//
//   const Witness seen = witness(program, Schedule::parse(token));
//   seen.ending.ok();
//   seen.schedule.describe(seen.names);    // "FIFO, except step 36: audit before deposit"
//   export_lanes(seen.trace, std::cout, seen.lanes());
//
// Only for a run that is shown: it keeps every event.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/explore/program.hpp"
#include "sim/sched/schedule.hpp"
#include "sim/trace/export_lanes.hpp"
#include "sim/trace/trace.hpp"

namespace sim {

struct Witness {
  Ending ending{};
  Schedule schedule{};  // the deviations that made a difference, and in which steps
  TaskNames names{};    // of all tasks
  Trace trace{};
  std::vector<std::uint64_t> numbers{};  // of the steps in the trace, as the schedule counts
  std::string parting{};                 // why the schedule does not fit; empty: it does

  // Shows the trace with the deviations marked.
  [[nodiscard]] LaneOptions lanes() const;
};

// A program is run on a loop of its own, or on one that is empty. Promise: equal for equal
// programs and schedules.
[[nodiscard]] Witness witness(const Program& program, const Schedule& schedule);
[[nodiscard]] Witness witness(const Program& program, const Schedule& schedule, Loop& loop);

}  // namespace sim
