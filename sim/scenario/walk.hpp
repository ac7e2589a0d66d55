// sim/scenario/walk.hpp
//
// Goes through all of a tree, in the order of the file.
//
//   each_step(coroutine.body, [](const Step& step) {...});          // the nested ones, too
//   each_expression(coroutine.body, [](const Expr& expr) {...});    // down to the leaves
//
// Promise: an expression comes before its parts, a step before the steps inside it; what is null
// is passed over.
#pragma once

#include <variant>

#include "sim/scenario/ast.hpp"
#include "sim/scenario/overloaded.hpp"

namespace sim::scenario {

// The expressions right below this one.
template <typename Visit>
void each_part(const Expr& expr, const Visit& visit) {
  const auto all = [&](const std::vector<ExprPtr>& items) {
    for (const ExprPtr& item : items) visit(*item);
  };
  std::visit(overloaded{
                 [](const Literal&) {},
                 [](const Name&) {},
                 [&](const FString& text) {
                   for (const FPart& part : text.parts) {
                     if (part.value) visit(*part.value);
                   }
                 },
                 [&](const ListExpr& list) { all(list.items); },
                 [&](const TupleExpr& tuple) { all(tuple.items); },
                 [&](const Unary& unary) { visit(*unary.operand); },
                 [&](const Binary& binary) { visit(*binary.left), visit(*binary.right); },
                 [&](const Logical& logical) { visit(*logical.left), visit(*logical.right); },
                 [&](const Compare& compare) {
                   visit(*compare.first);
                   for (const auto& [op, operand] : compare.rest) visit(*operand);
                 },
                 [&](const Conditional& choice) {
                   visit(*choice.value), visit(*choice.condition), visit(*choice.otherwise);
                 },
                 [&](const Call& call) {
                   visit(*call.callee);
                   all(call.args);
                   for (const Keyword& keyword : call.keywords) visit(*keyword.value);
                 },
                 [&](const Attribute& attribute) { visit(*attribute.object); },
                 [&](const Index& index) { visit(*index.object), visit(*index.index); },
                 [&](const Lambda& lambda) { visit(*lambda.body); },
             },
             expr.node);
}

// This expression and all below it.
template <typename Visit>
void each_expression(const Expr& expr, const Visit& visit) {
  visit(expr);
  each_part(expr, [&](const Expr& part) { each_expression(part, visit); });
}

// The blocks inside this step.
template <typename Visit>
void each_block(const Step& step, const Visit& visit) {
  std::visit(overloaded{
                 [&](const WithStep& with) { visit(with.body); },
                 [&](const ForStep& loop) { visit(loop.body); },
                 [&](const WhileStep& loop) { visit(loop.body); },
                 [&](const IfStep& choice) { visit(choice.then_body), visit(choice.else_body); },
                 [&](const TryStep& attempt) {
                   visit(attempt.body);
                   for (const Handler& handler : attempt.handlers) visit(handler.body);
                   visit(attempt.else_body);
                   visit(attempt.finally_body);
                 },
                 [](const auto&) {},
             },
             step.node);
}

// The steps of the block and all inside them.
template <typename Visit>
void each_step(const Block& block, const Visit& visit) {
  for (const Step& step : block) {
    visit(step);
    each_block(step, [&](const Block& inner) { each_step(inner, visit); });
  }
}

// The expressions that belong to this step alone, not those of the steps inside it.
template <typename Visit>
void each_root(const Step& step, const Visit& visit) {
  const auto some = [&](const auto&... exprs) { ((exprs ? visit(*exprs) : void()), ...); };
  const auto pairs = [&](const std::vector<Assignment>& assignments) {
    for (const Assignment& assignment : assignments) some(assignment.target, assignment.value);
  };
  std::visit(overloaded{
                 [&](const PrintStep& print) {
                   for (const FPart& part : print.text.parts) some(part.value);
                 },
                 [&](const SleepStep& sleep) { some(sleep.delay); },
                 [&](const AwaitStep& await) { some(await.value); },
                 [&](const SpawnStep& spawn) { some(spawn.coro, spawn.name, spawn.group); },
                 [&](const GatherStep& s) { some(s.awaitables, s.return_exceptions); },
                 [&](const WaitStep& s) { some(s.awaitables, s.timeout, s.return_when); },
                 [&](const WaitForStep& wait) { some(wait.awaitable, wait.timeout); },
                 [&](const CancelStep& cancel) { some(cancel.target, cancel.message); },
                 [&](const CallStep& call) { some(call.value); },
                 [&](const LetStep& let) { pairs(let.assignments); },
                 [&](const SetStep& set) { pairs(set.assignments); },
                 [&](const WithStep& with) { some(with.context); },
                 [&](const ForStep& loop) { some(loop.iterable); },
                 [&](const WhileStep& loop) { some(loop.condition); },
                 [&](const IfStep& choice) { some(choice.condition); },
                 [&](const RaiseStep& raise) { some(raise.exception); },
                 [&](const ReturnStep& back) { some(back.value); },
                 [&](const AssertStep& check) { some(check.condition); },
                 [](const auto&) {},
             },
             step.node);
}

// All expressions of the block, down to the leaves.
template <typename Visit>
void each_expression(const Block& block, const Visit& visit) {
  each_step(block, [&](const Step& step) {
    each_root(step, [&](const Expr& root) { each_expression(root, visit); });
  });
}

// All expressions of the program: of the shared variables, of defaults, of the steps.
template <typename Visit>
void each_expression(const Scenario& scenario, const Visit& visit) {
  for (const SharedVariable& shared : scenario.shared) each_expression(*shared.value, visit);
  for (const Coroutine& coroutine : scenario.coroutines) {
    for (const CoroutineParameter& parameter : coroutine.parameters) {
      if (parameter.default_value) each_expression(*parameter.default_value, visit);
    }
    each_expression(coroutine.body, visit);
  }
}

}  // namespace sim::scenario
