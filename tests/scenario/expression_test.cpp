#include "sim/scenario/expression.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/scenario/unparse.hpp"
#include "tests/scenario/reading.hpp"

namespace sim::scenario {
namespace {

class ExpressionMistakes : public testing::TestWithParam<Mistake> {};

constexpr Mistake mistakes[] = {
    {"NoExpression", "",
     R"(expr:1:1: error: an expression is missing
  |
1 | 
  | ^
)"},
    {"ABracketThatStaysOpen", "f(1, 2",
     R"(expr:1:2: error: this '(' is never closed
  |
1 | f(1, 2
  |  ^
  = help: add ')'
)"},
    {"AListThatStaysOpen", "[1, [2]",
     R"(expr:1:1: error: this '[' is never closed
  |
1 | [1, [2]
  | ^
  = help: add ']'
)"},
    {"ABareTuple", "1, 2",
     R"(expr:1:2: error: one expression only
  |
1 | 1, 2
  |  ^
  = help: a tuple needs parentheses: (1, 2)
)"},
    {"ASlice", "x[1:2]",
     R"(expr:1:4: error: slices are not part of the language
  |
1 | x[1:2]
  |    ^
)"},
    {"ASliceFromTheStart", "x[:2]",
     R"(expr:1:3: error: slices are not part of the language
  |
1 | x[:2]
  |   ^
)"},
    {"AnIndexOfTwo", "x[1, 2]",
     R"(expr:1:4: error: ',' cannot stand here
  |
1 | x[1, 2]
  |    ^
)"},
    {"AnUnpackedArgument", "f(*x)",
     R"(expr:1:3: error: arguments cannot be unpacked with '*'
  |
1 | f(*x)
  |   ^
  = help: the steps 'gather' and 'wait' take a list as it is
)"},
    {"AnUnpackedMapping", "f(**x)",
     R"(expr:1:3: error: arguments cannot be unpacked with '**'
  |
1 | f(**x)
  |   ^^
  = help: the steps 'gather' and 'wait' take a list as it is
)"},
    {"AKeywordTwice", "f(a=1, a=2)",
     R"(expr:1:8: error: the argument 'a' is given twice
  |
1 | f(a=1, a=2)
  |        ^
)"},
    {"APositionAfterAKeyword", "f(a=1, 2)",
     R"(expr:1:8: error: an argument without a name follows one with a name
  |
1 | f(a=1, 2)
  |        ^
)"},
    {"AConditionWithoutElse", "a if b",
     R"(expr:1:1: error: 'if' in an expression needs its 'else'
  |
1 | a if b
  | ^^^^^^
  = help: write A if CONDITION else B
)"},
    {"AnAttributeWithoutAName", "a.",
     R"(expr:1:3: error: a name is missing after '.'
  |
1 | a.
  |   ^
)"},
};

TEST_P(ExpressionMistakes, AreToldWhereAndWhatWasMeant) {
  EXPECT_EQ(read_expression(std::string(GetParam().text)).errors, GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(OfExpressions, ExpressionMistakes, testing::ValuesIn(mistakes),
                         mistake_name);

Place place_of(const std::string& text) { return read_expression(text).tree->place; }

TEST(Expressions, KnowTheBytesTheyStandIn) {
  EXPECT_EQ(place_of("  a + b  "), (Place{2, 7}));
  EXPECT_EQ(place_of("f(x)[0].y"), (Place{0, 9}));
  EXPECT_EQ(place_of("(a)"), (Place{1, 2}));
  EXPECT_EQ(place_of("(a, b)"), (Place{0, 6}));
  EXPECT_EQ(place_of("'é' + x"), (Place{0, 8}));
}

TEST(Expressions, KeepTheNameAndPlaceOfAKeyword) {
  const ReadExpression read = read_expression("f(a, key=1)");
  const auto& call = std::get<Call>(read.tree->node);
  ASSERT_EQ(call.keywords.size(), 1U);
  EXPECT_EQ(call.keywords[0].name, "key");
  EXPECT_EQ(call.keywords[0].place, (Place{5, 8}));
}

TEST(Expressions, TakeLineBreaksForBlanks) {
  EXPECT_EQ(to_string(*read_expression("1 +\n  2").tree), "1 + 2");
}

TEST(Expressions, JoinStringsThatStandSideBySide) {
  EXPECT_EQ(to_string(*read_expression("'a' \"b\" 'c'").tree), "'abc'");
  const ReadExpression read = read_expression("'a' f'{b}c' 'd'");
  const auto& joined = std::get<FString>(read.tree->node);
  ASSERT_EQ(joined.parts.size(), 3U);
  EXPECT_EQ(joined.parts[0].text, "a");
  EXPECT_NE(joined.parts[1].value, nullptr);
  EXPECT_EQ(joined.parts[2].text, "cd");
}

ReadExpression read_chain(const std::string& open, const std::string& close) {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += open;
  text += "x";
  for (int i = 0; i < 20'000 && !close.empty(); ++i) text += close;
  return read_expression(text);
}

TEST(Expressions, AreNotReadDeeperThanTheStackAllows) {
  const std::pair<const char*, const char*> nests[] = {
      {"(", ")"}, {"[", "]"},  {"f(", ")"},          {"x[", "]"},
      {"-", ""},  {"x**", ""}, {"a if b else ", ""}, {"not ", ""}};
  for (const auto& [open, close] : nests) {
    const ReadExpression read = read_chain(open, close);
    EXPECT_EQ(read.tree, nullptr) << open;
    EXPECT_THAT(read.errors, testing::HasSubstr("this expression nests too deeply")) << open;
  }
}

TEST(Expressions, AreNoHigherThanTheStackAllows) {
  for (const char* link : {"x + ", "x and ", "x or ", "x * "}) {
    EXPECT_THAT(read_chain(link, "").errors, testing::HasSubstr("more than 200 levels")) << link;
  }
  for (const char* link : {".y", "()", "[0]"}) {
    EXPECT_THAT(read_chain("", link).errors, testing::HasSubstr("more than 200 levels")) << link;
  }
  EXPECT_NE(read_chain("x < ", "").tree, nullptr) << "a chain of comparisons is flat";
}

TEST(Expressions, ReachFiftyLevelsOfParentheses) {
  EXPECT_NE(read_expression(std::string(50, '(') + "x" + std::string(50, ')')).tree, nullptr);
}

}  // namespace
}  // namespace sim::scenario
