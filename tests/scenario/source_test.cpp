#include "sim/scenario/source.hpp"

#include <gtest/gtest.h>

namespace sim::scenario {
namespace {

TEST(Source, CountsLinesAndColumnsFromOne) {
  const Source source("a", "ab\ncd\n\ne");
  EXPECT_EQ(source.line_count(), 4U);
  EXPECT_EQ(source.position(0), (Position{1, 1}));
  EXPECT_EQ(source.position(2), (Position{1, 3}));
  EXPECT_EQ(source.position(3), (Position{2, 1}));
  EXPECT_EQ(source.position(6), (Position{3, 1}));
  EXPECT_EQ(source.position(8), (Position{4, 2}));
  EXPECT_EQ(source.position(1000), (Position{4, 2}));
}

TEST(Source, CountsCharactersNotBytes) {
  const Source source("a", "é😀x");
  EXPECT_EQ(source.position(2), (Position{1, 2}));
  EXPECT_EQ(source.position(6), (Position{1, 3}));
}

TEST(Source, GivesLinesWithoutTheirLineBreaks) {
  const Source source("a", "ab\r\ncd\n");
  EXPECT_EQ(source.line(1), "ab");
  EXPECT_EQ(source.line(2), "cd");
  EXPECT_EQ(source.line(3), "");
}

TEST(Source, HidesAByteOrderMark) {
  const Source source("a", "\xEF\xBB\xBFkey: 1");
  EXPECT_EQ(source.line(1), "key: 1");
  EXPECT_EQ(source.position(3), (Position{1, 1}));
  EXPECT_EQ(source.position(8), (Position{1, 6}));
}

TEST(Source, GivesTheTextOfAPlaceEvenPastItsEnd) {
  const Source source("a", "hello");
  EXPECT_EQ(source.text({1, 3}), "el");
  EXPECT_EQ(source.text({3, 99}), "lo");
  EXPECT_EQ(source.text({9, 3}), "");
}

TEST(Utf8, IsWellFormedOrNotByTheTableOfTheStandard) {
  for (const char* text :
       {"", "abc", "é", "\xE2\x82\xAC", "\xF0\x9F\x98\x80", "\xF4\x8F\xBF\xBF"}) {
    EXPECT_EQ(find_invalid_utf8(text), std::nullopt) << text;
  }
  for (const char* text :
       {"\x80", "\xC3", "\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF0\x80\x80\x80",
        "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "\xE2\x82", "\xC3\x28"}) {
    EXPECT_EQ(find_invalid_utf8(std::string("ab") + text), 2U);
  }
}

TEST(Utf8, IsWrittenForEveryLength) {
  std::string text;
  for (const std::uint32_t code_point : {0x41U, 0xE9U, 0x20ACU, 0x1F600U}) {
    append_utf8(text, code_point);
  }
  EXPECT_EQ(text, "Aé€😀");
  EXPECT_EQ(count_characters(text), 4U);
}

}  // namespace
}  // namespace sim::scenario
