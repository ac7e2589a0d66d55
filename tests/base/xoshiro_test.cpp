#include "sim/base/xoshiro.hpp"

#include <gtest/gtest.h>

#include <array>

namespace sim {
namespace {

TEST(Splitmix, GivesTheNumbersOfItsAuthors) {
  std::uint64_t state = 1234567;
  EXPECT_EQ(splitmix(state), 6457827717110365317U);
  EXPECT_EQ(splitmix(state), 3203168211198807973U);
  EXPECT_EQ(splitmix(state), 9817491932198370423U);
}

TEST(Xoshiro, GivesTheSameNumbersForTheSameSeed) {
  Xoshiro one(42);
  Xoshiro same(42);
  Xoshiro other(43);
  const std::uint64_t first = one.next();
  EXPECT_EQ(first, same.next());
  EXPECT_NE(first, other.next());
  EXPECT_NE(first, one.next());
}

TEST(Xoshiro, DrawsEachNumberBelowABoundAboutAsOften) {
  Xoshiro draws(7);
  std::array<int, 6> seen{};
  for (int draw = 0; draw < 60'000; ++draw) ++seen.at(draws.below(6));
  for (const int count : seen) {
    EXPECT_GT(count, 9'500);
    EXPECT_LT(count, 10'500);
  }
}

TEST(Xoshiro, DrawsAChanceAsOftenAsItSays) {
  Xoshiro draws(7);
  int hits = 0;
  for (int draw = 0; draw < 10'000; ++draw) hits += draws.chance(0.25) ? 1 : 0;
  EXPECT_GT(hits, 2'300);
  EXPECT_LT(hits, 2'700);
  EXPECT_FALSE(draws.chance(0.0));
  EXPECT_TRUE(draws.chance(1.0));
}

}  // namespace
}  // namespace sim
