// sim/scenario/exception_class.hpp
//
// Python's exception classes and who derives from whom: those that a scenario can name, and those
// that only its mistakes raise (OverflowError, AttributeError, ...).
//
//   const ExceptionClass& error = *find_exception_class("KeyError");
//   bool caught = derives_from(error, *find_exception_class("LookupError"));    // true
//
// Promise: a class is one object for the life of the process, so its address is its identity.
#pragma once

#include <string_view>

namespace sim::scenario {

struct ExceptionClass {
  std::string_view name;
  const ExceptionClass* base;  // null of BaseException alone
};

// nullptr where Python has no such exception, or no scenario can meet it.
[[nodiscard]] const ExceptionClass* find_exception_class(std::string_view name);

// Whether `type` is `base` or below it.
[[nodiscard]] bool derives_from(const ExceptionClass& type, const ExceptionClass& base);
[[nodiscard]] bool derives_from(const ExceptionClass& type, std::string_view base);

}  // namespace sim::scenario
