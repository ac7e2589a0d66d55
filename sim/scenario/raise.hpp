// sim/scenario/raise.hpp
//
// How exceptions of a scenario travel through C++, and back.
//
//   raise("ValueError", "list.remove(x): x not in list");       // throws
//   raise(value_of_exception);                                  // as `raise: error` does
//   Value caught = to_exception(std::current_exception());      // whoever threw it
//
// A scenario's exception is thrown as Raised, but a CancelledError as sim::CancelledError, so that
// a task that lets it through ends cancelled. Promise: what is raised and caught again is the same
// object, and what the library threw becomes the exception that Python would have raised.
#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>
#include <string>
#include <string_view>

#include "sim/coro/exceptions.hpp"
#include "sim/scenario/value.hpp"

namespace sim::scenario {

// An exception of a scenario on its way.
class Raised : public std::exception {
 public:
  // Requires: `value` is an exception.
  explicit Raised(Value value) : value_(std::move(value)) {}

  [[nodiscard]] const char* what() const noexcept override { return "an exception of a scenario"; }
  [[nodiscard]] const Value& value() const { return value_; }

 private:
  Value value_;
};

// Throws a new exception of that class. Requires: there is such a class.
[[noreturn]] void raise(std::string_view type, std::string message);

// `raise VALUE`: an exception, or a class, of which a new one is made. Throws: TypeError otherwise.
[[noreturn]] void raise(const Value& value);

// What would be thrown. Requires: `exception` is an exception.
[[nodiscard]] std::exception_ptr to_error(const Value& exception);

// What a scenario catches.
[[nodiscard]] Value to_exception(const std::exception_ptr& error);

// The message of a cancellation, as cancel(msg) is given one. None is no message.
[[nodiscard]] CancelMessage to_cancel_message(const Value& message);

// The exception that an `except` or the outcome shows: "ValueError: no"; of a group, its members.
[[nodiscard]] std::string describe(const Value& exception);

// No sequence of a scenario may grow longer than this; Python has the memory of its machine.
inline constexpr std::uint64_t kItemsMax = std::uint64_t{1} << 24;

// Throws MemoryError for a size beyond.
void check_size(std::uint64_t size);

}  // namespace sim::scenario
