#include "sim/base/hash.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <set>
#include <string>

namespace sim {
namespace {

template <class... Part>
std::uint64_t digest_of(const Part&... parts) {
  Digest digest;
  (digest.add(parts), ...);
  return digest.value();
}

std::uint64_t word(std::uint64_t value) { return value; }

TEST(Digest, IsEqualForEqualSequences) {
  EXPECT_EQ(digest_of(word(1), std::string_view("sleep"), word(2)),
            digest_of(word(1), std::string_view("sleep"), word(2)));
}

TEST(Digest, TellsOrderLengthAndZerosApart) {
  std::set<std::uint64_t> seen{
      digest_of(),
      digest_of(word(0)),
      digest_of(word(0), word(0)),
      digest_of(word(1), word(2)),
      digest_of(word(2), word(1)),
      digest_of(std::string_view("\0", 1)),
      digest_of(std::string_view("ab"), std::string_view("c")),
      digest_of(std::string_view("a"), std::string_view("bc")),
      digest_of(std::string_view("abc")),
      digest_of(std::string_view("abcdefgh")),
      digest_of(std::string_view("abcdefghi")),
  };
  EXPECT_EQ(seen.size(), 11U);
}

TEST(Digest, MixesEachBitOfAWord) {
  std::set<std::uint64_t> seen;
  for (int bit = 0; bit < 64; ++bit) seen.insert(digest_of(std::uint64_t{1} << bit));
  EXPECT_EQ(seen.size(), 64U);
}

// Recorded digests must keep their meaning: these values may never change.
TEST(Digest, HasTheseValuesForEver) {
  EXPECT_EQ(digest_of(), 16852473371444490038U);
  EXPECT_EQ(digest_of(word(1), word(2), word(3)), 6791867537994252381U);
  EXPECT_EQ(digest_of(std::string_view("The quick brown fox")), 6506096074639413852U);
}

TEST(Digest, IsKnownToTheCompiler) {
  static constexpr auto value = [] {
    Digest digest;
    digest.add(std::string_view("fermata"));
    return digest.value();
  }();
  EXPECT_EQ(value, digest_of(std::string_view("fermata")));
}

}  // namespace
}  // namespace sim
