// tools/bench/lcg.hpp
//
// The generator that defines the work of every workload, cheap in C++ and in Python alike, so that
// it is not what is measured.
//
//   Lcg draws(task);
//   std::uint64_t ticks = draws.delay();   // 1 to 2^20, each as likely
//   std::uint64_t gap = draws.exponential(1e6);
//
// A tick is a nanosecond. It is the linear congruential generator of the ANSI C standard's example.

#pragma once

#include <cmath>
#include <cstdint>

namespace sim::bench {

class Lcg {
 public:
  explicit Lcg(std::uint64_t task) noexcept
      : state_(static_cast<std::uint32_t>((task * 2654435761U + 12345U) & mask)) {}

  std::uint32_t next() noexcept { return state_ = (state_ * 1103515245U + 12345U) & mask; }

  std::uint64_t delay() noexcept { return 1 + ((next() >> 8) & 0xFFFFFU); }

  // Whole ticks, rounded down.
  std::uint64_t exponential(double mean) noexcept {
    return static_cast<std::uint64_t>(-mean * std::log((next() + 1.0) / 2147483648.0));
  }

 private:
  static constexpr std::uint32_t mask = 0x7fffffff;

  std::uint32_t state_;
};

}  // namespace sim::bench
