#include "tools/cli/splice.hpp"

#include <gtest/gtest.h>

namespace sim::cli {
namespace {

TEST(Spliced, ChangesTheGivenPlacesAndNothingElse) {
  EXPECT_EQ(spliced("a: 1\nb: 2\n", {{{8, 9}, "20"}, {{3, 4}, "10"}}), "a: 10\nb: 20\n");
  EXPECT_EQ(spliced("same", {}), "same");
}

TEST(Spliced, InsertsAtOnePointInTheGivenOrder) {
  EXPECT_EQ(spliced("ab", {{{1, 1}, "1"}, {{1, 1}, "2"}}), "a12b");
}

TEST(Spliced, InsertsBeforeWhatIsTakenAwayThere) {
  EXPECT_EQ(spliced("abc", {{{1, 2}, ""}, {{1, 1}, "+"}}), "a+c");
}

}  // namespace
}  // namespace sim::cli
