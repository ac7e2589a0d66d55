// sim/base/mersenne.hpp
//
// MT19937, the generator under Python's `random`: 32-bit words with period 2^19937 - 1.
//
//   constexpr std::array<std::uint32_t, 1> key = {42};
//   sim::Mersenne engine(key);
//   std::uint32_t word = engine.next();   // 2746317213, as random.Random(42).getrandbits(32)
//
// Equal keys give equal words on every machine; a copy goes on as the original would.
// M. Matsumoto, T. Nishimura, "Mersenne Twister: a 623-dimensionally equidistributed uniform
// pseudo-random number generator", ACM TOMACS 8(1), 1998; seeding by an array as in their
// mt19937ar of 2002. (std::mt19937 is the same machine with another, weaker seeding.)
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace sim {

class Mersenne {
 public:
  // Requires: a key of at least one word. A zero at its end counts: {2} and {2, 0} differ.
  explicit Mersenne(std::span<const std::uint32_t> key) { seed(key); }

  // Starts afresh, as the constructor does.
  void seed(std::span<const std::uint32_t> key);

  std::uint32_t next() {
    if (next_ == kSize) refill();
    std::uint32_t word = state_[next_++];
    word ^= word >> 11;
    word ^= (word << 7) & 0x9d2c5680u;
    word ^= (word << 15) & 0xefc60000u;
    return word ^ word >> 18;
  }

 private:
  static constexpr std::size_t kSize = 624;
  static constexpr std::size_t kShift = 397;

  void refill();

  std::array<std::uint32_t, kSize> state_;
  std::size_t next_;  // how many words of state_ are spent
};

}  // namespace sim
