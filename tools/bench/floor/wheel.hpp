// tools/bench/floor/wheel.hpp
//
// A set of what is to come from which anything can be taken out in O(1): a hierarchical wheel of 64
// slots a level, each a linked list (Varghese and Lauck, 1987). Where timers are cancelled it is
// the floor's best.
//
//   Wheel wheel;
//   Wheel::Timer* timer = wheel.push(time, frame);
//   wheel.cancel(timer);

#pragma once

#include <bit>
#include <cstdint>

#include "tools/bench/floor/frames.hpp"

namespace sim::bench::floor {

class Wheel {
 public:
  struct Timer : Framed {
    std::uint64_t time = 0;
    Timer* before = nullptr;
    Timer* after = nullptr;
    void* frame = nullptr;
  };

  [[nodiscard]] bool empty() const noexcept { return levels_ == 0; }

  Timer* push(std::uint64_t time, void* frame) {
    auto* timer = new Timer;
    timer->time = time;
    timer->frame = frame;
    link(timer);
    return timer;
  }

  void cancel(Timer* timer) {
    unlink(timer);
    delete timer;
  }

  void* pop(std::uint64_t& time) {
    for (;;) {
      const int level = std::countr_zero(levels_);
      if (level >= height) __builtin_unreachable();  // as something is pending
      Slot& slot = slots_[level][std::countr_zero(used_[level])];
      Timer* first = slot.first;
      if (level > 0 && first->after != nullptr) {
        spread(level, slot);
        continue;
      }
      unlink(first);
      last_ = time = first->time;
      void* frame = first->frame;
      delete first;
      return frame;
    }
  }

 private:
  static constexpr int bits = 6;
  static constexpr int height = 11;

  struct Slot {
    Timer* first = nullptr;
    Timer* last = nullptr;
  };

  [[nodiscard]] int level_of(std::uint64_t time) const {
    return (63 - std::countl_zero((time ^ last_) | 1)) / bits;
  }
  static int digit_of(std::uint64_t time, int level) {
    return static_cast<int>(time >> (level * bits)) & 63;
  }

  void link(Timer* timer) {
    const int level = level_of(timer->time);
    const int digit = digit_of(timer->time, level);
    Slot& slot = slots_[level][digit];
    timer->after = nullptr;
    timer->before = slot.last;
    (slot.last != nullptr ? slot.last->after : slot.first) = timer;
    slot.last = timer;
    used_[level] |= std::uint64_t{1} << digit;
    levels_ |= 1U << level;
  }

  void unlink(Timer* timer) {
    const int level = level_of(timer->time);
    const int digit = digit_of(timer->time, level);
    Slot& slot = slots_[level][digit];
    (timer->before != nullptr ? timer->before->after : slot.first) = timer->after;
    (timer->after != nullptr ? timer->after->before : slot.last) = timer->before;
    if (slot.first == nullptr) close(level, digit);
  }

  void close(int level, int digit) {
    used_[level] &= ~(std::uint64_t{1} << digit);
    if (used_[level] == 0) levels_ &= ~(1U << level);
  }

  // What stands in the first slot goes to the levels below, by the least time in it.
  void spread(int level, Slot& slot) {
    Timer* next = slot.first;
    close(level, digit_of(next->time, level));
    slot = {};
    last_ = next->time;
    for (Timer* timer = next; timer != nullptr; timer = timer->after) {
      if (timer->time < last_) last_ = timer->time;
    }
    while (next != nullptr) {
      Timer* timer = next;
      next = timer->after;
      link(timer);
    }
  }

  Slot slots_[height][1 << bits];
  std::uint64_t used_[height] = {};
  std::uint32_t levels_ = 0;
  std::uint64_t last_ = 0;
};

}  // namespace sim::bench::floor
