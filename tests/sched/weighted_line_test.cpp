#include "sim/sched/weighted_line.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "sim/base/xoshiro.hpp"

namespace sim {
namespace {

// Every number below the total falls to whom a walk along the line gives it to.
void compare_with_a_walk(std::uint32_t places) {
  Xoshiro draws(5);
  WeightedLine line;
  std::vector<std::uint32_t> model(places);
  for (int change = 0; change < 500; ++change) {
    const std::uint32_t place = draws.below(places);
    model[place] = draws.below(4);
    line.set(place, model[place]);
    std::uint32_t number = 0;
    for (std::uint32_t who = 0; who < model.size(); ++who) {
      for (std::uint32_t times = 0; times < model[who]; ++times) {
        ASSERT_EQ(line.at(number++), who);
      }
    }
    ASSERT_EQ(line.total(), number);
  }
}

TEST(WeightedLine, GivesEachAsManyNumbersAsItWeighs) {
  for (const std::uint32_t places : {1U, 8U, 16U, 17U, 70U}) compare_with_a_walk(places);
}

TEST(WeightedLine, IsEmptyOnceItIsCleared) {
  WeightedLine line;
  line.set(3, 7);
  line.clear();
  EXPECT_EQ(line.total(), 0U);
  line.set(69, 1);
  EXPECT_EQ(line.at(0), 69U);
}

}  // namespace
}  // namespace sim
