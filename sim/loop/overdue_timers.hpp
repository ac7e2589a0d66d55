// sim/loop/overdue_timers.hpp
//
// Timers whose deadline had passed when they were made, where there are many of them: by deadline,
// and then in the order in which they were pushed.
//
//   OverdueTimers timers;
//   OverdueTimers::Slot slot = timers.push(deadline, runnable);
//   timers.cancel(slot);
//   while (!timers.empty()) run(timers.pop());
//
// A TimerHeap keeps here what its radix heap cannot take. A binary heap with a number for each: it
// lives for one iteration, so what is cancelled waits for its turn to be dropped.

#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sim {

class Runnable;

class OverdueTimers {
 public:
  using Slot = std::uint32_t;

  Slot push(std::int64_t when, Runnable& runnable);

  // Requires: `slot` came from push() and was neither popped nor cancelled.
  void cancel(Slot slot);

  // Whether none is left that is not cancelled.
  [[nodiscard]] bool empty() const noexcept { return live_ == 0; }
  // How many are cancelled and still take up room.
  [[nodiscard]] std::size_t cancelled() const noexcept { return heap_.size() - live_; }

  // The earliest deadline that is not cancelled, and its runnable, which goes. Requires: !empty().
  [[nodiscard]] std::int64_t earliest();
  [[nodiscard]] Runnable& pop();

  void clear() noexcept;

 private:
  struct Entry {
    std::int64_t when;
    Slot slot;  // the number of its push since the heap was empty
    // Later first, as the heaps of the standard library want it.
    friend bool operator<(const Entry& a, const Entry& b) noexcept {
      return a.when != b.when ? a.when > b.when : a.slot > b.slot;
    }
  };

  void drop_first() noexcept;
  void drop_cancelled() noexcept;

  std::vector<Entry> heap_;
  std::vector<Runnable*> runnables_;  // by slot; nullptr: popped or cancelled
  std::size_t live_ = 0;
};

}  // namespace sim
