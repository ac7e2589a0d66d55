#include "sim/scenario/lexer.hpp"

#include <gtest/gtest.h>

#include "tests/scenario/reading.hpp"

namespace sim::scenario {
namespace {

class LexerMistakes : public testing::TestWithParam<Mistake> {};

constexpr Mistake mistakes[] = {
    {"AnExclamationMark", "!a",
     R"(expr:1:1: error: '!' has no meaning in an expression
  |
1 | !a
  | ^
  = help: write 'not' for not, '!=' for unequal
)"},
    {"AQuestionMark", "a ? b",
     R"(expr:1:3: error: '?' has no meaning in an expression
  |
1 | a ? b
  |   ^
)"},
    {"ACurlyQuote", "“a”",
     R"(expr:1:1: error: '“' has no meaning in an expression
  |
1 | “a”
  | ^
  = help: write the straight quote "
)"},
    {"AComment", "1 # one",
     R"(expr:1:3: error: '#' has no meaning in an expression
  |
1 | 1 # one
  |   ^
  = help: a comment may stand after the whole value only
)"},
    {"AStringThatStaysOpen", "'abc",
     R"(expr:1:1: error: this string is never closed
  |
1 | 'abc
  | ^^^^
  = help: add the closing '
)"},
    {"AStringOfThreeQuotes", "'''a'''",
     R"(expr:1:1: error: strings in three quotes are not part of the language
  |
1 | '''a'''
  | ^^^
  = help: one quote is enough, and '\n' is a line break
)"},
    {"AStringOfBytes", "b'a'",
     R"(expr:1:1: error: a string cannot start with b
  |
1 | b'a'
  | ^
  = help: the prefixes are f and r
)"},
};

TEST_P(LexerMistakes, AreToldWhereAndWhatWasMeant) {
  EXPECT_EQ(read_expression(std::string(GetParam().text)).errors, GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(OfLexer, LexerMistakes, testing::ValuesIn(mistakes), mistake_name);

TEST(Lexer, KnowsWhatCanBeAName) {
  for (const char* name : {"x", "_task_1", "True_"}) EXPECT_TRUE(is_name(name)) << name;
  for (const char* other : {"", "1st", "a-b", "café", "class", "None", "a b"}) {
    EXPECT_FALSE(is_name(other)) << other;
  }
}

TEST(Lexer, TakesTheLongestSymbol) {
  const Source source("expr", "a**b//c<=d!=e");
  Diagnostics found(source);
  const MappedText text(std::string(source.text()), 0);
  std::string symbols;
  for (const Token& token : tokenize({text, found, ""}, 0, source.text().size())) {
    if (token.kind == TokenKind::symbol) symbols += token.text + " ";
  }
  EXPECT_EQ(symbols, "** // <= != ");
}

}  // namespace
}  // namespace sim::scenario
