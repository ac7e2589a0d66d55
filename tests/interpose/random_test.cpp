#include <gtest/gtest.h>
#include <sys/random.h>
#include <unistd.h>

#include <array>
#include <random>
#include <set>
#include <vector>

#include "tests/interpose/in_a_run.hpp"

namespace sim {
namespace {

std::vector<unsigned> ten_numbers() {
  std::random_device device;
  std::vector<unsigned> numbers;
  for (int i = 0; i < 10; ++i) numbers.push_back(device());
  return numbers;
}

std::vector<unsigned char> bytes_of(std::size_t size) {
  std::vector<unsigned char> bytes(size + 1, 0);
  EXPECT_EQ(getrandom(bytes.data(), size, 0), static_cast<ssize_t>(size));
  EXPECT_EQ(bytes.back(), 0);
  return bytes;
}

TEST(InterposedRandomBytes, AreEqualInEqualRuns) {
  const std::vector<unsigned> numbers = test::in_a_run(ten_numbers);
  EXPECT_EQ(std::set<unsigned>(numbers.begin(), numbers.end()).size(), 10U);
  Loop loop;
  EXPECT_EQ(test::in_a_run(ten_numbers, loop), numbers);
  loop.reset();
  EXPECT_EQ(test::in_a_run(ten_numbers, loop), numbers);
}

TEST(InterposedRandomBytes, AreOthersWhereMoreWereAskedForBefore) {
  Loop loop;
  const std::vector<unsigned> numbers = test::in_a_run(ten_numbers, loop);
  EXPECT_NE(test::in_a_run(ten_numbers, loop), numbers);
}

TEST(InterposedRandomBytes, AreAsManyAsWereAskedFor) {
  for (const std::size_t size : {1U, 8U, 13U, 100U}) {
    const auto bytes = test::in_a_run([size] { return bytes_of(size); });
    EXPECT_EQ(bytes, test::in_a_run([size] { return bytes_of(size); }));
  }
  const auto entropy = [] {
    std::array<unsigned char, 16> bytes{};
    EXPECT_EQ(getentropy(bytes.data(), bytes.size()), 0);
    return bytes;
  };
  EXPECT_EQ(test::in_a_run(entropy), test::in_a_run(entropy));
  EXPECT_NE(test::in_a_run(entropy), (std::array<unsigned char, 16>{}));
}

TEST(InterposedRandomBytes, AreTheWorldsOutsideOfARun) {
  EXPECT_NE(ten_numbers(), ten_numbers());
  EXPECT_NE(bytes_of(16), bytes_of(16));
  std::array<unsigned char, 16> bytes{};
  EXPECT_EQ(getentropy(bytes.data(), bytes.size()), 0);
  EXPECT_NE(bytes, (std::array<unsigned char, 16>{}));
}

}  // namespace
}  // namespace sim
