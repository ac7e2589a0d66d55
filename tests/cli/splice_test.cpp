#include "tools/cli/splice.hpp"

#include <gtest/gtest.h>

namespace sim::cli {
namespace {

using Splices = std::vector<Splice>;

TEST(Spliced, ChangesTheGivenPlacesAndNothingElse) {
  EXPECT_EQ(spliced("a: 1\nb: 2\n", Splices{{{8, 9}, "20"}, {{3, 4}, "10"}}), "a: 10\nb: 20\n");
  EXPECT_EQ(spliced("same", Splices{}), "same");
}

TEST(Spliced, InsertsAtOnePointInTheGivenOrder) {
  EXPECT_EQ(spliced("ab", Splices{{{1, 1}, "1"}, {{1, 1}, "2"}}), "a12b");
}

TEST(Spliced, InsertsBeforeWhatIsTakenAwayThere) {
  EXPECT_EQ(spliced("abc", Splices{{{1, 2}, ""}, {{1, 1}, "+"}}), "a+c");
}

}  // namespace
}  // namespace sim::cli
