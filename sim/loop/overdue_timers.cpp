#include "sim/loop/overdue_timers.hpp"

#include <algorithm>
#include <utility>

#include "sim/base/check.hpp"

namespace sim {

OverdueTimers::Slot OverdueTimers::push(std::int64_t when, Runnable& runnable) {
  const auto slot = static_cast<Slot>(runnables_.size());
  runnables_.push_back(&runnable);
  heap_.push_back({when, slot});
  std::push_heap(heap_.begin(), heap_.end());
  ++live_;
  return slot;
}

void OverdueTimers::cancel(Slot slot) {
  SIM_CHECK(slot < runnables_.size() && runnables_[slot] != nullptr, "a timer is cancelled twice");
  runnables_[slot] = nullptr;
  if (--live_ == 0) clear();
}

std::int64_t OverdueTimers::earliest() {
  drop_cancelled();
  return heap_.front().when;
}

Runnable& OverdueTimers::pop() {
  drop_cancelled();
  Runnable& first = *std::exchange(runnables_[heap_.front().slot], nullptr);
  drop_first();
  if (--live_ == 0) clear();
  return first;
}

void OverdueTimers::clear() noexcept {
  heap_.clear();
  runnables_.clear();
  live_ = 0;
}

void OverdueTimers::drop_first() noexcept {
  std::pop_heap(heap_.begin(), heap_.end());
  heap_.pop_back();
}

void OverdueTimers::drop_cancelled() noexcept {
  SIM_CHECK(live_ != 0, "the first of no timers is asked for");
  while (runnables_[heap_.front().slot] == nullptr) drop_first();
}

}  // namespace sim
