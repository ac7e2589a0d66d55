#include "tools/tidy/blank.hpp"

#include <gtest/gtest.h>

namespace sim::tidy {
namespace {

TEST(BlankCpp, BlanksALineCommentAndKeepsTheColumns) {
  EXPECT_EQ("int a;     \nint b;", blank_cpp("int a; // a\nint b;"));
}

TEST(BlankCpp, BlanksABlockCommentAndKeepsItsLines) {
  EXPECT_EQ("a    \n    b", blank_cpp("a /* \n */ b"));
}

TEST(BlankCpp, KeepsTheQuotesOfALiteral) {
  EXPECT_EQ("f(\"   \", ' ')", blank_cpp("f(\"a{b\", '{')"));
}

TEST(BlankCpp, SeesAnEscapedQuoteAsPartOfTheLiteral) {
  EXPECT_EQ("\"      \" x '  '", blank_cpp(R"("a\"//b" x '\'')"));
}

TEST(BlankCpp, SeesNoLiteralInTheSeparatorsOfANumber) {
  EXPECT_EQ("1'000'000 + ' ' - 0x1'f", blank_cpp("1'000'000 + 'x' - 0x1'f"));
}

TEST(BlankCpp, BlanksARawStringUpToItsOwnEnd) {
  EXPECT_EQ("R\"           \" + b", blank_cpp("R\"x(a)\" // )x\" + b"));
}

TEST(BlankCpp, SeesNoCommentInALiteralAndNoLiteralInAComment) {
  EXPECT_EQ("\"    \" a     \nb", blank_cpp("\"// a\" a // \"\nb"));
}

TEST(BlankCpp, EndsALiteralThatNobodyClosedWithItsLine) {
  EXPECT_EQ("' \nint a;", blank_cpp("'a\nint a;"));
}

TEST(BlankHashComments, BlanksToTheEndOfTheLine) {
  EXPECT_EQ("set(a 1)    \nb", blank_hash_comments("set(a 1) # a\nb"));
}

TEST(BlankHashComments, LeavesAHashInsideAWordAlone) {
  EXPECT_EQ("${#list[@]}", blank_hash_comments("${#list[@]}"));
}

}  // namespace
}  // namespace sim::tidy
