// sim/scenario/awaitables.hpp
//
// asyncio's functions as the steps and the expressions of a scenario call them.
//
//   Value task = start_task(run, call, "worker");
//   Value both = gather_values(run, {a, b}, false);      // a future, at once
//   Value waited = make_wait(run, tasks, Value(), "ALL_COMPLETED");   // a coroutine, not begun
//
// Promise: arguments are checked where asyncio checks them, so a mistake shows in the same moment:
// of gather at the call, of wait and sleep when they are awaited.
#pragma once

#include <optional>

#include "sim/aio/sleep.hpp"
#include "sim/coro/future_core.hpp"
#include "sim/scenario/run_state.hpp"
#include "sim/scenario/value.hpp"

namespace sim::scenario {

// A task for a coroutine; a name that is None is given by the run. Throws: TypeError.
[[nodiscard]] Value start_task(const Value& coroutine, const Value& name);

// asyncio.ensure_future. Throws: TypeError.
[[nodiscard]] CorePtr<FutureCore> ensure_future(const Value& awaitable);

[[nodiscard]] Value gather_values(const Values& awaitables, bool return_exceptions);

[[nodiscard]] Value make_sleep(const Value& delay, const Value& result);
[[nodiscard]] Value make_wait(RunState& run, const Value& awaitables, const Value& timeout,
                              const Value& return_when);

// A sleep of so many seconds. Throws: TypeError and what round(nan * 1e9) raises.
[[nodiscard]] Sleep to_sleep(const Value& seconds);

}  // namespace sim::scenario
