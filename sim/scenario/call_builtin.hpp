// sim/scenario/call_builtin.hpp
//
// Carries out calls of the builtins and of the methods of values.
//
//   Arguments arguments;
//   arguments.given = {Value(1.5), std::nullopt};            // by parameter, as declared
//   Value value = call_builtin(index, {run, arguments});
//
// Each group of the builtins has its file (call_value.cpp, call_random.cpp, ...) and says there
// what it carries out; builtins.hpp says what there is. Requires: the arguments fit the signature.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "sim/scenario/run_state.hpp"
#include "sim/scenario/value.hpp"

namespace sim::scenario {

struct Arguments {
  std::vector<std::optional<Value>> given;  // by parameter; nothing where the default holds
  Values rest;                              // of the parameter *args

  [[nodiscard]] bool has(std::size_t index) const { return given[index].has_value(); }
  [[nodiscard]] const Value& operator[](std::size_t index) const { return *given[index]; }
  // The argument, or what it is by default.
  [[nodiscard]] Value get(std::size_t index, Value otherwise) const {
    return given[index] ? *given[index] : std::move(otherwise);
  }
};

struct BuiltinCall {
  RunState* run;  // null where there is none: then `needs_run` is not called
  const Arguments& arguments;
};

using BuiltinFunction = Value (*)(const BuiltinCall& call);

struct NamedFunction {
  std::string_view name;
  BuiltinFunction function;
};

// The groups.
[[nodiscard]] std::span<const NamedFunction> value_functions();
[[nodiscard]] std::span<const NamedFunction> random_functions();
[[nodiscard]] std::span<const NamedFunction> awaitable_functions();
[[nodiscard]] std::span<const NamedFunction> sync_functions();
[[nodiscard]] std::span<const NamedFunction> queue_functions();
[[nodiscard]] std::span<const NamedFunction> context_functions();

// Requires: builtins()[index] is no constant.
[[nodiscard]] Value call_builtin(std::uint32_t index, const BuiltinCall& call);

using MethodFunction = Value (*)(const Value& object, const BuiltinCall& call);

struct NamedMethod {
  std::string_view type;  // as in members()
  std::string_view name;
  MethodFunction function;
};

[[nodiscard]] std::span<const NamedMethod> list_methods();
[[nodiscard]] std::span<const NamedMethod> future_methods();
[[nodiscard]] std::span<const NamedMethod> sync_methods();
[[nodiscard]] std::span<const NamedMethod> queue_methods();
[[nodiscard]] std::span<const NamedMethod> context_methods();

// A plain attribute is read as a method without arguments is called.
// Requires: members()[member] is one of `object`.
[[nodiscard]] Value call_method(std::uint32_t member, const Value& object, const BuiltinCall& call);

// The member of that name of the value's type, as an index into members(). Throws: AttributeError.
[[nodiscard]] std::uint32_t find_member(const Value& object, std::string_view name);

}  // namespace sim::scenario
