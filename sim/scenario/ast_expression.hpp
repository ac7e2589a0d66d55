// sim/scenario/ast_expression.hpp
//
// The tree of an expression: what expression.hpp reads, validate.hpp resolves and the interpreter
// evaluates. One struct a form; Expr is a variant of them and a place in the file.
//
//   ExprPtr tree = parse_expression(text, found);      // expression.hpp
//   if (const auto* call = std::get_if<Call>(&tree->node)) ...
//   std::string python = to_string(*tree);             // unparse.hpp
//
// Invariant: no ExprPtr inside a tree is null unless its comment says so, and no tree is higher
// than expression_height_max, so that walking one by recursion is safe.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "sim/scenario/source.hpp"

namespace sim::scenario {

struct Expr;
using ExprPtr = std::unique_ptr<Expr>;

inline constexpr std::uint32_t expression_height_max = 200;

// What a name stands for. validate.hpp fills it in; before that every name is unresolved.
enum class NameKind : std::uint8_t {
  unresolved,
  local,      // index: slot in the coroutine's frame
  shared,     // index: into Scenario::shared
  coroutine,  // index: into Scenario::coroutines
  builtin,    // index: into builtins()
};

struct Binding {
  NameKind kind = NameKind::unresolved;
  std::uint32_t index = 0;
};

// None is std::monostate.
struct Literal {
  std::variant<std::monostate, bool, std::int64_t, double, std::string> value;
};

struct Name {
  std::string text;  // "random.uniform" counts as one name
  Binding binding;
};

// One stretch of an f-string: text as it stands, or {value!conversion:spec}.
struct FPart {
  std::string text;         // used where value is null
  ExprPtr value;            // may be null
  char conversion = 0;      // 'r', 's' or 0
  std::string format_spec;  // "" where there is none
};

struct FString {
  std::vector<FPart> parts;
};

struct ListExpr {
  std::vector<ExprPtr> items;
};

struct TupleExpr {
  std::vector<ExprPtr> items;
};

enum class UnaryOp : std::uint8_t { negate, logical_not };
struct Unary {
  UnaryOp op;
  ExprPtr operand;
};

enum class BinaryOp : std::uint8_t { add, subtract, multiply, divide, floor_divide, modulo, power };
struct Binary {
  BinaryOp op;
  ExprPtr left;
  ExprPtr right;
};

// `and` and `or`: the value is that of the operand that decided.
enum class LogicalOp : std::uint8_t { logical_and, logical_or };
struct Logical {
  LogicalOp op;
  ExprPtr left;
  ExprPtr right;
};

enum class CompareOp : std::uint8_t {
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,
  in,
  not_in,
  is,
  is_not
};

// a < b <= c: each operand is evaluated at most once, and no further than the first false pair.
struct Compare {
  ExprPtr first;
  std::vector<std::pair<CompareOp, ExprPtr>> rest;  // never empty
};

struct Conditional {
  ExprPtr value;      // a if c else b: a
  ExprPtr condition;  // c
  ExprPtr otherwise;  // b
};

struct Keyword {
  std::string name;
  Place place;  // of the name
  ExprPtr value;
};

// The callee is a Name (a coroutine, a builtin or a variable) or an Attribute (a method).
struct Call {
  ExprPtr callee;
  std::vector<ExprPtr> args;
  std::vector<Keyword> keywords;
  // For a coroutine or a builtin, filled by validate: the index of the parameter that each
  // argument goes to, first those of args, then those of keywords. Arguments that a *parameter
  // takes all carry its index. Empty for a method or a variable: what is called is known only then.
  std::vector<std::uint32_t> parameters;
};

// object.name: a method, called or not, or one of the few plain attributes.
struct Attribute {
  ExprPtr object;
  std::string name;
  Place name_place;
};

struct Index {
  ExprPtr object;
  ExprPtr index;
};

// lambda: body
struct Lambda {
  ExprPtr body;
  std::string name;  // Python's __qualname__, "main.<locals>.<lambda>"; filled by validate
};

struct Expr {
  Place place;  // its bytes in the file, parentheses around it not included
  std::variant<Literal, Name, FString, ListExpr, TupleExpr, Unary, Binary, Logical, Compare,
               Conditional, Call, Attribute, Index, Lambda>
      node;
  std::uint32_t height = 1;  // of the tree, 1 for a leaf
};

// One parameter of a coroutine or of a builtin.
struct Parameter {
  enum class Kind : std::uint8_t { plain, positional_only, star, keyword_only };
  std::string name;
  Kind kind = Kind::plain;
  bool optional = false;
};

using Parameters = std::vector<Parameter>;

}  // namespace sim::scenario
