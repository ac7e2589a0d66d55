// sim/scenario/evaluate.hpp
//
// The value of an expression, here and now.
//
//   Evaluator evaluate{&run, &locals};
//   Value value = evaluate(*step.value);
//   std::string line = evaluate.text(print.text);       // an f-string
//
// Operands are evaluated in Python's order, none twice. Throws what Python would raise, as Raised
// or as an exception of the library; see raise.hpp. Without a run only what needs none can be
// evaluated: literals, operators, functions like len(); that is what expectations are made of.
#pragma once

#include <string>

#include "sim/scenario/run_state.hpp"
#include "sim/scenario/value.hpp"

namespace sim::scenario {

class Evaluator {
 public:
  Evaluator(RunState* run, const Slots* locals) : run_(run), locals_(locals) {}

  [[nodiscard]] Value operator()(const Expr& expr) const;
  [[nodiscard]] std::string text(const FString& text) const;

 private:
  [[nodiscard]] Value of(const Literal& literal) const;
  [[nodiscard]] Value of(const Name& name) const;
  [[nodiscard]] Value of(const FString& fstring) const { return text(fstring); }
  [[nodiscard]] Value of(const ListExpr& list) const;
  [[nodiscard]] Value of(const TupleExpr& tuple) const;
  [[nodiscard]] Value of(const Unary& unary) const;
  [[nodiscard]] Value of(const Binary& binary) const;
  [[nodiscard]] Value of(const Logical& logical) const;
  [[nodiscard]] Value of(const Compare& compare) const;
  [[nodiscard]] Value of(const Conditional& conditional) const;
  [[nodiscard]] Value of(const Call& call) const;
  [[nodiscard]] Value of(const Attribute& attribute) const;
  [[nodiscard]] Value of(const Index& index) const;

  [[nodiscard]] Values all(const std::vector<ExprPtr>& items) const;
  [[nodiscard]] Value call_coroutine(std::uint32_t index, const Call& call) const;
  [[nodiscard]] Value call_method(const Attribute& attribute, const Call& call) const;

  RunState* run_;
  const Slots* locals_;
};

}  // namespace sim::scenario
