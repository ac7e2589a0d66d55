#include "props/zoo/zoo.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>
#include <set>
#include <string>
#include <vector>

#include "props/zoo/crowd.hpp"
#include "props/zoo/prototype.hpp"
#include "sim/explore/explorer.hpp"
#include "sim/explore/shrink.hpp"

namespace sim::zoo {

// In the name of a test; GoogleTest would print the bytes, and with them addresses.
static void PrintTo(const Kept& program, std::ostream* out) { *out << program.name; }

namespace {

struct EachProgram : testing::TestWithParam<Kept> {};

TEST_P(EachProgram, FailsUnderSomeScheduleInBothTranslations) {
  for (const Translation translation : {Translation::sp, Translation::asy}) {
    Explorer explorer(GetParam().as(translation),
                      {.strategy = "portfolio", .schedules = 3'000, .seed = 1});
    EXPECT_TRUE(explorer.run().failure);
  }
}

TEST_P(EachProgram, SaysWhatItsBugIs) { EXPECT_NE(GetParam().bug, ""); }

TEST_P(EachProgram, PassesUnderSomeScheduleUnlessItAlwaysFails) {
  Explorer explorer(GetParam().as(Translation::sp),
                    {.strategy = "pct", .schedules = 200, .seed = 2, .stop_at_failure = false});
  const Outcome outcome = explorer.run();
  if (GetParam().name == "sync01") {
    EXPECT_EQ(outcome.failures, outcome.schedules);
  } else {
    EXPECT_LT(outcome.failures, outcome.schedules);
  }
}

TEST_P(EachProgram, ShrinksToThreeDeviationsOrFewer) {
  std::vector<std::size_t> sizes;
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    const Program program = GetParam().as(Translation::asy);
    Explorer explorer(program, {.strategy = "portfolio", .schedules = 3'000, .seed = seed});
    const Outcome outcome = explorer.run();
    ASSERT_TRUE(outcome.failure);
    const Shrunk shrunk =
        Shrinker(program).shrink(outcome.failure->schedule, outcome.failure->ending);
    sizes.push_back(shrunk.schedule.size());
    EXPECT_LE(shrunk.replays, 500U);
  }
  std::ranges::sort(sizes);
  EXPECT_LE(sizes[2], 3U);  // the median
}

INSTANTIATE_TEST_SUITE_P(Zoo, EachProgram, testing::ValuesIn(programs()),
                         [](const testing::TestParamInfo<Kept>& kept) {
                           return std::string(kept.param.name);
                         });

TEST(Zoo, KeepsTwentyOneProgramsUnderDifferentNames) {
  std::set<std::string_view> names;
  for (const Kept& kept : programs()) names.insert(kept.name);
  EXPECT_EQ(names.size(), 21U);
  EXPECT_EQ(find("stack")->name, "stack");
  EXPECT_EQ(find("heap"), nullptr);
}

TEST(Zoo, FailsCalmlyWhereTheBugIsInTheCalmOrder) {
  std::set<std::string_view> calm;
  for (const Kept& kept : programs()) {
    Explorer explorer(kept.as(Translation::sp), {.strategy = "fifo"});
    if (explorer.run().failure) calm.insert(kept.name);
  }
  EXPECT_EQ(calm, (std::set<std::string_view>{"carter01", "lazy01", "queue", "sync01"}));
}

TEST(Prototype, HasAFigureForEachProgramInBothTranslations) {
  for (const Kept& kept : programs()) {
    for (const Translation translation : {Translation::sp, Translation::asy}) {
      EXPECT_NE(prototype_figure(kept.name, translation, "surw"), "") << kept.name;
    }
  }
  EXPECT_EQ(prototype_figure("twostage", Translation::sp, "surw"), "6");
  EXPECT_EQ(prototype_figure("twostage", Translation::asy, "urw"), "");
  EXPECT_EQ(prototype_figure("heap", Translation::asy, "surw"), "");
}

TEST(Prototype, HasAFigureForEachStrategyThatItHad) {
  EXPECT_EQ(prototype_found(Translation::sp, "surw"), "22.6 | 28.4 | 30.0 | 30.0");
  EXPECT_EQ(prototype_found(Translation::asy, "random"), "16.6 | 24.4 | 28.9 | 30.0");
  EXPECT_EQ(prototype_found(Translation::asy, "dfs"), "");
}

TEST(Crowd, PassesUnderEverySchedule) {
  for (const bool touching : {false, true}) {
    Explorer explorer(crowd(20, 5, touching), {.strategy = "portfolio", .schedules = 50});
    EXPECT_FALSE(explorer.run().failure);
  }
}

}  // namespace
}  // namespace sim::zoo
