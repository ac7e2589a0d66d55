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

TimerHeap::TimerHeap() noexcept = default;
TimerHeap::~TimerHeap() = default;

// Not into the array alone, or not at all.
void TimerHeap::push_beyond(std::int64_t when, Instant now, Runnable& runnable) {
  ++live_;
  bool far_used = far_entries_ != 0 || !overdue_.empty();
  if (!far_used) {
    move_near_to_far(ticks(now));
    far_used = true;
  }
  if (when >= far_->last) return insert_far(when, runnable);
  if (near_count_ < near_max && overdue_.empty()) return insert_near(when, runnable);
  runnable.timer_ = overdue_.push(when, runnable) | overdue_bit;
}

void TimerHeap::cancel(Runnable& runnable) {
  static_assert(overdue_bit < Runnable::first_place, "a slot would be taken for a place in line");
  const Slot slot = std::exchange(runnable.timer_, Runnable::no_timer);
  --live_;
  if (slot == near_slot) return remove_near(runnable);
  if ((slot & overdue_bit) != 0) [[unlikely]] return overdue_.cancel(slot & ~overdue_bit);
  SIM_CHECK(slot < slots_.size() && slots_[slot] == &runnable, "a timer is cancelled twice");
  slots_[slot] = nullptr;
  ++cancelled_;
  if (slot == far_minimum_slot_) far_minimum_known_ = false;
  if (cancelled_ > sweep_min && cancelled_ * 2 > far_entries_) sweep_far();
}

void TimerHeap::remove_near(const Runnable& runnable) {
  std::size_t place = near_count_ - 1;
  while (near_[place].runnable != &runnable) {
    SIM_CHECK(place != 0, "a timer is cancelled twice");
    --place;
  }
  --near_count_;
  for (; place < near_count_; ++place) near_[place] = near_[place + 1];
}

Instant TimerHeap::search_earliest() {
  SIM_CHECK(live_ != 0, "the earliest of no timers is asked for");
  if (!overdue_.empty() && overdue_comes_first()) [[unlikely]] {
    return Instant{Duration{overdue_.earliest()}};
  }
  if (near_count_ != 0) return Instant{Duration{near_[near_count_ - 1].when}};
  if (!far_minimum_known_) scan_far_minimum();
  return Instant{Duration{far_minimum_}};
}

Runnable* TimerHeap::pop_due_beyond(Instant now) {
  return earliest() > now ? nullptr : pop_first();
}

Runnable* TimerHeap::pop_first() {
  --live_;
  if (!overdue_.empty() && overdue_comes_first()) [[unlikely]] return freed(&overdue_.pop());
  if (near_count_ == 0) return freed(pop_far());
  return freed(near_[--near_count_].runnable);
}

// Whatever is far is due later; of equal ones, those in near_ were pushed before.
bool TimerHeap::overdue_comes_first() {
  return near_count_ == 0 || overdue_.earliest() < near_[near_count_ - 1].when;
}

void TimerHeap::clear() noexcept {
  near_count_ = 0;
  overdue_.clear();
  slots_.clear();
  free_slots_.clear();
  live_ = cancelled_ = 0;
  far_minimum_known_ = false;
  if (far_) far_->last = 0;
  if (far_entries_ == 0) return;
  for (auto& level : far_->buckets) {
    for (auto& bucket : level) bucket.clear();
  }
  far_->occupied.fill(0);
  far_->levels_used = 0;
  far_->head = 0;
  far_entries_ = 0;
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

void TimerHeap::insert_far(std::int64_t when, Runnable& runnable) {
  const Slot slot = take_slot(runnable);
  runnable.timer_ = slot;
  ++far_entries_;
  place_far({when, slot});
  if (far_minimum_known_ && when < far_minimum_) {
    far_minimum_ = when;
    far_minimum_slot_ = slot;
  }
}

void TimerHeap::place_far(Entry entry) {
  const std::uint64_t key = static_cast<std::uint64_t>(entry.when);
  const std::uint64_t differing = (key ^ static_cast<std::uint64_t>(far_->last)) | 1;
  const int level = (63 - std::countl_zero(differing)) / digit_bits;
  const int digit = static_cast<int>((key >> (level * digit_bits)) & (digits - 1));
  const auto l = static_cast<std::size_t>(level);
  far_->buckets[l][static_cast<std::size_t>(digit)].push_back(entry);
  far_->occupied[l] |= std::uint64_t{1} << digit;
  far_->levels_used |= 1U << level;
}

// The overdue ones stay: the radix heap starts at `now`.
void TimerHeap::move_near_to_far(std::int64_t now) {
  if (!far_) far_ = std::make_unique<Far>();
  far_->last = std::max<std::int64_t>(now, 0);
  far_minimum_known_ = false;
  std::size_t kept = 0;
  for (std::size_t i = near_count_; i-- > 0;) {
    if (near_[i].when >= far_->last) {
      insert_far(near_[i].when, *near_[i].runnable);
    } else {
      kept = near_count_ - i;
    }
  }
  // The earliest stand last, so those that stay are the last ones.
  std::copy(near_.begin() + (near_count_ - kept), near_.begin() + near_count_, near_.begin());
  near_count_ = kept;
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
  if (cancelled_ == 0) return read_far_minimum();
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
        --far_entries_;
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

// The same where no entry is marked.
void TimerHeap::read_far_minimum() noexcept {
  int level = 0;
  int digit = 0;
  const std::vector<Entry>& bucket = front_bucket(level, digit);
  Entry minimum = bucket[level == 0 ? far_->head : 0];
  if (level != 0) {
    for (const Entry& entry : bucket) {
      if (entry.when < minimum.when) minimum = entry;
    }
  }
  far_minimum_ = minimum.when;
  far_minimum_slot_ = minimum.slot;
  far_minimum_known_ = true;
}

// Makes `minimum`, which stands in the front bucket, the start of the heap: the entries of that
// bucket spread over the levels below, which are empty.
void TimerHeap::bring_down(std::int64_t minimum) {
  int level = 0;
  int digit = 0;
  const std::vector<Entry>& bucket = front_bucket(level, digit);
  far_->last = minimum;
  if (level == 0) return;
  for (const Entry& entry : bucket) place_far(entry);  // into other buckets
  close_bucket(level, digit);
}

Runnable* TimerHeap::pop_far() {
  int level = 0;
  int digit = 0;
  if (const std::vector<Entry>& only = front_bucket(level, digit); only.size() == 1) {
    const Slot slot = only.front().slot;  // which is not marked, as it is the minimum
    far_->last = far_minimum_;
    --far_entries_;
    far_minimum_known_ = false;
    close_bucket(level, digit);
    return free_slot(slot);
  }
  bring_down(far_minimum_);
  for (;;) {
    std::vector<Entry>& bucket = front_bucket(level, digit);
    const Slot slot = bucket[far_->head++].slot;
    --far_entries_;
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
        --far_entries_;
        return true;
      });
      if (bucket.empty()) close_bucket(static_cast<int>(level), digit);
    }
  }
  cancelled_ = 0;
}

}  // namespace sim
