#include "sim/detect/vector_clock.hpp"

#include <gtest/gtest.h>

namespace sim {
namespace {

TEST(AVectorClock, KnowsWhatItHasTickedItself) {
  VectorClock clock;
  EXPECT_FALSE(clock.knows({3, 1}));
  clock.tick(3);
  EXPECT_TRUE(clock.knows({3, 1}));
  EXPECT_FALSE(clock.knows({3, 2}));
  EXPECT_FALSE(clock.knows({2, 1}));
}

TEST(AVectorClock, KnowsAfterAJoinWhatEitherHasKnown) {
  VectorClock one;
  VectorClock other;
  one.tick(0);
  other.tick(0);
  other.tick(0);
  other.tick(5);
  one.tick(1);
  one.join(other);
  EXPECT_EQ(one.at(0), 2U);
  EXPECT_EQ(one.at(1), 1U);
  EXPECT_EQ(one.at(5), 1U);
  EXPECT_FALSE(other.knows({1, 1}));
  other.join(VectorClock());
  EXPECT_EQ(other.at(5), 1U);
}

TEST(AVectorClock, KnowsNothingOnceItIsCleared) {
  VectorClock clock;
  clock.tick(1);
  clock.clear();
  EXPECT_EQ(clock.at(1), 0U);
}

}  // namespace
}  // namespace sim
