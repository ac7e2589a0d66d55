#include "sim/loop/timer_heap.hpp"

#include <algorithm>
#include <bit>
#include <utility>

#include "sim/base/check.hpp"
#include "sim/loop/runnable.hpp"

namespace sim {
namespace {

constexpr std::size_t sweep_min = 64;

std::int64_t ticks(Instant instant) { return instant.time_since_epoch().count(); }

}  // namespace

TimerHeap::TimerHeap() { near_.reserve(near_max); }
TimerHeap::~TimerHeap() = default;

TimerHeap::Slot TimerHeap::push(Instant deadline, Instant now, Runnable& runnable) {
  const std::int64_t when = ticks(deadline);
  ++live_;
  bool far_used = (far_ && far_->entries != 0) || !overdue_.empty();
  if (!far_used && near_.size() == near_max) {
    move_near_to_far(ticks(now));
    far_used = true;
  }
  const bool to_far = far_used && when >= far_->last;
  if (!to_far && (near_.size() == near_max || !overdue_.empty())) [[unlikely]] {
    return overdue_.push(when, runnable) | overdue_bit;
  }
  const Entry entry{when, take_slot(runnable)};
  if (to_far) {
    insert_far(entry);
  } else {
    insert_near(entry);
  }
  return entry.slot;
}

void TimerHeap::cancel(Slot slot) {
  static_assert(overdue_bit < Runnable::first_place, "a slot would be taken for a place in line");
  if ((slot & overdue_bit) != 0) [[unlikely]] {
    --live_;
    return overdue_.cancel(slot & ~overdue_bit);
  }
  SIM_CHECK(slot < slots_.size() && slots_[slot] != nullptr, "a timer is cancelled twice");
  --live_;
  for (std::size_t i = near_.size(); i-- > 0;) {
    if (near_[i].slot != slot) continue;
    near_.erase(near_.begin() + static_cast<std::ptrdiff_t>(i));
    free_slot(slot);
    return;
  }
  slots_[slot] = nullptr;
  ++cancelled_;
  if (slot == far_minimum_slot_) far_minimum_known_ = false;
  if (cancelled_ > sweep_min && cancelled_ * 2 > far_->entries) sweep_far();
}

Instant TimerHeap::search_earliest() {
  SIM_CHECK(live_ != 0, "the earliest of no timers is asked for");
  if (!overdue_.empty() && overdue_comes_first()) [[unlikely]] {
    return Instant{Duration{overdue_.earliest()}};
  }
  if (!near_.empty()) return Instant{Duration{near_.back().when}};
  if (!far_minimum_known_) scan_far_minimum();
  return Instant{Duration{far_minimum_}};
}

Runnable* TimerHeap::pop_first() {
  --live_;
  if (!overdue_.empty() && overdue_comes_first()) [[unlikely]] return &overdue_.pop();
  if (near_.empty()) return pop_far();
  const Slot slot = near_.back().slot;
  near_.pop_back();
  return free_slot(slot);
}

// Whatever is far is due later; of equal ones, those in near_ were pushed before.
bool TimerHeap::overdue_comes_first() {
  return near_.empty() || overdue_.earliest() < near_.back().when;
}

void TimerHeap::clear() noexcept {
  near_.clear();
  overdue_.clear();
  slots_.clear();
  free_slots_.clear();
  live_ = cancelled_ = 0;
  far_minimum_known_ = false;
  if (!far_ || far_->entries == 0) {
    if (far_) far_->last = 0;
    return;
  }
  for (auto& level : far_->buckets) {
    for (auto& bucket : level) bucket.clear();
  }
  far_->occupied.fill(0);
  far_->levels_used = 0;
  far_->head = far_->entries = 0;
  far_->last = 0;
}

TimerHeap::Slot TimerHeap::take_slot(Runnable& runnable) {
  if (free_slots_.empty()) {
    slots_.push_back(&runnable);
    return static_cast<Slot>(slots_.size() - 1);
  }
  const Slot slot = free_slots_.back();
  free_slots_.pop_back();
  slots_[slot] = &runnable;
  return slot;
}

Runnable* TimerHeap::free_slot(Slot slot) noexcept {
  free_slots_.push_back(slot);
  return std::exchange(slots_[slot], nullptr);
}

void TimerHeap::insert_near(Entry entry) {
  std::size_t place = near_.size();
  near_.push_back(entry);
  while (place > 0 && near_[place - 1].when <= entry.when) {
    near_[place] = near_[place - 1];
    --place;
  }
  near_[place] = entry;
}

void TimerHeap::insert_far(Entry entry) {
  const std::uint64_t key = static_cast<std::uint64_t>(entry.when);
  const std::uint64_t differing = key ^ static_cast<std::uint64_t>(far_->last);
  const int level = differing == 0 ? 0 : (63 - std::countl_zero(differing)) / digit_bits;
  const int digit = static_cast<int>((key >> (level * digit_bits)) & (digits - 1));
  const auto l = static_cast<std::size_t>(level);
  const auto d = static_cast<std::size_t>(digit);
  far_->buckets[l][d].push_back(entry);
  far_->occupied[l] |= std::uint64_t{1} << digit;
  far_->levels_used |= 1U << level;
  ++far_->entries;
  if (far_minimum_known_ && entry.when < far_minimum_) {
    far_minimum_ = entry.when;
    far_minimum_slot_ = entry.slot;
  }
}

// The overdue ones stay: the radix heap starts at `now`.
void TimerHeap::move_near_to_far(std::int64_t now) {
  if (!far_) far_ = std::make_unique<Far>();
  far_->last = std::max<std::int64_t>(now, 0);
  far_minimum_known_ = false;
  std::vector<Entry> kept;
  for (std::size_t i = near_.size(); i-- > 0;) {
    if (near_[i].when >= far_->last) {
      insert_far(near_[i]);
    } else {
      kept.push_back(near_[i]);
    }
  }
  near_.assign(kept.rbegin(), kept.rend());
}

std::vector<TimerHeap::Entry>& TimerHeap::front_bucket(int& level, int& digit) noexcept {
  level = std::countr_zero(far_->levels_used);
  digit = std::countr_zero(far_->occupied[static_cast<std::size_t>(level)]);
  return far_->buckets[static_cast<std::size_t>(level)][static_cast<std::size_t>(digit)];
}

void TimerHeap::close_bucket(int level, int digit) noexcept {
  const auto l = static_cast<std::size_t>(level);
  far_->buckets[l][static_cast<std::size_t>(digit)].clear();
  far_->occupied[l] &= ~(std::uint64_t{1} << digit);
  if (far_->occupied[l] == 0) far_->levels_used &= ~(1U << level);
  if (level == 0) far_->head = 0;
}

// Drops the marked entries of the front bucket on the way; an empty one gives way to the next.
void TimerHeap::scan_far_minimum() {
  for (;;) {
    int level = 0;
    int digit = 0;
    std::vector<Entry>& bucket = front_bucket(level, digit);
    std::size_t kept = level == 0 ? far_->head : 0;
    const std::size_t first = kept;
    Entry minimum{};
    for (std::size_t i = first; i < bucket.size(); ++i) {
      if (slots_[bucket[i].slot] == nullptr) {
        free_slots_.push_back(bucket[i].slot);
        --cancelled_;
        --far_->entries;
        continue;
      }
      if (kept == first || bucket[i].when < minimum.when) minimum = bucket[i];
      bucket[kept++] = bucket[i];
    }
    bucket.resize(kept);
    if (kept != first) {
      far_minimum_ = minimum.when;
      far_minimum_slot_ = minimum.slot;
      far_minimum_known_ = true;
      return;
    }
    close_bucket(level, digit);
  }
}

// Makes `minimum`, which stands in the front bucket, the start of the heap: the entries of that
// bucket spread over the levels below, which are empty.
void TimerHeap::bring_down(std::int64_t minimum) {
  int level = 0;
  int digit = 0;
  std::vector<Entry>& bucket = front_bucket(level, digit);
  if (level == 0) {
    far_->last = minimum;
    return;
  }
  std::vector<Entry> spread;
  spread.swap(bucket);
  close_bucket(level, digit);
  far_->last = minimum;
  far_->entries -= spread.size();
  for (const Entry& entry : spread) insert_far(entry);
  spread.clear();
  spread.swap(far_->buckets[static_cast<std::size_t>(level)][static_cast<std::size_t>(digit)]);
}

Runnable* TimerHeap::pop_far() {
  bring_down(far_minimum_);
  int level = 0;
  int digit = 0;
  for (;;) {
    std::vector<Entry>& bucket = front_bucket(level, digit);
    const Slot slot = bucket[far_->head++].slot;
    --far_->entries;
    if (far_->head == bucket.size()) {
      close_bucket(level, digit);
      far_minimum_known_ = false;
    } else {
      far_minimum_slot_ = bucket[far_->head].slot;
      far_minimum_known_ = slots_[far_minimum_slot_] != nullptr;
    }
    if (slots_[slot] != nullptr) return free_slot(slot);
    free_slots_.push_back(slot);
    --cancelled_;
  }
}

void TimerHeap::sweep_far() {
  for (std::size_t level = 0; level < levels; ++level) {
    for (std::uint64_t left = far_->occupied[level]; left != 0; left &= left - 1) {
      const int digit = std::countr_zero(left);
      std::vector<Entry>& bucket = far_->buckets[level][static_cast<std::size_t>(digit)];
      const bool front = level == 0 && far_->occupied[0] != 0 &&
                         digit == std::countr_zero(far_->occupied[0]);
      if (front) {
        bucket.erase(bucket.begin(), bucket.begin() + static_cast<std::ptrdiff_t>(far_->head));
        far_->head = 0;
      }
      std::erase_if(bucket, [this](const Entry& entry) {
        if (slots_[entry.slot] != nullptr) return false;
        free_slots_.push_back(entry.slot);
        --far_->entries;
        return true;
      });
      if (bucket.empty()) close_bucket(static_cast<int>(level), digit);
    }
  }
  cancelled_ = 0;
}

}  // namespace sim
