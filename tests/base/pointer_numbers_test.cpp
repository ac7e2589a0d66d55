#include "sim/base/pointer_numbers.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>

namespace sim {
namespace {

TEST(PointerNumbers, GiveBackTheFirstNumberOfEach) {
  static std::array<int, 5000> things;
  PointerNumbers numbers;
  for (std::uint32_t i = 0; i < things.size(); ++i) {
    ASSERT_EQ(numbers.first_number(&things[i], i * 3), i * 3);
    ASSERT_EQ(numbers.first_number(&things[i / 2], 1), i / 2 * 3);
  }
  for (std::uint32_t i = 0; i < things.size(); ++i) {
    ASSERT_EQ(numbers.first_number(&things[i], 1), i * 3);
  }
}

}  // namespace
}  // namespace sim
