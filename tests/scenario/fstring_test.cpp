#include "sim/scenario/fstring.hpp"

#include <gtest/gtest.h>

#include <optional>

#include "sim/scenario/unparse.hpp"
#include "tests/scenario/reading.hpp"

namespace sim::scenario {
namespace {

struct ReadFString {
  std::optional<FString> parts;
  std::string errors;
};

ReadFString read_fstring(const std::string& text) {
  const Source source("expr", text);
  Diagnostics found(source);
  const MappedText mapped(text, 0);
  ReadFString read{parse_fstring({mapped, found, ""}), {}};
  read.errors = render(found.sorted());
  return read;
}

// "text|{field}!r:spec|..."
std::string parts_of(const std::string& text) {
  const ReadFString read = read_fstring(text);
  if (!read.parts) return read.errors;
  std::string parts;
  for (const FPart& part : read.parts->parts) {
    if (!parts.empty()) parts += "|";
    if (!part.value) {
      parts += part.text;
      continue;
    }
    parts += "{" + to_string(*part.value) + "}";
    if (part.conversion != 0) parts += std::string("!") + part.conversion;
    if (!part.format_spec.empty()) parts += ":" + part.format_spec;
  }
  return parts;
}

class FStringMistakes : public testing::TestWithParam<Mistake> {};

constexpr Mistake mistakes[] = {
    {"ALoneClosingBrace", "a } b",
     R"(expr:1:3: error: a '}' that closes nothing
  |
1 | a } b
  |   ^
  = help: write '}}' for the character itself
)"},
    {"AFieldThatStaysOpen", "a {b",
     R"(expr:1:3: error: this '{' is never closed
  |
1 | a {b
  |   ^
  = help: add '}', or write '{{' for the character itself
)"},
    {"AnEmptyField", "{}",
     R"(expr:1:1: error: there is no expression between '{' and '}'
  |
1 | {}
  | ^^
  = help: write '{{' and '}}' for the characters themselves
)"},
    {"ABlankField", "{ }",
     R"(expr:1:1: error: there is no expression between '{' and '}'
  |
1 | { }
  | ^^^
  = help: write '{{' and '}}' for the characters themselves
)"},
    {"AnUnknownConversion", "{a!x}",
     R"(expr:1:3: error: a conversion is !r or !s
  |
1 | {a!x}
  |   ^^
)"},
    {"AConversionWithoutALetter", "{a!}",
     R"(expr:1:3: error: a conversion is !r or !s
  |
1 | {a!}
  |   ^^
)"},
    {"AFieldInsideAFormat", "{a:{b}}",
     R"(expr:1:4: error: a field inside a format is not part of the language
  |
1 | {a:{b}}
  |    ^
  = help: write the width as a number, {x:>8}
)"},
    {"AFormatThatStaysOpen", "{a:>3",
     R"(expr:1:1: error: this '{' is never closed
  |
1 | {a:>3
  | ^
  = help: add '}', or write '{{' for the character itself
)"},
    {"ABackslashInAField", R"({'\n'})",
     R"(expr:1:3: error: a backslash cannot stand between '{' and '}'
  |
1 | {'\n'}
  |   ^
  = help: bind the string to a name first, with 'let'
)"},
    {"AStringThatStaysOpenInAField", "{'a}",
     R"(expr:1:2: error: this string is never closed
  |
1 | {'a}
  |  ^^^
  = help: add the closing '
)"},
    {"AnErrorInsideAField", "abc {1 +} d",
     R"(expr:1:9: error: the expression ends too early
  |
1 | abc {1 +} d
  |         ^
)"},
    {"AnUnknownWordInAField", "{a b}",
     R"(expr:1:4: error: 'b' cannot stand here
  |
1 | {a b}
  |    ^
)"},
};

TEST_P(FStringMistakes, AreToldWhereAndWhatWasMeant) {
  EXPECT_EQ(read_fstring(std::string(GetParam().text)).errors, GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(FStrings, FStringMistakes, testing::ValuesIn(mistakes), mistake_name);

TEST(FStrings, AreTextAndFields) {
  EXPECT_EQ(parts_of("Hello, {name}!"), "Hello, |{name}|!");
  EXPECT_EQ(parts_of("{a}{b}"), "{a}|{b}");
  EXPECT_EQ(parts_of(""), "");
  EXPECT_EQ(parts_of("a{{b}}c"), "a{b}c");
  EXPECT_EQ(parts_of("{{{a}}}"), "{|{a}|}");
}

TEST(FStrings, HaveConversionsAndFormats) {
  EXPECT_EQ(parts_of("{x!r}"), "{x}!r");
  EXPECT_EQ(parts_of("{x!s:>10}"), "{x}!s:>10");
  EXPECT_EQ(parts_of("{x:.2f}"), "{x}:.2f");
  EXPECT_EQ(parts_of("{x:!r}"), "{x}:!r");
  EXPECT_EQ(parts_of("{x != y}"), "{x != y}");
  EXPECT_EQ(parts_of("{ x [ 'a:b!}' ] }"), "{x['a:b!}']}");
}

TEST(FStrings, PrintAnExpressionBeforeItsValueAfterAnEqualsSign) {
  EXPECT_EQ(parts_of("{x=}"), "x=|{x}!r");
  EXPECT_EQ(parts_of("{ x = }"), " x = |{x}!r");
  EXPECT_EQ(parts_of("{x=!s}"), "x=|{x}!s");
  EXPECT_EQ(parts_of("{x=:.1f}"), "x=|{x}:.1f");
  EXPECT_EQ(parts_of("{a==b}"), "{a == b}");
  EXPECT_EQ(parts_of("{a<=b}"), "{a <= b}");
}

TEST(FStrings, CarryOutEscapesInTheirTextAndFormats) {
  EXPECT_EQ(parts_of(R"(a\tb{x}\n\x7b)"), "a\tb|{x}|\n{");
  EXPECT_EQ(parts_of(R"(\{x})"), R"(\|{x})");
  EXPECT_EQ(parts_of(R"(\\{x})"), R"(\|{x})");
  EXPECT_EQ(parts_of(R"(He said "it's")"), R"(He said "it's")");
}

TEST(FStrings, KnowWhereTheirFieldsStand) {
  const ReadFString read = read_fstring("ab {name} c");
  EXPECT_EQ(read.parts->parts[1].value->place, (Place{4, 8}));
}

}  // namespace
}  // namespace sim::scenario
