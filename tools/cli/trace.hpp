// tools/cli/trace.hpp
//
// A run told event by event: the virtual time, the turn of the loop, the task, what it does.
//
//   scenario::RunResult result = run_traced(scenario, settings, std::cout);
//
// What the program prints is one of the events.

#pragma once

#include <ostream>

#include "sim/scenario/run.hpp"

namespace sim::cli {

// Of the text that is written: a number that changes when its readers have to.
inline constexpr int trace_format = 1;

[[nodiscard]] scenario::RunResult run_traced(const scenario::Scenario& scenario,
                                             scenario::RunSettings settings, std::ostream& out);

}  // namespace sim::cli
