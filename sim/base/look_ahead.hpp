// sim/base/look_ahead.hpp
//
// Who follows pointers through many things must wait for each before it can look for the next. Such
// things mostly lie in memory in the order in which they were made, one as far from the next as
// ever: where two steps were the same, a LookAhead asks the processor for what lies some further
// ones ahead.
//
//   LookAhead ahead;
//   for (Node* node = first; node != nullptr; node = node->next) {
//     ahead.pass(node);
//     ...
//   }
//
// It changes nothing but how long that takes: what is asked for is neither read nor need be there.

#pragma once

#include <cstdint>

namespace sim {

inline constexpr std::uintptr_t cache_line = 64;  // bytes; where it is another, that is as right

// For who knows what will be needed, and has something else to do first: `bytes` from `place` on.
inline void ask_for_memory(const void* place, std::uintptr_t bytes) noexcept {
  const auto* const first = static_cast<const char*>(place);
  for (std::uintptr_t at = 0; at < bytes; at += cache_line) __builtin_prefetch(first + at, 1);
}

class LookAhead {
 public:
  // `beside`: what belongs to it, and lies elsewhere in the same order.
  void pass(const void* here, const void* beside) noexcept {
    const auto place = reinterpret_cast<std::uintptr_t>(here);
    if (place != next_) [[unlikely]] return learn(place);
    next_ = place + step_;
    ask_for(place + far_);
    ask_for(reinterpret_cast<std::uintptr_t>(beside) + far_);
  }

 private:
  static constexpr std::uintptr_t steps_ahead = 6;

  void learn(std::uintptr_t place) noexcept {
    step_ = place - (next_ - step_);
    far_ = steps_ahead * step_;
    next_ = place + step_;
  }
  static void ask_for(std::uintptr_t place) noexcept {
    __builtin_prefetch(reinterpret_cast<const void*>(place), 1);
  }

  std::uintptr_t next_ = 0;  // if the step is the same again
  std::uintptr_t step_ = 0;
  std::uintptr_t far_ = 0;
};

}  // namespace sim
