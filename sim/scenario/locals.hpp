// sim/scenario/locals.hpp
//
// The local variables of a coroutine. As in Python, whatever a step binds anywhere in the body is
// local in all of it.
//
//   assign_slots(coroutine);     // coroutine.locals is {"name", "task", ...}
//
// Ensures: parameters have slots 0, 1, ..., the rest follows in the order of first binding.
#pragma once

#include "sim/scenario/ast.hpp"

namespace sim::scenario {

void assign_slots(Coroutine& coroutine);

}  // namespace sim::scenario
