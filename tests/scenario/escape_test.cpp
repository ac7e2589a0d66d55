#include "sim/scenario/escape.hpp"

#include <gtest/gtest.h>

#include "tests/scenario/reading.hpp"

namespace sim::scenario {
namespace {

class EscapeMistakes : public testing::TestWithParam<Mistake> {};

constexpr Mistake mistakes[] = {
    {"AnIncompleteEscape", R"('\x4')",
     R"(expr:1:2: error: this escape is not complete
  |
1 | '\x4'
  |  ^^^
  = help: \x takes two hexadecimal digits, \u four, \U eight
)"},
    {"AnEscapeOfASurrogate", R"('\ud800')",
     R"(expr:1:2: error: this escape stands for no character
  |
1 | '\ud800'
  |  ^^^^^^
)"},
    {"AnEscapePastUnicode", R"('\U00110000')",
     R"(expr:1:2: error: this escape stands for no character
  |
1 | '\U00110000'
  |  ^^^^^^^^^^
)"},
    {"AnEscapeByName", R"('\N{BULLET}')",
     R"(expr:1:2: error: characters by name, \N{...}, are not part of the language
  |
1 | '\N{BULLET}'
  |  ^^
  = help: write the character itself, or \u and its four digits
)"},
};

TEST_P(EscapeMistakes, AreToldWhereAndWhatWasMeant) {
  EXPECT_EQ(read_expression(std::string(GetParam().text)).errors, GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(OfEscapes, EscapeMistakes, testing::ValuesIn(mistakes), mistake_name);

std::string value_of(const std::string& text) {
  const ReadExpression read = read_expression(text);
  EXPECT_EQ(read.errors, "");
  if (!read.tree) return "";
  return std::get<std::string>(std::get<Literal>(read.tree->node).value);
}

TEST(Escapes, AreThoseOfPython) {
  EXPECT_EQ(value_of(R"('\a\b\f\n\r\t\v\\\'\"')"), "\a\b\f\n\r\t\v\\'\"");
  EXPECT_EQ(value_of(R"('\x41\u00e9\U0001F600')"), "Aé😀");
  EXPECT_EQ(value_of(R"('\101\0_\7')"), std::string("A\0_\7", 4));
  EXPECT_EQ(value_of(R"('\d\{')"), R"(\d\{)");
  EXPECT_EQ(value_of(R"(r'\n')"), R"(\n)");
}

}  // namespace
}  // namespace sim::scenario
