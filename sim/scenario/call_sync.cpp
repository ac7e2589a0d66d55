// Lock, Event, Condition, Semaphore, Barrier, and their methods.
#include <cmath>
#include <limits>
#include <memory>
#include <utility>

#include "sim/scenario/call_builtin.hpp"
#include "sim/scenario/evaluate.hpp"
#include "sim/scenario/native_coroutine.hpp"
#include "sim/scenario/operators.hpp"
#include "sim/scenario/sync_objects.hpp"

namespace sim::scenario {
namespace {

Value as_value(std::shared_ptr<NativeObject> object) { return object; }

// ---- functions -----------------------------------------------------------------------------

Value call_lock(const BuiltinCall&) { return as_value(std::make_shared<LockObject>()); }
Value call_event(const BuiltinCall&) { return as_value(std::make_shared<EventObject>()); }

// asyncio asks the lock for its methods, and so notices what is none.
Value call_condition(const BuiltinCall& call) {
  const Value lock = call.arguments.get(0, Value());
  if (lock.is_none()) return as_value(make_condition(std::make_shared<LockObject>()));
  static_cast<void>(find_member(lock, "locked"));
  return as_value(make_condition(
      std::static_pointer_cast<GuardObject>(guard_of(lock).shared_from_this())));
}

Value call_semaphore(const BuiltinCall& call) {
  return as_value(std::make_shared<SemaphoreObject>(call.arguments.get(0, 1),
                                                    SemaphoreObject::Kind::plain));
}

Value call_bounded_semaphore(const BuiltinCall& call) {
  return as_value(std::make_shared<SemaphoreObject>(call.arguments.get(0, 1),
                                                    SemaphoreObject::Kind::bounded));
}

Value call_barrier(const BuiltinCall& call) {
  return as_value(std::make_shared<BarrierObject>(call.arguments[0]));
}

constexpr NamedFunction kFunctions[] = {
    {"Lock", call_lock},
    {"Event", call_event},
    {"Condition", call_condition},
    {"Semaphore", call_semaphore},
    {"BoundedSemaphore", call_bounded_semaphore},
    {"Barrier", call_barrier},
};

// ---- what is taken and given back ----------------------------------------------------------

Coro<Value> run_acquire(Values arguments) {
  co_await guard_of(arguments[0]).acquire();
  co_return true;
}

Value acquire(const Value& guard, const BuiltinCall&) {
  return native_coroutine("acquire", run_acquire, {guard});
}

Value release(const Value& guard, const BuiltinCall&) {
  guard_of(guard).release();
  return Value();
}

Value locked(const Value& guard, const BuiltinCall&) { return guard_of(guard).locked(); }

// ---- event ---------------------------------------------------------------------------------

Value set(const Value& event, const BuiltinCall&) {
  event_of(event).set();
  return Value();
}

Value clear(const Value& event, const BuiltinCall&) {
  event_of(event).clear();
  return Value();
}

Value is_set(const Value& event, const BuiltinCall&) { return event_of(event).is_set(); }

Coro<Value> run_event_wait(Values arguments) {
  co_await event_of(arguments[0]).wait();
  co_return true;
}

Value wait_for_event(const Value& event, const BuiltinCall&) {
  return native_coroutine("wait", run_event_wait, {event});
}

// ---- condition -----------------------------------------------------------------------------

Coro<Value> run_condition_wait(Values arguments) {
  co_await condition_of(arguments[0]).wait();
  co_return true;
}

Value wait_for_notice(const Value& condition, const BuiltinCall&) {
  return native_coroutine("wait", run_condition_wait, {condition});
}

// The arguments: condition, predicate.
Coro<Value> run_wait_for(Values arguments, RunState* run) {
  Value value = call_value(run, arguments[1]);
  while (!truth(value)) {
    co_await condition_of(arguments[0]).wait();
    value = call_value(run, arguments[1]);
  }
  co_return value;
}

Value wait_for(const Value& condition, const BuiltinCall& call) {
  return std::make_shared<CoroutineObject>(
      "wait_for",
      [run = call.run](Values arguments, const Caller&) {
        return run_wait_for(std::move(arguments), run);
      },
      Values{condition, call.arguments[0]});
}

// How many `for i in count(): if i >= n: break` wakes of those who wait.
std::size_t count_below(const Value& most, std::size_t waiting) {
  std::size_t count = 0;
  while (count < waiting &&
         !compare(CompareOp::greater_equal, static_cast<std::int64_t>(count), most)) {
    ++count;
  }
  return count;
}

Value notify(const Value& condition, const BuiltinCall& call) {
  ConditionObject& object = condition_of(condition);
  const Value most = call.arguments.get(0, 1);
  object.notify(0);  // throws where the lock is not held
  object.notify(count_below(most, object.waiting()));
  return Value();
}

Value notify_all(const Value& condition, const BuiltinCall&) {
  condition_of(condition).notify(std::numeric_limits<std::size_t>::max());
  return Value();
}

// ---- barrier -------------------------------------------------------------------------------

Coro<Value> run_barrier_wait(Values arguments) {
  co_return co_await barrier_of(arguments[0]).primitive().wait();
}

Coro<Value> run_abort(Values arguments) {
  co_await barrier_of(arguments[0]).primitive().abort();
  co_return Value();
}

Coro<Value> run_reset(Values arguments) {
  co_await barrier_of(arguments[0]).primitive().reset();
  co_return Value();
}

Value wait_for_all(const Value& barrier, const BuiltinCall&) {
  return native_coroutine("wait", run_barrier_wait, {barrier});
}

Value abort_barrier(const Value& barrier, const BuiltinCall&) {
  return native_coroutine("abort", run_abort, {barrier});
}

Value reset(const Value& barrier, const BuiltinCall&) {
  return native_coroutine("reset", run_reset, {barrier});
}

Value parties(const Value& barrier, const BuiltinCall&) { return barrier_of(barrier).parties(); }

Value n_waiting(const Value& barrier, const BuiltinCall&) {
  return barrier_of(barrier).primitive().n_waiting();
}

Value broken(const Value& barrier, const BuiltinCall&) {
  return barrier_of(barrier).primitive().broken();
}

constexpr NamedMethod kMethods[] = {
    {"Lock", "acquire", acquire},
    {"Lock", "release", release},
    {"Lock", "locked", locked},
    {"Semaphore", "acquire", acquire},
    {"Semaphore", "release", release},
    {"Semaphore", "locked", locked},
    {"Event", "set", set},
    {"Event", "clear", clear},
    {"Event", "is_set", is_set},
    {"Event", "wait", wait_for_event},
    {"Condition", "acquire", acquire},
    {"Condition", "release", release},
    {"Condition", "locked", locked},
    {"Condition", "wait", wait_for_notice},
    {"Condition", "wait_for", wait_for},
    {"Condition", "notify", notify},
    {"Condition", "notify_all", notify_all},
    {"Barrier", "wait", wait_for_all},
    {"Barrier", "abort", abort_barrier},
    {"Barrier", "reset", reset},
    {"Barrier", "parties", parties},
    {"Barrier", "n_waiting", n_waiting},
    {"Barrier", "broken", broken},
};

}  // namespace

std::span<const NamedFunction> sync_functions() { return kFunctions; }
std::span<const NamedMethod> sync_methods() { return kMethods; }

}  // namespace sim::scenario
