// sim/scenario/format_spec_reader.hpp
//
// Takes a format specification apart: [[fill]align][sign][z][#][0][width][,_][.precision][type].
//
//   FormatSpec spec = read_format_spec("*>8.2f", 'd', '>', "float");   // fill "*", width 8, ...
//
// It refuses what CPython's parser refuses, in CPython's words; what a type does not allow is
// refused by those who write it.
#pragma once

#include <string>
#include <string_view>

namespace sim::scenario {

struct FormatSpec {
  std::string fill = " ";  // one character
  char align = '<';        // < > = ^
  bool align_given = false;
  char sign = 0;
  bool no_negative_zero = false;
  bool alternate = false;
  int width = -1;
  char separator = 0;  // , or _
  int precision = -1;
  char type = 0;
};

// Throws: ValueError (Raised).
[[nodiscard]] FormatSpec read_format_spec(std::string_view text, char default_type,
                                          char default_align, std::string_view type_name);

[[noreturn]] void raise_unknown_format_code(std::string_view code, std::string_view type_name);

}  // namespace sim::scenario
