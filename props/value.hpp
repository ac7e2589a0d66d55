// props/value.hpp
//
// A Value is what a variable of a program holds and what its coroutines return.
//
//   repr(Value(7));                        // "7"
//   str(Value(error));                     // the message, as Python's str() gives it
//
// Values print as Python prints them; a task prints as <Task NAME>.

#pragma once

#include <cstdint>
#include <exception>
#include <string>
#include <variant>
#include <vector>

#include "sim/coro/future.hpp"
#include "sim/coro/result.hpp"
#include "sim/coro/task.hpp"

namespace sim::props {

struct Value;
using Values = std::vector<Value>;

// What is bound by `call: gather(...)`: a future, and which children it gathers.
struct Gathering {
  std::variant<Future<Values>, Future<std::vector<Result<Value>>>> future;
  std::size_t record = 0;  // its place among Execution::gathers
};

struct Value {
  Value() = default;
  template <class T>
  explicit Value(T value) : what(std::move(value)) {}

  // In this order: None, bool, int, list, error, task, gathering.
  std::variant<std::monostate, bool, std::int64_t, Values, std::exception_ptr, AnyTask, Gathering>
      what{};
};

[[nodiscard]] std::string repr(const Value& value);
[[nodiscard]] std::string str(const Value& value);
[[nodiscard]] std::string repr(double number);  // the shortest text that reads back as it

// ValueError('e1'), CancelledError().
[[nodiscard]] std::string repr(const std::exception_ptr& error);

// "ValueError: e1", or the name alone: how a run's exception is told.
[[nodiscard]] std::string tell(const std::exception_ptr& error);

}  // namespace sim::props
