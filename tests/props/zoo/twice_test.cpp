#include "props/zoo/twice.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "props/zoo/pair.hpp"
#include "sim/explore/explorer.hpp"
#include "sim/explore/watched.hpp"

namespace sim::zoo {
namespace {

// 1,000,000 of them: `bench_explore twice 1000000`.
TEST(TheZoo, MakesTheSameRunsInAnotherProcessWithOtherMemory) {
  constexpr std::uint64_t kRuns = 660;
  std::set<std::string> names;
  std::uint64_t runs = 0;
  for_each_made_twice(kRuns, 7, [&](const Twice& twice) {
    EXPECT_TRUE(twice.found.same) << twice.name << "\n" << twice.found.report;
    EXPECT_TRUE(names.insert(twice.name).second) << twice.name;
    EXPECT_GT(twice.found.moments, 10 * twice.found.runs);
    runs += twice.found.runs;
  });
  EXPECT_GE(runs, kRuns);
  EXPECT_EQ(names.size(), 2 * (21U + 12U));
}

TEST(TheZoo, HasNoFailureThatGoesAnotherWayWhenItIsMadeAgain) {
  for (const Pair& pair : pairs()) {
    for (const std::string strategy : {"portfolio", "random", "pct", "ties", "cancel"}) {
      Explorer explorer(watched(pair.broken()), {.strategy = strategy, .schedules = 300});
      const Outcome outcome = explorer.run();
      if (!outcome.failure) continue;
      EXPECT_NE(outcome.failure->ending.digest, 0U) << pair.name;
      EXPECT_TRUE(outcome.failure->same_again) << pair.name << ", " << strategy;
    }
  }
}

}  // namespace
}  // namespace sim::zoo
