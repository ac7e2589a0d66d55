#include "sim/base/time.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <stdexcept>

namespace sim {
namespace {

using namespace std::chrono_literals;

std::int64_t ns(double seconds) { return from_seconds(seconds).count(); }

TEST(Time, RoundsSecondsToTheNearestNanosecond) {
  EXPECT_EQ(ns(0.1), 100'000'000);
  EXPECT_EQ(ns(1), 1'000'000'000);
  EXPECT_EQ(ns(1e-9), 1);
  EXPECT_EQ(ns(1e-10), 0);
  EXPECT_EQ(ns(1.3256), 1'325'600'000);
  EXPECT_EQ(ns(-2.5), -2'500'000'000);
}

TEST(Time, HalvesToEven) {
  EXPECT_EQ(ns(0.5e-9), 0);
  EXPECT_EQ(ns(1.5e-9), 2);
  EXPECT_EQ(ns(2.5e-9), 2);
  EXPECT_EQ(ns(-0.5e-9), 0);
  EXPECT_EQ(ns(-1.5e-9), -2);
}

TEST(Time, MakesOneDeadlineOfSumsThatFloatsTellApart) {
  EXPECT_NE(0.1 + 0.2, 0.3);
  EXPECT_EQ(from_seconds(0.1) + from_seconds(0.2), from_seconds(0.3));
}

TEST(Time, RefusesWhatIsNoTime) {
  EXPECT_THROW(ns(std::nan("")), std::domain_error);
  EXPECT_THROW(ns(std::numeric_limits<double>::infinity()), std::overflow_error);
  EXPECT_THROW(ns(-std::numeric_limits<double>::infinity()), std::overflow_error);
  EXPECT_THROW(ns(1e10), std::overflow_error);
  EXPECT_THROW(ns(-9223372036.854775808), std::overflow_error);
}

TEST(Time, HoldsAlmostThreeCenturies) {
  EXPECT_EQ(ns(9223372036.0), 9'223'372'036'000'000'000);
  EXPECT_EQ(ns(-9223372036.0), -9'223'372'036'000'000'000);
}

TEST(Time, GivesBackSeconds) {
  EXPECT_EQ(to_seconds(1500ms), 1.5);
  EXPECT_EQ(to_seconds(Instant{} + 250ms), 0.25);
  for (const double seconds : {0.1, 0.3, 1.7, 86400.001, 1e6 + 0.1}) {
    EXPECT_EQ(to_seconds(from_seconds(seconds)), seconds);
  }
}

TEST(Time, StaysAtItsEndsWhereASumWouldOverflow) {
  EXPECT_EQ(saturating_add(Instant{} + 1s, 2s), Instant{} + 3s);
  EXPECT_EQ(saturating_add(Instant{} + 1s, -2s), Instant{} - 1s);
  EXPECT_EQ(saturating_add(Instant{} + 1s, Duration::max()), Instant::max());
  EXPECT_EQ(saturating_add(Instant{} - 2s, Duration::min()), Instant::min());
}

}  // namespace
}  // namespace sim
