// timeout, timeout_at, TaskGroup, and the methods of what they give.
#include <memory>

#include "sim/scenario/call_builtin.hpp"
#include "sim/scenario/context_objects.hpp"

namespace sim::scenario {
namespace {

Value call_timeout(const BuiltinCall& call) { return make_timeout(call.arguments[0]); }

Value call_timeout_at(const BuiltinCall& call) { return make_timeout_at(call.arguments[0]); }

Value call_task_group(const BuiltinCall&) {
  return std::shared_ptr<NativeObject>(std::make_shared<TaskGroupObject>());
}

constexpr NamedFunction kFunctions[] = {
    {"timeout", call_timeout},
    {"timeout_at", call_timeout_at},
    {"TaskGroup", call_task_group},
};

TimeoutObject& timeout_of(const Value& object) {
  return static_cast<TimeoutObject&>(*object.native());
}

Value expired(const Value& object, const BuiltinCall&) { return timeout_of(object).expired(); }

Value when(const Value& object, const BuiltinCall&) { return timeout_of(object).when(); }

Value reschedule(const Value& object, const BuiltinCall& call) {
  timeout_of(object).reschedule(call.arguments[0]);
  return Value();
}

Value create_task(const Value& group, const BuiltinCall& call) {
  return group_of(group)->create_task(call.arguments[0], call.arguments.get(1, Value()));
}

constexpr NamedMethod kMethods[] = {
    {"Timeout", "expired", expired},
    {"Timeout", "when", when},
    {"Timeout", "reschedule", reschedule},
    {"TaskGroup", "create_task", create_task},
};

}  // namespace

std::span<const NamedFunction> context_functions() { return kFunctions; }
std::span<const NamedMethod> context_methods() { return kMethods; }

}  // namespace sim::scenario
