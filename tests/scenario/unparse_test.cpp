#include "sim/scenario/unparse.hpp"

#include <gtest/gtest.h>

#include "tests/scenario/reading.hpp"

namespace sim::scenario {
namespace {

std::string written(const std::string& text) {
  const ReadExpression read = read_expression(text);
  return read.tree ? to_string(*read.tree) : read.errors;
}

TEST(Unparse, WritesNoParenthesesButTheNeededOnes) {
  EXPECT_EQ(written("((a)+(b*c))-(d-e)"), "a + b * c - (d - e)");
  EXPECT_EQ(written("(-2)**(-x)"), "(-2) ** -x");
  EXPECT_EQ(written("(not a)==b"), "(not a) == b");
  EXPECT_EQ(written("(a if b else c) if d else (e)"), "(a if b else c) if d else e");
  EXPECT_EQ(written("(1).x"), "(1).x");
}

TEST(Unparse, WritesLiteralsAsPythonWouldReadThem) {
  EXPECT_EQ(written("[True, None, 1.0, 1e100, 0x10, 'it\\'s\\n\\x1b']"),
            "[True, None, 1.0, 1e+100, 16, 'it\\'s\\n\\x1b']");
  EXPECT_EQ(written("(1,)"), "(1,)");
  EXPECT_EQ(written("1e999"), "1e999");
}

TEST(Unparse, WritesTheFieldsOfStrings) {
  EXPECT_EQ(written("f'{a!r:>3} {{}}'"), "f'{a!r:>3} {{}}'");
  EXPECT_EQ(written("f\"it's {a['b']}\""), "f\"it\\'s {a['b']}\"");
  EXPECT_EQ(written("f'{a=}'"), "f'a={a!r}'");
}

TEST(Unparse, WritesCallsWithTheirKeywords) {
  EXPECT_EQ(written("f(a,b)(c , d = 1).e [ 0 ]"), "f(a, b)(c, d=1).e[0]");
}

TEST(Unparse, KeepsTheColonOfALambdaOutOfAField) {
  EXPECT_EQ(written("[lambda:a or b, (lambda: 1) if c else lambda: 2]"),
            "[lambda: a or b, (lambda: 1) if c else lambda: 2]");
  EXPECT_EQ(written("f'{(lambda: a)} {[lambda: 1]!r}'"), "f'{(lambda: a)} {([lambda: 1])!r}'");
}

}  // namespace
}  // namespace sim::scenario
