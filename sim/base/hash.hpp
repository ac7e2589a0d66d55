// sim/base/hash.hpp
//
// A 64-bit digest that rolls over a sequence of numbers and texts. It is ours, so that no package
// or compiler can change what a recorded digest means.
//
//   Digest digest;
//   digest.add(task.value());
//   digest.add("sleep");
//   std::uint64_t so_far = digest.value();
//
// Order matters; equal sequences give equal values on every machine. The mixing step is the
// finaliser of splitmix64 (Steele, Lea, Flood 2014) over a rotated running state.

#pragma once

#include <bit>
#include <cstdint>
#include <string_view>

namespace sim {

class Digest {
 public:
  constexpr void add(std::uint64_t word) noexcept {
    state_ = mix(std::rotl(state_, 23) ^ word) + 0x9e3779b97f4a7c15U;
  }

  constexpr void add(std::string_view text) noexcept {
    add(static_cast<std::uint64_t>(text.size()));
    std::uint64_t word = 0;
    int filled = 0;
    for (char c : text) {
      word |= static_cast<std::uint64_t>(static_cast<unsigned char>(c)) << (8 * filled);
      if (++filled == 8) {
        add(word);
        word = 0;
        filled = 0;
      }
    }
    if (filled != 0) add(word);
  }

  [[nodiscard]] constexpr std::uint64_t value() const noexcept { return mix(state_); }

  friend constexpr bool operator==(const Digest&, const Digest&) noexcept = default;

 private:
  static constexpr std::uint64_t mix(std::uint64_t x) noexcept {
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
    return x ^ (x >> 31);
  }

  std::uint64_t state_ = 0x243f6a8885a308d3U;
};

}  // namespace sim
