#include "sim/base/check.hpp"

#include <gtest/gtest.h>

namespace sim {
namespace {

TEST(Check, LetsPassWhatHolds) {
  int asked = 0;
  SIM_CHECK(++asked == 1, "it is asked once");
  EXPECT_EQ(asked, 1);
}

TEST(CheckDeathTest, StopsTheProcessAndSaysWhy) {
  EXPECT_DEATH(SIM_CHECK(1 + 1 == 3, "sums are sums"),
               "check_test.cpp:[0-9]+: .*sums are sums\n.*expected: 1 \\+ 1 == 3");
}

TEST(CheckDeathTest, SaysHowToRepeatTheRun) {
  const auto fail = [] {
    detail::set_repeat_printer([](std::FILE* out) { std::fputs("  at 2.5 s\n", out); });
    SIM_CHECK(false, "never");
  };
  EXPECT_DEATH(fail(), "never.*\n.*\n  at 2.5 s\n.*bug in Fermata");
}

}  // namespace
}  // namespace sim
