// sim/scenario/escape.hpp
//
// Python's escapes in a string: \n \t \\ \' \" \xhh \uXXXX \UXXXXXXXX \ooo and their kin.
//
//   std::string value = unescape(input, token.body_begin, token.body_end);
//
// Promise: the result is well-formed UTF-8. A backslash before any other letter stays, as in
// Python.
#pragma once

#include <cstddef>
#include <string>

#include "sim/scenario/expression_input.hpp"

namespace sim::scenario {

// The value of the bytes [begin, end) of a string's body. Throws: SyntaxError.
[[nodiscard]] std::string unescape(const ExpressionInput& input, std::size_t begin,
                                   std::size_t end);

}  // namespace sim::scenario
