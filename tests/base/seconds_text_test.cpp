#include "sim/base/seconds_text.hpp"

#include <gtest/gtest.h>

#include <charconv>
#include <cstdint>
#include <string>

#include "sim/base/xoshiro.hpp"

namespace sim {
namespace {

std::string text_of(std::int64_t nanoseconds) {
  std::string text = "<";
  append_seconds(text, Duration(nanoseconds));
  return text + ">";
}

// As the standard library prints the double.
std::string standard_text(std::int64_t nanoseconds) {
  char digits[32];
  const auto end = std::to_chars(digits, digits + sizeof(digits), to_seconds(Duration(nanoseconds)),
                                 std::chars_format::general, 6);
  return "<" + std::string(digits, end.ptr) + ">";
}

TEST(SecondsText, HasSixDigitsAndNoMore) {
  EXPECT_EQ(text_of(0), "<0>");
  EXPECT_EQ(text_of(1), "<1e-09>");
  EXPECT_EQ(text_of(250'000'000), "<0.25>");
  EXPECT_EQ(text_of(1'000'000'000), "<1>");
  EXPECT_EQ(text_of(1'234'567'890), "<1.23457>");
  EXPECT_EQ(text_of(-1'500'000'000), "<-1.5>");
}

TEST(SecondsText, IsThatOfTheStandardLibraryWhereItChangesItsShape) {
  for (std::int64_t power = 1; power < 1'000'000'000'000'000'000; power *= 10) {
    for (const std::int64_t factor : {1, 2, 5, 9}) {
      for (std::int64_t more = -1100; more <= 1100; ++more) {
        const std::int64_t nanoseconds = power * factor + more;
        ASSERT_EQ(text_of(nanoseconds), standard_text(nanoseconds)) << nanoseconds;
      }
    }
  }
}

TEST(SecondsText, IsThatOfTheStandardLibraryWhereItRounds) {
  for (std::int64_t digits = 999'900; digits < 1'000'010; ++digits) {
    for (std::int64_t unit = 10; unit <= 1'000'000'000; unit *= 10) {
      for (std::int64_t more = -1; more <= 1; ++more) {
        const std::int64_t nanoseconds = digits * unit + unit / 2 + more;
        ASSERT_EQ(text_of(nanoseconds), standard_text(nanoseconds)) << nanoseconds;
      }
    }
  }
}

TEST(SecondsText, IsThatOfTheStandardLibraryForAnyTime) {
  Xoshiro draws(1);
  for (int i = 0; i < 200'000; ++i) {
    const auto nanoseconds = static_cast<std::int64_t>(draws.next() >> draws.below(64));
    ASSERT_EQ(text_of(nanoseconds), standard_text(nanoseconds)) << nanoseconds;
  }
}

}  // namespace
}  // namespace sim
