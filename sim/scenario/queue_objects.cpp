#include "sim/scenario/queue_objects.hpp"

#include <cmath>

#include "sim/base/heapq.hpp"
#include "sim/scenario/raise.hpp"

namespace sim::scenario {
namespace {

bool is_less(const Value& left, const Value& right) {
  return compare(CompareOp::less, left, right);
}

}  // namespace

void QueueItems::clear() {
  list_.items.clear();
  first_ = 0;
}

void QueueItems::push(Value item) {
  check_size(size() + 1);
  list_.items.push_back(std::move(item));
}

// Room is made once half of it is gone, so a get costs no more than a put.
Value QueueItems::pop_front() {
  Values& items = list_.items;
  Value item = std::move(items[first_]);
  items[first_] = Value();
  if (++first_ * 2 > items.size()) {
    items.erase(items.begin(), items.begin() + static_cast<std::ptrdiff_t>(first_));
    first_ = 0;
  }
  return item;
}

Value QueueItems::pop_back() {
  Value item = std::move(list_.items.back());
  list_.items.pop_back();
  return item;
}

void HeapItems::put(Value item) {
  check_size(items.size() + 1);
  heapq_push(items.all(), std::move(item), is_less);
}

Value HeapItems::get() { return heapq_pop(items.all(), is_less); }

std::int64_t to_capacity(const Value& maxsize) {
  if (const auto integer = as_integer(maxsize)) return *integer;
  const double* real = maxsize.real();
  if (real == nullptr || !(*real > 0.0) || *real > 9e18) return 0;
  return static_cast<std::int64_t>(std::ceil(*real));
}

}  // namespace sim::scenario
