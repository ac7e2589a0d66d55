// sim/loop/timer_heap.hpp
//
// The calls to come, by deadline; those with the same deadline in the order in which they were
// pushed.
//
//   TimerHeap timers;
//   timers.push(deadline, now, runnable);
//   timers.cancel(runnable);
//   while (Runnable* due = timers.pop_due(now)) run(*due);
//
// Up to 24 timers stand in a sorted array. More of them stand in a radix heap to the base 64
// (Ahuja, Mehlhorn, Orlin, Tarjan 1990), which asks that nothing is pushed before the last
// deadline that was popped; those that are go into the array, or, if it is full, to a heap of
// overdue ones. Entries only ever move from a bucket to the ends of lower, empty ones, so equal
// deadlines keep their order without a number for it. A cancelled entry is marked, and all are
// swept when they are more than half.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "sim/base/time.hpp"
#include "sim/loop/overdue_timers.hpp"
#include "sim/loop/runnable.hpp"

namespace sim {

class TimerHeap {
 public:
  using Slot = std::uint32_t;

  TimerHeap() noexcept;
  ~TimerHeap();
  TimerHeap(const TimerHeap&) = delete;
  TimerHeap& operator=(const TimerHeap&) = delete;

  // Requires: `now` is no earlier than any deadline that was popped; `runnable` waits for none.
  void push(Instant deadline, Instant now, Runnable& runnable) {
    const std::int64_t when = deadline.time_since_epoch().count();
    if (far_entries_ != 0 || near_count_ == near_max || !overdue_.empty()) [[unlikely]] {
      return push_beyond(when, now, runnable);
    }
    ++live_;
    insert_near(when, runnable);
  }

  // Requires: `runnable` was pushed, and neither popped nor cancelled since.
  void cancel(Runnable& runnable);

  [[nodiscard]] bool empty() const noexcept { return live_ == 0; }
  [[nodiscard]] std::size_t size() const noexcept { return live_; }

  // The same with those that are cancelled and still take up room.
  [[nodiscard]] std::size_t kept() const noexcept {
    return live_ + cancelled_ + overdue_.cancelled();
  }

  // The earliest deadline that is not cancelled. Requires: !empty().
  [[nodiscard]] Instant earliest() {
    if (overdue_.empty()) [[likely]] {
      if (near_count_ != 0) return Instant{Duration{near_[near_count_ - 1].when}};
      if (far_minimum_known_) return Instant{Duration{far_minimum_}};
    }
    return search_earliest();
  }

  // Takes the first one whose deadline is not after `now`; nullptr if there is none.
  [[nodiscard]] Runnable* pop_due(Instant now) {
    if (live_ == 0) return nullptr;
    if (near_count_ == 0 || !overdue_.empty()) return pop_due_beyond(now);
    const NearEntry& first = near_[near_count_ - 1];
    if (first.when > now.time_since_epoch().count()) return nullptr;
    --live_;
    --near_count_;
    return freed(first.runnable);
  }

  // Takes the first one, due or not; nullptr if there is none. What is pushed after that, before
  // clear(), may have any deadline.
  [[nodiscard]] Runnable* drain() { return pop_due(Instant::max()); }

  // Forgets everything, as a new heap, but keeps the storage.
  void clear() noexcept;

 private:
  struct NearEntry {
    std::int64_t when;
    Runnable* runnable;
  };
  struct Entry {
    std::int64_t when;
    Slot slot;
  };

  static constexpr std::size_t near_max = 24;
  static constexpr Slot overdue_bit = Slot{1} << 30;  // in the slots of overdue_
  static constexpr Slot near_slot = overdue_bit - 1;  // of all that stand in near_
  static constexpr int digit_bits = 6;
  static constexpr int levels = 11;
  static constexpr int digits = 1 << digit_bits;

  // The radix heap; 17 KiB, so made when it is first needed.
  struct Far {
    std::array<std::array<std::vector<Entry>, digits>, levels> buckets;
    std::array<std::uint64_t, levels> occupied{};
    std::uint32_t levels_used = 0;
    std::size_t head = 0;   // entries of the front bucket of level 0 that are popped already
    std::int64_t last = 0;  // no entry is earlier
  };

  void insert_near(std::int64_t when, Runnable& runnable) {
    std::size_t place = near_count_++;
    for (; place > 0 && near_[place - 1].when <= when; --place) near_[place] = near_[place - 1];
    near_[place] = {when, &runnable};
    runnable.timer_ = near_slot;
  }

  static Runnable* freed(Runnable* runnable) noexcept {
    runnable->timer_ = Runnable::no_timer;
    return runnable;
  }

  void push_beyond(std::int64_t when, Instant now, Runnable& runnable);
  Instant search_earliest();
  Runnable* pop_due_beyond(Instant now);
  Runnable* pop_first();
  [[nodiscard]] bool overdue_comes_first();
  Slot take_slot(Runnable& runnable);
  Runnable* free_slot(Slot slot) noexcept;
  void remove_near(const Runnable& runnable);
  void insert_far(std::int64_t when, Runnable& runnable);
  void place_far(Entry entry);
  void move_near_to_far(std::int64_t now);
  std::vector<Entry>& front_bucket(int& level, int& digit) noexcept;
  void close_bucket(int level, int digit) noexcept;
  void scan_far_minimum();
  void read_far_minimum() noexcept;
  void bring_down(std::int64_t minimum);
  Runnable* pop_far();
  void sweep_far();

  std::size_t live_ = 0;
  std::size_t near_count_ = 0;
  std::size_t far_entries_ = 0;
  std::array<NearEntry, near_max> near_;  // the next to fire stands last
  std::unique_ptr<Far> far_;
  OverdueTimers overdue_;    // while there are any, near_ gets no more
  std::vector<Runnable*> slots_;  // of far entries; nullptr: cancelled, or free
  std::vector<Slot> free_slots_;
  std::size_t cancelled_ = 0;  // marked entries that still stand in far_
  std::int64_t far_minimum_ = 0;
  Slot far_minimum_slot_ = 0;
  bool far_minimum_known_ = false;
};

}  // namespace sim
