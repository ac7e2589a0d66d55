#include "sim/scenario/operators.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "sim/scenario/arithmetic.hpp"
#include "sim/scenario/percent_format.hpp"
#include "sim/scenario/raise.hpp"
#include "sim/scenario/source.hpp"

namespace sim::scenario {
namespace {

std::string quoted_type(const Value& value) { return "'" + std::string(type_name(value)) + "'"; }

std::string_view sign_of(BinaryOp op) {
  constexpr std::string_view signs[] = {"+", "-", "*", "/", "//", "%", "** or pow()"};
  return signs[static_cast<std::size_t>(op)];
}

[[noreturn]] void raise_unsupported(BinaryOp op, const Value& left, const Value& right) {
  raise("TypeError", "unsupported operand type(s) for " + std::string(sign_of(op)) + ": " +
                         quoted_type(left) + " and " + quoted_type(right));
}

// A sequence that can be joined and repeated.
bool is_joinable(const Value& value) {
  return value.text() != nullptr || value.list() != nullptr || value.tuple() != nullptr;
}

Values joined(const Values& left, const Values& right) {
  check_size(left.size() + right.size());
  Values items = left;
  items.insert(items.end(), right.begin(), right.end());
  return items;
}

Value concatenate(const Value& left, const Value& right) {
  if (left.text() != nullptr && right.text() != nullptr) {
    check_size(left.text()->size() + right.text()->size());
    return *left.text() + *right.text();
  }
  if (left.list() != nullptr && right.list() != nullptr) {
    return make_list(joined(left.list()->items, right.list()->items));
  }
  if (left.tuple() != nullptr && right.tuple() != nullptr) {
    return make_tuple(joined(left.tuple()->items, right.tuple()->items));
  }
  if (!is_joinable(left)) raise_unsupported(BinaryOp::add, left, right);
  const std::string type(type_name(left));
  raise("TypeError", "can only concatenate " + type + " (not \"" + std::string(type_name(right)) +
                         "\") to " + type);
}

Values repeated(const Values& items, std::uint64_t times) {
  Values result;
  result.reserve(items.size() * times);
  for (std::uint64_t i = 0; i < times; ++i) {
    result.insert(result.end(), items.begin(), items.end());
  }
  return result;
}

Value repeat(const Value& sequence, const Value& count) {
  const auto asked = as_integer(count);
  if (!asked) {
    raise("TypeError", "can't multiply sequence by non-int of type " + quoted_type(count));
  }
  const std::size_t size = sequence.text() != nullptr ? sequence.text()->size()
                                                      : static_cast<std::size_t>(*length(sequence));
  const auto times = static_cast<std::uint64_t>(size == 0 ? 0 : std::max<std::int64_t>(*asked, 0));
  if (sequence.text() != nullptr && times > std::numeric_limits<std::int64_t>::max() / (size + 1)) {
    raise("OverflowError", "repeated string is too long");
  }
  if (times > 0) check_size(times > kItemsMax ? times : size * times);
  if (sequence.list() != nullptr) return make_list(repeated(sequence.list()->items, times));
  if (sequence.tuple() != nullptr) return make_tuple(repeated(sequence.tuple()->items, times));
  std::string text;
  text.reserve(size * times);
  for (std::uint64_t i = 0; i < times; ++i) text += *sequence.text();
  return text;
}

// The place of an index in a sequence; `what` is said where there is none.
std::size_t find_place(std::int64_t index, std::uint64_t size, const char* what) {
  const std::int64_t place = index < 0 ? index + static_cast<std::int64_t>(size) : index;
  if (place < 0 || static_cast<std::uint64_t>(place) >= size) raise("IndexError", what);
  return static_cast<std::size_t>(place);
}

std::int64_t index_of(const Value& index, std::string_view sequence) {
  if (const auto integer = as_integer(index)) return *integer;
  raise("TypeError", std::string(sequence) + " indices must be integers or slices, not " +
                         std::string(type_name(index)));
}

Value character_at(const std::string& text, const Value& index) {
  const auto integer = as_integer(index);
  if (!integer) {
    raise("TypeError", "string indices must be integers, not " + quoted_type(index));
  }
  std::size_t place = find_place(*integer, count_characters(text), "string index out of range");
  std::string_view rest = text;
  for (; place > 0; --place) rest.remove_prefix(std::max<std::size_t>(utf8_length(rest), 1));
  return rest.substr(0, std::max<std::size_t>(utf8_length(rest), 1));
}

}  // namespace

Value binary(BinaryOp op, const Value& left, const Value& right) {
  const auto left_integer = as_integer(left);
  const auto right_integer = as_integer(right);
  if (left_integer && right_integer) return calculate(op, *left_integer, *right_integer);
  const auto left_real = as_real(left);
  const auto right_real = as_real(right);
  if (left_real && right_real) return calculate(op, *left_real, *right_real);
  if (op == BinaryOp::add) return concatenate(left, right);
  if (op == BinaryOp::multiply && is_joinable(left)) return repeat(left, right);
  if (op == BinaryOp::multiply && is_joinable(right)) return repeat(right, left);
  if (op == BinaryOp::modulo && left.text() != nullptr) {
    return percent_format(*left.text(), right);
  }
  raise_unsupported(op, left, right);
}

Value negate(const Value& operand) {
  if (const double* real = operand.real()) return -*real;
  const auto integer = as_integer(operand);
  if (!integer) raise("TypeError", "bad operand type for unary -: " + quoted_type(operand));
  return calculate(BinaryOp::subtract, std::int64_t{0}, *integer);
}

Value index_value(const Value& object, const Value& index) {
  if (const ListObject* list = object.list()) {
    return list->items[find_place(index_of(index, "list"), list->items.size(),
                                  "list index out of range")];
  }
  if (const TupleObject* tuple = object.tuple()) {
    return tuple->items[find_place(index_of(index, "tuple"), tuple->items.size(),
                                   "tuple index out of range")];
  }
  if (const RangeObject* range = object.range()) {
    return range->at(
        find_place(index_of(index, "range"), range->size(), "range object index out of range"));
  }
  if (const std::string* text = object.text()) return character_at(*text, index);
  if (const ExceptionClass* type = object.exception_class()) {
    raise("TypeError", "type '" + std::string(type->name) + "' is not subscriptable");
  }
  raise("TypeError", quoted_type(object) + " object is not subscriptable");
}

void store_item(const Value& object, const Value& index, Value value) {
  ListObject* list = object.list();
  if (list == nullptr) {
    raise("TypeError", quoted_type(object) + " object does not support item assignment");
  }
  const std::size_t place = find_place(index_of(index, "list"), list->items.size(),
                                       "list assignment index out of range");
  std::swap(list->items[place], value);
  list->changed();
}

std::int64_t to_index(const Value& value) {
  if (const auto integer = as_integer(value)) return *integer;
  raise("TypeError", quoted_type(value) + " object cannot be interpreted as an integer");
}

std::int64_t real_to_integer(double whole) {
  if (std::isnan(whole)) raise("ValueError", "cannot convert float NaN to integer");
  if (std::isinf(whole)) raise("OverflowError", "cannot convert float infinity to integer");
  const double bound = 9223372036854775808.0;
  if (whole >= bound || whole < -bound) raise("OverflowError", "integer overflow");
  return static_cast<std::int64_t>(whole);
}

}  // namespace sim::scenario
