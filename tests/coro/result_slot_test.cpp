#include "sim/coro/result_slot.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <string>
#include <type_traits>
#include <variant>

namespace sim::detail {
namespace {

TEST(AResultSlot, HoldsWhatWasPutIntoIt) {
  ResultSlot<int> number;
  EXPECT_EQ(number.emplace(41), 41);
  *number += 1;
  EXPECT_EQ(*number, 42);
  ResultSlot<std::string> text;
  text.emplace(3, 'x');
  EXPECT_EQ(*text, "xxx");
}

TEST(AResultSlot, TakesNoMoreRoomThanAPlainResult) {
  static_assert(sizeof(ResultSlot<std::uint64_t>) == sizeof(std::uint64_t));
  static_assert(sizeof(ResultSlot<char>) == 1);
  static_assert(std::is_trivially_destructible_v<ResultSlot<double>>);
}

TEST(AResultSlot, OfNothingTakesNoRoom) {
  static_assert(std::is_empty_v<ResultSlot<void>>);
  static_assert(std::is_same_v<ResultSlot<void>, ResultSlot<std::monostate>>);
  ResultSlot<void> nothing;
  EXPECT_EQ(nothing.emplace(), std::monostate());
  EXPECT_EQ(*nothing, std::monostate());
}

TEST(AResultSlot, DestroysWhatNeedsIt) {
  auto shared = std::make_shared<int>(1);
  {
    ResultSlot<std::shared_ptr<int>> slot;
    slot.emplace(shared);
    EXPECT_EQ(shared.use_count(), 2);
    slot.reset();
    EXPECT_EQ(shared.use_count(), 1);
    slot.emplace(shared);
  }
  EXPECT_EQ(shared.use_count(), 1);
}

}  // namespace
}  // namespace sim::detail
