#include "sim/coro/context.hpp"

#include <algorithm>
#include <atomic>

namespace sim {

Context copy_context() {
  LoopContext* copy = LoopContext::copy_of_current();
  if (copy == nullptr) return Context();
  return Context(
      CorePtr<detail::ContextValues>::adopt(static_cast<detail::ContextValues*>(copy)));
}

Context Context::copy() const {
  LoopContext* copy = values_->copy();
  if (copy == nullptr) return Context();
  return Context(
      CorePtr<detail::ContextValues>::adopt(static_cast<detail::ContextValues*>(copy)));
}

namespace detail {

ContextValues& ContextValues::current() {
  if (LoopContext::current() == nullptr) LoopContext::begin(*new ContextValues);
  return static_cast<ContextValues&>(*LoopContext::current());
}

LoopContext* ContextValues::copy() const {
  if (size() == 0) return nullptr;
  auto* copy = new ContextValues;
  copy->values_ = values_;
  return copy;
}

const ContextValues::Value* ContextValues::find(std::uint64_t variable) const noexcept {
  if (!values_) return nullptr;
  const auto at = std::ranges::lower_bound(*values_, variable, {}, &Entry::variable);
  return at == values_->end() || at->variable != variable ? nullptr : &at->value;
}

void ContextValues::set(std::uint64_t variable, Value value) {
  Entries& entries = own_entries();
  auto at = std::ranges::lower_bound(entries, variable, {}, &Entry::variable);
  const bool found = at != entries.end() && at->variable == variable;
  if (value) {
    if (!found) at = entries.insert(at, {variable, {}});
    at->value.swap(value);
  } else if (found) {
    value = std::move(at->value);
    entries.erase(at);
  }
}

ContextValues::Entries& ContextValues::own_entries() {
  if (!values_) {
    values_ = std::make_shared<Entries>();
  } else if (values_.use_count() > 1) {
    values_ = std::make_shared<Entries>(*values_);
  }
  return *values_;
}

std::uint64_t next_context_variable() noexcept {
  static std::atomic<std::uint64_t> variables{0};
  return variables.fetch_add(1, std::memory_order_relaxed);
}

}  // namespace detail

}  // namespace sim
