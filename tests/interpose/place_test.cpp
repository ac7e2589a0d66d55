#include "sim/interpose/place.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>

namespace sim {
namespace {

[[gnu::noinline]] std::string place_of_the_caller() {
  std::string place = detail::place_of(__builtin_return_address(0));
  asm volatile("");
  return place;
}

[[gnu::noinline]] std::string asks() {
  std::string place = place_of_the_caller();
  asm volatile("");
  return place;
}

TEST(PlaceOf, NamesTheFunctionAndWhereItLiesInTheFile) {
  const std::string place = asks();
  EXPECT_EQ(place.substr(0, place.find("0x")), "sim::asks, fermata_interpose_test+");
}

TEST(PlaceOf, PassesOverTheStandardLibrary) {
  std::array<int, 1> one{};
  std::string place;
  std::for_each(one.begin(), one.end(), [&](int) { place = place_of_the_caller(); });
  EXPECT_EQ(place.find("for_each"), std::string::npos) << place;
  EXPECT_NE(place.find("PlaceOf_PassesOverTheStandardLibrary_Test::TestBody"), std::string::npos)
      << place;
}

TEST(PlaceOf, IsANumberWhereNothingIsKnown) {
  const std::string place = detail::place_of(nullptr);
  EXPECT_EQ(place.substr(0, place.find("0x")), "fermata_interpose_test+");
}

}  // namespace
}  // namespace sim
