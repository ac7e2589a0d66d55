// sim/scenario/format_spec.hpp
//
// What stands after the colon in f"{value:spec}": Python's format specification mini-language.
//
//   format_value(2.0 / 3, ".2f")       // "0.67"
//   format_value("ab", "*^6")          // "**ab**"
//   format_value(-255, "#08x")         // "-0x000ff"
//
// All of it for int, bool, float and str, as CPython 3.11 does it (Python/formatter_unicode.c);
// `n` writes as in the C locale. Throws CPython's ValueError, TypeError or OverflowError (Raised).
#pragma once

#include <string>
#include <string_view>

#include "sim/scenario/value.hpp"

namespace sim::scenario {

// format(value, spec).
[[nodiscard]] std::string format_value(const Value& value, std::string_view spec);

}  // namespace sim::scenario
