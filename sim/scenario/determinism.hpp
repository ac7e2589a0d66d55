// sim/scenario/determinism.hpp
//
// Whether a scenario, or the program in C++ that it names, makes equal runs of equal answers
// (sim/explore/determinism.hpp).
//
//   Determinism found = check_determinism(*scenario, {.schedules = 100});   // as `explore` says
//   Determinism found = check_determinism_of_runs(*scenario);   // its own run and its cases, once
//   if (!found.same) std::cout << found.report;
//
// What a run prints, returns and leaves in its shared variables is compared as well. A scenario of
// coroutines of its own cannot differ but by a mistake of ours; a program in C++ can.
#pragma once

#include <optional>

#include "sim/explore/determinism.hpp"
#include "sim/scenario/ast.hpp"
#include "sim/scenario/explore.hpp"
#include "sim/sched/schedule.hpp"

namespace sim::scenario {

// Under many schedules; under `schedule` alone where it is given, or where the file's is a token.
// Throws std::invalid_argument if there is no such strategy.
[[nodiscard]] Determinism check_determinism(const Scenario& scenario,
                                            const ExploreSettings& settings = {},
                                            std::optional<Schedule> schedule = {});

[[nodiscard]] Determinism check_determinism_of_runs(const Scenario& scenario);

}  // namespace sim::scenario
