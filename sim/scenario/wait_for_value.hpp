// sim/scenario/wait_for_value.hpp
//
// wait_for() and as_completed() as a scenario calls them.
//
//   Value limited = make_wait_for(run, call, 1.5);       // a coroutine, not begun
//   Value each = make_as_completed(run, calls, Value()); // a generator, not begun
//
// Promise: arguments are looked at where asyncio looks at them: by wait_for when it is awaited, by
// as_completed when its first item is asked for. `python: "3.12"` gives wait_for its later meaning.
// Mirrors asyncio.wait_for of CPython 3.11 and 3.12, and asyncio.as_completed of 3.11.
#pragma once

#include "sim/scenario/run_state.hpp"
#include "sim/scenario/value.hpp"

namespace sim::scenario {

[[nodiscard]] Value make_wait_for(const RunState& run, const Value& awaitable,
                                  const Value& timeout);

[[nodiscard]] Value make_as_completed(RunState& run, const Value& awaitables,
                                      const Value& timeout);

}  // namespace sim::scenario
