#include "tools/cli/yaml_text.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "sim/scenario/load.hpp"

namespace sim::cli {
namespace {

using scenario::Style;
using Lines = std::vector<std::string>;

std::string plain(std::string_view text, YamlPlace place = YamlPlace::block) {
  return yaml_scalar(text, Style::plain, place);
}

TEST(YamlScalar, IsPlainWhereverItCan) {
  EXPECT_EQ(plain("hello"), "hello");
  EXPECT_EQ(plain("a, [b] {c}"), "a, [b] {c}");
  EXPECT_EQ(plain("1.5"), "1.5");
  EXPECT_EQ(plain("-1"), "-1");
  EXPECT_EQ(plain("caf\xC3\xA9"), "caf\xC3\xA9");
  EXPECT_EQ(plain("12:30"), "12:30");
}

TEST(YamlScalar, IsQuotedWhereYamlWouldReadSomethingElse) {
  for (const std::string_view text :
       {"",   "null", "~",  "a: b", "a #b", "- a", "-",  "#a", "&a", "*a", "!a",  "|",  ">",
        "@a", "%a",   "`a", "? a",  "[a]",  "{a}", ",a", " a", "a ", "a:", "...", "'a'"}) {
    EXPECT_EQ(plain(text), "\"" + std::string(text) + "\"");
  }
}

TEST(YamlScalar, IsQuotedInAFlowWhereItWouldEndIt) {
  for (const std::string_view text : {"a, b", "a]", "a}", "a[", "a{", "12:30"}) {
    EXPECT_EQ(plain(text, YamlPlace::flow), "\"" + std::string(text) + "\"");
  }
}

TEST(YamlScalar, KeepsTheQuotesThatItHad) {
  EXPECT_EQ(yaml_scalar("a", Style::single_quoted, YamlPlace::block), "'a'");
  EXPECT_EQ(yaml_scalar("a", Style::double_quoted, YamlPlace::block), "\"a\"");
  EXPECT_EQ(yaml_scalar("it's", Style::single_quoted, YamlPlace::block), "\"it's\"");
}

TEST(YamlScalar, EscapesWhatCannotBeSeen) {
  EXPECT_EQ(plain("a\tb"), R"("a\tb")");
  EXPECT_EQ(plain("a\x1b[0m"), R"("a\x1b[0m")");
  EXPECT_EQ(plain("say \"hi\" \\"), "say \"hi\" \\");
  EXPECT_EQ(plain("\"hi\" \\"), R"("\"hi\" \\")");
  EXPECT_EQ(plain("\xC2\x85"), R"("\u0085")");
  EXPECT_EQ(plain("\xE2\x80\xA8"), R"("\u2028")");
}

TEST(YamlExpression, WritesListsOfNumbersAsYamlDoes) {
  EXPECT_EQ(yaml_expression("[1, -2.5, None, True]", Style::plain, YamlPlace::flow),
            "[1, -2.5, None, True]");
  EXPECT_EQ(yaml_expression("['a', 'b']", Style::plain, YamlPlace::block), "\"['a', 'b']\"");
  EXPECT_EQ(yaml_expression("(1, 2)", Style::plain, YamlPlace::block), "(1, 2)");
  EXPECT_EQ(yaml_expression("(1, 2)", Style::plain, YamlPlace::flow), "\"(1, 2)\"");
  EXPECT_EQ(yaml_expression("'a'", Style::plain, YamlPlace::block), "\"'a'\"");
}

TEST(FitsBlock, IsFalseWhereABlockWouldLoseSomething) {
  EXPECT_TRUE(fits_block(Lines{"a", "", "  b"}));
  EXPECT_FALSE(fits_block(Lines{}));
  EXPECT_FALSE(fits_block(Lines{"", "a"}));
  EXPECT_FALSE(fits_block(Lines{"a", ""}));
  EXPECT_FALSE(fits_block(Lines{" a"}));
  EXPECT_FALSE(fits_block(Lines{"a "}));
  EXPECT_FALSE(fits_block(Lines{"a\tb"}));
}

TEST(YamlBlock, IndentsEveryLineButTheEmptyOnes) {
  EXPECT_EQ(yaml_block(Lines{"a", "", "  b"}, 4, "\n"), "|\n    a\n\n      b");
  EXPECT_EQ(yaml_block(Lines{"a"}, 2, "\r\n"), "|\r\n  a");
}

// The loader is the judge: what is written is what it reads.
Lines read_back(const std::string& output) {
  const std::string text =
      "scenario: a\ncoroutines: {main(): [pass]}\nexpect:\n  " + output + "\n  elapsed: 0\n";
  const scenario::LoadResult loaded = scenario::load("a", text);
  if (!loaded) {
    ADD_FAILURE() << render(loaded.diagnostics);
    return {};
  }
  return loaded.scenario->expect->output->lines;
}

const std::vector<Lines> hard_lines{
    {},
    {"a"},
    {""},
    {"", "a", ""},
    {"  a", "b  "},
    {"null", "~", "true", "-", "- a", "a: b", "# a", "'", "\"", "\\", "[", "}", "| a", "---",
     "..."},
    {"\t", "a\x1b", "\x7f", "caf\xC3\xA9", "\xC2\xA0", "\xE2\x80\xA8", "\xF0\x9F\x90\x8D"},
};

TEST(YamlText, IsReadBackAsItWas) {
  for (const Lines& lines : hard_lines) {
    EXPECT_EQ(read_back("output: " + yaml_flow_list(lines)), lines);
    if (!lines.empty()) {
      EXPECT_EQ(read_back("output:" + yaml_block_list(lines, 4, "\n")), lines);
    }
    if (fits_block(lines)) {
      EXPECT_EQ(read_back("output: " + yaml_block(lines, 4, "\n")), lines);
    }
    for (const std::string& line : lines) {
      for (const Style style : {Style::plain, Style::single_quoted, Style::double_quoted}) {
        EXPECT_EQ(read_back("output: [" + yaml_scalar(line, style, YamlPlace::flow) + "]"),
                  Lines{line});
        EXPECT_EQ(read_back("output:\n  - " + yaml_scalar(line, style, YamlPlace::block)),
                  Lines{line});
      }
    }
  }
}

}  // namespace
}  // namespace sim::cli
