// sim/scenario/python_types.hpp
//
// Type hints for a Python program, where they can be told from the scenario.
//
//   const PythonTypes types(scenario);
//   types.parameter(greet, 0)     // "str": every call of greet passes a string
//   types.result(main)            // "None": main returns nothing
//
// Promise: a hint that is given is true of every run that gets so far; "" is no hint.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/scenario/ast.hpp"

namespace sim::scenario {

class PythonTypes {
 public:
  explicit PythonTypes(const Scenario& scenario);

  [[nodiscard]] std::string parameter(std::uint32_t coroutine, std::uint32_t slot) const;
  [[nodiscard]] std::string result(std::uint32_t coroutine) const;
  // Of what a shared variable starts with.
  [[nodiscard]] std::string initial(const SharedVariable& variable) const;

  // Whether what a step assigns is a number to a name that always held numbers.
  [[nodiscard]] bool counts(const Name& target, const Expr& value, std::uint32_t coroutine) const;

 private:
  bool round();
  bool meet(std::string& known, const std::string& other) const;
  bool meet_call(const Call& call, std::uint32_t caller);
  bool meet_step(const Step& step, std::uint32_t coroutine);
  bool meet_all(const Target& target, std::uint32_t coroutine, const std::string& type);
  bool meet_assignment(const Assignment& assignment, std::uint32_t coroutine);
  [[nodiscard]] std::string type_of(const Expr& expr, std::uint32_t coroutine) const;
  [[nodiscard]] std::string type_of(const Binary& binary, std::uint32_t coroutine) const;
  [[nodiscard]] std::string type_of(const Name& name, std::uint32_t coroutine) const;
  [[nodiscard]] std::string item_of(const Expr& iterable, std::uint32_t coroutine) const;

  const Scenario& scenario_;
  std::vector<std::string> shared_;
  std::vector<std::vector<std::string>> locals_;
};

}  // namespace sim::scenario
