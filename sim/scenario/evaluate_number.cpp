// Arithmetic without values: the fast way of evaluate.hpp. Whatever it cannot do, and whatever is
// to raise, is left to the slow one.
#include <bit>
#include <cstdint>
#include <optional>
#include <variant>

#include "sim/scenario/evaluate.hpp"

namespace sim::scenario {
namespace {

// False where it overflows, or is an operator that is left to the slow way.
inline bool calculate(BinaryOp op, std::int64_t left, std::int64_t right, std::int64_t& result) {
  switch (op) {
    case BinaryOp::add: return !__builtin_add_overflow(left, right, &result);
    case BinaryOp::subtract: return !__builtin_sub_overflow(left, right, &result);
    case BinaryOp::multiply: return !__builtin_mul_overflow(left, right, &result);
    case BinaryOp::modulo:
      if (left < 0 || right <= 0) return false;
      result = left % right;
      return true;
    case BinaryOp::floor_divide:
      if (left < 0 || right <= 0) return false;
      result = left / right;
      return true;
    case BinaryOp::divide:
    case BinaryOp::power: break;
  }
  return false;
}

inline bool calculate(BinaryOp op, double left, double right, double& result) {
  switch (op) {
    case BinaryOp::add: result = left + right; return true;
    case BinaryOp::subtract: result = left - right; return true;
    case BinaryOp::multiply: result = left * right; return true;
    case BinaryOp::divide:
      result = left / right;
      return right != 0.0;
    case BinaryOp::floor_divide:
    case BinaryOp::modulo:
    case BinaryOp::power: break;
  }
  return false;
}

}  // namespace

Evaluator::Number Evaluator::number(const Binary& binary) const {
  using Kind = Number::Kind;
  const Number left = number(*binary.left);
  if (left.kind == Kind::none) return {};
  const Number right = number(*binary.right);
  if (left.kind == Kind::integer && right.kind == Kind::integer) {
    std::int64_t result = 0;
    if (!calculate(binary.op, left.bits, right.bits, result)) return {};
    return {Kind::integer, result};
  }
  if (right.kind == Kind::none) return {};
  const auto as_real = [](const Number& operand) {
    return operand.kind == Kind::real ? std::bit_cast<double>(operand.bits)
                                      : static_cast<double>(operand.bits);
  };
  double result = 0.0;
  if (!calculate(binary.op, as_real(left), as_real(right), result)) return {};
  return {Kind::real, std::bit_cast<std::int64_t>(result)};
}

Evaluator::Number Evaluator::number(const Name& name) const {
  if (name.binding.kind != NameKind::local) return {};
  const std::optional<Value>* value = locals_->unshared(name.binding.index);
  if (value == nullptr || !*value) return {};
  if (const std::int64_t* integer = (*value)->integer()) return {Number::Kind::integer, *integer};
  if (const double* real = (*value)->real()) {
    return {Number::Kind::real, std::bit_cast<std::int64_t>(*real)};
  }
  return {};
}

Evaluator::Number Evaluator::number(const Expr& expr) const {
  if (const auto* binary = std::get_if<Binary>(&expr.node)) return number(*binary);
  if (const auto* name = std::get_if<Name>(&expr.node)) return number(*name);
  const auto* literal = std::get_if<Literal>(&expr.node);
  if (literal == nullptr) return {};
  if (const auto* integer = std::get_if<std::int64_t>(&literal->value)) {
    return {Number::Kind::integer, *integer};
  }
  if (const auto* real = std::get_if<double>(&literal->value)) {
    return {Number::Kind::real, std::bit_cast<std::int64_t>(*real)};
  }
  return {};
}

}  // namespace sim::scenario
