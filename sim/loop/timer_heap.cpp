#include "sim/loop/timer_heap.hpp"

#include <algorithm>
#include <utility>

#include "sim/base/check.hpp"

namespace sim {

// There is a radix heap, or will be.
void TimerHeap::push_beyond(std::int64_t when, Runnable& runnable) {
  if (near_limit_ == 0 && when >= far_.last()) return push_far(when, runnable);
  if (near_count_ == near_max) {
    give_half_away();
    if (when >= far_.last()) return push_far(when, runnable);
  }
  insert_near(when, runnable);
}

// What comes later than the half that stays begins the radix heap, or stands before all in it; also
// before those with the same deadline, as they were pushed later.
void TimerHeap::give_half_away() {
  constexpr std::size_t half = near_max / 2;
  const std::int64_t last = near_[half - 1].when;
  std::size_t first = 0;
  if (far_.none_kept()) {
    far_.begin_at(last);
  } else {
    const std::int64_t before = far_.last();
    far_.lower_last(last);
    for (; first < half && near_[first].when == before; ++first) {
      near_[first].runnable->timer_ = far_.push_first(before, *near_[first].runnable);
    }
  }
  for (std::size_t i = half; i-- > first;) push_far(near_[i].when, *near_[i].runnable);
  std::copy(near_.begin() + half, near_.end(), near_.begin());
  near_count_ = near_max - half;
  near_limit_ = 0;
}

// Returns false if there is nothing.
bool TimerHeap::refill() {
  near_count_ = static_cast<std::uint32_t>(far_.take(near_.data(), near_max));
  if (far_.none_kept()) near_limit_ = near_max;
  const auto end = near_.begin() + near_count_;
  std::reverse(near_.begin(), end);
  for (auto due = near_.begin(); due != end; ++due) due->runnable->timer_ = near_slot;
  return near_count_ != 0;
}

void TimerHeap::cancel(Runnable& runnable) {
  const Slot slot = std::exchange(runnable.timer_, Runnable::no_timer);
  if (slot == near_slot) return remove_near(runnable);
  SIM_CHECK(far_.holds(slot, runnable), "a timer is cancelled twice");
  far_.cancel(slot);
}

void TimerHeap::remove_near(const Runnable& runnable) {
  std::size_t place = near_count_;
  do {
    SIM_CHECK(place != 0, "a timer is cancelled twice");
    --place;
  } while (near_[place].runnable != &runnable);
  --near_count_;
  for (; place < near_count_; ++place) near_[place] = near_[place + 1];
}

}  // namespace sim
