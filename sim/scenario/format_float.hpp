// sim/scenario/format_float.hpp
//
// Floats as Python writes them.
//
//   repr_float(0.1)            // "0.1"; 1e16 is "1e+16", 1.0 is "1.0"
//   digits_fixed(0.125, 2)     // "0.12": correctly rounded, halves to even, as '.2f'
//
// Promise: repr gives the shortest digits that read back as the same float (std::to_chars, which
// the standard requires to do so), placed by the rules of CPython's float_repr_style 'short'.
#pragma once

#include <string>

namespace sim::scenario {

[[nodiscard]] std::string repr_float(double value);

// What %.Nf, %.Ne and %.Ng write of the size of a number, which must be finite; `upper` writes E.
[[nodiscard]] std::string digits_fixed(double size, int precision);
[[nodiscard]] std::string digits_exponent(double size, int precision);
// `alternate` keeps the zeros at the end.
[[nodiscard]] std::string digits_general(double size, int precision, bool alternate);

// The shortest digits that read back, laid out like repr with exponents from 10^`exponent_from`;
// a point and a zero are added to what looks like an integer where `point` asks for it.
[[nodiscard]] std::string digits_shortest(double size, int exponent_from, bool point);

}  // namespace sim::scenario
