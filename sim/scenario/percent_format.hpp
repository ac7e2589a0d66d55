// sim/scenario/percent_format.hpp
//
// What `%` does to a text on its left: Python's printf-style formatting.
//
//   percent_format("%s: %5.2f", make_tuple({"pi", 3.14159}))     // "pi:  3.14"
//   percent_format("%d%%", 50)                                   // "50%"
//
// All conversions but those by name, `%(key)s`, for which the language has no mappings. Raises
// CPython's TypeError and ValueError.
#pragma once

#include <string>
#include <string_view>

#include "sim/scenario/value.hpp"

namespace sim::scenario {

[[nodiscard]] std::string percent_format(std::string_view text, const Value& arguments);

}  // namespace sim::scenario
