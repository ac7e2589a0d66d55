#include "sim/scenario/format_spec.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "sim/scenario/raise.hpp"

namespace sim::scenario {
namespace {

// What is written, or what is raised.
std::string formatted(const Value& value, std::string_view spec) {
  try {
    return format_value(value, spec);
  } catch (const Raised& raised) {
    return describe(raised.value());
  }
}

TEST(FormatSpec, PadsAndAligns) {
  EXPECT_EQ(formatted("ab", "5"), "ab   ");
  EXPECT_EQ(formatted(12, "5"), "   12");
  EXPECT_EQ(formatted("ab", "*^7"), "**ab***");
  EXPECT_EQ(formatted(-5, "=5"), "-   5");
  EXPECT_EQ(formatted("日", "é>3"), "éé日");
  EXPECT_EQ(formatted(5, "<05"), "50000");
}

TEST(FormatSpec, WritesSigns) {
  EXPECT_EQ(formatted(5, "+"), "+5");
  EXPECT_EQ(formatted(5, " "), " 5");
  EXPECT_EQ(formatted(-5, "+"), "-5");
  EXPECT_EQ(formatted(-0.001, ".1f"), "-0.0");
  EXPECT_EQ(formatted(-0.001, "z.1f"), "0.0");
}

TEST(FormatSpec, WritesIntegersInFourBases) {
  EXPECT_EQ(formatted(255, "x"), "ff");
  EXPECT_EQ(formatted(255, "#X"), "0XFF");
  EXPECT_EQ(formatted(-255, "#08x"), "-0x000ff");
  EXPECT_EQ(formatted(8, "#o"), "0o10");
  EXPECT_EQ(formatted(5, "b"), "101");
  EXPECT_EQ(formatted(std::numeric_limits<std::int64_t>::min(), "d"), "-9223372036854775808");
  EXPECT_EQ(formatted(8364, "c"), "€");
}

TEST(FormatSpec, GroupsDigits) {
  EXPECT_EQ(formatted(1234567, ","), "1,234,567");
  EXPECT_EQ(formatted(65536, "_x"), "1_0000");
  EXPECT_EQ(formatted(1234, "08,"), "0,001,234");
  EXPECT_EQ(formatted(1234, "010,"), "00,001,234");
  EXPECT_EQ(formatted(1234.5, "012,.2f"), "0,001,234.50");
}

TEST(FormatSpec, WritesFloatsWithAPrecision) {
  EXPECT_EQ(formatted(2.0 / 3, ".2f"), "0.67");
  EXPECT_EQ(formatted(0.125, ".2f"), "0.12");
  EXPECT_EQ(formatted(12345.678, ".3e"), "1.235e+04");
  EXPECT_EQ(formatted(0.5, "%"), "50.000000%");
  EXPECT_EQ(formatted(1000000.0, "g"), "1e+06");
  EXPECT_EQ(formatted(1000000.0, "#g"), "1.00000e+06");
  EXPECT_EQ(formatted(1, ".1f"), "1.0");
  EXPECT_EQ(formatted(1.0, "#.0f"), "1.");
}

TEST(FormatSpec, WithoutATypeAFloatKeepsItsPoint) {
  EXPECT_EQ(formatted(12.0, ".3"), "12.0");
  EXPECT_EQ(formatted(123.0, ".3"), "1.23e+02");
  EXPECT_EQ(formatted(1e16, "8"), "   1e+16");
}

TEST(FormatSpec, NamesWhatIsNoNumber) {
  const double inf = std::numeric_limits<double>::infinity();
  EXPECT_EQ(formatted(inf, "08.1f"), "00000inf");
  EXPECT_EQ(formatted(-inf, "F"), "-INF");
}

TEST(FormatSpec, CutsTexts) {
  EXPECT_EQ(formatted("日本語", ".2"), "日本");
  EXPECT_EQ(formatted("abc", "5.2"), "ab   ");
}

TEST(FormatSpec, ABoolIsFormattedAsANumberButPrintedAsAWord) {
  EXPECT_EQ(formatted(true, ""), "True");
  EXPECT_EQ(formatted(true, "3"), "  1");
}

TEST(FormatSpec, RefusesInPythonsWords) {
  EXPECT_EQ(formatted(1, "s"), "ValueError: Unknown format code 's' for object of type 'int'");
  EXPECT_EQ(formatted(true, "s"), "ValueError: Unknown format code 's' for object of type 'bool'");
  EXPECT_EQ(formatted("a", "é"),
            "ValueError: Unknown format code '\\xe9' for object of type 'str'");
  EXPECT_EQ(formatted(1, "5zz"),
            "ValueError: Invalid format specifier '5zz' for object of type 'int'");
  EXPECT_EQ(formatted(1, ".3"), "ValueError: Precision not allowed in integer format specifier");
  EXPECT_EQ(formatted(1.5, "."), "ValueError: Format specifier missing precision");
  EXPECT_EQ(formatted(1, ",x"), "ValueError: Cannot specify ',' with 'x'.");
  EXPECT_EQ(formatted(1, ",_"), "ValueError: Cannot specify both ',' and '_'.");
  EXPECT_EQ(formatted("a", "+"), "ValueError: Sign not allowed in string format specifier");
  EXPECT_EQ(formatted("a", "=5"),
            "ValueError: '=' alignment not allowed in string format specifier");
  EXPECT_EQ(formatted(-1, "c"), "OverflowError: %c arg not in range(0x110000)");
  EXPECT_EQ(formatted(make_list(), "5"),
            "TypeError: unsupported format string passed to list.__format__");
  EXPECT_EQ(formatted(1, "99999999999999999999"),
            "ValueError: Too many decimal digits in format string");
}

TEST(FormatSpec, AWidthBeyondAllMemoryIsAnError) {
  EXPECT_EQ(formatted(1, "2000000000"), "MemoryError");
  EXPECT_EQ(formatted(1, "02000000000,"), "MemoryError");
  EXPECT_EQ(formatted(1.0, ".2000000000f"), "MemoryError");
}

}  // namespace
}  // namespace sim::scenario
