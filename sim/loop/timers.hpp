// sim/loop/timers.hpp
//
// The calls to come of one loop: a TimerHeap, or, where ties are to fall as in CPython's heap,
// HeapqTimers.
//
//   Timers timers;
//   timers.set_ties(TiePolicy::heapq);
//
// The first costs one test of a pointer more than it would by itself.

#pragma once

#include <cstddef>
#include <memory>
#include <utility>

#include "sim/base/check.hpp"
#include "sim/base/time.hpp"
#include "sim/loop/heapq_timers.hpp"
#include "sim/loop/runnable.hpp"
#include "sim/loop/tie_policy.hpp"
#include "sim/loop/timer_heap.hpp"

namespace sim {

class Timers {
 public:
  using Slot = TimerHeap::Slot;

  // Requires: empty(). Forgets all that has been.
  void set_ties(TiePolicy ties) {
    SIM_CHECK(empty(), "the order of ties is changed while timers are pending");
    clear();
    heapq_ = ties == TiePolicy::heapq ? std::make_unique<HeapqTimers>() : nullptr;
  }
  // Requires: ties are FIFO.
  [[nodiscard]] TimerHeap& fifo() noexcept { return fifo_; }
  [[nodiscard]] TiePolicy ties() const noexcept {
    return heapq_ ? TiePolicy::heapq : TiePolicy::fifo;
  }

  // Where the runnable stands is kept in it. What pop_due() gives stands nowhere any more.
  void push(Instant deadline, Runnable& runnable) {
    if (heapq_) [[unlikely]] {
      runnable.timer_ = heapq_->push(deadline, runnable);
    } else {
      fifo_.push(deadline, runnable);
    }
  }

  void cancel(Runnable& runnable) {
    if (heapq_) [[unlikely]] return heapq_->cancel(taken(runnable));
    fifo_.cancel(runnable);
  }

  // Gives the slot that must be given to drop_left() later; none where it is cancelled at once.
  Slot leave(Runnable& runnable) {
    if (!heapq_) [[likely]] {
      fifo_.cancel(runnable);
      return Runnable::no_timer;
    }
    const Slot slot = taken(runnable);
    heapq_->leave(slot);
    return slot;
  }
  void drop_left(Slot slot) { heapq_->drop_left(slot); }

  void tidy() {
    if (heapq_) [[unlikely]] heapq_->tidy();
  }

  [[nodiscard]] bool empty() const noexcept { return size() == 0; }
  [[nodiscard]] std::size_t size() const noexcept {
    if (heapq_) [[unlikely]] return heapq_->size();
    return fifo_.size();
  }
  // Those included that are cancelled and still take up room.
  [[nodiscard]] std::size_t kept() const noexcept {
    if (heapq_) [[unlikely]] return heapq_->kept();
    return fifo_.kept();
  }

  [[nodiscard]] Instant earliest() {
    if (heapq_) [[unlikely]] return heapq_->earliest();
    return fifo_.earliest();
  }

  // Whether there is one whose deadline is not after `now`.
  [[nodiscard]] bool any_due(Instant now) {
    if (heapq_) [[unlikely]] return heapq_->size() != 0 && heapq_->earliest() <= now;
    return fifo_.any_due(now) && !fifo_.empty() && fifo_.earliest() <= now;
  }

  [[nodiscard]] Runnable* pop_due(Instant now) {
    if (heapq_) [[unlikely]] return pop_due_as_heapq(now);
    return fifo_.pop_due(now);
  }
  [[nodiscard]] Runnable* drain() { return pop_due(Instant::max()); }

  void clear() noexcept {
    fifo_.clear();
    if (heapq_) heapq_->clear();
  }

 private:
  static Slot taken(Runnable& runnable) noexcept {
    return std::exchange(runnable.timer_, Runnable::no_timer);
  }
  Runnable* pop_due_as_heapq(Instant now) {
    Runnable* due = heapq_->pop_due(now);
    if (due != nullptr) due->timer_ = Runnable::no_timer;
    return due;
  }

  TimerHeap fifo_;
  std::unique_ptr<HeapqTimers> heapq_;  // nullptr: ties are FIFO
};

}  // namespace sim
