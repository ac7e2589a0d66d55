// sim/scenario/fstring.hpp
//
// Splits the body of an f-string into text and replacement fields, by CPython 3.11's rules; what
// stands in the fields is left to the expression parser.
//
//   for (const FPiece& piece : split_fstring(input, begin, end, Escapes::python)) ...
//   // "Hello, {name!r:>8}" gives text "Hello, " and a field: name, 'r', ">8"
//
// Promise: the pieces cover the body in order, and an empty body has none.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/scenario/ast_expression.hpp"
#include "sim/scenario/expression_input.hpp"

namespace sim::scenario {

struct FPiece {
  std::string text;  // of a stretch of text; of a field {x=} the "x=" that is printed before it
  bool is_field = false;
  std::size_t begin = 0;  // of a field: its expression's bytes
  std::size_t end = 0;
  char conversion = 0;
  std::string format_spec;
};

enum class Escapes : std::uint8_t { python, none };

// Throws: SyntaxError.
[[nodiscard]] std::vector<FPiece> split_fstring(const ExpressionInput& input, std::size_t begin,
                                                std::size_t end, Escapes escapes);

// Adds a part at the end; text joins the text before it, and no text at all adds nothing.
void append(FString& formatted, FPart part);

}  // namespace sim::scenario
