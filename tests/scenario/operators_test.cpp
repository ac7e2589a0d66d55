#include "sim/scenario/operators.hpp"

#include <gtest/gtest.h>

#include "tests/scenario/running.hpp"

namespace sim::scenario {
namespace {

TEST(Operators, RoundTowardsMinusInfinity) {
  EXPECT_EQ(value_of("[7 // 2, -7 // 2, 7 // -2, -7 % 3, 7 % -3]"), "[3, -4, -4, 2, -2]");
  EXPECT_EQ(value_of("[-7.5 // 2, -7.5 % 2.0, 7.5 % -2, -0.0 // 5]"), "[-4.0, 0.5, -0.5, -0.0]");
}

TEST(Operators, DivisionOfIntegersIsTheNearestFloat) {
  EXPECT_EQ(value_of("[7 / 2, 6 / 3, 0 / -5]"), "[3.5, 2.0, -0.0]");
  EXPECT_EQ(value_of("9007199254740993 / 3"), "3002399751580331.0");
  EXPECT_EQ(value_of("9223372036854775807 / 9223372036854775806"), "1.0");
  EXPECT_EQ(value_of("123456789012345678 / 7"), "1.7636684144620812e+16");
}

TEST(Operators, PowersGoToFloatsWhereTheyMust) {
  EXPECT_EQ(value_of("[2 ** 10, 2 ** -1, 2.0 ** 0.5, (-2) ** 3, 0 ** 0]"),
            "[1024, 0.5, 1.4142135623730951, -8, 1]");
  EXPECT_EQ(value_of("0 ** -1"), "ZeroDivisionError: 0.0 cannot be raised to a negative power");
  EXPECT_EQ(value_of("10.0 ** 400"), "OverflowError: (34, 'Numerical result out of range')");
}

TEST(Operators, AnIntegerThatDoesNotFitIsAnError) {
  for (const char* text :
       {"9223372036854775807 + 1", "-9223372036854775808 - 1", "4294967296 * 4294967296",
        "2 ** 63", "-(-9223372036854775807 - 1)", "(-9223372036854775807 - 1) // -1",
        "int(1e19)", "abs(-9223372036854775807 - 1)", "sum([9223372036854775807, 1])"}) {
    EXPECT_EQ(value_of(text), "OverflowError: integer overflow") << text;
  }
  EXPECT_EQ(value_of("-2 ** 63"), "OverflowError: integer overflow");
  EXPECT_EQ(value_of("(-9223372036854775807 - 1) % -1"), "0");
}

TEST(Operators, IntegersAndFloatsCompareExactly) {
  EXPECT_EQ(value_of("9007199254740993 == 9007199254740992.0"), "False");
  EXPECT_EQ(value_of("9007199254740993 > 9007199254740992.0"), "True");
  EXPECT_EQ(value_of("9223372036854775807 < 9223372036854775808.0"), "True");
  EXPECT_EQ(value_of("[1 == 1.0, True == 1, 0.1 + 0.2 == 0.3]"), "[True, True, False]");
  EXPECT_EQ(value_of("[float('nan') == float('nan'), 1 < float('nan')]"), "[False, False]");
}

TEST(Operators, ComparisonsChainAndStopEarly) {
  EXPECT_EQ(value_of("1 < 2 <= 2 < 3"), "True");
  EXPECT_EQ(value_of("3 < 2 < 1 / 0"), "False");
}

TEST(Operators, SequencesCompareItemByItem) {
  EXPECT_EQ(value_of("[[1, 2] < [1, 3], [1] < [1, 0], (2,) > (1, 5), 'a' < 'ab', 'Z' < 'a']"),
            "[True, True, True, True, True]");
  EXPECT_EQ(value_of("[1] == (1,)"), "False");
  EXPECT_EQ(value_of("[None] < [1]"),
            "TypeError: '<' not supported between instances of 'NoneType' and 'int'");
}

TEST(Operators, SequencesAreJoinedAndRepeated) {
  EXPECT_EQ(value_of("['a' + 'b', 'ab' * 2, 2 * [1], (1,) + (2,), [1] * -1]"),
            "['ab', 'abab', [1, 1], (1, 2), []]");
  EXPECT_EQ(value_of("[0] * 99999999999"), "MemoryError");
  EXPECT_EQ(value_of("'abc' * 9223372036854775807"), "OverflowError: repeated string is too long");
}

TEST(Operators, InLooksIntoSequences) {
  EXPECT_EQ(value_of("[2 in [1, 2.0], 'bc' in 'abc', '' in '', 4 in range(0, 9, 2), 1 in ()]"),
            "[True, True, True, True, False]");
  EXPECT_EQ(value_of("1 in 'abc'"),
            "TypeError: 'in <string>' requires string as left operand, not int");
  EXPECT_EQ(value_of("1 in 2"), "TypeError: argument of type 'int' is not iterable");
}

TEST(Operators, IndicesCountFromBothEnds) {
  EXPECT_EQ(value_of("[[1, 2, 3][-1], 'añ日'[1], (1, 2)[0], range(10, 0, -2)[2]]"),
            "[3, 'ñ', 1, 6]");
  EXPECT_EQ(value_of("[1][1]"), "IndexError: list index out of range");
  EXPECT_EQ(value_of("'a'[-2]"), "IndexError: string index out of range");
  EXPECT_EQ(value_of("[1]['a']"), "TypeError: list indices must be integers or slices, not str");
  EXPECT_EQ(value_of("'a'['a']"), "TypeError: string indices must be integers, not 'str'");
  EXPECT_EQ(value_of("None[0]"), "TypeError: 'NoneType' object is not subscriptable");
}

TEST(Operators, RefuseInPythonsWords) {
  EXPECT_EQ(value_of("1 + 'a'"), "TypeError: unsupported operand type(s) for +: 'int' and 'str'");
  EXPECT_EQ(value_of("'a' + 1"), "TypeError: can only concatenate str (not \"int\") to str");
  EXPECT_EQ(value_of("[1] + (1,)"), "TypeError: can only concatenate list (not \"tuple\") to list");
  EXPECT_EQ(value_of("'a' * 1.5"), "TypeError: can't multiply sequence by non-int of type 'float'");
  EXPECT_EQ(value_of("2 ** 'a'"),
            "TypeError: unsupported operand type(s) for ** or pow(): 'int' and 'str'");
  EXPECT_EQ(value_of("-'a'"), "TypeError: bad operand type for unary -: 'str'");
  EXPECT_EQ(value_of("1 / 0"), "ZeroDivisionError: division by zero");
  EXPECT_EQ(value_of("1 // 0"), "ZeroDivisionError: integer division or modulo by zero");
  EXPECT_EQ(value_of("1.0 % 0"), "ZeroDivisionError: float modulo");
}

TEST(Operators, PercentFormatsATextOnItsLeft) {
  EXPECT_EQ(value_of("'%s is %d%%, %5.2f %r %x' % ('a', 3.9, 1.5, 'b', 255)"),
            "\"a is 3%,  1.50 'b' ff\"");
  EXPECT_EQ(value_of("'%-4d|%04d|%+d' % (7, -7, 7)"), "'7   |-007|+7'");
  EXPECT_EQ(value_of("'a' % 1"), "TypeError: not all arguments converted during string formatting");
  EXPECT_EQ(value_of("'%d' % 'a'"), "TypeError: %d format: a real number is required, not str");
  EXPECT_EQ(value_of("'%s %s' % (1,)"), "TypeError: not enough arguments for format string");
}

TEST(Operators, ComparingWhatIsTooDeepIsARecursionError) {
  const RunResult result = run_text(
      "main():\n"
      "  - let: {a: [], b: []}\n"
      "  - for: i\n"
      "    in: range(3000)\n"
      "    do: [{let: {a: [a], b: [b]}}]\n"
      "  - return: a == b\n");
  EXPECT_EQ(result.exception, "RecursionError: maximum recursion depth exceeded in comparison");
}

}  // namespace
}  // namespace sim::scenario
