// sim/base/xoshiro.hpp
//
// A Xoshiro draws the random numbers of those who try things out: what a run is made of comes from
// Python's generator (random.hpp), what is done to it comes from here, a few times faster.
//
//   Xoshiro draws(seed);
//   std::uint64_t bits = draws.next();
//   std::uint32_t die = draws.below(6);    // 0..5
//
// Equal seeds give equal numbers on every machine. xoshiro256** of D. Blackman and S. Vigna,
// "Scrambled linear pseudorandom number generators", ACM TOMS 47(4), 2021; its state is filled by
// splitmix64 (G. Steele, D. Lea, C. Flood, OOPSLA 2014).

#pragma once

#include <array>
#include <bit>
#include <cstdint>

namespace sim {

// The next number of a splitmix64, which moves its state on.
constexpr std::uint64_t splitmix(std::uint64_t& state) noexcept {
  std::uint64_t word = (state += 0x9e3779b97f4a7c15U);
  word = (word ^ (word >> 30)) * 0xbf58476d1ce4e5b9U;
  word = (word ^ (word >> 27)) * 0x94d049bb133111ebU;
  return word ^ (word >> 31);
}

class Xoshiro {
 public:
  constexpr explicit Xoshiro(std::uint64_t seed = 0) noexcept {
    for (std::uint64_t& word : state_) word = splitmix(seed);
  }

  constexpr std::uint64_t next() noexcept {
    const std::uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
    const std::uint64_t shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = std::rotl(state_[3], 45);
    return result;
  }

  // Uniform in [0, bound), up to a bias of bound / 2^32. Requires: bound > 0.
  constexpr std::uint32_t below(std::uint32_t bound) noexcept {
    return static_cast<std::uint32_t>(((next() >> 32) * bound) >> 32);
  }

  // True with this probability, to 53 bits.
  constexpr bool chance(double probability) noexcept {
    return static_cast<double>(next() >> 11) * 0x1.0p-53 < probability;
  }

 private:
  std::array<std::uint64_t, 4> state_{};
};

}  // namespace sim
