// sim/loop/radix_heap.hpp
//
// Many calls to come, by deadline; those with the same deadline in the order in which they were
// pushed. It gives them in handfuls, so that only those few need to be sorted.
//
//   RadixHeap far;
//   RadixHeap::Slot slot = far.push(deadline, runnable);
//   far.cancel(slot);
//   RadixHeap::Due next[24];
//   std::size_t taken = far.take(next, 24);  // the first ones, in their order
//
// A radix heap to the base 64 (Ahuja, Mehlhorn, Orlin, Tarjan 1990): an entry stands in the bucket
// of the highest digit in which its deadline differs from `last()`, which no entry is before. A
// bucket that has come to the front and is small is sorted and given as a whole, as the bottom of a
// ladder queue is (Tang, Goh, Thng 2005); a large one is spread over the lower levels, which are
// empty then. So equal deadlines keep their order without a number for it. A cancelled entry is
// marked, and all are swept when they are found to be more than half.
//
// Deadlines are in nanoseconds, and may be negative.

#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <vector>

#include "sim/base/seldom.hpp"

namespace sim {

class Runnable;

class RadixHeap {
 public:
  using Slot = std::uint32_t;

  struct Due {
    std::int64_t when;
    Runnable* runnable;
  };

  RadixHeap() noexcept;
  ~RadixHeap();
  RadixHeap(const RadixHeap&) = delete;
  RadixHeap& operator=(const RadixHeap&) = delete;

  // Requires: `when` is not before last().
  Slot push(std::int64_t when, Runnable& runnable) {
    if (!has_room()) make_room();
    if (when < bound_) lower_bound(when);
    Slot slot;
    push_in_room(when, runnable, slot);
    return slot;
  }
  // The same where there is room for one more, which make_room() sees to, and nothing is before the
  // bound, which is lowered for that. The slot is there before anything is called, so that nothing
  // needs to be kept over that.
  [[nodiscard]] bool has_room() const noexcept { return free_ != none_free; }
  void make_room();
  [[gnu::always_inline]] void push_in_room(std::int64_t when, Runnable& runnable, Slot& slot) {
    slot = take_slot(runnable);
    ++kept_;
    place({when, slot});
  }
  void lower_bound(std::int64_t when) noexcept { bound_ = when; }
  // The same before all that have the same deadline; takes time with their number.
  Slot push_first(std::int64_t when, Runnable& runnable);

  // Requires: `slot` came from push(), and what it stands for was neither taken nor cancelled.
  void cancel(Slot slot) {
    slots_[slot].runnable = nullptr;
    ++cancelled_;
    if (--until_sweep_ == 0) [[unlikely]] sweep_if_many();
  }

  // Whether `slot`, which came from push(), is that of `runnable`.
  [[nodiscard]] bool holds(Slot slot, const Runnable& runnable) const noexcept {
    return slots_[slot].runnable == &runnable;
  }

  // No entry is before it: what was taken last, or what was given to begin_at().
  [[nodiscard]] std::int64_t last() const noexcept { return last_; }

  // What is pushed may be as early as `when` from now on. Requires: last() is not before it.
  void lower_last(std::int64_t when);
  // The same with any `when`. Requires: none_kept().
  void begin_at(std::int64_t when);

  // No entry is before it; the greatest number there is where none is kept.
  [[nodiscard]] std::int64_t bound() const noexcept { return bound_; }

  // Gives the first entries, at least one and no more than `room`, and says how many; 0 if there
  // is none that is not cancelled. What is left is not before the last of them.
  std::size_t take(Due* into, std::size_t room);

