// sim/base/mersenne.cpp

#include "sim/base/mersenne.hpp"

#include <algorithm>

namespace sim {
namespace {

// One word of the next block: the top bit of `high` and the rest of `low`, times the matrix A.
std::uint32_t twist(std::uint32_t high, std::uint32_t low, std::uint32_t shifted) {
  const std::uint32_t joined = (high & 0x80000000u) | (low & 0x7fffffffu);
  return shifted ^ joined >> 1 ^ ((0u - (joined & 1u)) & 0x9908b0dfu);
}

}  // namespace

void Mersenne::seed(std::span<const std::uint32_t> key) {
  std::uint32_t last = 19650218u;
  for (std::size_t i = 0; i < kSize; ++i) {
    if (i > 0) last = 1812433253u * (last ^ last >> 30) + static_cast<std::uint32_t>(i);
    state_[i] = last;
  }

  // Both passes walk round state_[1..623]; word 0 only mirrors the last one for its neighbour.
  std::size_t i = 1;
  const auto step = [&] {
    if (++i < kSize) return;
    state_[0] = state_[kSize - 1];
    i = 1;
  };
  const auto before = [&] { return state_[i - 1] ^ state_[i - 1] >> 30; };
  std::size_t j = 0;
  for (std::size_t turns = std::max(kSize, key.size()); turns > 0; --turns) {
    state_[i] = (state_[i] ^ before() * 1664525u) + key[j] + static_cast<std::uint32_t>(j);
    step();
    if (++j == key.size()) j = 0;
  }
  for (std::size_t turns = kSize - 1; turns > 0; --turns) {
    state_[i] = (state_[i] ^ before() * 1566083941u) - static_cast<std::uint32_t>(i);
    step();
  }
  state_[0] = 0x80000000u;
  next_ = kSize;
}

void Mersenne::refill() {
  std::uint32_t* const s = state_.data();
  for (std::size_t i = 0; i < kSize - kShift; ++i) s[i] = twist(s[i], s[i + 1], s[i + kShift]);
  for (std::size_t i = kSize - kShift; i < kSize - 1; ++i) {
    s[i] = twist(s[i], s[i + 1], s[i + kShift - kSize]);
  }
  s[kSize - 1] = twist(s[kSize - 1], s[0], s[kShift - 1]);
  next_ = 0;
}

}  // namespace sim
