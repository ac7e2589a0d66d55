// sim/scenario/number.hpp
//
// Python's number literals: 1_000, 0x1F, 0o17, 0b1, 0.5, 1e-3.
//
//   NumberText number = read_number("1_000 + x");   // integer 1000, length 5
//
// Promise: an integer past 64 bits is an error, never a wrong number. Reals round as IEEE 754 asks.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sim::scenario {

struct NumberText {
  std::size_t length = 0;  // bytes read, those that make it wrong included
  bool is_real = false;
  std::uint64_t integer = 0;  // at most 2^63, which only a minus before it makes a number
  double real = 0.0;
  std::string error;  // "" where it is a number
  std::string help;
};

// Requires: text starts with a digit, or with '.' and a digit.
[[nodiscard]] NumberText read_number(std::string_view text);

}  // namespace sim::scenario
