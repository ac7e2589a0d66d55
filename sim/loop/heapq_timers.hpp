// sim/loop/heapq_timers.hpp
//
// The calls to come as CPython 3.11 keeps them: a heap that compares deadlines and nothing else,
// so that the order of equal ones depends on all that was pushed, popped and cancelled before.
//
//   HeapqTimers timers;
//   HeapqTimers::Slot slot = timers.push(deadline, runnable);
//   timers.cancel(slot);                   // it stays in the heap, and is counted
//   timers.tidy();                         // at the beginning of each iteration
//   while (Runnable* due = timers.pop_due(now)) run(*due);
//
// Mirrors _scheduled of BaseEventLoop, move by move: call_at, _timer_handle_cancelled, and the
// first and the fourth phase of _run_once. The count of cancelled timers is CPython's, which is
// too high once a cancelled timer was popped behind one that is not: that moves the next rebuild,
// and with it the order of ties.

#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/base/time.hpp"

namespace sim {

class Runnable;

class HeapqTimers {
 public:
  using Slot = std::uint32_t;

  Slot push(Instant deadline, Runnable& runnable);

  // Requires: `slot` came from push() and was neither popped nor cancelled nor left.
  void cancel(Slot slot);

  // What waits for this deadline waits no longer, but the timer is not cancelled yet: asyncio's
  // sleep() cancels its timer when it resumes. Then, or later, comes drop_left().
  // Requires: as cancel().
  void leave(Slot slot) noexcept;
  void drop_left(Slot slot);

  // Rebuilds the heap if more than half of more than 100 timers are counted as cancelled; drops
  // the cancelled ones from its head otherwise.
  void tidy();

  [[nodiscard]] bool empty() const noexcept { return live_ == 0; }
  [[nodiscard]] std::size_t size() const noexcept { return live_; }
  // How many stand in the heap, cancelled or not, and how many are counted as cancelled.
  [[nodiscard]] std::size_t kept() const noexcept { return heap_.size(); }
  [[nodiscard]] std::size_t cancelled_count() const noexcept { return cancelled_; }

  // The earliest deadline that is not cancelled. Requires: !empty().
  [[nodiscard]] Instant earliest() const;

  // Takes the first one that is not cancelled and not after `now`, and drops those before it;
  // nullptr if there is none.
  [[nodiscard]] Runnable* pop_due(Instant now);

  // Forgets everything, as a new heap.
  void clear() noexcept;

 private:
  enum class State : std::uint8_t { waiting, left, left_and_popped, cancelled };

  struct Entry {
    Instant when;
    Slot slot;
    friend bool operator<(const Entry& a, const Entry& b) noexcept { return a.when < b.when; }
  };
  struct Place {
    Runnable* runnable;
    State state;
  };

  void count_cancelled(Slot slot) noexcept;
  void rebuild();

  std::vector<Entry> heap_;
  std::vector<Place> places_;  // by slot
  std::vector<Slot> free_slots_;
  std::size_t live_ = 0;
  std::size_t cancelled_ = 0;
};

}  // namespace sim
