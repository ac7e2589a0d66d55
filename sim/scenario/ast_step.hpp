// sim/scenario/ast_step.hpp
//
// The steps of a coroutine's body: one struct a verb, Step is a variant of them.
//
//   for (const Step& step : coroutine.body)
//     std::visit(overloaded{[](const SleepStep& sleep) {...}, ...}, step.node);
//
// Invariant: an ExprPtr is null only where its comment says so.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sim/scenario/ast_expression.hpp"

namespace sim::scenario {

struct Step;
using Block = std::vector<Step>;

// A local variable that a step binds.
struct LocalName {
  std::string name;
  Place place;
  std::uint32_t slot = 0;  // filled by validate
};

// `as: x` or `as: [x, y]`; no names where there is no `as`.
struct Target {
  std::vector<LocalName> names;
  bool unpack = false;  // also for [x]: one name, and the value must hold exactly one item
  Place place;

  [[nodiscard]] bool empty() const { return names.empty(); }
};

struct PrintStep {
  FString text;
};
struct SleepStep {
  ExprPtr delay;
};
struct AwaitStep {
  ExprPtr value;
  Target as;
};
struct SpawnStep {
  ExprPtr coro;
  ExprPtr name;   // may be null
  ExprPtr group;  // `in`; may be null
  Target as;
};
// A literal list of awaitables is a ListExpr in `awaitables`, anything else evaluates to one.
struct GatherStep {
  ExprPtr awaitables;
  ExprPtr return_exceptions;  // may be null
  Target as;
};
struct WaitStep {
  ExprPtr awaitables;
  ExprPtr timeout;      // may be null
  ExprPtr return_when;  // may be null
  Target as;
};
struct WaitForStep {
  ExprPtr awaitable;
  ExprPtr timeout;
  Target as;
};
struct CancelStep {
  ExprPtr target;
  ExprPtr message;  // may be null
  Target as;
};
struct CallStep {
  ExprPtr value;
  Target as;
};

// NAME = EXPR, or NAME[INDEX] = EXPR: the target is a Name, or an Index over one.
struct Assignment {
  ExprPtr target;
  ExprPtr value;
};
// `let` binds locals, `set` writes shared variables; the bindings of the targets say which.
struct LetStep {
  std::vector<Assignment> assignments;
};
struct SetStep {
  std::vector<Assignment> assignments;
};

struct WithStep {
  ExprPtr context;
  Target as;
  Block body;
};
struct ForStep {
  LocalName variable;
  ExprPtr iterable;
  Block body;
};
struct WhileStep {
  ExprPtr condition;
  Block body;
};
struct IfStep {
  ExprPtr condition;
  Block then_body;
  Block else_body;
};

// The exception types of one handler are builtins of kind `exception`, by index.
struct Handler {
  std::vector<std::uint32_t> types;
  Place place;
  Block body;
};
struct TryStep {
  Block body;
  std::vector<Handler> handlers;
  LocalName as;  // as.name is "" where there is none
  Block else_body;
  Block finally_body;
};

struct RaiseStep {
  ExprPtr exception;
};  // null: raise again what is being handled
struct ReturnStep {
  ExprPtr value;
};  // null: None
struct AssertStep {
  ExprPtr condition;
  std::string text;  // the expression as the file writes it
};
struct PassStep {};
struct BreakStep {};
struct ContinueStep {};

struct Step {
  Place place;       // the whole step
  Place verb_place;  // its verb
  std::string path;  // "main(), step 3, then, step 1": where it is, for people
  std::variant<PassStep, BreakStep, ContinueStep, PrintStep, SleepStep, AwaitStep, SpawnStep,
               GatherStep, WaitStep, WaitForStep, CancelStep, CallStep, LetStep, SetStep, WithStep,
               ForStep, WhileStep, IfStep, TryStep, RaiseStep, ReturnStep, AssertStep>
      node;
};

}  // namespace sim::scenario
