// The methods of lists.
#include <algorithm>
#include <string>
#include <utility>

#include "sim/scenario/call_builtin.hpp"
#include "sim/scenario/format_value.hpp"
#include "sim/scenario/operators.hpp"
#include "sim/scenario/raise.hpp"

namespace sim::scenario {
namespace {

Values& items_of(const Value& list) { return list.list()->items; }

bool same_or_equal(const Value& left, const Value& right) {
  return is_same(left, right) || equals(left, right);
}

Value append(const Value& list, const BuiltinCall& call) {
  check_size(items_of(list).size() + 1);
  items_of(list).push_back(call.arguments[0]);
  list.list()->changed();
  return Value();
}

Value pop(const Value& list, const BuiltinCall& call) {
  Values& items = items_of(list);
  const std::int64_t asked = to_index(call.arguments.get(0, -1));
  if (items.empty()) raise("IndexError", "pop from empty list");
  const std::int64_t place = asked < 0 ? asked + static_cast<std::int64_t>(items.size()) : asked;
  if (place < 0 || static_cast<std::size_t>(place) >= items.size()) {
    raise("IndexError", "pop index out of range");
  }
  Value item = std::move(items[static_cast<std::size_t>(place)]);
  items.erase(items.begin() + place);
  list.list()->changed();
  return item;
}

Value remove(const Value& list, const BuiltinCall& call) {
  Values& items = items_of(list);
  const auto found = std::ranges::find_if(
      items, [&](const Value& item) { return same_or_equal(item, call.arguments[0]); });
  if (found == items.end()) raise("ValueError", "list.remove(x): x not in list");
  const Value kept = std::move(*found);  // what goes with it must not see half a list
  items.erase(found);
  list.list()->changed();
  return Value();
}

// A bound of `index`, as a slice takes it: beyond the ends is the end.
std::ptrdiff_t clamp_bound(const Value& bound, std::size_t size) {
  const auto count = static_cast<std::int64_t>(size);
  std::int64_t place = to_index(bound);
  if (place < 0) place = std::max<std::int64_t>(place + count, 0);
  return static_cast<std::ptrdiff_t>(std::min(place, count));
}

Value index(const Value& list, const BuiltinCall& call) {
  const Values& items = items_of(list);
  const Value& wanted = call.arguments[0];
  const std::ptrdiff_t first = clamp_bound(call.arguments.get(1, 0), items.size());
  const std::ptrdiff_t last =
      clamp_bound(call.arguments.get(2, static_cast<std::int64_t>(items.size())), items.size());
  for (std::ptrdiff_t i = first; i < last; ++i) {
    if (same_or_equal(items[static_cast<std::size_t>(i)], wanted)) return i;
  }
  raise("ValueError", to_repr(wanted) + " is not in list");
}

Value count(const Value& list, const BuiltinCall& call) {
  return std::ranges::count_if(items_of(list), [&](const Value& item) {
    return same_or_equal(item, call.arguments[0]);
  });
}

Value copy(const Value& list, const BuiltinCall&) {
  return list.list()->is_set ? make_set(items_of(list)) : make_list(items_of(list));
}

constexpr NamedMethod kMethods[] = {
    {"list", "append", append}, {"list", "pop", pop},     {"list", "remove", remove},
    {"list", "index", index},   {"list", "count", count}, {"list", "copy", copy},
};

}  // namespace

std::span<const NamedMethod> list_methods() { return kMethods; }

}  // namespace sim::scenario
