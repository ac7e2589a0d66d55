#include "sim/explore/explore.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>

#include "props/zoo/zoo.hpp"
#include "sim/explore/explorer.hpp"
#include "tests/explore/racy.hpp"

namespace sim {
namespace {

using test::racy;

// Fails once in about so many schedules.
Program seldom(std::uint64_t odds) {
  return [odds](Loop& loop) {
    std::uint64_t mixed = 0;
    for (int turn = 0; turn < 40; ++turn) {
      mixed = mixed * 31 + loop.choose({ChoiceKind::delay, 8, "turn", {}});
    }
    if (mixed % odds != 1) return Ending{};
    return Ending{EndingKind::failed, "it came up"};
  };
}

TEST(Explore, FindsAFailureAndMakesItSmall) {
  const Outcome outcome = explore(racy(), {.strategy = "random", .seed = 5});
  ASSERT_TRUE(outcome.failure);
  EXPECT_GT(outcome.failure->schedule.size(), 0U);
  EXPECT_TRUE(outcome.failure->shrunk.calm());
  EXPECT_EQ(outcome.failure->replays, 1U);
  const FailureReport report = report_of(racy(), *outcome.failure);
  EXPECT_EQ(report.seen.ending, outcome.failure->ending);
  EXPECT_NE(report.text().find("an addition is lost"), std::string::npos);
}

TEST(Explore, CertifiesThatFewerDeviationsDoNotFail) {
  const Program program = zoo::find("reorder_3")->as(zoo::Translation::sp);
  const ExploreOptions options{.schedules = 10'000, .seed = 3};
  const Outcome outcome = explore(program, options);
  ASSERT_TRUE(outcome.failure);
  ASSERT_GT(outcome.failure->shrunk.size(), 1U);
  EXPECT_TRUE(outcome.failure->minimal);
  EXPECT_TRUE(report_of(program, *outcome.failure).minimal);
  ExploreOptions unproved = options;
  unproved.proofs = 1;
  EXPECT_FALSE(explore(program, unproved).failure->minimal);
}

TEST(Explore, LeavesTheScheduleAsItWasFoundIfItMayNotReplay) {
  const Outcome outcome = explore(racy(), {.strategy = "random", .seed = 5, .replays = 0});
  EXPECT_EQ(outcome.failure->shrunk, outcome.failure->schedule);
}

TEST(Explore, GivesTheSameOutcomeWithAnyNumberOfJobs) {
  const ExploreOptions options{.strategy = "random", .schedules = 12'500, .replays = 0};
  ExploreOptions one = options;
  for (std::uint64_t seed = 0; seed < 4; ++seed) {
    one.seed = seed;
    const Outcome alone = explore(seldom(5'000), one);
    ExploreOptions many = one;
    many.jobs = 5;
    const Outcome together = explore(seldom(5'000), many);
    EXPECT_EQ(alone.schedules, together.schedules);
    EXPECT_EQ(alone.failures, together.failures);
    ASSERT_EQ(alone.failure.has_value(), together.failure.has_value());
    if (!alone.failure) continue;
    EXPECT_EQ(alone.failure->number, together.failure->number);
    EXPECT_EQ(alone.failure->schedule, together.failure->schedule);
  }
}

TEST(Explore, CountsTheSchedulesOfAllBlocks) {
  std::atomic<std::uint64_t> runs = 0;
  const Program program = [&runs](Loop&) {
    ++runs;
    return Ending{};
  };
  const Outcome outcome = explore(program, {.schedules = 2'345, .jobs = 3});
  EXPECT_EQ(outcome.schedules, 2'345U);
  EXPECT_EQ(runs, 2'345U);
  EXPECT_FALSE(outcome.failure);
}

TEST(Explore, CountsWhatMakesADifferenceOverAllBlocks) {
  ExploreOptions options{.strategy = "random", .schedules = 3'500, .count_distinct = true};
  const Outcome alone = explore(racy(true), options);
  options.jobs = 3;
  const Outcome together = explore(racy(true), options);
  EXPECT_EQ(alone.traces, together.traces);
  EXPECT_EQ(alone.distinct, together.distinct);
  EXPECT_EQ(alone.traces.size(), 3'500U);
  EXPECT_LT(alone.distinct, 50U);  // each block finds the same ones
}

TEST(Explore, AsksForAFreshProgramForEachBlock) {
  std::atomic<int> made = 0;
  const auto make = [&made] {
    ++made;
    return racy(true);
  };
  EXPECT_EQ(explore_fresh(make, {.schedules = 3'500, .jobs = 2}).schedules, 3'500U);
  EXPECT_EQ(made, 4);
}

TEST(Explore, GivesTheNumberThatTheScheduleHasAmongAll) {
  const ExploreOptions options{
      .strategy = "random", .schedules = 20'000, .stop_at_failure = false, .replays = 0};
  const Outcome all = explore(seldom(3'000), options);
  ASSERT_TRUE(all.failure);
  EXPECT_GT(all.failures, 1U);
  ExploreOptions fewer = options;
  fewer.schedules = all.failure->number;
  EXPECT_EQ(explore(seldom(3'000), fewer).failures, 1U);
  --fewer.schedules;
  EXPECT_EQ(explore(seldom(3'000), fewer).failures, 0U);
}

TEST(Explore, EndsWhereTheSchedulesDo) {
  const Outcome outcome = explore(racy(true), {.strategy = "dfs", .schedules = 5'000, .jobs = 4});
  EXPECT_TRUE(outcome.exhausted);
  EXPECT_LT(outcome.schedules, 100U);
}

TEST(Explore, GoesThroughAllOfASmallProgramThatIsDeclared) {
  const Outcome outcome = explore(racy(true), {.schedules = 100'000, .declared = true});
  EXPECT_TRUE(outcome.complete);
  EXPECT_LT(outcome.schedules, 1'100U);
  EXPECT_EQ(outcome.coverage.text(), "all 2 traces (of 8 interleavings)");
  const Outcome blind = explore(racy(true), {.schedules = 3'000});
  EXPECT_FALSE(blind.complete);
  EXPECT_EQ(blind.schedules, 3'000U);
}

TEST(Explore, StopsWhenItIsTold) {
  std::atomic<int> asked = 0;
  const Outcome outcome = explore(
      racy(true), {.schedules = 100'000, .keep_going = [&] { return ++asked <= 30; }, .jobs = 2});
  EXPECT_LE(outcome.schedules, 30U);
  EXPECT_GE(outcome.schedules, 28U);
}

TEST(Explore, TellsHowFarItIs) {
  std::uint64_t last = 0;
  const auto hear = [&](const ExploreProgress& now) {
    EXPECT_GE(now.schedules, last);
    EXPECT_EQ(now.of, 2'500U);
    last = now.schedules;
  };
  static_cast<void>(
      explore(racy(true), {.schedules = 2'500, .progress = hear, .jobs = 2}));
  EXPECT_EQ(last, 2'500U);
}

TEST(Explore, PassesOnWhatTheProgramThrows) {
  const Program program = [](Loop&) -> Ending { throw std::logic_error("no"); };
  EXPECT_THROW(static_cast<void>(explore(program)), std::logic_error);
  EXPECT_THROW(static_cast<void>(explore(racy(), {.strategy = "luck"})), std::invalid_argument);
}

}  // namespace
}  // namespace sim
