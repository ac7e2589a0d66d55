#include "sim/loop/turns.hpp"

#include <gtest/gtest.h>

namespace sim {
namespace {

TEST(Turns, CountWhoRunsInThisIterationInTheNextAndLater) {
  Turns turns;
  ++turns.of(7, 7);
  ++turns.of(6, 7);  // was due before
  ++turns.of(8, 7);
  ++turns.of(9, 7);
  EXPECT_EQ(turns.now, 2U);
  EXPECT_EQ(turns.next, 1U);
  EXPECT_EQ(turns.later, 1U);
}

TEST(Turns, ComeWithTheNextIteration) {
  Turns turns;
  ++turns.of(8, 7);
  EXPECT_TRUE(turns.begin());
  EXPECT_EQ(turns.now, 1U);
  EXPECT_EQ(turns.next, 0U);
}

TEST(Turns, MustBeCountedAnewWhereSomebodyComesLater) {
  Turns turns;
  ++turns.of(9, 7);
  EXPECT_FALSE(turns.begin());
}

TEST(Turns, GoOnWhereTheirNumbersBeginAgain) {
  constexpr TurnNumber last = ~TurnNumber{0};
  Turns turns;
  ++turns.of(0, last);
  ++turns.of(last, last);
  ++turns.of(last, 0);
  EXPECT_EQ(turns.now, 2U);
  EXPECT_EQ(turns.next, 1U);
}

}  // namespace
}  // namespace sim
