// tests/fuzz/expression_check.hpp
//
// What must hold for every text that is read as an expression. Asked by the fuzz program and by the
// replay of its corpus.
//
//   check_expression(bytes);   // stops the program where it does not hold
//
// Promise: nothing but the bytes decides what happens.
#pragma once

#include <algorithm>
#include <string>

#include "sim/scenario/expression.hpp"
#include "sim/scenario/unparse.hpp"
#include "tests/fuzz/loader_check.hpp"

namespace sim::scenario {

inline ExprPtr read_alone(const std::string& text) {
  const Source source("fuzz", text);
  Diagnostics found(source);
  const MappedText mapped(text, 0);
  ExprPtr tree = parse_expression({mapped, found, "a test"});
  demand((tree == nullptr) == (found.size() == 1), "a tree, or one diagnostic");
  for (const Diagnostic& diagnostic : found.sorted()) {
    demand(diagnostic.place.end <= text.size(), "a diagnostic points into the text");
  }
  return tree;
}

inline void check_expression(const std::string& bytes) {
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20; };
  const bool plain = !find_invalid_utf8(bytes) && std::ranges::none_of(bytes, is_control);
  if (!plain) return;
  if (const ExprPtr tree = read_alone(bytes)) {
    demand(tree->place.end <= bytes.size(), "a tree has its place in the text");
    const std::string written = to_string(*tree);
    const ExprPtr again = read_alone(written);
    demand(again != nullptr, "what is written can be read");
    demand(to_string(*again) == written, "what is read again is written the same");
  }
  const Source source("fuzz", bytes);
  Diagnostics found(source);
  const MappedText mapped(bytes, 0);
  const bool read = parse_fstring({mapped, found, "a test"}).has_value();
  demand(read == found.empty(), "parts, or a diagnostic");
}

}  // namespace sim::scenario
