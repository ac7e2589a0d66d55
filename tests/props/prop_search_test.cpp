#include "props/prop_search.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "props/sim_prop.hpp"
#include "sim/aio/sleep.hpp"
#include "sim/coro/shared.hpp"
#include "sim/coro/task.hpp"
#include "tests/props/temp_folder.hpp"

namespace sim {
namespace {

using testing::EndsWith;
using testing::HasSubstr;

Coro<> add(Shared<int>& sum, int amount) {
  const int before = co_await sum.read();
  co_await sum.write(before + amount);
}

// Loses an addition if two of them are under way at the same time.
Coro<> sum_up(const std::vector<std::uint8_t>& amounts, bool in_turn) {
  Shared<int> sum(0);
  int expected = 0;
  std::vector<Task<>> tasks;
  for (const std::uint8_t amount : amounts) {
    expected += amount;
    tasks.push_back(create_task(add(sum, amount), "add"));
    if (in_turn) co_await tasks.back();
  }
  for (const Task<>& task : tasks) co_await task;
  EXPECT_EQ(sum.get(), expected);
}

Coro<> sums(std::vector<std::uint8_t> amounts, bool) {
  co_await sum_up(amounts, false);
}
Coro<> sums_in_turn(const std::vector<std::uint8_t>& amounts, bool&) {
  co_await sum_up(amounts, true);
}
Coro<> unfit(int) {
  RC_PRE(false);
  co_return;
}

const detail::DrawInput wrong = detail::draw_for(&sums);
const detail::DrawInput right = detail::draw_for(&sums_in_turn);

SimTestResult check(const detail::DrawInput& draw, SimFlags flags = {}) {
  if (!flags.failures) flags.failures = "";
  return check_prop("Bank.Sums", draw, {}, flags);
}

TEST(PropSearch, PassesWhatIsRightWithAllInputs) {
  const SimTestResult result = check(right);
  EXPECT_TRUE(result.passed) << result.report;
  EXPECT_EQ(result.schedules, 2'000U);
}

TEST(PropSearch, FindsASmallInputAndASmallSchedule) {
  const SimTestResult result = check(wrong);
  ASSERT_FALSE(result.passed);
  EXPECT_THAT(result.report, HasSubstr("Expected equality of these values: sum.get(), expected"));
  EXPECT_THAT(result.report, HasSubstr("  input: ([0, 1], false)\n"));
  EXPECT_THAT(result.report, HasSubstr("schedule: FIFO, except step "));
  EXPECT_THAT(result.report, HasSubstr(" deviations, 1 after "));
  EXPECT_THAT(result.repeat, HasSubstr(" --sim_input=i"));
}

TEST(PropSearch, IsRepeatedByInputAndSchedule) {
  const SimTestResult found = check(wrong);
  SimFlags given;
  const std::size_t at = found.repeat.find("--sim_input=") + 12;
  given.input = found.repeat.substr(at, found.repeat.find(' ', at) - at);
  given.schedule = found.schedule;
  const SimTestResult again = check(wrong, given);
  EXPECT_FALSE(again.passed);
  EXPECT_EQ(again.repeat, found.repeat);
  EXPECT_EQ(check(right, given).passed, true);
}

TEST(PropSearch, GivesTheSameFailureForTheSameSeed) {
  SimFlags flags;
  flags.seed = 4;
  EXPECT_EQ(check(wrong, flags).report, check(wrong, flags).report);
}

TEST(PropSearch, ReplaysFirstWhatFailedBefore) {
  const test::TempFolder folder;
  SimFlags flags;
  flags.failures = folder.path();
  const SimTestResult found = check(wrong, flags);
  const SimTestResult again = check(wrong, flags);
  EXPECT_FALSE(again.passed);
  EXPECT_THAT(again.report, HasSubstr("it fails again"));
  EXPECT_EQ(again.repeat, found.repeat);
  const SimTestResult mended = check(right, flags);
  EXPECT_TRUE(mended.passed) << mended.report;
  EXPECT_THAT(mended.note, HasSubstr("passes with 1 input and schedule that failed before"));
}

Coro<> remembers_large_ones(int amount) {
  static int large = 0;
  co_await sleep(Duration(1));
  if (amount > 3) co_await sleep(Duration(++large));
}

TEST(PropSearch, MakesSchedulesOfEachInputTwiceWhereAFlagAsksForIt) {
  const detail::DrawInput leaky = detail::draw_for(&remembers_large_ones);
  SimFlags flags;
  flags.check_determinism = 2;
  const SimTestResult found = check(leaky, flags);
  ASSERT_FALSE(found.passed);
  EXPECT_THAT(found.report, HasSubstr("Bank.Sums: it is not deterministic\nthey part in run 1"));
  EXPECT_THAT(found.report, HasSubstr(" --sim_check_determinism=2\ninput:    ("));
  const std::size_t at = found.repeat.find("--sim_input=") + 12;
  flags.input = found.repeat.substr(at, found.repeat.find(' ', at) - at);
  EXPECT_EQ(check(leaky, flags).repeat, found.repeat);
  flags.cases = 3;
  flags.input.reset();
  EXPECT_TRUE(check(right, flags).passed);
}

TEST(PropSearch, GivesUpWhereNoInputFits) {
  const SimTestResult result = check(detail::draw_for(&unfit));
  EXPECT_FALSE(result.passed);
  EXPECT_THAT(result.report, HasSubstr("gave up: 1001 inputs did not fit"));
}

TEST(PropSearch, RefusesAnInputThatCannotBeRead) {
  for (const char* input : {"", "i", "ixyz-3", "i5-3-", "i5-3-0.", "i5-3-999999"}) {
    SimFlags flags;
    flags.input = input;
    EXPECT_THROW(static_cast<void>(check(wrong, flags)), std::invalid_argument) << input;
  }
}

}  // namespace
}  // namespace sim
