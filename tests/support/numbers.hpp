// tests/support/numbers.hpp
//
// A fixed stream of numbers for tests that try many cases: the same on every machine, and no
// relation of what is tested.
//
//   Numbers numbers(7);
//   if (numbers.below(3) == 0) ...
//
// The linear congruence of Knuth's MMIX; its high bits are used.

#pragma once

#include <cstdint>

namespace sim::test {

class Numbers {
 public:
  explicit Numbers(std::uint64_t seed) noexcept : state_(seed) {
    static_cast<void>(next());
    static_cast<void>(next());
  }

  [[nodiscard]] std::uint64_t next() noexcept {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return state_ >> 32;
  }

  // Requires: bound is not 0.
  [[nodiscard]] std::uint64_t below(std::uint64_t bound) noexcept { return next() % bound; }

 private:
  std::uint64_t state_;
};

}  // namespace sim::test
