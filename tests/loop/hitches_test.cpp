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

TEST(Hitches, DoNotCountCompanyAndWhoIsTold) {
  EXPECT_FALSE(Hitches{.company = true}.any());
  EXPECT_FALSE(Hitches{.told = true}.any());
}

TEST(Hitches, AreNoneAtAllForWhoIsAlone) {
  EXPECT_FALSE(Hitches().none_at_all());
  EXPECT_TRUE(Hitches{.company = false}.none_at_all());
  EXPECT_FALSE((Hitches{.watched = true, .company = false}.none_at_all()));
  EXPECT_FALSE((Hitches{.halted = true, .company = false}.none_at_all()));
  EXPECT_FALSE((Hitches{.stale = true, .company = false}.none_at_all()));
  EXPECT_FALSE((Hitches{.company = false, .told = true}.none_at_all()));
}

TEST(Hitches, AreOnlyCompanyWhereNothingElseIsInTheWay) {
  EXPECT_TRUE(Hitches().only_company());
  EXPECT_FALSE(Hitches{.company = false}.only_company());
  EXPECT_FALSE(Hitches{.watched = true}.only_company());
  EXPECT_FALSE(Hitches{.told = true}.only_company());
}

TEST(Hitches, AreAsLongAsANumber) { static_assert(sizeof(Hitches) == sizeof(std::uint64_t)); }

}  // namespace
}  // namespace sim
