#include "sim/scenario/mapped_text.hpp"

#include <gtest/gtest.h>

#include "sim/scenario/parse.hpp"

namespace sim::scenario {
namespace {

// Where in the file the word stands that is found in the value of `a`.
std::string found_at(const std::string& file, std::string_view word) {
  const Source source("a", file);
  Diagnostics found(source);
  const std::optional<Node> document = parse_yaml(found);
  EXPECT_TRUE(document.has_value());
  const MappedText text = mapped(source, *document->find("a"));
  const std::size_t begin = text.text().find(word);
  EXPECT_NE(begin, std::string_view::npos);
  const Place place = text.place(begin, begin + word.size());
  return std::string(source.text(place)) + "@" + std::to_string(place.begin);
}

TEST(MappedText, IsExactInOneLine) {
  EXPECT_EQ(found_at("a: one two\n", "two"), "two@7");
  EXPECT_EQ(found_at("a: \"one two\"\n", "two"), "two@8");
  EXPECT_EQ(found_at("a: 'one two'\n", "two"), "two@8");
}

TEST(MappedText, IsExactBehindEscapesAndDoubledQuotes) {
  EXPECT_EQ(found_at("a: \"\\t\\x41\\u00e9\\n two\"\n", "two"), "two@19");
  EXPECT_EQ(found_at("a: 'it''s two'\n", "two"), "two@10");
  EXPECT_EQ(found_at("a: 'it''s two'\n", "s"), "s@8");
}

TEST(MappedText, FindsWordsInFoldedLines) {
  EXPECT_EQ(found_at("a: one\n  two\n   three\n", "two"), "two@9");
  EXPECT_EQ(found_at("a: one\n  two\n   three\n", "three"), "three@16");
  EXPECT_EQ(found_at("a: \"one\n  two\"\n", "two"), "two@10");
  EXPECT_EQ(found_at("a: \"one\\\n  two\"\n", "two"), "two@11");
}

TEST(MappedText, FindsWordsInBlocks) {
  EXPECT_EQ(found_at("a: |\n  one\n   two\n\n  three\n", "two"), "two@14");
  EXPECT_EQ(found_at("a: |\n  one\n   two\n\n  three\n", "three"), "three@21");
  EXPECT_EQ(found_at("a: >-  # folded\n  one\n  two\n", "two"), "two@24");
}

TEST(MappedText, IsExactBehindAByteOrderMark) {
  EXPECT_EQ(found_at("\xEF\xBB\xBF"
                     "a: one\r\n",
                     "one"),
            "one@6");
}

}  // namespace
}  // namespace sim::scenario
