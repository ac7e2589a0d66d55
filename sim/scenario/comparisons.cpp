// Comparing values: the part of operators.hpp that asks instead of calculating.

#include <algorithm>
#include <cmath>
#include <compare>
#include <string>

#include "sim/base/check.hpp"
#include "sim/scenario/operators.hpp"
#include "sim/scenario/raise.hpp"

namespace sim::scenario {
namespace {

// Lists in lists in lists: CPython gives up at about 1000 calls.
class Deeper {
 public:
  Deeper() {
    if (++depth > 900) {
      --depth;
      raise("RecursionError", "maximum recursion depth exceeded in comparison");
    }
  }
  ~Deeper() { --depth; }
  Deeper(const Deeper&) = delete;
  Deeper& operator=(const Deeper&) = delete;

 private:
  static thread_local int depth;
};

thread_local int Deeper::depth = 0;

std::partial_ordering compare_exactly(std::int64_t integer, double real) {
  if (std::isnan(real)) return std::partial_ordering::unordered;
  const double bound = 9223372036854775808.0;
  if (real >= bound) return std::partial_ordering::less;
  if (real < -bound) return std::partial_ordering::greater;
  const auto whole = static_cast<std::int64_t>(real);
  if (integer != whole) return integer <=> whole;
  return 0.0 <=> real - std::trunc(real);
}

// Of two numbers; nothing where one of them is none.
std::optional<std::partial_ordering> compare_numbers(const Value& left, const Value& right) {
  const auto left_integer = as_integer(left);
  const auto right_integer = as_integer(right);
  if (left_integer && right_integer) return *left_integer <=> *right_integer;
  const double* left_real = left.real();
  const double* right_real = right.real();
  if (left_real != nullptr && right_real != nullptr) return *left_real <=> *right_real;
  if (left_integer && right_real != nullptr) return compare_exactly(*left_integer, *right_real);
  if (left_real != nullptr && right_integer) {
    return 0 <=> compare_exactly(*right_integer, *left_real);
  }
  return std::nullopt;
}

// The items of two sequences of one type.
struct Both {
  const Values* left = nullptr;
  const Values* right = nullptr;
};

Both sequences_of(const Value& left, const Value& right) {
  if (left.list() != nullptr && right.list() != nullptr) {
    return {&left.list()->items, &right.list()->items};
  }
  if (left.tuple() != nullptr && right.tuple() != nullptr) {
    return {&left.tuple()->items, &right.tuple()->items};
  }
  return {};
}

bool same_or_equal(const Value& left, const Value& right) {
  return is_same(left, right) || equals(left, right);
}

bool holds(CompareOp op, std::partial_ordering order) {
  switch (op) {
    case CompareOp::less: return order < 0;
    case CompareOp::less_equal: return order <= 0;
    case CompareOp::greater: return order > 0;
    default: return order >= 0;
  }
}

std::string_view sign_of(CompareOp op) {
  switch (op) {
    case CompareOp::less: return "<";
    case CompareOp::less_equal: return "<=";
    case CompareOp::greater: return ">";
    default: return ">=";
  }
}

bool compare_order(CompareOp op, const Value& left, const Value& right) {
  if (const auto order = compare_numbers(left, right)) return holds(op, *order);
  if (left.text() != nullptr && right.text() != nullptr) {
    return holds(op, left.text()->compare(*right.text()) <=> 0);
  }
  if (const Both both = sequences_of(left, right); both.left != nullptr) {
    const Deeper deeper;
    const auto [first, second] = std::ranges::mismatch(*both.left, *both.right, same_or_equal);
    if (first == both.left->end() || second == both.right->end()) {
      return holds(op, both.left->size() <=> both.right->size());
    }
    return compare_order(op, *first, *second);
  }
  raise("TypeError", "'" + std::string(sign_of(op)) + "' not supported between instances of '" +
                         std::string(type_name(left)) + "' and '" +
                         std::string(type_name(right)) + "'");
}

bool equal_ranges(const RangeObject& left, const RangeObject& right) {
  if (left.size() != right.size()) return false;
  if (left.size() == 0) return true;
  return left.start == right.start && (left.size() == 1 || left.step == right.step);
}

bool range_contains(const RangeObject& range, const Value& item) {
  const auto integer = as_integer(item);
  const double* real = item.real();
  if (!integer && (real == nullptr || *real != std::trunc(*real) || std::fabs(*real) > 9e18)) {
    return false;
  }
  const std::int64_t number = integer ? *integer : static_cast<std::int64_t>(*real);
  if (range.size() == 0) return false;
  const std::int64_t last = range.at(range.size() - 1);
  if (number < std::min(range.start, last) || number > std::max(range.start, last)) return false;
  const auto up = [](std::int64_t from, std::int64_t to) {
    return static_cast<std::uint64_t>(to) - static_cast<std::uint64_t>(from);
  };
  return range.step > 0 ? up(range.start, number) % static_cast<std::uint64_t>(range.step) == 0
                        : up(number, range.start) %
                                  (0 - static_cast<std::uint64_t>(range.step)) == 0;
}

}  // namespace

bool is_same(const Value& left, const Value& right) {
  if (left.data().index() != right.data().index()) return false;
  if (const bool* boolean = left.boolean()) return *boolean == *right.boolean();
  if (const std::int64_t* integer = left.integer()) return *integer == *right.integer();
  if (const double* real = left.real()) {
    return *real == *right.real() || (std::isnan(*real) && std::isnan(*right.real()));
  }
  if (const std::string* text = left.text()) return *text == *right.text();
  if (left.exception_class() != nullptr) return left.exception_class() == right.exception_class();
  return left.list() == right.list() && left.tuple() == right.tuple() &&
         left.range() == right.range() && left.exception() == right.exception() &&
         left.future() == right.future() && left.coroutine() == right.coroutine() &&
         left.native() == right.native();
}

bool equals(const Value& left, const Value& right) {
  if (const auto order = compare_numbers(left, right)) return *order == 0;
  if (const Both both = sequences_of(left, right); both.left != nullptr) {
    const Deeper deeper;
    if (left.list() != nullptr && left.list()->is_set != right.list()->is_set) return false;
    if (left.list() != nullptr && left.list()->is_set) {
      return std::ranges::is_permutation(*both.left, *both.right, same_or_equal);
    }
    return std::ranges::equal(*both.left, *both.right, same_or_equal);
  }
  if (left.range() != nullptr && right.range() != nullptr) {
    return equal_ranges(*left.range(), *right.range());
  }
  return is_same(left, right);
}

bool contains(const Value& container, const Value& item) {
  if (const std::string* text = container.text()) {
    if (item.text() != nullptr) return text->find(*item.text()) != std::string::npos;
    raise("TypeError", "'in <string>' requires string as left operand, not " +
                           std::string(type_name(item)));
  }
  if (const RangeObject* range = container.range()) return range_contains(*range, item);
  const Values* items = container.list() != nullptr    ? &container.list()->items
                        : container.tuple() != nullptr ? &container.tuple()->items
                                                       : nullptr;
  if (items == nullptr) {
    raise("TypeError",
          "argument of type '" + std::string(type_name(container)) + "' is not iterable");
  }
  return std::ranges::any_of(*items, [&](const Value& each) { return same_or_equal(each, item); });
}

bool compare(CompareOp op, const Value& left, const Value& right) {
  switch (op) {
    case CompareOp::equal: return equals(left, right);
    case CompareOp::not_equal: return !equals(left, right);
    case CompareOp::in: return contains(right, left);
    case CompareOp::not_in: return !contains(right, left);
    case CompareOp::is: return is_same(left, right);
    case CompareOp::is_not: return !is_same(left, right);
    default: return compare_order(op, left, right);
  }
}

}  // namespace sim::scenario
