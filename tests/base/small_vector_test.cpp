#include "sim/base/small_vector.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "tests/support/allocations.hpp"

namespace sim {
namespace {

using Numbers = SmallVector<int, 4>;

std::vector<int> all(const Numbers& numbers) { return {numbers.begin(), numbers.end()}; }

TEST(SmallVector, AsksForNoMemoryAsLongAsItsItemsFitInside) {
  const std::uint64_t before = test::allocations();
  Numbers numbers;
  for (int i = 0; i < 4; ++i) numbers.push_back(i);
  EXPECT_EQ(test::allocations(), before);
}

TEST(SmallVector, KeepsItsItemsWhenItGrows) {
  Numbers numbers;
  std::vector<int> expected;
  for (int i = 0; i < 1'000; ++i) {
    numbers.push_back(i);
    expected.push_back(i);
    ASSERT_EQ(numbers.back(), i);
  }
  EXPECT_EQ(all(numbers), expected);
  EXPECT_EQ(numbers.size(), 1'000U);
  EXPECT_EQ(numbers[999], 999);
}

TEST(SmallVector, TakesItemsWhereItHasRoomWithoutGrowing) {
  Numbers numbers;
  while (numbers.has_room()) numbers.push_back_in_room(static_cast<int>(numbers.size()));
  EXPECT_EQ(all(numbers), (std::vector{0, 1, 2, 3}));
  numbers.push_back(4);
  EXPECT_TRUE(numbers.has_room());
}

TEST(SmallVector, GrowsBeforeItIsFullWhereThatIsAsked) {
  Numbers numbers;
  numbers.push_back(1);
  EXPECT_TRUE(numbers.has_room_for(3));
  EXPECT_FALSE(numbers.has_room_for(4));
  numbers.grow();
  EXPECT_TRUE(numbers.has_room_for(7));
  EXPECT_EQ(all(numbers), (std::vector{1}));
}

TEST(SmallVector, GivesItsLastItemsUp) {
  Numbers numbers;
  for (const int i : {1, 2, 3}) numbers.push_back(i);
  numbers.pop_back();
  EXPECT_EQ(all(numbers), (std::vector{1, 2}));
  numbers.clear();
  EXPECT_TRUE(numbers.empty());
}

TEST(SmallVector, RemovesAllThatAreEqual) {
  Numbers numbers;
  for (const int i : {7, 1, 7, 2, 7, 3, 7}) numbers.push_back(i);
  numbers.remove(7);
  EXPECT_EQ(all(numbers), (std::vector{1, 2, 3}));
}

}  // namespace
}  // namespace sim
