// sim/scenario/precedence.hpp
//
// How tightly each form of expression binds: Python's table, loosest first.
//
//   if (level_of(*operand) < Level::term) text = "(" + text + ")";
//
// Promise: a form whose level is at least that of its place needs no parentheses there.
#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "sim/scenario/ast_expression.hpp"
#include "sim/scenario/overloaded.hpp"
#include "sim/scenario/walk.hpp"

namespace sim::scenario {

enum class Level : std::uint8_t {
  conditional,
  logical_or,
  logical_and,
  logical_not,
  comparison,
  sum,
  term,
  factor,
  power,
  primary
};

[[nodiscard]] constexpr Level tighter(Level level) {
  return static_cast<Level>(static_cast<std::uint8_t>(level) + 1);
}

[[nodiscard]] inline std::string_view text_of(CompareOp op) {
  constexpr std::array<std::string_view, 10> texts{"==", "!=", "<",      "<=", ">",
                                                   ">=", "in", "not in", "is", "is not"};
  return texts[static_cast<std::size_t>(op)];
}

[[nodiscard]] inline std::string_view text_of(BinaryOp op) {
  constexpr std::array<std::string_view, 7> texts{"+", "-", "*", "/", "//", "%", "**"};
  return texts[static_cast<std::size_t>(op)];
}

[[nodiscard]] inline Level level_of(BinaryOp op) {
  if (op == BinaryOp::power) return Level::power;
  return op == BinaryOp::add || op == BinaryOp::subtract ? Level::sum : Level::term;
}

// A number below zero reads as a minus before a number.
[[nodiscard]] inline Level level_of(const Literal& literal) {
  const auto* whole = std::get_if<std::int64_t>(&literal.value);
  const auto* real = std::get_if<double>(&literal.value);
  const bool negative =
      (whole != nullptr && *whole < 0) || (real != nullptr && std::signbit(*real));
  return negative ? Level::factor : Level::primary;
}

[[nodiscard]] inline Level level_of(const Expr& expr) {
  return std::visit(overloaded{
                        [](const Literal& l) { return level_of(l); },
                        [](const Unary& u) {
                          return u.op == UnaryOp::negate ? Level::factor : Level::logical_not;
                        },
                        [](const Binary& b) { return level_of(b.op); },
                        [](const Logical& l) {
                          return l.op == LogicalOp::logical_or ? Level::logical_or
                                                               : Level::logical_and;
                        },
                        [](const Compare&) { return Level::comparison; },
                        [](const Conditional&) { return Level::conditional; },
                        [](const Lambda&) { return Level::conditional; },
                        [](const auto&) { return Level::primary; },
                    },
                    expr.node);
}

// What stands in a field of an f-string, where the colon of a lambda would end it.
[[nodiscard]] inline std::string field_text(std::string written, const Expr& expr) {
  bool has_lambda = false;
  each_expression(expr, [&](const Expr& part) {
    has_lambda = has_lambda || std::holds_alternative<Lambda>(part.node);
  });
  return has_lambda ? "(" + std::move(written) + ")" : written;
}

}  // namespace sim::scenario
