// sim/scenario/execute.hpp
//
// Runs the steps of a coroutine.
//
//   Value call = make_call(run, coroutine, {"Alice"});          // greet("Alice"): not begun
//   Value result = co_await execute(run, coroutine, {}, {});    // runs it inside the caller's task
//
// Promise: it suspends where the scenario awaits, and nowhere else: no iteration of the loop is
// its own. `try`, `finally`, `return` and the loops work together as in Python; an assertion that
// fails leaves the loop at once, and nothing more of the scenario runs.
#pragma once

#include "sim/coro/coro.hpp"
#include "sim/scenario/ast.hpp"
#include "sim/scenario/coroutine_object.hpp"
#include "sim/scenario/run_state.hpp"
#include "sim/scenario/value.hpp"

namespace sim::scenario {

// Requires: an argument for each parameter; the run outlives the coroutine.
[[nodiscard]] Coro<Value> execute(RunState& run, const Coroutine& coroutine, Values arguments,
                                  Caller caller);

// The call as a value.
[[nodiscard]] Value make_call(RunState& run, const Coroutine& coroutine, Values arguments);

}  // namespace sim::scenario
