// sim/scenario/printable.hpp
//
// Which characters Python's repr shows as they are: str.isprintable of Python 3.11 (Unicode 14).
//
//   is_printable(U'\u00e9')    // true: the letter itself
//   is_printable(U'\u200b')    // false: repr writes \u200b
#pragma once

#include <cstdint>

namespace sim::scenario {

[[nodiscard]] bool is_printable(std::uint32_t code_point);

}  // namespace sim::scenario