  [[nodiscard]] std::size_t size() const noexcept { return kept_ - cancelled_; }
  // The same with those that are cancelled and still take up room.
  [[nodiscard]] std::size_t kept() const noexcept { return kept_; }
  // So many that neither their slots nor what belongs to them is in a processor's second cache.
  [[nodiscard]] bool very_many() const noexcept { return kept_ > 8'192; }
  [[nodiscard]] bool none_kept() const noexcept { return kept_ == 0; }

  // Forgets everything, as a new heap, but keeps the storage.
  void clear() noexcept;

 private:
  struct Entry {
    std::int64_t when;
    Slot slot;
  };
  using Bucket = std::vector<Entry>;

  // Who stands for an entry; nullptr: it is cancelled. One that is free knows the next one.
  union Seat {
    Runnable* runnable;
    std::uintptr_t next_free;
  };

  static constexpr int digit_bits = 6;
  static constexpr int levels = 11;
  static constexpr int digits = 1 << digit_bits;
  static constexpr std::int64_t no_bound = std::numeric_limits<std::int64_t>::max();

  // 17 KiB, so made when it is first needed.
  using Buckets = std::array<std::array<Bucket, digits>, levels>;

  struct Place {
    std::size_t level;
    std::size_t digit;
  };

  static constexpr std::size_t sweep_min = 64;
  static constexpr std::uint64_t sign_bit = std::uint64_t{1} << 63;

  // In the order of signed numbers.
  [[nodiscard]] static std::uint64_t key(std::int64_t when) noexcept {
    return static_cast<std::uint64_t>(when) ^ sign_bit;
  }
  // The highest digit in which they differ; 0 where they do not.
  [[nodiscard]] static std::size_t level_between(std::int64_t a, std::int64_t b) noexcept {
    const std::uint64_t differing = static_cast<std::uint64_t>(a ^ b) | 1;
    return static_cast<std::size_t>((63 - std::countl_zero(differing)) / digit_bits);
  }
  [[nodiscard]] static std::size_t digit_of(std::int64_t when, std::size_t level) noexcept {
    return static_cast<std::size_t>(key(when) >> (level * digit_bits)) & (digits - 1);
  }
  [[nodiscard]] Bucket& bucket(Place place) noexcept {
    return (*buckets_)[place.level][place.digit];
  }
  [[nodiscard]] Place front() const noexcept;
  // Requires: has_room().
  [[nodiscard]] Slot take_slot(Runnable& runnable) {
    const auto slot = static_cast<Slot>(free_);
    free_ = slots_[slot].next_free;
    slots_[slot].runnable = &runnable;
    return slot;
  }
  void free_slot(Slot slot) noexcept;
  [[nodiscard]] Place place_of(std::int64_t when) const noexcept {
    const std::size_t level = level_between(when, last_);
    return {level, digit_of(when, level)};
  }
  // Who comes into a bucket that is in use need not say so.
  [[gnu::always_inline]] void place(Entry entry) {
    const Place place = place_of(entry.when);
    Bucket& to = bucket(place);
    if (to.empty() || to.size() == to.capacity()) [[unlikely]] return place_first(place, entry);
    to.push_back(entry);
  }
  void place_first(Place place, Entry entry);
  void mark_used(Place place) noexcept;
  void close(Place place) noexcept;
  void find_bound() noexcept;
  std::size_t take_equal(Place place, Due* into, std::size_t room);
  std::size_t take_sorted(Place place, Due* into);
  void spread(Place place);
  void place_unless_cancelled(const Entry& entry);
  void place_from_afar(const Bucket& from);
  [[nodiscard]] Runnable* leave(Slot slot) noexcept;
  void drop(Slot slot) noexcept;
  SIM_SELDOM void sweep_if_many();
  void sweep();

  std::unique_ptr<Buckets> buckets_;
  std::array<std::uint64_t, levels> occupied_{};
  std::uint32_t levels_used_ = 0;
  std::size_t head_ = 0;  // entries of the front bucket of level 0 that are taken already
  std::int64_t last_ = 0;
  std::int64_t bound_ = no_bound;
  std::size_t kept_ = 0;
  static constexpr std::uintptr_t none_free = ~std::uintptr_t{0};

  std::vector<Seat> slots_;
  std::uintptr_t free_ = none_free;  // the slot that was left last
  std::size_t cancelled_ = 0;        // not beside kept_, lest both be read as one
  std::size_t until_sweep_ = sweep_min + 1;  // so many may be cancelled before that is looked at
};

}  // namespace sim
