#include "sim/scenario/arithmetic.hpp"

#include <bit>
#include <cmath>
#include <limits>

#include "sim/base/check.hpp"
#include "sim/scenario/raise.hpp"

namespace sim::scenario {
namespace {

__extension__ using Wide = unsigned __int128;

[[noreturn]] void raise_zero_division(const char* message) {
  raise("ZeroDivisionError", message);
}

[[noreturn]] void raise_overflow() { raise("OverflowError", "integer overflow"); }

std::uint64_t magnitude(std::int64_t value) {
  const auto bits = static_cast<std::uint64_t>(value);
  return value < 0 ? 0 - bits : bits;
}

// The float nearest to dividend / divisor, neither of which is 0.
double divide_exactly(std::uint64_t dividend, std::uint64_t divisor) {
  const int shift = 64 + std::countl_zero(dividend);
  const Wide scaled = static_cast<Wide>(dividend) << shift;
  Wide quotient = scaled / divisor;
  bool inexact = scaled % divisor != 0;
  int exponent = -shift;
  while (quotient >> 64 != 0) {
    inexact = inexact || (quotient & 1) != 0;
    quotient >>= 1;
    ++exponent;
  }
  // 64 bits of which the last tells of all that follow are enough to round to 53 once.
  return std::ldexp(static_cast<double>(static_cast<std::uint64_t>(quotient) | (inexact ? 1 : 0)),
                    exponent);
}

double true_divide(std::int64_t left, std::int64_t right) {
  if (right == 0) raise_zero_division("division by zero");
  if (left == 0) return right < 0 ? -0.0 : 0.0;
  const double size = divide_exactly(magnitude(left), magnitude(right));
  return (left < 0) == (right < 0) ? size : -size;
}

std::int64_t floor_divide(std::int64_t left, std::int64_t right) {
  if (right == 0) raise_zero_division("integer division or modulo by zero");
  if (left == std::numeric_limits<std::int64_t>::min() && right == -1) raise_overflow();
  const std::int64_t quotient = left / right;
  return left % right != 0 && (left < 0) != (right < 0) ? quotient - 1 : quotient;
}

std::int64_t floor_modulo(std::int64_t left, std::int64_t right) {
  if (right == 0) raise_zero_division("integer modulo by zero");
  if (right == -1) return 0;
  const std::int64_t rest = left % right;
  return rest != 0 && (rest < 0) != (right < 0) ? rest + right : rest;
}

std::int64_t integer_power(std::int64_t base, std::int64_t exponent) {
  if (base == 0 || base == 1) return exponent == 0 ? 1 : base;
  if (base == -1) return exponent % 2 == 0 ? 1 : -1;
  std::int64_t result = 1;
  for (std::int64_t i = 0; i < exponent; ++i) {  // at most 63 rounds before it overflows
    if (__builtin_mul_overflow(result, base, &result)) raise_overflow();
  }
  return result;
}

double real_power(double base, double exponent) {
  if (base == 0.0 && exponent < 0.0) {
    raise_zero_division("0.0 cannot be raised to a negative power");
  }
  if (base < 0.0 && std::isfinite(base) && std::isfinite(exponent) &&
      exponent != std::floor(exponent)) {
    raise("ValueError", "the power is a complex number, which scenarios do not have");
  }
  const double result = std::pow(base, exponent);
  if (std::isinf(result) && std::isfinite(base) && std::isfinite(exponent)) {
    throw Raised(make_exception(*find_exception_class("OverflowError"),
                                {34, "Numerical result out of range"}));
  }
  return result;
}

double real_modulo(double left, double right) {
  if (right == 0.0) raise_zero_division("float modulo");
  const double rest = std::fmod(left, right);
  if (rest == 0.0) return std::copysign(0.0, right);
  return (right < 0) != (rest < 0) ? rest + right : rest;
}

double real_floor_divide(double left, double right) {
  if (right == 0.0) raise_zero_division("float floor division by zero");
  const double rest = std::fmod(left, right);
  double quotient = (left - rest) / right;
  if (rest != 0.0 && (right < 0) != (rest < 0)) quotient -= 1.0;
  if (quotient == 0.0) return std::copysign(0.0, left / right);
  const double whole = std::floor(quotient);
  return quotient - whole > 0.5 ? whole + 1.0 : whole;
}

}  // namespace

Value calculate(BinaryOp op, std::int64_t left, std::int64_t right) {
  std::int64_t result = 0;
  bool overflow = false;
  switch (op) {
    case BinaryOp::add: overflow = __builtin_add_overflow(left, right, &result); break;
    case BinaryOp::subtract: overflow = __builtin_sub_overflow(left, right, &result); break;
    case BinaryOp::multiply: overflow = __builtin_mul_overflow(left, right, &result); break;
    case BinaryOp::divide: return true_divide(left, right);
    case BinaryOp::floor_divide: return floor_divide(left, right);
    case BinaryOp::modulo: return floor_modulo(left, right);
    case BinaryOp::power:
      if (right >= 0) return integer_power(left, right);
      return real_power(static_cast<double>(left), static_cast<double>(right));
  }
  if (overflow) raise_overflow();
  return result;
}

Value calculate(BinaryOp op, double left, double right) {
  switch (op) {
    case BinaryOp::add: return left + right;
    case BinaryOp::subtract: return left - right;
    case BinaryOp::multiply: return left * right;
    case BinaryOp::divide:
      if (right == 0.0) raise_zero_division("float division by zero");
      return left / right;
    case BinaryOp::floor_divide: return real_floor_divide(left, right);
    case BinaryOp::modulo: return real_modulo(left, right);
    case BinaryOp::power: return real_power(left, right);
  }
  SIM_CHECK(false, "an operator is missing");
  return Value();
}

}  // namespace sim::scenario
