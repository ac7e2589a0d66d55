// tests/scenario/running.hpp
//
// Runs what a test writes down.
//
//   RunResult result = run_text("main():\n  - print: hello\n");   // the `coroutines` of a scenario
//   EXPECT_EQ(value_of("7 // 2"), "3");                            // as Python's repr writes it
//   EXPECT_EQ(value_of("1 / 0"), "ZeroDivisionError: division by zero");
//
// A text that does not load fails the test with its diagnostics.

#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "sim/scenario/load.hpp"
#include "sim/scenario/run.hpp"

namespace sim::scenario {

inline std::unique_ptr<Scenario> load_text(const std::string& text) {
  LoadResult loaded = load("test.sim.yaml", text);
  if (!loaded) ADD_FAILURE() << render(loaded.diagnostics) << text;
  return std::move(loaded.scenario);
}

// `coroutines` is indented from column 0; `head` stands before it: seed, shared, limits, ...
inline std::unique_ptr<Scenario> scenario_of(const std::string& coroutines,
                                             const std::string& head = "") {
  std::string text = "scenario: test\n" + head + "coroutines:\n";
  std::size_t begin = 0;
  while (begin < coroutines.size()) {
    const std::size_t end = coroutines.find('\n', begin);
    text += "  " + coroutines.substr(begin, end - begin) + "\n";
    begin = end == std::string::npos ? coroutines.size() : end + 1;
  }
  return load_text(text);
}

inline RunResult run_text(const std::string& coroutines, const std::string& head = "",
                          const RunSettings& settings = {}) {
  const std::unique_ptr<Scenario> scenario = scenario_of(coroutines, head);
  return scenario ? run_scenario(*scenario, settings) : RunResult{};
}

inline std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("''") : std::string(1, c);
  return out + "'";
}

// What the expression is, as repr; or what it raises.
inline std::string value_of(const std::string& expression) {
  const RunResult result = run_text("main():\n  - return: " + quoted(expression) + "\n");
  return result.exception.value_or(result.result.python);
}

// What is printed for the body of an f-string, or what it raises.
inline std::string printed(const std::string& fstring) {
  const RunResult result = run_text("main():\n  - print: " + quoted(fstring) + "\n");
  if (result.exception) return *result.exception;
  std::string text;
  for (const std::string& line : result.output) text += line;
  return text;
}

using Lines = std::vector<std::string>;

}  // namespace sim::scenario
