#include "sim/loop/radix_heap.hpp"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <utility>

#include "sim/base/check.hpp"
#include "sim/base/look_ahead.hpp"

namespace sim {
RadixHeap::RadixHeap() noexcept = default;
RadixHeap::~RadixHeap() = default;

inline void RadixHeap::free_slot(Slot slot) noexcept {
  slots_[slot].next_free = std::exchange(free_, slot);
}

void RadixHeap::make_room() {
  if (!buckets_) buckets_ = std::make_unique<Buckets>();
  slots_.push_back({nullptr});
  free_slot(static_cast<Slot>(slots_.size() - 1));
}

RadixHeap::Slot RadixHeap::push_first(std::int64_t when, Runnable& runnable) {
  if (!has_room()) make_room();
  const Slot slot = take_slot(runnable);
  ++kept_;
  bound_ = std::min(bound_, when);
  const Place place = place_of(when);
  const bool begun = head_ != 0 && place.level == 0 && place.digit == front().digit;
  const auto begin = static_cast<std::ptrdiff_t>(begun ? head_ : 0);
  bucket(place).insert(bucket(place).begin() + begin, {when, slot});
  mark_used(place);
  return slot;
}

// Or where there is no room.
[[gnu::noinline]] void RadixHeap::place_first(Place place, Entry entry) {
  Bucket& to = bucket(place);
  if (to.empty()) mark_used(place);
  if (to.size() == to.capacity()) to.reserve(to.empty() ? 8 : to.size() * 2);
  to.push_back(entry);
}

inline void RadixHeap::mark_used(Place place) noexcept {
  occupied_[place.level] |= std::uint64_t{1} << place.digit;
  levels_used_ |= std::uint32_t{1} << place.level;
}

inline RadixHeap::Place RadixHeap::front() const noexcept {
  const auto level = static_cast<std::size_t>(std::countr_zero(levels_used_));
  return {level, static_cast<std::size_t>(std::countr_zero(occupied_[level]))};
}

inline void RadixHeap::close(Place place) noexcept {
  bucket(place).clear();
  occupied_[place.level] &= ~(std::uint64_t{1} << place.digit);
  if (occupied_[place.level] == 0) levels_used_ &= ~(std::uint32_t{1} << place.level);
  if (place.level == 0) head_ = 0;
}

// The start of the front bucket: the digits of `last_` above, its own, and zeros.
void RadixHeap::find_bound() noexcept {
  if (levels_used_ == 0) {
    bound_ = no_bound;
    return;
  }
  const Place first = front();
  const auto shift = static_cast<int>(first.level) * digit_bits;
  const std::uint64_t above =
      shift + digit_bits >= 64 ? 0 : key(last_) >> (shift + digit_bits) << (shift + digit_bits);
  const std::uint64_t start = above | static_cast<std::uint64_t>(first.digit) << shift;
  bound_ = static_cast<std::int64_t>(start ^ sign_bit);
}

inline Runnable* RadixHeap::leave(Slot slot) noexcept {
  --kept_;
  Runnable* left = slots_[slot].runnable;
  free_slot(slot);
  return left;
}

inline void RadixHeap::drop(Slot slot) noexcept {
  free_slot(slot);
  --kept_;
  --cancelled_;
}

std::size_t RadixHeap::take(Due* into, std::size_t room) {
  std::size_t taken = 0;
  while (levels_used_ != 0 && taken < room) {
    const Place first = front();
    if (first.level == 0) {
      taken += take_equal(first, into + taken, room - taken);
    } else if (taken != 0) {
      break;
    } else if (bucket(first).size() <= room) {
      taken = take_sorted(first, into);
    } else {
      spread(first);
    }
  }
  find_bound();
  return taken;
}

// All in a bucket of level 0 have the same deadline.
std::size_t RadixHeap::take_equal(Place place, Due* into, std::size_t room) {
  const Bucket& from = bucket(place);
  std::size_t taken = 0;
  for (; head_ < from.size() && taken < room; ++head_) {
    const auto [when, slot] = from[head_];
    last_ = when;
    if (slots_[slot].runnable == nullptr) {
      drop(slot);
    } else {
      into[taken++] = {when, leave(slot)};
    }
  }
  if (head_ == from.size()) close(place);
  return taken;
}

// What is counted, and the slot that is free, are written once for all: a compiler would not do so,
// as any slot might be one of them for all that it knows.
std::size_t RadixHeap::take_sorted(Place place, Due* into) {
  const Bucket& from = bucket(place);
  Seat* const seats = slots_.data();
  std::uintptr_t free = free_;
  std::size_t taken = 0;
  for (const auto [when, slot] : from) {
    Runnable* const runnable = seats[slot].runnable;
    seats[slot].next_free = std::exchange(free, slot);
    if (runnable == nullptr) continue;
    std::size_t at = taken++;
    for (; at > 0 && into[at - 1].when > when; --at) into[at] = into[at - 1];
    into[at] = {when, runnable};
  }
  free_ = free;
  kept_ -= from.size();
  cancelled_ -= from.size() - taken;
  if (taken != 0) last_ = into[taken - 1].when;
  close(place);
  return taken;
}

inline void RadixHeap::place_unless_cancelled(const Entry& entry) {
  if (slots_[entry.slot].runnable == nullptr) [[unlikely]] {
    drop(entry.slot);
  } else {
    place(entry);
  }
}

// The earliest of the bucket is where the heap begins now. Requires: nothing stands below.
void RadixHeap::spread(Place place) {
  const Bucket& from = bucket(place);
  std::int64_t earliest = no_bound;
  for (const Entry& entry : from) earliest = std::min(earliest, entry.when);
  last_ = earliest;
  if (very_many()) {
    place_from_afar(from);
  } else {
    for (const Entry& entry : from) place_unless_cancelled(entry);
  }
  close(place);
}

// The slots of a bucket lie anywhere: they are not looked at where there is no need to, and else
// asked for before their turn.
[[gnu::noinline]] void RadixHeap::place_from_afar(const Bucket& from) {
  constexpr std::size_t ahead = 12;
  if (cancelled_ == 0) {
    for (const Entry& entry : from) place(entry);
    return;
  }
  for (std::size_t i = 0; i < from.size(); ++i) {
    if (i + ahead < from.size()) ask_for_memory(&slots_[from[i + ahead].slot], 1);
    place_unless_cancelled(from[i]);
  }
}

// Entries that were told from `last` by a lower digit are told from `when` by the highest one in
// which the two differ: that of `last`, whose bucket has been empty.
void RadixHeap::lower_last(std::int64_t when) {
  SIM_CHECK(when <= last_, "a radix heap is lowered upwards");
  const std::size_t level = level_between(when, last_);
  const Place to{level, digit_of(last_, level)};
  last_ = when;
  const std::uint32_t below = (std::uint32_t{1} << level) - 1;
  while ((levels_used_ & below) != 0) {
    const Place from = front();
    const Bucket& moved = bucket(from);
    const auto begin = static_cast<std::ptrdiff_t>(from.level == 0 ? head_ : 0);
    bucket(to).insert(bucket(to).end(), moved.begin() + begin, moved.end());
    mark_used(to);
    close(from);
  }
  if (level != 0 || levels_used_ == 0 || head_ == 0) return;
  // The rest of a bucket of level 0 stays, but is not the front one any more once something earlier
  // is pushed.
  Bucket& rest = bucket(front());
  rest.erase(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(head_));
  head_ = 0;
}

void RadixHeap::begin_at(std::int64_t when) {
  SIM_CHECK(none_kept(), "a radix heap begins anew while it holds something");
  last_ = when;
}

// And looks next when there may be so many again; late, if much that is kept has gone until then.
void RadixHeap::sweep_if_many() {
  if (cancelled_ > sweep_min && cancelled_ * 2 > kept_) sweep();
  until_sweep_ = std::max(kept_ / 2, sweep_min) - cancelled_ + 1;
}

void RadixHeap::sweep() {
  for (std::size_t level = 0; level < levels; ++level) {
    for (std::uint64_t left = occupied_[level]; left != 0; left &= left - 1) {
      const Place place{level, static_cast<std::size_t>(std::countr_zero(left))};
      Bucket& swept = bucket(place);
      if (level == 0 && head_ != 0 && place.digit == front().digit) {
        swept.erase(swept.begin(), swept.begin() + static_cast<std::ptrdiff_t>(head_));
        head_ = 0;
      }
      std::uintptr_t free = free_;
      const std::size_t gone =
          std::erase_if(swept, [seats = slots_.data(), &free](const Entry& entry) {
            if (seats[entry.slot].runnable != nullptr) return false;
            seats[entry.slot].next_free = std::exchange(free, entry.slot);
            return true;
          });
      free_ = free;
      kept_ -= gone;
      cancelled_ -= gone;
      if (swept.empty()) close(place);
    }
  }
}

void RadixHeap::clear() noexcept {
  if (!buckets_) return;
  slots_.clear();
  free_ = none_free;
  for (std::size_t level = 0; level < levels; ++level) {
    for (std::uint64_t left = occupied_[level]; left != 0; left &= left - 1) {
      bucket({level, static_cast<std::size_t>(std::countr_zero(left))}).clear();
    }
  }
  occupied_.fill(0);
  levels_used_ = 0;
  head_ = 0;
  last_ = 0;
  bound_ = no_bound;
  kept_ = cancelled_ = 0;
  until_sweep_ = sweep_min + 1;
}

}  // namespace sim
