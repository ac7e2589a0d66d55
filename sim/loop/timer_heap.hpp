// sim/loop/timer_heap.hpp
//
// The calls to come, by deadline; those with the same deadline in the order in which they were
// pushed.
//
//   TimerHeap timers;
//   timers.push(deadline, runnable);
//   timers.cancel(runnable);
//   while (Runnable* due = timers.pop_due(now)) run(*due);
//
// The next to come, up to 24, stand in a sorted array, the others in a RadixHeap, which fills the
// array when that is empty. What is pushed goes into the array if it comes before all in the radix
// heap; an array that is full gives its later half away.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "sim/base/time.hpp"
#include "sim/loop/radix_heap.hpp"
#include "sim/loop/runnable.hpp"

namespace sim {

class TimerHeap {
 public:
  using Slot = std::uint32_t;

  TimerHeap() noexcept = default;
  TimerHeap(const TimerHeap&) = delete;
  TimerHeap& operator=(const TimerHeap&) = delete;

  // Requires: `runnable` waits for no deadline.
  void push(Instant deadline, Runnable& runnable) {
    const std::int64_t when = deadline.time_since_epoch().count();
    if (near_count_ < near_limit_) [[likely]] return insert_near(when, runnable);
    push_beyond(when, runnable);
  }

  // Requires: `runnable` was pushed, and neither popped nor cancelled since.
  void cancel(Runnable& runnable);

  [[nodiscard]] bool empty() const noexcept { return near_count_ == 0 && far_.size() == 0; }
  [[nodiscard]] std::size_t size() const noexcept { return near_count_ + far_.size(); }

  // The same with those that are cancelled and still take up room.
  [[nodiscard]] std::size_t kept() const noexcept { return near_count_ + far_.kept(); }

  // The earliest deadline that is not cancelled. Requires: !empty().
  [[nodiscard]] Instant earliest() {
    if (near_count_ == 0) refill();
    return Instant{Duration{near_[near_count_ - 1].when}};
  }

  // Takes the first one whose deadline is not after `now`; nullptr if there is none.
  [[nodiscard]] Runnable* pop_due(Instant now) {
    const std::int64_t until = now.time_since_epoch().count();
    if (near_count_ == 0) {
      if (far_.bound() > until) [[likely]] return nullptr;
      if (!refill()) return nullptr;
    }
    const RadixHeap::Due& first = near_[near_count_ - 1];
    if (first.when > until) return nullptr;
    --near_count_;
    first.runnable->timer_ = Runnable::no_timer;
    return first.runnable;
  }

  // Takes the first one, due or not; nullptr if there is none.
  [[nodiscard]] Runnable* drain() { return pop_due(Instant::max()); }

  // Forgets everything, as a new heap, but keeps the storage.
  void clear() noexcept {
    near_count_ = 0;
    near_limit_ = near_max;
    far_.clear();
  }

 private:
  static constexpr std::uint32_t near_max = 24;
  static constexpr Slot near_slot = Runnable::first_place - 1;  // of all that stand in near_

  void insert_near(std::int64_t when, Runnable& runnable) {
    std::size_t place = near_count_++;
    for (; place > 0 && near_[place - 1].when <= when; --place) near_[place] = near_[place - 1];
    near_[place] = {when, &runnable};
    runnable.timer_ = near_slot;
  }

  void push_beyond(std::int64_t when, Runnable& runnable);
  void push_far(std::int64_t when, Runnable& runnable) {
    runnable.timer_ = far_.push(when, runnable);
  }
  void give_half_away();
  bool refill();
  void remove_near(const Runnable& runnable);

  std::uint32_t near_count_ = 0;
  std::uint32_t near_limit_ = near_max;  // fewer than these take what is pushed, whatever it is
  std::array<RadixHeap::Due, near_max> near_;  // the next to fire stands last; 0 to near_count_
  RadixHeap far_;
};

}  // namespace sim
