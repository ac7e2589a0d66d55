#include "sim/scenario/scalar_extent.hpp"

#include <gtest/gtest.h>

#include "sim/scenario/parse.hpp"

namespace sim::scenario {
namespace {

struct Extents {
  std::string place;
  std::string content;
  Style style;
};

// The bytes of the value of the last key of the file.
Extents extents_in(const std::string& file) {
  const Source source("a", file);
  Diagnostics found(source);
  const std::optional<Node> document = parse_yaml(found);
  EXPECT_TRUE(document.has_value()) << render(found.sorted());
  if (!document) return {};
  const Node& value = document->entries.front().value;
  return {std::string(source.text(value.place)), std::string(source.text(value.content)),
          value.style};
}

TEST(ScalarExtent, OfAPlainScalarIsItsWords) {
  EXPECT_EQ(extents_in("a: b c  # d\n").place, "b c");
  EXPECT_EQ(extents_in("a: b\n  c\n\n  d\ne: f\n").place, "b\n  c\n\n  d");
  EXPECT_EQ(extents_in("a: b").style, Style::plain);
}

TEST(ScalarExtent, OfAQuotedScalarHoldsItsQuotes) {
  const Extents twice = extents_in("a: \"b \\\" c\"  # d\n");
  EXPECT_EQ(twice.place, "\"b \\\" c\"");
  EXPECT_EQ(twice.content, "b \\\" c");
  EXPECT_EQ(twice.style, Style::double_quoted);
  const Extents once = extents_in("a: 'it''s'\n");
  EXPECT_EQ(once.place, "'it''s'");
  EXPECT_EQ(once.content, "it''s");
  EXPECT_EQ(once.style, Style::single_quoted);
  EXPECT_EQ(extents_in("a: \"b\n  c\"\nd: e\n").place, "\"b\n  c\"");
  EXPECT_EQ(extents_in("a: \"\"\n").content, "");
}

TEST(ScalarExtent, OfABlockEndsWithItsLastLine) {
  const Extents block = extents_in("a: |  # words\n  b\n\n   c\n\nd: e\n");
  EXPECT_EQ(block.place, "|  # words\n  b\n\n   c");
  EXPECT_EQ(block.content, "  b\n\n   c");
  EXPECT_EQ(block.style, Style::literal_block);
  EXPECT_EQ(extents_in("a: >-\n  b\n  c\n").content, "  b\n  c");
  EXPECT_EQ(extents_in("a: >-\n  b\n").style, Style::folded_block);
  EXPECT_EQ(extents_in("a: |\r\n  b\r\nc: d\r\n").content, "  b");
}

TEST(ScalarExtent, OfAKeepingBlockHoldsTheBlankLinesBehindIt) {
  EXPECT_EQ(extents_in("a: |+\n  b\n\n\nc: d\n").content, "  b\n\n");
}

TEST(ScalarExtent, OfAnIndentedBlockCountsFromItsKey) {
  EXPECT_EQ(extents_in("a: |2\n    b\n  c\nd: e\n").content, "    b\n  c");
}

TEST(ScalarExtent, OfAnEmptyBlockIsItsHeader) {
  const Extents empty = extents_in("a: |\nb: c\n");
  EXPECT_EQ(empty.place, "|");
  EXPECT_EQ(empty.content, "");
}

TEST(ScalarExtent, OfAQuoteThatIsNeverClosedIsItsLine) {
  const ScalarExtent open = scalar_extent("a: \"bc\nd: 1\n", 3, "bc d: 1 ", 0);
  EXPECT_FALSE(open.closed);
  EXPECT_EQ(open.place, (Place{3, 6}));
}

}  // namespace
}  // namespace sim::scenario
