// sim/scenario/format_value.hpp
//
// Values as Python prints them: str and repr.
//
//   to_text("it's")            // it's
//   to_repr("it's")            // "it's"
//   to_repr(items)             // [1, 'two', None, 2.5]; a list inside itself is [...]
//
// What Python would print with an address is written without: <Task NAME>, <Future>,
// <coroutine NAME>. Throws RecursionError (as Raised) for what is nested too deep to be written.
#pragma once

#include <string>
#include <string_view>

#include "sim/scenario/value.hpp"

namespace sim::scenario {

[[nodiscard]] std::string to_text(const Value& value);
[[nodiscard]] std::string to_repr(const Value& value);
[[nodiscard]] std::string repr_text(std::string_view text);

}  // namespace sim::scenario
