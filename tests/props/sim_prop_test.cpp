#include "props/sim_prop.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "sim/coro/shared.hpp"
#include "sim/coro/task.hpp"

namespace sim {
namespace {

int runs = 0;

SIM_PROP(SimPropMacro, RunsWithManyInputs, .cases = 30, .schedules = 3)
(std::vector<int> values, const std::map<int, std::string>& names, bool& flag) {
  ++runs;
  flag = true;
  SIM_ASSERT_LE(values.size(), 1'000U);
  EXPECT_LE(names.size(), 1'000U);
  co_return;
}

SIM_PROP(SimPropMacro, LetsAnInputBeUnfit, .cases = 20, .schedules = 2)(int value) {
  RC_PRE(value % 2 == 0);
  EXPECT_EQ(value % 2, 0);
  co_return;
}

TEST(SimPropMacro, StandsBesideOtherTestsOfItsSuite) { EXPECT_TRUE(runs == 0 || runs == 90); }

}  // namespace
}  // namespace sim
