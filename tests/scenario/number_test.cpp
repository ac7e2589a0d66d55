#include "sim/scenario/number.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "tests/scenario/reading.hpp"

namespace sim::scenario {
namespace {

class NumberMistakes : public testing::TestWithParam<Mistake> {};

constexpr Mistake mistakes[] = {
    {"AnOctalNumberOfOld", "010",
     R"(expr:1:1: error: '010' is not a number
  |
1 | 010
  | ^^^
  = help: write 10, or 0o10 for octal
)"},
    {"ANumberThatEndsInLetters", "12abc",
     R"(expr:1:1: error: '12abc' is not a number
  |
1 | 12abc
  | ^^^^^
)"},
    {"ANumberWithTwoUnderscores", "1__0",
     R"(expr:1:1: error: '1__0' is not a number
  |
1 | 1__0
  | ^^^^
  = help: '_' may stand between two digits only
)"},
    {"AnExponentWithoutDigits", "1e",
     R"(expr:1:1: error: '1e' is not a number
  |
1 | 1e
  | ^^
)"},
    {"APrefixWithoutDigits", "0x",
     R"(expr:1:1: error: '0x' is not a number
  |
1 | 0x
  | ^^
)"},
    {"ADigitOutsideTheBase", "0b12",
     R"(expr:1:1: error: '0b12' is not a number
  |
1 | 0b12
  | ^^^^
)"},
    {"ANumberOf65Bits", "9223372036854775808",
     R"(expr:1:1: error: this number does not fit into 64 bits
  |
1 | 9223372036854775808
  | ^^^^^^^^^^^^^^^^^^^
  = help: integers reach from -9223372036854775808 to 9223372036854775807
)"},
    {"AHugeNumber", "99999999999999999999999",
     R"(expr:1:1: error: this number does not fit into 64 bits
  |
1 | 99999999999999999999999
  | ^^^^^^^^^^^^^^^^^^^^^^^
  = help: integers reach from -9223372036854775808 to 9223372036854775807
)"},
    {"TheLeastNumberAsAPower", "-9223372036854775808 ** 1",
     R"(expr:1:2: error: this number does not fit into 64 bits
  |
1 | -9223372036854775808 ** 1
  |  ^^^^^^^^^^^^^^^^^^^
  = help: integers reach from -9223372036854775808 to 9223372036854775807
)"},
};

TEST_P(NumberMistakes, AreToldWhereAndWhatWasMeant) {
  EXPECT_EQ(read_expression(std::string(GetParam().text)).errors, GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(OfNumbers, NumberMistakes, testing::ValuesIn(mistakes), mistake_name);

TEST(Numbers, AreReadInEveryBase) {
  for (const char* text : {"31", "0x1F", "0X1f", "0o37", "0b1_1111", "3_1", "0x_1f"}) {
    const NumberText number = read_number(text);
    EXPECT_EQ(number.error, "") << text;
    EXPECT_FALSE(number.is_real) << text;
    EXPECT_EQ(number.integer, 31U) << text;
  }
  EXPECT_EQ(read_number("00").error, "");
}

TEST(Numbers, AreRealsWithAPointOrAnExponent) {
  EXPECT_EQ(read_number("1.").real, 1.0);
  EXPECT_EQ(read_number(".5").real, 0.5);
  EXPECT_EQ(read_number("1e-3").real, 1e-3);
  EXPECT_EQ(read_number("1_0.0_1").real, 10.01);
  EXPECT_EQ(read_number("010.5").real, 10.5);
  EXPECT_EQ(read_number("1E+2").real, 100.0);
  EXPECT_TRUE(read_number("1e2").is_real);
}

TEST(Numbers, ThatAreTooLargeOrTooSmallAreInfiniteOrZero) {
  EXPECT_EQ(read_number("1e999").real, std::numeric_limits<double>::infinity());
  EXPECT_EQ(read_number("1e-999").real, 0.0);
  EXPECT_EQ(read_number("5e-324").real, std::numeric_limits<double>::denorm_min());
}

TEST(Numbers, EndWhereTheExpressionGoesOn) {
  EXPECT_EQ(read_number("12 + 3").length, 2U);
  EXPECT_EQ(read_number("1-2").length, 1U);
  EXPECT_EQ(read_number("1.5.x").length, 3U);
  EXPECT_EQ(read_number("0x1e-2").length, 4U);
}

TEST(Numbers, ReachTheLeastIntegerWithAMinus) {
  const ReadExpression least = read_expression("-9223372036854775808");
  EXPECT_EQ(std::get<std::int64_t>(std::get<Literal>(least.tree->node).value),
            std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(read_number("9223372036854775807").integer, 9223372036854775807U);
}

}  // namespace
}  // namespace sim::scenario
