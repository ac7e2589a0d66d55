// sim/base/time.hpp
//
// Virtual time: integer nanoseconds since the start of the run.
//
//   using namespace std::chrono_literals;
//   Instant deadline = Instant{} + 1500ms;
//   Duration d = from_seconds(0.1);          // 100,000,000 ns: halves to even, rounded once
//   double s = to_seconds(deadline);         // 1.5
//
// Floating-point seconds are rounded here, at the border, and nowhere else: so 0.1 s + 0.2 s and
// 0.3 s are the same deadline, and equal deadlines are equal on every machine.

#pragma once

#include <chrono>
#include <cstdint>
#include <type_traits>

namespace sim {

// The clock that a loop moves. It has no now(): only a loop knows the time.
struct VirtualClock {
  using rep = std::int64_t;
  using period = std::nano;
  using duration = std::chrono::duration<rep, period>;
  using time_point = std::chrono::time_point<VirtualClock>;
  static constexpr bool is_steady = true;
};

using Duration = VirtualClock::duration;
using Instant = VirtualClock::time_point;

// Seconds to nanoseconds as Python's round(seconds * 1e9) does it.
// Throws: std::domain_error for NaN, std::overflow_error for an infinity or more than 292 years.
[[nodiscard]] Duration from_seconds(double seconds);

[[nodiscard]] double to_seconds(Duration duration) noexcept;
[[nodiscard]] double to_seconds(Instant instant) noexcept;

// The sum, held at the last representable instant where it would overflow.
[[nodiscard]] constexpr Instant saturating_add(Instant start, Duration delay) noexcept {
  std::int64_t sum = 0;
  if (__builtin_add_overflow(start.time_since_epoch().count(), delay.count(), &sum)) [[unlikely]] {
    if (!std::is_constant_evaluated()) asm("");  // lest a compiler has it ready each time
    return delay.count() > 0 ? Instant::max() : Instant::min();
  }
  return Instant{Duration{sum}};
}

}  // namespace sim
