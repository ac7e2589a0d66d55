// sim/scenario/python_steps.hpp
//
// The steps of a coroutine as statements of Python.
//
//   PythonSteps steps(scenario, names, types, scenario.main, lines);
//   steps.block(coroutine.body);
//
// Promise: a step becomes a statement, a line or more; the order is kept, and every await stays
// where it was.
#pragma once

#include <string>
#include <vector>

#include "sim/scenario/ast.hpp"
#include "sim/scenario/python_expression.hpp"
#include "sim/scenario/python_lines.hpp"
#include "sim/scenario/python_names.hpp"
#include "sim/scenario/python_types.hpp"

namespace sim::scenario {

class PythonSteps {
 public:
  PythonSteps(const Scenario& scenario, const PythonNames& names, const PythonTypes& types,
              std::uint32_t coroutine, PythonLines& lines);

  void block(const Block& block);

  // NAME = EXPR, laid out as a statement.
  void assign(const std::string& target, const Expr& value);

 private:
  void step(const Step& step);
  void assign(const std::vector<Assignment>& assignments);
  void gather(const GatherStep& gather);
  void wait(const WaitStep& wait);
  void spawn(const SpawnStep& spawn);
  void cancel(const CancelStep& cancel);
  void with(const WithStep& with);
  void choose(const IfStep& choice, const std::string& word);
  void attempt(const TryStep& attempt);
  void handler(const Handler& handler, const LocalName& as, const std::string& caught);
  void inside(const std::string& head, const Block& block);

  // BEFORE EXPR, with the parts of a call or a list on lines of their own where that reads better.
  void statement(const std::string& before, const Expr& expr);
  [[nodiscard]] PythonList list_of(std::string before, const std::vector<ExprPtr>& items,
                                   std::string after) const;
  [[nodiscard]] std::string printed(const FString& text) const;
  [[nodiscard]] std::string target(const Target& as) const;  // "a, b = ", or ""
  [[nodiscard]] std::string text(const Expr& expr) const { return expressions_.text(expr); }

  const PythonNames& names_;
  const PythonTypes& types_;
  const Coroutine& coroutine_;
  std::uint32_t index_;
  PythonExpressions expressions_;
  PythonLines& lines_;
};

}  // namespace sim::scenario
