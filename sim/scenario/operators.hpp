// sim/scenario/operators.hpp
//
// Python's operators on values.
//
//   binary(BinaryOp::floor_divide, -7, 2)        // -4
//   compare(CompareOp::less, 1, 1.5)             // true
//   index_value("word", -1)                      // "d"
//
// Integers have 64 bits: what does not fit raises OverflowError, never a wrong number. Integers and
// floats compare exactly. What Python refuses raises what Python raises, in its words.
#pragma once

#include "sim/scenario/ast_expression.hpp"
#include "sim/scenario/value.hpp"

namespace sim::scenario {

[[nodiscard]] Value binary(BinaryOp op, const Value& left, const Value& right);
[[nodiscard]] Value negate(const Value& operand);

[[nodiscard]] bool equals(const Value& left, const Value& right);
[[nodiscard]] bool is_same(const Value& left, const Value& right);
[[nodiscard]] bool contains(const Value& container, const Value& item);
// One of < <= > >= and the ones above.
[[nodiscard]] bool compare(CompareOp op, const Value& left, const Value& right);

// object[index], and where that is in a sequence of `size` items.
[[nodiscard]] Value index_value(const Value& object, const Value& index);
void store_item(const Value& object, const Value& index, Value value);

// The number of something that must be an integer, as Python's __index__ gives it.
// Throws: TypeError "'str' object cannot be interpreted as an integer".
[[nodiscard]] std::int64_t to_index(const Value& value);

// int(real), rounded as asked before. Throws: ValueError, OverflowError.
[[nodiscard]] std::int64_t real_to_integer(double whole);

}  // namespace sim::scenario
