#include "props/gtest.hpp"

#include <gtest/gtest-spi.h>

#include "props/execute.hpp"

namespace sim::props {
namespace {

int cases_tried = 0;

SIM_PROPERTY(SimProperty, TriesManyPrograms) {
  ++cases_tried;
  EXPECT_GE(count_steps(program), 0U);
}

TEST(SimProperty, KeepsItsSuiteAndName) {
  const testing::TestInfo* test = testing::UnitTest::GetInstance()->current_test_info();
  EXPECT_STREQ(test->test_suite_name(), "SimProperty");
  EXPECT_GE(cases_tried, 0);
}

SIM_PROPERTY(SimProperty, DrawsFromItsShape, .gathers = 0, .holds = 0) {
  EXPECT_FALSE(has(program, Verb::gather));
  EXPECT_FALSE(has(program, Verb::hold));
}

// One failure, of the smallest program, and not one a case.
TEST(SimProperty, EndsWithTheLineThatRepeatsIt) {
  const Law wrong = [](const Program& program) { EXPECT_FALSE(has(program, Verb::sleep)); };
  EXPECT_NONFATAL_FAILURE(run_property(wrong, {}), "    - sleep: 0\n");
  EXPECT_NONFATAL_FAILURE(run_property(wrong, {}),
                          "--gtest_filter=SimProperty.EndsWithTheLineThatRepeatsIt");
  EXPECT_NONFATAL_FAILURE(run_property(wrong, {}), "repeat: RC_PARAMS=\"seed=");
}

TEST(SimProperty, RecordsItsSeed) {
  run_property([](const Program&) {}, {});
  const testing::TestResult& result =
      *testing::UnitTest::GetInstance()->current_test_info()->result();
  ASSERT_EQ(result.test_property_count(), 2);
  EXPECT_STREQ(result.GetTestProperty(0).key(), "seed");
  EXPECT_STREQ(result.GetTestProperty(1).key(), "cases");
}

}  // namespace
}  // namespace sim::props
