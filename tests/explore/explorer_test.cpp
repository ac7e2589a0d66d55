#include "sim/explore/explorer.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string_view>
#include <vector>

#include "sim/sched/make_strategy.hpp"
#include "sim/sched/picking_strategy.hpp"
#include "sim/sched/replay.hpp"
#include "tests/explore/racy.hpp"

namespace sim {
namespace {

using test::racy;

TEST(Explorer, GivesTheFirstScheduleThatFails) {
  Explorer explorer(racy(), {.strategy = "random", .schedules = 100, .seed = 1});
  const Outcome outcome = explorer.run();
  ASSERT_TRUE(outcome.failure);
  EXPECT_EQ(outcome.failure->number, outcome.schedules);
  EXPECT_EQ(outcome.failures, 1U);
  EXPECT_EQ(outcome.failure->ending, (Ending{EndingKind::failed, "an addition is lost"}));
  EXPECT_EQ(outcome.failure->names.at({1, 2}), "audit");
}

TEST(Explorer, GivesAScheduleThatFailsAgain) {
  for (const std::string_view strategy : {"random", "pct", "pos", "urw", "surw", "portfolio"}) {
    Explorer explorer(racy(), {.strategy = std::string(strategy), .seed = 3});
    const Outcome outcome = explorer.run();
    ASSERT_TRUE(outcome.failure) << strategy;
    Replay replay(outcome.failure->schedule, OnParting::stop);
    Loop loop;
    loop.set_chooser(&replay);
    EXPECT_EQ(racy()(loop), outcome.failure->ending) << strategy;
    EXPECT_TRUE(replay.fits()) << replay.parting();
  }
}

TEST(Explorer, GivesTheSameOutcomeForTheSameSeed) {
  const auto explore = [](std::uint64_t seed) {
    Explorer explorer(racy(), {.strategy = "urw", .seed = seed});
    return explorer.run();
  };
  bool differ = false;
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    const Outcome outcome = explore(seed);
    const Outcome again = explore(seed);
    EXPECT_EQ(outcome.failure->number, again.failure->number);
    EXPECT_EQ(outcome.failure->schedule, again.failure->schedule);
    differ = differ || outcome.failure->schedule != explore(seed + 100).failure->schedule;
  }
  EXPECT_TRUE(differ);
}

TEST(Explorer, PassesAProgramThatIsRight) {
  for (const std::string_view strategy : strategy_names()) {
    if (strategy == "cancel") continue;  // a cancelled task adds nothing
    Explorer explorer(racy(true), {.strategy = std::string(strategy), .schedules = 2'000});
    const Outcome outcome = explorer.run();
    EXPECT_FALSE(outcome.failure) << strategy;
    EXPECT_EQ(outcome.failures, 0U);
    EXPECT_TRUE(outcome.exhausted || outcome.schedules == 2'000) << strategy;
  }
}

TEST(Explorer, SaysThatAStrategyHasNoMore) {
  Explorer explorer(racy(), {.strategy = "dfs", .stop_at_failure = false});
  const Outcome outcome = explorer.run();
  EXPECT_TRUE(outcome.exhausted);
  EXPECT_GT(outcome.failures, 0U);
  EXPECT_LT(outcome.failures, outcome.schedules);
  EXPECT_LT(outcome.schedules, 100U);
}

TEST(Explorer, LeavesTheOrderOfStepsAloneWhereOnlyTimingMayDiffer) {
  Explorer explorer(racy(), {.strategy = "random", .schedules = 50, .model = Model::timing});
  const Outcome outcome = explorer.run();
  ASSERT_TRUE(outcome.failure);  // the calm run loses an addition
  EXPECT_EQ(outcome.failure->number, 1U);
  EXPECT_EQ(outcome.failure->schedule, Schedule(Model::timing));
}

TEST(Explorer, CountsSchedulesThatMakeADifference) {
  Explorer explorer(racy(), {.strategy = "dfs", .stop_at_failure = false, .count_distinct = true});
  const Outcome outcome = explorer.run();
  EXPECT_EQ(outcome.distinct, 4U);  // either first, alone or before the other writes
  EXPECT_GT(outcome.schedules, outcome.distinct);
}

TEST(Explorer, RefusesAStrategyThatThereIsNot) {
  EXPECT_THROW(Explorer(racy(), {.strategy = "luck"}), std::invalid_argument);
}

// A strategy that is nobody else's: the last one in line steps.
class LastCome final : public PickingStrategy {
 public:
  [[nodiscard]] std::string_view name() const override { return "last come"; }

 private:
  void begin() override { line_.clear(); }
  void joins(Place place, TaskId) override { line_.push_back(place); }
  void withdraw(Place place) override { std::erase(line_, place); }
  [[nodiscard]] Place next() override {
    const Place last = line_.back();
    line_.pop_back();
    return last;
  }

  std::vector<Place> line_;
};

TEST(Explorer, SearchesByAStrategyOfOnesOwn) {
  const Outcome outcome =
      Explorer(racy(), {.schedules = 3}, std::make_unique<LastCome>()).run();
  EXPECT_EQ(outcome.method, "last come");
  EXPECT_GE(outcome.schedules, 1U);
  EXPECT_FALSE(outcome.exhausted);
}

}  // namespace
}  // namespace sim
