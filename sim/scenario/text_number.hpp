// sim/scenario/text_number.hpp
//
// Numbers out of texts, as int("...") and float("...") read them.
//
//   read_integer(" -1_000 ")     // -1000
//   read_real("1e3")             // 1000.0; "inf", "nan" in any case, too
//
// Raises ValueError in CPython's words for what is none, OverflowError past 64 bits.
#pragma once

#include <cstdint>
#include <string_view>

namespace sim::scenario {

[[nodiscard]] std::int64_t read_integer(std::string_view text);
[[nodiscard]] double read_real(std::string_view text);

}  // namespace sim::scenario
