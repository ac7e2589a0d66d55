#include "props/main.hpp"

#include <gtest/gtest.h>

namespace sim::props {
namespace {

using Arguments = std::vector<std::string>;

constexpr const char* built_in = "max_success=300 seed=20261122";

TEST(Main, HasAFixedSeed) {
  Arguments none{"program"};
  EXPECT_EQ(search_parameters("", none).text, built_in);
}

TEST(Main, TakesItsFlagsAndLeavesTheOthers) {
  Arguments arguments{"program",    "--seed=7",     "--cases",
                      "50",         "--max-size=9", "--gtest_filter=Gather.*",
                      "--no-shrink"};
  const Parameters parameters = search_parameters("", arguments);
  EXPECT_EQ(parameters.error, "");
  EXPECT_EQ(parameters.text, "max_size=9 max_success=50 noshrink=1 seed=7");
  EXPECT_EQ(arguments, (Arguments{"program", "--gtest_filter=Gather.*"}));
}

TEST(Main, PutsAFlagBeforeTheVariable) {
  Arguments arguments{"program", "--seed=7"};
  EXPECT_EQ(search_parameters("seed=3 max_size=4", arguments).text,
            "max_size=4 max_success=300 seed=7");
}

TEST(Main, RefusesAKeyThatRapidCheckWouldIgnore) {
  Arguments arguments{"program"};
  const Parameters parameters = search_parameters("max_sucess=20", arguments);
  EXPECT_TRUE(parameters.error.starts_with("RC_PARAMS: unknown key 'max_sucess'"));
}

TEST(Main, RefusesAValueThatIsNoNumber) {
  Arguments none{"program"};
  EXPECT_EQ(search_parameters("max_success=abc", none).error,
            "RC_PARAMS: 'max_success' is to be a number, not 'abc'");
  Arguments negative{"program", "--cases=-1"};
  EXPECT_NE(search_parameters("", negative).error, "");
  Arguments missing{"program", "--seed"};
  EXPECT_EQ(search_parameters("", missing).error, "--seed needs a number");
}

TEST(Main, TakesWhatARepeatLineSays) {
  Arguments arguments{"program"};
  EXPECT_EQ(search_parameters("seed=5 max_success=12", arguments).text, "max_success=12 seed=5");
}

}  // namespace
}  // namespace sim::props
