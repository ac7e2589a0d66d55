// sim/scenario/unparse.hpp
//
// An expression as Python text, for people, for tests and for what is generated from a scenario.
//
//   to_string(*parse_expression("a-(b+1)"))    // "a - (b + 1)"
//
// Promise: reading the text again gives the same tree, with no parentheses but the needed ones; but
// for fields of an f-string that hold control characters, or both kinds of quotes, as only the body
// of a `print` can.
#pragma once

#include <string>
#include <string_view>

#include "sim/scenario/ast_expression.hpp"

namespace sim::scenario {

[[nodiscard]] std::string to_string(const Expr& expr);

// A string literal in single quotes, control characters escaped.
[[nodiscard]] std::string quote(std::string_view text);

}  // namespace sim::scenario
