// asyncio's functions, and the methods of tasks and futures.
#include <exception>
#include <string>
#include <utility>

#include "sim/coro/future.hpp"
#include "sim/coro/task.hpp"
#include "sim/scenario/awaitables.hpp"
#include "sim/scenario/call_builtin.hpp"
#include "sim/scenario/raise.hpp"
#include "sim/scenario/wait_for_value.hpp"

namespace sim::scenario {
namespace {

// ---- functions -----------------------------------------------------------------------------

Value call_sleep(const BuiltinCall& call) {
  return make_sleep(call.arguments[0], call.arguments.get(1, Value()));
}

Value call_gather(const BuiltinCall& call) {
  return gather_values(call.arguments.rest, truth(call.arguments.get(1, false)));
}

Value call_wait(const BuiltinCall& call) {
  return make_wait(*call.run, call.arguments[0], call.arguments.get(1, Value()),
                   call.arguments.get(2, "ALL_COMPLETED"));
}

Value call_create_task(const BuiltinCall& call) {
  return start_task(call.arguments[0], call.arguments.get(1, Value()));
}

Value call_wait_for(const BuiltinCall& call) {
  return make_wait_for(*call.run, call.arguments[0], call.arguments[1]);
}

Value call_shield(const BuiltinCall& call) { return shield_value(call.arguments[0]); }

Value call_as_completed(const BuiltinCall& call) {
  return make_as_completed(*call.run, call.arguments[0], call.arguments.get(1, Value()));
}

Value call_future(const BuiltinCall&) {
  return CorePtr<FutureCore>(Future<Value>().core());
}

Value call_current_task(const BuiltinCall&) {
  return CorePtr<FutureCore>(current_task().core());
}

// Who is alive depends on every step.
Value call_all_tasks(const BuiltinCall&) {
  Loop::current().note(Deed::everything);
  Values tasks;
  for (const AnyTask& task : all_tasks()) tasks.emplace_back(CorePtr<FutureCore>(task.core()));
  return make_set(std::move(tasks));
}

Value call_now(const BuiltinCall&) { return Loop::current().time(); }

constexpr NamedFunction kFunctions[] = {
    {"sleep", call_sleep},
    {"gather", call_gather},
    {"wait", call_wait},
    {"wait_for", call_wait_for},
    {"shield", call_shield},
    {"as_completed", call_as_completed},
    {"create_task", call_create_task},
    {"Future", call_future},
    {"current_task", call_current_task},
    {"all_tasks", call_all_tasks},
    {"now", call_now},
};

// ---- methods -------------------------------------------------------------------------------

Value done(const Value& future, const BuiltinCall&) { return AnyFuture(*future.future()).done(); }

Value cancelled(const Value& future, const BuiltinCall&) {
  return AnyFuture(*future.future()).cancelled();
}

Value result(const Value& future, const BuiltinCall&) {
  return Future<Value>(*future.future()).result();
}

Value exception(const Value& future, const BuiltinCall&) {
  const std::exception_ptr error = AnyFuture(*future.future()).exception();
  return error ? to_exception(error) : Value();
}

Value cancel(const Value& future, const BuiltinCall& call) {
  return cancel_with(*future.future(), call.arguments.get(0, Value()));
}

void refuse_if_done(const FutureCore& future) {
  future.note(Deed::reads_cell);
  if (future.done()) raise("InvalidStateError", "invalid state");
}

Value set_result(const Value& future, const BuiltinCall& call) {
  FutureCore& core = *future.future();
  refuse_if_done(core);
  if (call.arguments[0].holds_values()) Heap::watch(core);
  static_cast<detail::ResultSlot<Value>*>(core.result_slot())->emplace(call.arguments[0]);
  core.finish(BlockerState::finished);
  return Value();
}

Value set_exception(const Value& future, const BuiltinCall& call) {
  refuse_if_done(*future.future());
  Value error = call.arguments[0];
  if (const ExceptionClass* type = error.exception_class()) error = make_exception(*type);
  if (error.exception() == nullptr) raise("TypeError", "invalid exception object");
  future.future()->fail(to_error(error));
  return Value();
}

// How often a task was asked to stop may be changed by others: by asking.
TaskCore& task_of(const Value& task) {
  TaskCore& core = *task.future()->as_task();
  if (&core != TaskCore::current_or_null()) {
    Loop::current().note(Deed::stops, core.id().value());
  }
  return core;
}

Value uncancel(const Value& task, const BuiltinCall&) { return task_of(task).uncancel(); }

Value cancelling(const Value& task, const BuiltinCall&) { return task_of(task).cancelling(); }

Value get_name(const Value& task, const BuiltinCall&) { return task.future()->as_task()->name(); }

Value refuse_set_result(const Value&, const BuiltinCall&) {
  raise("RuntimeError", "Task does not support set_result operation");
}

Value refuse_set_exception(const Value&, const BuiltinCall&) {
  raise("RuntimeError", "Task does not support set_exception operation");
}

constexpr NamedMethod kMethods[] = {
    {"Future", "done", done},
    {"Future", "cancelled", cancelled},
    {"Future", "result", result},
    {"Future", "exception", exception},
    {"Future", "cancel", cancel},
    {"Future", "set_result", set_result},
    {"Future", "set_exception", set_exception},
    {"Task", "done", done},
    {"Task", "cancelled", cancelled},
    {"Task", "result", result},
    {"Task", "exception", exception},
    {"Task", "cancel", cancel},
    {"Task", "uncancel", uncancel},
    {"Task", "cancelling", cancelling},
    {"Task", "get_name", get_name},
    {"Task", "set_result", refuse_set_result},
    {"Task", "set_exception", refuse_set_exception},
};

}  // namespace

std::span<const NamedFunction> awaitable_functions() { return kFunctions; }
std::span<const NamedMethod> future_methods() { return kMethods; }

}  // namespace sim::scenario
