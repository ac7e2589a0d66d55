#include "props/sim_check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "props/saved_failures.hpp"
#include "tests/props/bank.hpp"
#include "tests/props/temp_folder.hpp"

namespace sim {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

class SimCheck : public testing::Test {
 protected:
  void SetUp() override { flags.failures = folder; }

  const test::TempFolder temp{};
  const std::string& folder = temp.path();
  SimFlags flags{};
};

TEST_F(SimCheck, PassesWhatIsRightUnderAllSchedules) {
  const SimTestResult result = test::check(test::audits_in_turn);
  EXPECT_TRUE(result.passed) << result.report;
  EXPECT_EQ(result.schedules, 1'000U);
  EXPECT_EQ(result.note, "");
}

TEST_F(SimCheck, ReportsOneFailureDownToTheLineThatRepeatsIt) {
  const SimTestResult result = test::check(test::audits);
  ASSERT_FALSE(result.passed);
  EXPECT_LT(result.schedules, 20U);
  EXPECT_THAT(result.report, StartsWith("Bank.Test: failed: bank.hpp:"));
  EXPECT_THAT(result.report, HasSubstr("Expected equality of these values: seen, 110\n"));
  EXPECT_THAT(result.report, HasSubstr("the audit saw 100\n"));
  EXPECT_THAT(result.report, HasSubstr("schedule: FIFO, except step "));
  EXPECT_THAT(result.report, HasSubstr(": audit before deposit\n"));
  EXPECT_THAT(result.report, HasSubstr("1 after "));
  EXPECT_THAT(result.report, HasSubstr(" | deposit\n"));
  EXPECT_THAT(result.report, HasSubstr(" --gtest_filter=Bank.Test --sim_schedule='fermata1-any-"));
  EXPECT_THAT(result.report, EndsWith("repeat:   " + result.repeat + "\n"));
  EXPECT_THAT(result.file.value_or(""), EndsWith("bank.hpp"));
  EXPECT_GT(result.line, 0);
}

TEST_F(SimCheck, CountsEveryExpectationThatFailsInARun) {
  const SimTestResult result = test::check(test::expects);
  ASSERT_FALSE(result.passed);
  EXPECT_THAT(result.report, HasSubstr("Expected equality of these values:\n    seen\n"));
  EXPECT_THAT(result.report, HasSubstr("Expected: (seen) > (105), actual: 100 vs 105"));
}

TEST_F(SimCheck, ShowsWhoWaitsForWhomInADeadlock) {
  const SimTestResult result = test::check(test::locks_both_ways);
  ASSERT_FALSE(result.passed);
  EXPECT_THAT(result.report, StartsWith("Bank.Test: deadlock: "));
  EXPECT_THAT(result.report, HasSubstr("schedule: FIFO\n"));
  EXPECT_THAT(result.report, HasSubstr("waits:\n"));
  EXPECT_THAT(result.report, HasSubstr("one waits for "));
}

TEST_F(SimCheck, ReportsARaceAndWhatComesOfItTheOtherWayRound) {
  const SimTestOptions options{.strategy = "fifo", .detect = {.hb_race = true}};
  const SimTestResult result = check(test::sim_test(&test::audits, options), flags);
  ASSERT_FALSE(result.passed);
  EXPECT_THAT(result.report, StartsWith("Bank.Test: hb-race: happens-before race: audit reads "
                                        "variable 1, deposit writes it; nothing orders them\n"));
  EXPECT_THAT(result.report, HasSubstr("\nreversed: confirmed: the other way round the run ends "
                                       "otherwise: failed: bank.hpp:"));
  EXPECT_THAT(result.report, HasSubstr("\naccesses:\n  at 0 s, iteration "));
  const SimTestResult right = check(test::sim_test(&test::audits_in_turn, options), flags);
  EXPECT_TRUE(right.passed) << right.report;
}

TEST_F(SimCheck, LeavesARunThatGoesRound) {
  const SimTestOptions options{.detect = {.lasso_rounds = 100}};
  const SimTestResult result = check(test::sim_test(&test::goes_round, options), flags);
  ASSERT_FALSE(result.passed);
  EXPECT_THAT(result.report, StartsWith("Bank.Test: livelock: livelock: main goes round"));
  EXPECT_THAT(result.report, HasSubstr("the same state came 101 times"));
}

TEST_F(SimCheck, RepeatsOneScheduleAlone) {
  const SimTestResult found = test::check(test::audits);
  SimFlags given;
  given.schedule = found.schedule;
  const SimTestResult again = test::check(test::audits, given);
  EXPECT_FALSE(again.passed);
  EXPECT_EQ(again.schedules, 1U);
  EXPECT_EQ(again.schedule, found.schedule);
  EXPECT_EQ(again.repeat, found.repeat);
}

TEST_F(SimCheck, SaysThatAGivenSchedulePassesAndWhereItDoesNotFit) {
  SimFlags given;
  given.schedule = test::check(test::audits).schedule;
  const SimTestResult result = test::check(test::audits_in_turn, given);
  EXPECT_TRUE(result.passed);
  EXPECT_THAT(result.note, HasSubstr("passes under the schedule fermata1-any-"));
  EXPECT_THAT(result.note, HasSubstr("which does not fit it: "));
}

TEST_F(SimCheck, ReplaysFirstWhatFailedBefore) {
  const SimTestResult found = test::check(test::audits, flags);
  EXPECT_GT(found.schedules, 1U);
  const SimTestResult again = test::check(test::audits, flags);
  EXPECT_FALSE(again.passed);
  EXPECT_EQ(again.schedules, 1U);
  EXPECT_EQ(again.schedule, found.schedule);
  EXPECT_THAT(again.report, HasSubstr("it fails again\n"));
}

TEST_F(SimCheck, KeepsASavedFailureThatPassesNowAndSaysSo) {
  static_cast<void>(test::check(test::audits, flags));
  for (int time = 0; time < 2; ++time) {
    const SimTestResult result = test::check(test::audits_in_turn, flags);
    EXPECT_TRUE(result.passed);
    EXPECT_EQ(result.schedules, 1'001U);
    EXPECT_THAT(result.note, HasSubstr("passes under 1 schedule that failed before ("));
    EXPECT_THAT(result.note, HasSubstr("Bank.Test.schedules)"));
  }
}

TEST_F(SimCheck, SaysWhichSavedLineItCannotRead) {
  static_cast<void>(test::check(test::audits, flags));
  std::ofstream(SavedFailures(folder, "Bank.Test").path(), std::ios::app) << "fermata1-any\n";
  const SimTestResult result = test::check(test::audits_in_turn, flags);
  EXPECT_THAT(result.note, HasSubstr("not a schedule: no checksum"));
}

TEST_F(SimCheck, DoesAsTheFlagsSay) {
  flags.schedules = 77;
  flags.strategy = "fifo";
  EXPECT_TRUE(test::check(test::audits, flags).passed);
  flags.strategy = "random";
  flags.replays = 0;
  flags.seed = 5;
  const SimTestResult result = test::check(test::audits, flags);
  EXPECT_FALSE(result.passed);
  EXPECT_EQ(result.seed, 5U);
  EXPECT_EQ(result.report.find(" replay"), std::string::npos) << result.report;
}

TEST_F(SimCheck, GivesTheSameFailureWithAnyNumberOfJobs) {
  const SimTestResult alone = test::check(test::audits);
  SimFlags many;
  many.jobs = 4;
  many.schedules = 5'000;
  EXPECT_EQ(test::check(test::audits, many).schedule, alone.schedule);
}

TEST_F(SimCheck, EndsInTime) {
  flags.seconds = 0.01;
  const SimTestResult result = test::check(test::audits_in_turn, flags);
  EXPECT_TRUE(result.passed);
  EXPECT_LT(result.schedules, 1'000'000U);
}

int runs = 0;

Coro<> differs_from_run_to_run() {
  EXPECT_EQ(++runs % 2, 0);
  co_return;
}

TEST_F(SimCheck, SaysThatAProgramIsNotDeterministic) {
  runs = 0;
  EXPECT_THAT(test::check(differs_from_run_to_run).report,
              HasSubstr("another ending when run again"));
}

Coro<> sleeps_longer_each_time() {
  static int times = 0;
  co_await sleep(Duration(1));
  co_await sleep(Duration(++times));
}

TEST_F(SimCheck, MakesSchedulesTwiceWhereTheTestAsksForIt) {
  const SimTestResult result =
      sim::check(test::sim_test(sleeps_longer_each_time, {.check_determinism = 3}), flags);
  ASSERT_FALSE(result.passed);
  EXPECT_THAT(result.report,
              StartsWith("Bank.Test: it is not deterministic\nthey part in run 1, at its moment "));
  EXPECT_THAT(result.report, HasSubstr("main had waited for sleep(1e-09)\n"));
  EXPECT_THAT(result.report, HasSubstr(" --gtest_filter=Bank.Test --sim_check_determinism=3\n"));
  EXPECT_EQ(result.schedules, 3U);
}

TEST_F(SimCheck, MakesSchedulesTwiceWhereAFlagAsksForIt) {
  flags.check_determinism = 5;
  const SimTestResult result = test::check(test::audits_in_turn, flags);
  EXPECT_TRUE(result.passed) << result.report;
  EXPECT_THAT(result.note, StartsWith("5 schedules twice: "));
  EXPECT_EQ(result.schedules, 1'000U);
  EXPECT_FALSE(test::check(sleeps_longer_each_time, flags).passed);
  EXPECT_FALSE(test::check(test::audits, flags).passed);
}

TEST_F(SimCheck, MakesAGivenScheduleTwice) {
  flags.schedule = test::check(test::audits).schedule;
  flags.check_determinism = 1;
  const SimTestResult result = test::check(test::audits, flags);
  EXPECT_FALSE(result.passed);
  EXPECT_THAT(result.note, StartsWith("1 schedule twice: "));
  EXPECT_THAT(test::check(sleeps_longer_each_time, flags).report,
              HasSubstr("--sim_check_determinism=1 --sim_schedule='fermata1-any-"));
}

int other_ways = 0;

Coro<> fails_at_another_time_each_time() {
  co_await sleep(Duration(++other_ways));
  EXPECT_EQ(1, 2);
}

TEST_F(SimCheck, SaysThatAFailureWentAnotherWayWhenItWasMadeAgain) {
  EXPECT_THAT(test::check(fails_at_another_time_each_time).report,
              HasSubstr("it is not deterministic: with the same answers it went another way; "));
  EXPECT_EQ(test::check(test::audits).report.find("not deterministic"), std::string::npos);
  EXPECT_THAT(test::check(test::audits).report, HasSubstr("\ndigest:   "));
}

TEST_F(SimCheck, TellsGoogleTestOneFailure) {
  SimTestResult result;
  result.passed = false;
  result.report = "the report";
  result.file = "bank.cpp";
  EXPECT_NONFATAL_FAILURE(tell_gtest(result), "the report");
  EXPECT_EQ(name_of_current_test(), "SimCheck.TellsGoogleTestOneFailure");
}

TEST_F(SimCheck, QuotesWhatAShellWouldRead) {
  EXPECT_EQ(in_shell_words("--a=b/c.d"), "--a=b/c.d");
  EXPECT_EQ(in_shell_words("a b"), "'a b'");
  EXPECT_EQ(in_shell_words("s1*2"), "'s1*2'");
  EXPECT_EQ(in_shell_words("it's"), "'it'\\''s'");
  EXPECT_EQ(in_shell_words(""), "''");
}

}  // namespace
}  // namespace sim
