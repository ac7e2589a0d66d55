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
#include <utility>

#include "sim/base/check.hpp"
#include "sim/base/time.hpp"
#include "sim/loop/radix_heap.hpp"
#include "sim/loop/runnable.hpp"

namespace sim {

class TimerHeap {
 public:
  using Slot = std::uint32_t;

  TimerHeap() noexcept { near_[0] = {far_.bound(), nullptr}; }
  TimerHeap(const TimerHeap&) = delete;
  TimerHeap& operator=(const TimerHeap&) = delete;

  // Requires: `runnable` waits for no deadline.
  void push(Instant deadline, Runnable& runnable) {
    const std::int64_t when = deadline.time_since_epoch().count();
    if (next_ < near_full_) [[likely]] return insert_near(when, runnable);
    if (near_full_ == near_.data() && when >= far_.last()) return push_far(when, runnable);
    push_between(when, runnable);
  }

  // Requires: `runnable` was pushed, and neither popped nor cancelled since.
  void cancel(Runnable& runnable) {
    const Slot slot = std::exchange(runnable.timer_, Runnable::no_timer);
    if (slot >= near_slot) return remove_near(runnable);
    SIM_CHECK(far_.holds(slot, runnable), "a timer is cancelled twice");
    far_.cancel(slot);
  }

  [[nodiscard]] bool empty() const noexcept { return near_count() == 0 && far_.size() == 0; }
  [[nodiscard]] std::size_t size() const noexcept { return near_count() + far_.size(); }

  // The same with those that are cancelled and still take up room.
  [[nodiscard]] std::size_t kept() const noexcept { return near_count() + far_.kept(); }

  // The earliest deadline that is not cancelled. Requires: !empty().
  [[nodiscard]] Instant earliest() {
    static_cast<void>(look_for_next());
    return next_deadline();
  }
  // The same in two parts: whether there is one, and which.
  [[nodiscard]] bool look_for_next() {
    if (near_count() == 0) [[unlikely]] return far_.size() != 0 && refill();
    return true;
  }
  [[nodiscard]] Instant next_deadline() const noexcept { return Instant{Duration{next_->when}}; }

  // Whether there may be one whose deadline is not after `now`: no means no.
  [[nodiscard]] bool any_due(Instant now) const noexcept {
    return next_->when <= now.time_since_epoch().count();
  }

  // Whether all have a deadline after `when`: yes means yes.
  [[nodiscard]] bool none_until(Instant when) const noexcept { return !any_due(when); }

  // The same for a second one. Requires: earliest() was asked, or the next was looked for, and
  // nothing has changed since.
  [[nodiscard]] bool several_due(Instant now) const noexcept {
    return next_[-1].when <= now.time_since_epoch().count();
  }

  // Takes the first one whose deadline is not after `now`; nullptr if there is none.
  [[nodiscard]] Runnable* pop_due(Instant now) {
    if (!any_due(now)) [[likely]] return nullptr;
    if (near_count() == 0 && (!refill() || !any_due(now))) [[unlikely]] return nullptr;
    return &pop_next();
  }

  // Takes the first one. Requires: earliest() was asked, and nothing has changed since.
  [[nodiscard]] Runnable& pop_next() noexcept {
    Runnable& first = *next_--->runnable;
    first.timer_ = Runnable::no_timer;
    return first;
  }

  // Takes the first one, due or not; nullptr if there is none.
  [[nodiscard]] Runnable* drain() { return pop_due(Instant::max()); }

  // Forgets everything, as a new heap, but keeps the storage.
  void clear() noexcept {
    next_ = near_.data();
    near_full_ = near_end();
    far_.clear();
    see_bound();
  }

 private:
  static constexpr std::size_t near_max = 24;
  static constexpr Slot near_slot = Runnable::first_place - 1;  // of all that stand in near_

  [[nodiscard]] std::size_t near_count() const noexcept {
    return static_cast<std::size_t>(next_ - near_.data());
  }
  [[nodiscard]] RadixHeap::Due* near_end() noexcept { return near_.data() + near_max; }
  void insert_near(std::int64_t when, Runnable& runnable) {
    RadixHeap::Due* place = ++next_;
    // Moved in halves as they are written: read as one they would have to reach the cache first.
    for (; place - 1 != near_.data() && place[-1].when <= when; --place) {
      place->when = place[-1].when;
      place->runnable = place[-1].runnable;
    }
    *place = {when, &runnable};
    runnable.timer_ = near_slot;
  }
  void see_bound() noexcept { near_[0].when = far_.bound(); }

  void push_between(std::int64_t when, Runnable& runnable);
  void push_far(std::int64_t when, Runnable& runnable);
  void push_far_making_room(std::int64_t when, Runnable& runnable);
  void give_half_away();
  bool refill();
  void look_ahead(const RadixHeap::Due* end) noexcept;
  void remove_near(const Runnable& runnable);

  RadixHeap far_;
  // The next to fire stands last. Before the others stands what none in the radix heap is before.
  std::array<RadixHeap::Due, near_max + 1> near_;
  RadixHeap::Due* next_ = near_.data();
  RadixHeap::Due* near_full_ = near_end();  // before it what is pushed is near, whatever it is
};

}  // namespace sim
