#include "sim/loop/hitches.hpp"

#include <gtest/gtest.h>

#include <cstdint>

namespace sim {
namespace {

TEST(Hitches, AreNoneAtFirst) { EXPECT_FALSE(Hitches().any()); }

TEST(Hitches, AreSomeWithAnyOfThem) {
  EXPECT_TRUE(Hitches{.watched = true}.any());
  EXPECT_TRUE(Hitches{.halted = true}.any());
  EXPECT_TRUE(Hitches{.stale = true}.any());
}

TEST(Hitches, AreAsLongAsANumber) { static_assert(sizeof(Hitches) == sizeof(std::uint32_t)); }

}  // namespace
}  // namespace sim
