// tests/support/fnv1a.hpp
//
// One number for many: how tests compare long histories with those that other programs recorded.
//
//   Fnv1a hash;
//   hash.add(iteration);
//   EXPECT_EQ(hash.value(), recorded);
//
// FNV-1a (Fowler, Noll, Vo) with 64 bits, over the 8 bytes of each number, the lowest first.

#pragma once

#include <cstdint>

namespace sim::test {

class Fnv1a {
 public:
  void add(std::uint64_t number) noexcept {
    for (int i = 0; i < 64; i += 8) value_ = (value_ ^ (number >> i & 0xff)) * 0x100000001b3U;
  }

  [[nodiscard]] std::uint64_t value() const noexcept { return value_; }

 private:
  std::uint64_t value_ = 0xcbf29ce484222325U;
};

}  // namespace sim::test
