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

#include <memory>
#include <optional>

#include "sim/aio/sleep.hpp"
#include "sim/coro/coro.hpp"
#include "sim/coro/future_core.hpp"
#include "sim/scenario/coroutine_object.hpp"
#include "sim/scenario/run_state.hpp"
#include "sim/scenario/value.hpp"

namespace sim::scenario {

// A task for a coroutine; a name that is None is given by the run. Throws: TypeError.
[[nodiscard]] Value start_task(const Value& coroutine, const Value& name);

// The coroutine that the value is; null where it is none.
[[nodiscard]] std::shared_ptr<CoroutineObject> coroutine_of(const Value& value);

// asyncio.ensure_future. Throws: TypeError.
[[nodiscard]] CorePtr<FutureCore> ensure_future(const Value& awaitable);

// A task is made next: the number that it gets, and may be called by, depends on how many were
// made before. A picker that minds hears of it.
void note_task_number();

// future.cancel(message)
[[nodiscard]] bool cancel_with(FutureCore& future, const Value& message);

// Throws TypeError where the value is no coroutine and no future.
void check_awaitable(const Value& value);

[[nodiscard]] Value gather_values(const Values& awaitables, bool return_exceptions);

[[nodiscard]] Value shield_value(const Value& awaitable);

// `await value` inside the caller's task. Throws: as check_awaitable, and what comes of it.
[[nodiscard]] Coro<Value> await_value(Value value, Caller caller);

[[nodiscard]] Value make_sleep(const Value& delay, const Value& result);
[[nodiscard]] Value make_wait(RunState& run, const Value& awaitables, const Value& timeout,
                              const Value& return_when);

// What asyncio makes of a set: each once, in order. Throws TypeError for what has no hash.
[[nodiscard]] Values without_doubles(const Values& items);

// Seconds as a time. Throws: TypeError and what round(nan * 1e9) raises.
[[nodiscard]] Duration to_duration(const Value& seconds);

// `seconds <= 0`. Throws: TypeError.
[[nodiscard]] bool is_no_time(const Value& seconds);

// A sleep of so many seconds. Throws: TypeError and what round(nan * 1e9) raises.
[[nodiscard]] Sleep to_sleep(const Value& seconds);

}  // namespace sim::scenario
