// sim/scenario/expect.hpp
//
// Holds the result of a run against what its file expects.
//
//   for (const Mismatch& m : compare(*expected, result)) {
//     if (m.key == Mismatch::Key::output) print_diff(m.expected_lines, m.actual_lines);
//     else std::cout << m.label() << ": expected " << m.expected << ", got " << m.actual << '\n';
//   }
//
// Promise: empty exactly where all that is expected came true; a key that is not given expects
// nothing, but for `outcome`, which then expects `ok`. Values are equal where Python writes them
// alike, so 1, 1.0 and True are three.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/scenario/ast.hpp"
#include "sim/scenario/run.hpp"

namespace sim::scenario {

struct Mismatch {
  enum class Key : std::uint8_t { output, outcome, exception, elapsed, result, final_value };

  Key key = Key::output;
  std::string name;      // of the shared variable; "" for every other key
  std::string expected;  // as the file would say it: "ok", "1.5", "[1, 2]"; "" of output
  std::string actual;
  std::vector<std::string> expected_lines;  // of output alone
  std::vector<std::string> actual_lines;
  Site site;  // of the expectation; Style::absent where the file does not give it

  [[nodiscard]] std::string label() const;  // "output", "final counter"
};

// In the order of the keys above.
[[nodiscard]] std::vector<Mismatch> compare(const Expectation& expected, const RunResult& result);

// Seconds as a file says them: "1", "0.25", the shortest decimal number, exactly.
[[nodiscard]] std::string write_seconds(Duration duration);

// An expectation's value, an expression of literals and operators, as Python's repr writes it.
// Throws nothing: where it cannot be calculated (1 / 0) the text says why.
[[nodiscard]] std::string write_expected(const Expr& expression);

}  // namespace sim::scenario
