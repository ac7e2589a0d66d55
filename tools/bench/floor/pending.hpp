// tools/bench/floor/pending.hpp
//
// The floor's set of what is to come, by time and then by arrival: a sorted array while there are
// few, a radix heap to the base 64 above.
//
//   Pending pending;
//   pending.push(time, frame);
//   void* first = pending.pop(time);
//
// Nothing may be pushed before the time of the last pop.

#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace sim::bench::floor {

struct Due {
  std::uint64_t time;
  void* frame;
};

class Radix {
 public:
  [[nodiscard]] bool empty() const noexcept { return count_ == 0; }
  void begin_at(std::uint64_t time) noexcept { last_ = time; }

  void push(Due due) {
    ++count_;
    place(due);
  }

  void* pop(std::uint64_t& time) {
    for (;;) {
      const int level = std::countr_zero(levels_);
      if (level >= height) __builtin_unreachable();  // as something is pending
      const int digit = std::countr_zero(used_[level]);
      std::vector<Due>& bucket = buckets_[level][digit];
      if (level == 0) {
        const Due first = bucket[popped_++];
        if (popped_ == bucket.size()) {
          popped_ = 0;
          close(0, digit);
        }
        return take(first, time);
      }
      if (bucket.size() == 1) {
        const Due only = bucket[0];
        close(level, digit);
        return take(only, time);
      }
      spread(level, digit);
    }
  }

 private:
  static constexpr int bits = 6;
  static constexpr int height = 11;

  void* take(Due due, std::uint64_t& time) {
    --count_;
    last_ = time = due.time;
    return due.frame;
  }
  void place(Due due) {
    const std::uint64_t differing = (due.time ^ last_) | 1;
    const int level = (63 - std::countl_zero(differing)) / bits;
    const int digit = static_cast<int>(due.time >> (level * bits)) & 63;
    buckets_[level][digit].push_back(due);
    used_[level] |= std::uint64_t{1} << digit;
    levels_ |= 1U << level;
  }
  void close(int level, int digit) {
    buckets_[level][digit].clear();
    used_[level] &= ~(std::uint64_t{1} << digit);
    if (used_[level] == 0) levels_ &= ~(1U << level);
  }
  void spread(int level, int digit) {
    std::vector<Due>& bucket = buckets_[level][digit];
    std::uint64_t least = bucket[0].time;
    for (const Due& due : bucket) least = due.time < least ? due.time : least;
    last_ = least;
    for (const Due& due : bucket) place(due);
    close(level, digit);
  }

  std::vector<Due> buckets_[height][1 << bits];
  std::uint64_t used_[height] = {};
  std::uint32_t levels_ = 0;
  std::uint64_t last_ = 0;
  std::size_t popped_ = 0;
  std::size_t count_ = 0;
};

class Pending {
 public:
  [[nodiscard]] bool empty() const noexcept { return near_ == 0 && (!far_ || far_->empty()); }

  void push(std::uint64_t time, void* frame) {
    if (far_in_use_) return far_->push({time, frame});
    if (near_ == near_max) return push_far({time, frame});
    int place = near_++;
    for (; place > 0 && sorted_[place - 1].time <= time; --place) {
      sorted_[place] = sorted_[place - 1];
    }
    sorted_[place] = {time, frame};
  }

  void* pop(std::uint64_t& time) {
    if (near_ > 0) {
      const Due first = sorted_[--near_];
      now_ = time = first.time;
      return first.frame;
    }
    void* frame = far_->pop(time);
    now_ = time;
    far_in_use_ = !far_->empty();
    return frame;
  }

 private:
  static constexpr int near_max = 24;

  void push_far(Due due) {
    if (!far_) far_ = std::make_unique<Radix>();
    far_in_use_ = true;
    far_->begin_at(now_);
    while (near_ > 0) far_->push(sorted_[--near_]);
    far_->push(due);
  }

  Due sorted_[near_max];  // the first stands last
  int near_ = 0;
  std::uint64_t now_ = 0;  // of the last pop
  bool far_in_use_ = false;
  std::unique_ptr<Radix> far_;
};

}  // namespace sim::bench::floor
