#include "sim/scenario/determinism.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "sim/aio/sleep.hpp"
#include "sim/scenario/program.hpp"
#include "tests/scenario/running.hpp"

namespace sim::scenario {
namespace {

using testing::HasSubstr;

constexpr const char* kGather =
    "nap(time):\n"
    "  - sleep: time\n"
    "  - set: {total: total + 1}\n"
    "main():\n"
    "  - gather: [nap(2), nap(1), nap(1)]\n"
    "  - return: total\n";

// In each process the next run sleeps for longer, or gives more.
SIM_PROGRAM("sleeps longer each time") {
  static int times = 0;
  co_await sim::sleep(std::chrono::seconds(1));
  co_await sim::sleep(std::chrono::seconds(++times));
}

SIM_PROGRAM("gives more each time") {
  static std::int64_t times = 0;
  co_await sim::sleep(std::chrono::seconds(1));
  set_result(++times);
}

TEST(CheckDeterminism, MakesAsManySchedulesAsTheFileSays) {
  const auto scenario = scenario_of(kGather, "shared: {total: 0}\nexplore: {schedules: 12}\n");
  const Determinism found = check_determinism(*scenario);
  EXPECT_TRUE(found.same) << found.report;
  EXPECT_EQ(found.runs, 12U);
  EXPECT_EQ(check_determinism(*scenario, {.schedules = 4}).runs, 4U);
  EXPECT_NE(check_determinism(*scenario, {.seed = 1}).digest, found.digest);
}

TEST(CheckDeterminism, MakesTheRunsOfTheFileInOne) {
  const auto scenario = scenario_of(kGather, "shared: {total: 0}\ncases: [{seed: 1}, {seed: 2}]\n");
  const Determinism found = check_determinism_of_runs(*scenario);
  EXPECT_TRUE(found.same) << found.report;
  EXPECT_EQ(found.runs, 1U);
  const Determinism own = check_determinism_of_runs(*scenario_of(kGather, "shared: {total: 0}\n"));
  EXPECT_EQ(found.moments, 3 * own.moments);
}

TEST(CheckDeterminism, CatchesAProgramThatDiffers) {
  const auto scenario = load_text("scenario: a\nprogram: sleeps longer each time\n");
  const Determinism found = check_determinism(*scenario, {.schedules = 2});
  ASSERT_FALSE(found.same);
  EXPECT_THAT(found.report, HasSubstr("Task-1 had waited for sleep(1)\n"));
  EXPECT_FALSE(check_determinism(*scenario, {}, Schedule()).same);
  EXPECT_FALSE(check_determinism_of_runs(*scenario).same);
}

TEST(CheckDeterminism, ComparesWhatIsLeftOfARunToo) {
  const auto scenario = load_text("scenario: a\nprogram: gives more each time\n");
  const Determinism found = check_determinism(*scenario, {.schedules = 2});
  ASSERT_TRUE(found.difference);
  EXPECT_THAT(found.difference->once.what, HasSubstr("the run is over: ok: result 1"));
  EXPECT_THAT(found.difference->again.what, HasSubstr("the run is over: ok: result 2"));
}

}  // namespace
}  // namespace sim::scenario
