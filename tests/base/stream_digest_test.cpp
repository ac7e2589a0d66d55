#include "sim/base/stream_digest.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <set>
#include <vector>

namespace sim {
namespace {

using Bytes = std::vector<unsigned char>;

Bytes counted(std::size_t size) {
  Bytes bytes(size);
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<unsigned char>(i * 7 + 1);
  return bytes;
}

std::uint64_t digest_of(const Bytes& bytes) { return StreamDigest().value(bytes); }

TEST(AStreamDigest, DoesNotDependOnHowAStreamIsCut) {
  const Bytes all = counted(500);
  for (std::size_t blocks = 0; blocks <= 15; ++blocks) {
    const auto first = StreamDigest::Bytes(all).first(blocks * StreamDigest::block_bytes);
    StreamDigest digest;
    digest.add(first);
    EXPECT_EQ(digest.value(StreamDigest::Bytes(all).subspan(first.size())), digest_of(all));
  }
}

TEST(AStreamDigest, TellsStreamsOfEachLengthApart) {
  std::set<std::uint64_t> seen;
  for (std::size_t size = 0; size <= 200; ++size) {
    seen.insert(digest_of(counted(size)));
    seen.insert(digest_of(Bytes(size)));
  }
  EXPECT_EQ(seen.size(), 401U);  // the empty one is both
}

TEST(AStreamDigest, HearsEachBit) {
  Bytes bytes = counted(150);
  std::set<std::uint64_t> seen{digest_of(bytes)};
  for (unsigned char& byte : bytes) {
    for (int bit = 0; bit < 8; ++bit) {
      byte = static_cast<unsigned char>(byte ^ 1U << bit);
      seen.insert(digest_of(bytes));
      byte = static_cast<unsigned char>(byte ^ 1U << bit);
    }
  }
  EXPECT_EQ(seen.size(), 1U + 150U * 8U);
}

TEST(AStreamDigest, TellsBlocksThatChangePlacesApart) {
  Bytes bytes = counted(256);
  const std::uint64_t before = digest_of(bytes);
  std::swap_ranges(bytes.begin(), bytes.begin() + 32, bytes.begin() + 32);
  EXPECT_NE(digest_of(bytes), before);
}

TEST(AStreamDigest, TakesManyStreamsWithoutACollision) {
  std::set<std::uint64_t> seen;
  Bytes bytes(96);
  for (std::uint32_t i = 0; i < 100'000; ++i) {
    bytes[i % 3 * 32] = static_cast<unsigned char>(i);
    bytes[i % 3 * 32 + 1] = static_cast<unsigned char>(i >> 8);
    bytes[i % 3 * 32 + 2] = static_cast<unsigned char>(i >> 16);
    seen.insert(digest_of(bytes));
  }
  EXPECT_EQ(seen.size(), 100'000U);
}

}  // namespace
}  // namespace sim
