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

#include <cstdint>
#include <string>

#include "sim/scenario/run_state.hpp"
#include "sim/scenario/signature.hpp"
#include "sim/scenario/value.hpp"

namespace sim::scenario {

class LambdaObject;  // callable_objects.hpp

class Evaluator {
 public:
  enum class Inside : std::uint8_t { coroutine, lambda };

  Evaluator(RunState* run, const Slots* locals, Inside inside = Inside::coroutine)
      : run_(run), locals_(locals), in_lambda_(inside == Inside::lambda) {}

  [[nodiscard]] Value operator()(const Expr& expr) const;
  // callee(ARGUMENTS), with those of `call`. Throws: TypeError where it is no function.
  [[nodiscard]] Value call(const Value& callee, const Call& call) const;
  [[nodiscard]] std::string text(const FString& text) const;

 private:
  [[nodiscard]] Value of(const Literal& literal) const;
  [[nodiscard]] Value of(const Name& name) const;
  [[nodiscard]] Value of(const FString& fstring) const { return text(fstring); }
  [[nodiscard]] Value of(const ListExpr& list) const;
  [[nodiscard]] Value of(const TupleExpr& tuple) const;
  [[nodiscard]] Value of(const Unary& unary) const;
  [[nodiscard]] Value of(const Binary& binary) const;
  [[nodiscard]] Value by_values(const Binary& binary) const;
  [[nodiscard]] Value of(const Logical& logical) const;
  [[nodiscard]] Value of(const Compare& compare) const;
  [[nodiscard]] Value of(const Conditional& conditional) const;
  [[nodiscard]] Value of(const Call& call) const;
  [[nodiscard]] Value of(const Attribute& attribute) const;
  [[nodiscard]] Value of(const Index& index) const;
  [[nodiscard]] Value of(const Lambda& lambda) const;

  // What is made of literals, variables and operators alone and is numbers all the way needs no
  // values on its way (evaluate_number.cpp). `none` where it is not so, or may raise: nothing has
  // been done then that would matter.
  struct Number {
    enum class Kind : std::uint8_t { none, integer, real };
    Kind kind = Kind::none;
    std::int64_t bits = 0;  // of an integer or a double; so it fits into two registers
  };
  [[nodiscard]] Number number(const Expr& expr) const;
  [[nodiscard]] Number number(const Binary& binary) const;
  [[nodiscard]] Number number(const Name& name) const;

  [[nodiscard]] Values all(const std::vector<ExprPtr>& items) const;
  [[nodiscard]] Value call_coroutine(std::uint32_t index, const Call& call) const;
  [[nodiscard]] Value call_member(const Value& object, std::uint32_t member,
                                  const Call& call) const;
  [[nodiscard]] Value call_class(const ExceptionClass& type, const Call& call) const;
  [[nodiscard]] Value call_lambda(const LambdaObject& function, const Call& call) const;
  [[nodiscard]] BoundArguments bind(const std::string& callee, const Parameters& parameters,
                                    const Call& call, Counts counts) const;
  void evaluate_all(const Call& call) const;
  [[noreturn]] static void refuse(const Value& callee);

  RunState* run_;
  const Slots* locals_;
  bool in_lambda_;
};

// callee(), as asyncio calls a predicate.
[[nodiscard]] Value call_value(RunState* run, const Value& callee);

}  // namespace sim::scenario
