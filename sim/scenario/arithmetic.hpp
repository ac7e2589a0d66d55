// sim/scenario/arithmetic.hpp
//
// Python's arithmetic on two numbers of one kind.
//
//   calculate(BinaryOp::divide, std::int64_t{7}, std::int64_t{2})    // 3.5
//   calculate(BinaryOp::modulo, -7.5, 2.0)                           // 0.5
//
// `/` of integers is the float nearest to the true quotient. Raises OverflowError where an integer
// does not fit into 64 bits, ZeroDivisionError in CPython's words. Floats follow CPython's
// Objects/floatobject.c.
#pragma once

#include <cstdint>

#include "sim/scenario/ast_expression.hpp"
#include "sim/scenario/value.hpp"

namespace sim::scenario {

[[nodiscard]] Value calculate(BinaryOp op, std::int64_t left, std::int64_t right);
[[nodiscard]] Value calculate(BinaryOp op, double left, double right);

}  // namespace sim::scenario
