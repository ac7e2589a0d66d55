// sim/scenario/make_group.hpp
//
// Makes an exception group: a message and exceptions, which are checked as CPython checks them.
//
//   raise(make_group(type, "two went wrong", make_list({first, second})));
//
// Asked for a BaseExceptionGroup it gives an ExceptionGroup where every member is an Exception.
// Throws: TypeError, ValueError. Mirrors BaseExceptionGroup.__new__ of CPython 3.11.
#pragma once

#include "sim/scenario/value.hpp"

namespace sim::scenario {

// Requires: `asked` is BaseExceptionGroup or ExceptionGroup.
[[nodiscard]] Value make_group(const ExceptionClass& asked, const Value& message,
                               const Value& exceptions);

}  // namespace sim::scenario
