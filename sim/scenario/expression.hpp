// sim/scenario/expression.hpp
//
// Reads an expression: Python's syntax and precedence, cut down to what the language has.
//
//   Diagnostics found(source);
//   MappedText text("1 + f(x)[0]", begin);
//   ExprPtr tree = parse_expression({text, found, "main(), step 2"});
//   if (!tree) std::cerr << render(found.sorted());
//
// Promise: null is returned exactly where a diagnostic was added; names are not looked up here.
#pragma once

#include <optional>

#include "sim/scenario/ast_expression.hpp"
#include "sim/scenario/expression_input.hpp"

namespace sim::scenario {

[[nodiscard]] ExprPtr parse_expression(const ExpressionInput& input);

// The text is the body of an f-string, as `print` has it.
[[nodiscard]] std::optional<FString> parse_fstring(const ExpressionInput& input);

}  // namespace sim::scenario
