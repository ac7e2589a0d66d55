#include "sim/trace/one_line.hpp"

#include <gtest/gtest.h>

namespace sim {
namespace {

TEST(OneLine, EscapesWhatWouldMoveTheCursor) {
  EXPECT_EQ(on_one_line("\x1b[31m\r\n\tü"), "\\x1b[31m\\x0d\\n\\tü");
}

TEST(OneLine, CountsCharactersAndNotBytes) {
  EXPECT_EQ(columns_of("für"), 3U);
  EXPECT_EQ(padded("für", 5), "für  ");
  EXPECT_EQ(padded("für", 2), "für");
}

TEST(OneLine, CutsBetweenCharacters) {
  EXPECT_EQ(cut("short", 5), "short");
  EXPECT_EQ(cut("longer", 5), "lo...");
  EXPECT_EQ(cut("üüüüüü", 5), "üü...");
  EXPECT_EQ(cut("longer", 3), "...");
}

}  // namespace
}  // namespace sim
