// sim/scenario/program_arguments.hpp
//
// The `program` and the `args` of a file against what is registered (program.hpp).
//
//   check_program(scenario, found);                        // at loading: all that is wrong
//   auto run = make_program_run(scenario, settings);       // for each run: the body's own object
//
// Without a registered program, as in the plain `fermata`, no name of one is known.
#pragma once

#include <memory>

#include "sim/scenario/ast.hpp"
#include "sim/scenario/diagnostic.hpp"
#include "sim/scenario/program.hpp"
#include "sim/scenario/run.hpp"

namespace sim::scenario {

// Requires: the expressions of the arguments are resolved, if nothing was found so far.
void check_program(const Scenario& scenario, Diagnostics& found);

// Requires: check_program() found nothing.
[[nodiscard]] std::shared_ptr<ProgramRun> make_program_run(const Scenario& scenario,
                                                           const RunSettings& settings);

}  // namespace sim::scenario
