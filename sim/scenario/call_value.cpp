// The builtins on plain values: len, range, int, round, ...
#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <limits>
#include <string>

#include "sim/scenario/call_builtin.hpp"
#include "sim/scenario/format_float.hpp"
#include "sim/scenario/format_value.hpp"
#include "sim/scenario/operators.hpp"
#include "sim/scenario/raise.hpp"
#include "sim/scenario/text_number.hpp"

namespace sim::scenario {
namespace {

std::string type_of(const Value& value) { return std::string(type_name(value)); }

Value call_len(const BuiltinCall& call) {
  const Value& object = call.arguments[0];
  if (const auto size = length(object)) return *size;
  raise("TypeError", "object of type '" + type_of(object) + "' has no len()");
}

Value call_range(const BuiltinCall& call) {
  const Arguments& given = call.arguments;
  RangeObject range;
  if (!given.has(1)) {
    range.stop = to_index(given[0]);
    return range;
  }
  range.start = to_index(given[0]);
  range.stop = to_index(given[1]);
  if (given.has(2)) range.step = to_index(given[2]);
  if (range.step == 0) raise("ValueError", "range() arg 3 must not be zero");
  return range;
}

bool less(const Value& left, const Value& right) { return compare(CompareOp::less, left, right); }

// Merges two sorted stretches that lie side by side; of equals the left one comes first.
void merge(Values& items, std::size_t first, std::size_t middle, std::size_t last) {
  Values left(items.begin() + static_cast<std::ptrdiff_t>(first),
              items.begin() + static_cast<std::ptrdiff_t>(middle));
  std::size_t right = middle;
  std::size_t out = first;
  for (std::size_t i = 0; i < left.size();) {
    const bool take_right = right < last && less(items[right], left[i]);
    items[out++] = take_right ? items[right++] : left[i++];
  }
}

// A merge sort: unlike std::stable_sort it stays in its bounds with any order, even that of nan.
void sort(Values& items) {
  for (std::size_t width = 1; width < items.size(); width *= 2) {
    for (std::size_t first = 0; first + width < items.size(); first += 2 * width) {
      merge(items, first, first + width, std::min(first + 2 * width, items.size()));
    }
  }
}

Value call_sorted(const BuiltinCall& call) {
  Values items = to_items(call.arguments[0]);
  const bool reverse = call.arguments.has(1) && to_index(call.arguments[1]) != 0;
  // Turned round before and after, equals keep their order.
  if (reverse) std::ranges::reverse(items);
  sort(items);
  if (reverse) std::ranges::reverse(items);
  return make_list(std::move(items));
}

Value call_str(const BuiltinCall& call) {
  return call.arguments.has(0) ? Value(to_text(call.arguments[0])) : Value("");
}

Value call_int(const BuiltinCall& call) {
  const Value value = call.arguments.get(0, 0);
  if (const auto integer = as_integer(value)) return *integer;
  if (const double* real = value.real()) return real_to_integer(std::trunc(*real));
  if (const std::string* text = value.text()) return read_integer(*text);
  raise("TypeError",
        "int() argument must be a string, a bytes-like object or a real number, not '" +
            type_of(value) + "'");
}

Value call_float(const BuiltinCall& call) {
  const Value value = call.arguments.get(0, 0.0);
  if (const auto real = as_real(value)) return *real;
  if (const std::string* text = value.text()) return read_real(*text);
  raise("TypeError",
        "float() argument must be a string or a real number, not '" + type_of(value) + "'");
}

Value call_bool(const BuiltinCall& call) { return truth(call.arguments.get(0, Value())); }

Value call_list(const BuiltinCall& call) {
  return make_list(call.arguments.has(0) ? to_items(call.arguments[0]) : Values());
}

Value pick_extreme(const BuiltinCall& call, const std::string& name, CompareOp wins) {
  const Arguments& given = call.arguments;
  const std::size_t otherwise = given.given.size() - 1;
  if (!given.rest.empty() && given.has(otherwise)) {
    raise("TypeError", "Cannot specify a default for " + name +
                           "() with multiple positional arguments");
  }
  Values items;
  if (given.rest.empty()) {
    items = to_items(given[0]);
  } else {
    items.push_back(given[0]);
    items.insert(items.end(), given.rest.begin(), given.rest.end());
  }
  if (items.empty()) {
    if (given.has(otherwise)) return given[otherwise];
    raise("ValueError", name + "() arg is an empty sequence");
  }
  std::size_t best = 0;
  for (std::size_t i = 1; i < items.size(); ++i) {
    if (compare(wins, items[i], items[best])) best = i;
  }
  return items[best];
}

Value call_min(const BuiltinCall& call) { return pick_extreme(call, "min", CompareOp::less); }
Value call_max(const BuiltinCall& call) { return pick_extreme(call, "max", CompareOp::greater); }

Value call_sum(const BuiltinCall& call) {
  Value total = call.arguments.get(1, 0);
  if (total.text() != nullptr) {
    raise("TypeError", "sum() can't sum strings [use ''.join(seq) instead]");
  }
  for (const Value& item : to_items(call.arguments[0])) {
    total = binary(BinaryOp::add, total, item);
  }
  return total;
}

Value call_abs(const BuiltinCall& call) {
  const Value& value = call.arguments[0];
  if (const double* real = value.real()) return std::fabs(*real);
  const auto integer = as_integer(value);
  if (!integer) raise("TypeError", "bad operand type for abs(): '" + type_of(value) + "'");
  return *integer < 0 ? negate(*integer) : Value(*integer);
}

// Rounds an integer to a multiple of 10^digits, halves to even.
Value round_integer(std::int64_t value, std::int64_t digits) {
  if (digits > 19) return 0;
  if (digits == 19) {  // 10^19 itself does not fit
    const std::int64_t half = 5'000'000'000'000'000'000;
    if (value > half || value < -half) raise("OverflowError", "integer overflow");
    return 0;
  }
  std::int64_t unit = 1;
  for (; digits > 0; --digits) unit *= 10;
  const std::int64_t rest = ((value % unit) + unit) % unit;
  std::int64_t rounded = 0;
  if (__builtin_sub_overflow(value, rest, &rounded)) raise("OverflowError", "integer overflow");
  const bool odd = (rounded / unit) % 2 != 0;
  const bool up = rest > unit - rest || (rest == unit - rest && odd);
  if (up && __builtin_add_overflow(rounded, unit, &rounded)) {
    raise("OverflowError", "integer overflow");
  }
  return rounded;
}

Value round_real(double value, std::int64_t digits) {
  if (!std::isfinite(value) || digits > 323) return value;
  if (digits < -308) return std::copysign(0.0, value);
  double rounded = 0.0;
  if (digits >= 0) {
    const std::string text = digits_fixed(std::fabs(value), static_cast<int>(digits));
    std::from_chars(text.data(), text.data() + text.size(), rounded);
  } else {
    // Through the digits before the point, as CPython rounds a decimal text.
    const std::string whole = digits_fixed(std::fabs(value), 0);
    const auto kept = static_cast<std::int64_t>(whole.size()) + digits - 1;
    if (kept < -1) return std::copysign(0.0, value);
    if (kept < 0) {
      const double half = std::pow(10.0, static_cast<double>(-digits)) / 2;
      rounded = std::fabs(value) > half ? half * 2 : 0.0;
    } else {
      const std::string text = digits_exponent(std::fabs(value), static_cast<int>(kept));
      std::from_chars(text.data(), text.data() + text.size(), rounded);
    }
  }
  if (std::isinf(rounded)) raise("OverflowError", "rounded value too large to represent");
  return std::copysign(rounded, value);
}

double round_half_even(double value) {
  const double whole = std::round(value);
  return std::fabs(value - std::trunc(value)) == 0.5 ? 2.0 * std::round(value / 2.0) : whole;
}

Value call_round(const BuiltinCall& call) {
  const Value& value = call.arguments[0];
  const Value digits = call.arguments.get(1, Value());
  if (!as_real(value)) {
    raise("TypeError", "type " + type_of(value) + " doesn't define __round__ method");
  }
  if (const double* real = value.real()) {
    if (digits.is_none()) return real_to_integer(round_half_even(*real));
    return round_real(*real, to_index(digits));
  }
  const std::int64_t places = digits.is_none() ? 0 : to_index(digits);
  if (places >= 0) return *as_integer(value);
  return round_integer(*as_integer(value),
                       places < -30 ? 30 : -places);
}

Value call_type_name(const BuiltinCall& call) { return type_name(call.arguments[0]); }

constexpr NamedFunction kFunctions[] = {
    {"len", call_len},     {"range", call_range},         {"sorted", call_sorted},
    {"str", call_str},     {"int", call_int},             {"float", call_float},
    {"bool", call_bool},   {"list", call_list},           {"min", call_min},
    {"max", call_max},     {"sum", call_sum},             {"abs", call_abs},
    {"round", call_round}, {"type_name", call_type_name},
};

}  // namespace

std::span<const NamedFunction> value_functions() { return kFunctions; }

}  // namespace sim::scenario
