#include "tools/conform/options.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace sim::conform {
namespace {

using props::script::Feature;
using props::script::index_of;
using Words = std::vector<std::string>;

Options read(const Words& words) { return read_options(words); }

TEST(ConformOptions, HaveUsualValues) {
  const Options options = read({});
  EXPECT_EQ(options.error, "");
  EXPECT_EQ(options.programs, 1000U);
  EXPECT_EQ(options.seed, 1U);
  EXPECT_EQ(options.python, "python3");
  EXPECT_TRUE(options.shape.features.all());
}

TEST(ConformOptions, ReadValuesBesideAndBehindTheirFlags) {
  const Options options = read({"--programs", "20", "--seed=7", "--python", "/usr/bin/python3"});
  EXPECT_EQ(options.programs, 20U);
  EXPECT_EQ(options.seed, 7U);
  EXPECT_EQ(options.python, "/usr/bin/python3");
}

TEST(ConformOptions, ChooseFeatures) {
  const Options without = read({"--without", "lock,queue"});
  EXPECT_EQ(without.shape.features.count(), props::script::feature_count - 2);
  EXPECT_FALSE(without.shape.features.test(index_of(Feature::queue)));
  const Options only = read({"--only", "barrier"});
  EXPECT_EQ(only.shape.features.count(), 1U);
  EXPECT_TRUE(only.shape.features.test(index_of(Feature::barrier)));
}

TEST(ConformOptions, SayWhatIsWrong) {
  EXPECT_EQ(read({"--program", "3"}).error, "unknown flag '--program'");
  EXPECT_EQ(read({"--seed"}).error, "--seed needs a value");
  EXPECT_EQ(read({"--seed", "x"}).error, "--seed: 'x' is not a number that it can be");
  EXPECT_EQ(read({"--steps", "0"}).error, "--steps: '0' is not a number that it can be");
  EXPECT_EQ(read({"--among", "0"}).error, "--among: '0' is not a number that it can be");
  EXPECT_EQ(read({"--among", "9", "--cancel-everywhere"}).error,
            "--among and --cancel-everywhere do not go together");
  EXPECT_EQ(read({"--only", "lock,loc"}).error, "--only: there is no feature 'loc'");
}

TEST(ConformOptions, AreAllTold) {
  const std::string help(help_text());
  for (const char* flag : {"--programs", "--seed", "--first", "--python", "--output", "--reports",
                           "--without", "--only", "--steps", "--jobs", "--among", "--stats",
                           "--texts", "--answer", "--candidate"}) {
    EXPECT_NE(help.find(std::string("  ") + flag + " "), std::string::npos) << flag;
  }
  EXPECT_NE(help.find("as_completed"), std::string::npos);
}

}  // namespace
}  // namespace sim::conform
