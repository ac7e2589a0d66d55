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
