// tests/scenario/reading.hpp
//
// What the tests of the reader share: scenarios from a few lines, and mistakes with the whole
// message that each must give.
//
//   EXPECT_EQ(errors_in(steps("- slep: 2")), "test.sim.yaml:4:7: error: ...");
//   class VerbMistakes : public testing::TestWithParam<Mistake> {};
//
// Promise: nothing here reads a file.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>

#include "sim/scenario/expression.hpp"
#include "sim/scenario/load.hpp"

namespace sim::scenario {

// Everything that is wrong with the text, as it is printed.
inline std::string errors_in(std::string text) {
  return render(load("test.sim.yaml", std::move(text)).diagnostics);
}

// A scenario whose main() has these steps; they start in line 4, column 5.
inline std::string steps(std::string_view body) {
  std::string text = "scenario: x\ncoroutines:\n  main():\n";
  while (!body.empty()) {
    const std::size_t end = std::min(body.find('\n'), body.size());
    text += "    " + std::string(body.substr(0, end)) + "\n";
    body.remove_prefix(std::min(end + 1, body.size()));
  }
  return text;
}

// Requires: nothing is wrong with the text.
inline std::unique_ptr<Scenario> scenario_from(std::string text) {
  LoadResult loaded = load("test.sim.yaml", std::move(text));
  EXPECT_EQ(render(loaded.diagnostics), "");
  return std::move(loaded.scenario);
}

// An expression, or a null and what is wrong with it.
struct ReadExpression {
  ExprPtr tree;
  std::string errors;
};

inline ReadExpression read_expression(const std::string& text) {
  const Source source("expr", text);
  Diagnostics found(source);
  const MappedText mapped(text, 0);
  ReadExpression read{parse_expression({mapped, found, ""}), {}};
  read.errors = render(found.sorted());
  return read;
}

// A text, and the whole message that it must give.
struct Mistake {
  const char* name;
  std::string_view text;
  const char* message;
};

inline void PrintTo(const Mistake& mistake, std::ostream* out) { *out << mistake.text; }

inline std::string mistake_name(const testing::TestParamInfo<Mistake>& info) {
  return info.param.name;
}

}  // namespace sim::scenario
