#include "sim/scenario/document.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <utility>

#include "sim/scenario/parse.hpp"

namespace sim::scenario {
namespace {

Node document_from(const std::string& text) {
  const Source source("test", text);
  Diagnostics found(source);
  std::optional<Node> document = parse_yaml(found);
  EXPECT_EQ(render(found.sorted()), "");
  return document ? std::move(*document) : Node{};
}

std::string bytes(const std::string& text, const Node& node) {
  return text.substr(node.place.begin, node.place.end - node.place.begin);
}

TEST(Document, KnowsTheBytesOfEveryCollection) {
  const std::string text = "a: [1, {b: c}, ] # d\ne:\n  - f\n  - g: h\n    i: [j\n      ]\nk: {}\n";
  const Node document = document_from(text);
  EXPECT_EQ(bytes(text, *document.find("a")), "[1, {b: c}, ]");
  EXPECT_EQ(bytes(text, document.find("a")->items[1]), "{b: c}");
  EXPECT_EQ(bytes(text, *document.find("e")), "- f\n  - g: h\n    i: [j\n      ]");
  EXPECT_EQ(bytes(text, document.find("e")->items[1]), "g: h\n    i: [j\n      ]");
  EXPECT_EQ(bytes(text, *document.find("k")), "{}");
  EXPECT_EQ(document.find("e")->style, Style::block_list);
  EXPECT_EQ(document.find("k")->style, Style::flow_map);
  EXPECT_EQ(document.find("e")->items[1].column, 4U);
}

TEST(Document, SkipsCommentsOnTheWayToAClosingBracket) {
  const std::string text = "a: [1, # not here ]\n  2 # nor ] here\n  ]\nb: c\n";
  EXPECT_EQ(bytes(text, *document_from(text).find("a")), text.substr(3, text.find("b: c") - 4));
}

TEST(Document, TellsAMissingValueFromAWrittenNull) {
  const std::string text = "a:\nz: ~\nb: null\nc: # none\nd: {e: , f}\ng:\n  null\n";
  const Node document = document_from(text);
  EXPECT_EQ(document.find("a")->style, Style::absent);
  EXPECT_EQ(document.find("a")->place, (Place{2, 2}));
  EXPECT_EQ(bytes(text, document.entries[1].value), "~");
  EXPECT_EQ(bytes(text, *document.find("b")), "null");
  EXPECT_EQ(document.find("c")->style, Style::absent);
  EXPECT_EQ(document.find("d")->entries[0].value.style, Style::absent);
  EXPECT_EQ(document.find("d")->entries[1].value.style, Style::absent);
  EXPECT_EQ(bytes(text, *document.find("g")), "null");
}

TEST(Document, TakesAByteOrderMarkAndWindowsLineBreaks) {
  const std::string text =
      "\xEF\xBB\xBF"
      "a: 1\r\nb: [2]\r\n";
  const Node document = document_from(text);
  EXPECT_EQ(document.find("a")->text, "1");
  EXPECT_EQ(document.entries[0].key.column, 0U);
  EXPECT_EQ(bytes(text, *document.find("b")), "[2]");
}

TEST(Document, FindsAValueByItsKey) {
  const Node document = document_from("a: 1\nb: {c: 2}\n");
  EXPECT_EQ(document.find("b")->find("c")->text, "2");
  EXPECT_EQ(document.find("c"), nullptr);
  EXPECT_EQ(document.find_entry("a")->key.text, "a");
}

TEST(Document, NamesTheKindsOfNodes) {
  const Node document = document_from("a: 1\nb: {c: 2}\nd: [e]\nf:\n");
  EXPECT_EQ(kind_name(*document.find("a")), "text");
  EXPECT_EQ(kind_name(*document.find("b")), "a mapping");
  EXPECT_EQ(kind_name(*document.find("d")), "a list");
  EXPECT_EQ(kind_name(*document.find("f")), "nothing");
}

}  // namespace
}  // namespace sim::scenario
