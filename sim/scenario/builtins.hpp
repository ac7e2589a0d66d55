// sim/scenario/builtins.hpp
//
// The one table of names that every scenario knows: functions, classes, exceptions, constants and
// the methods of their values, each with its signature as Python writes it. Validation reads it to
// check calls, the interpreter to carry them out.
//
//   if (auto index = find_builtin("gather")) {
//     const Builtin& gather = builtins()[*index];    // gather.signature: "*aws,
//     return_exceptions=False"
//   }
//
// Invariant: names are unique, and an index stays the same for the life of the process.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "sim/scenario/ast_expression.hpp"

namespace sim::scenario {

enum class BuiltinKind : std::uint8_t {
  awaitable,  // asyncio's functions and classes, and current_task, all_tasks
  sync,       // Lock and its family
  queue,
  clock,      // now
  random,     // random.*
  value,      // len, range, ...
  exception,  // ValueError, ...: a class, may stand without a call
  constant,   // FIRST_COMPLETED, ...: strings equal to their names, as in asyncio
};

struct Builtin {
  std::string_view name;
  BuiltinKind kind;
  std::string_view signature;  // "delay, result=None"; "" takes no argument
};

// A method or a plain attribute of some type of value.
struct Member {
  std::string_view type;  // "list", "Task", "Lock", ...
  std::string_view name;
  std::string_view signature;
  bool is_method;
};

[[nodiscard]] std::span<const Builtin> builtins();
[[nodiscard]] std::optional<std::uint32_t> find_builtin(std::string_view name);

[[nodiscard]] std::span<const Member> members();

// Reads "a, b=None, /, *rest, key=1": the part of Python's grammar that signatures need.
// Requires: a signature of one of the tables.
[[nodiscard]] Parameters parse_signature(std::string_view signature);

}  // namespace sim::scenario
