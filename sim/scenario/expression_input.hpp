// sim/scenario/expression_input.hpp
//
// What the readers of an expression hand to one another: the text, where to report, and how to
// stop.
//
//   ExpressionInput input{text, found, "main(), step 2"};
//   if (!closed) fail(input, begin, end, "this string is never closed", "add the closing \"");
//
// Promise: fail() reports exactly one diagnostic before it throws, and the SyntaxError it throws
// never leaves expression.cpp.
#pragma once

#include <cstddef>
#include <string>

#include "sim/scenario/diagnostic.hpp"
#include "sim/scenario/mapped_text.hpp"

namespace sim::scenario {

// What is being read, and where to say what is wrong with it.
struct ExpressionInput {
  const MappedText& text;
  Diagnostics& found;
  std::string context;   // for Diagnostic::context
  bool in_flow = false;  // an item of a YAML [list] or {mapping}, which YAML splits at commas
  bool head = false;     // of a coroutine: what looks like arguments are parameters
};

// Thrown after the diagnostic was reported.
struct SyntaxError {};

[[noreturn]] void fail(const ExpressionInput& input, std::size_t begin, std::size_t end,
                       std::string message, std::string help = "");

}  // namespace sim::scenario
