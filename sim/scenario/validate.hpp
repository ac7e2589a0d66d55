// sim/scenario/validate.hpp
//
// Gives every name its meaning before anything runs: locals first, then shared variables,
// coroutines and builtins. A name that is none of these, a call whose arguments do not fit, a
// `break` outside a loop is found here.
//
//   validate(scenario, found);
//   if (found.empty()) run(scenario);
//
// Ensures: where nothing is reported, every Binding is resolved, every LocalName has its slot,
// every Coroutine its list of locals, and every call of a coroutine or builtin its
// Call::parameters.
#pragma once

#include "sim/scenario/ast.hpp"
#include "sim/scenario/diagnostic.hpp"

namespace sim::scenario {

// A tree with null expressions, as reading leaves it behind errors, is fine.
void validate(Scenario& scenario, Diagnostics& found);

}  // namespace sim::scenario
