#include "sim/scenario/call_builtin.hpp"

#include <algorithm>
#include <string>

#include "sim/base/check.hpp"
#include "sim/scenario/builtins.hpp"
#include "sim/scenario/make_group.hpp"
#include "sim/scenario/raise.hpp"

namespace sim::scenario {
namespace {

std::vector<BuiltinFunction> list_functions() {
  std::vector<BuiltinFunction> functions(builtins().size(), nullptr);
  for (const auto group : {value_functions(), random_functions(), awaitable_functions(),
                           sync_functions(), queue_functions(), context_functions()}) {
    for (const NamedFunction& named : group) {
      const auto index = find_builtin(named.name);
      SIM_CHECK(index.has_value(), "a function is written for a name that is no builtin");
      functions[*index] = named.function;
    }
  }
  return functions;
}

std::vector<MethodFunction> list_all_methods() {
  std::vector<MethodFunction> functions(members().size(), nullptr);
  for (const auto group : {list_methods(), future_methods(), sync_methods(), queue_methods(),
                           context_methods()}) {
    for (const NamedMethod& named : group) {
      const auto found = std::ranges::find_if(members(), [&](const Member& member) {
        return member.type == named.type && member.name == named.name;
      });
      SIM_CHECK(found != members().end(), "a method is written that no type has");
      functions[static_cast<std::size_t>(found - members().begin())] = named.function;
    }
  }
  return functions;
}

Value call_exception(const Builtin& builtin, const Arguments& arguments) {
  const ExceptionClass& type = *find_exception_class(builtin.name);
  if (derives_from(type, "BaseExceptionGroup")) return make_group(type, arguments[0], arguments[1]);
  return make_exception(type, arguments.rest);
}

// Where the members of a value stand: "Future", "list", "exception", or its base in Python.
std::string_view member_type(const Value& object) {
  if (object.exception() != nullptr) return "exception";
  if (object.list() != nullptr) return "list";
  const std::string_view type = type_name(object);
  if (type == "BoundedSemaphore") return "Semaphore";
  if (type == "PriorityQueue" || type == "LifoQueue") return "Queue";
  return type;
}

bool has_members(const Value& object, const Member& member) {
  if (member.type != member_type(object)) return false;
  // Only groups have exceptions.
  return member.name != "exceptions" || !object.exception()->members.empty();
}

}  // namespace

Value call_builtin(std::uint32_t index, const BuiltinCall& call) {
  static const std::vector<BuiltinFunction> functions = list_functions();
  const Builtin& builtin = builtins()[index];
  if (builtin.kind == BuiltinKind::exception) return call_exception(builtin, call.arguments);
  SIM_CHECK(functions[index] != nullptr, "a builtin is called that nobody has written");
  if (builtin.kind == BuiltinKind::random && call.run != nullptr) call.run->touch_random();
  return functions[index](call);
}

Value call_method(std::uint32_t member, const Value& object, const BuiltinCall& call) {
  static const std::vector<MethodFunction> methods = list_all_methods();
  SIM_CHECK(methods[member] != nullptr, "a method is called that nobody has written");
  return methods[member](object, call);
}

std::uint32_t find_member(const Value& object, std::string_view name) {
  const auto all = members();
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].name == name && has_members(object, all[i])) return static_cast<std::uint32_t>(i);
  }
  const ExceptionClass* type = object.exception_class();
  const std::string whose = type != nullptr
                                ? "type object '" + std::string(type->name) + "'"
                                : "'" + std::string(type_name(object)) + "' object";
  raise("AttributeError", whose + " has no attribute '" + std::string(name) + "'");
}

}  // namespace sim::scenario
