// props/sim_assert.hpp
//
// ASSERT_* for coroutines: GoogleTest's own contain `return`, which a coroutine cannot.
//
//   SIM_ASSERT_EQ(balance.get(), 100) << "after " << transfers << " transfers";
//   SIM_ASSERT_THROW(co_await task, ValueError);
//   SIM_FAIL() << "not reached";
//
// Where one fails the run stops: neither this coroutine nor any task is stepped again, no handler
// and no cleanup of the program runs, and what lives is ended last made first. So what the tasks
// refer to outlives them, and what failed first is what is reported. They stand in a coroutine of
// any result, within a SIM_TEST or in any run of a loop; there sim::run() then throws Halted.
// EXPECT_* can be used as they are.

#pragma once

#include <gtest/gtest.h>

#include "sim/coro/coro.hpp"

namespace sim::detail {

// `co_yield AssertionFailure(...) = Message() << ...` tells GoogleTest and stops the run.
class AssertionFailure : public StopRun {
 public:
  AssertionFailure(const char* file, int line, const char* summary)
      : helper_(testing::TestPartResult::kFatalFailure, file, line, summary) {}

  const StopRun& operator=(const testing::Message& message) const {
    helper_ = message;
    return *this;
  }

 private:
  testing::internal::AssertHelper helper_;
};

}  // namespace sim::detail

#define SIM_FATAL_FAILURE_(summary) \
  co_yield ::sim::detail::AssertionFailure(__FILE__, __LINE__, summary) = ::testing::Message()

#define SIM_FAIL() SIM_FATAL_FAILURE_("Failed")

#define SIM_ASSERT_TRUE(condition) \
  GTEST_TEST_BOOLEAN_(condition, #condition, false, true, SIM_FATAL_FAILURE_)
#define SIM_ASSERT_FALSE(condition) \
  GTEST_TEST_BOOLEAN_(!(condition), #condition, true, false, SIM_FATAL_FAILURE_)

// The comparison that stands behind each of GoogleTest's macros.
#define SIM_ASSERT_COMPARE_(compare, a, b) GTEST_ASSERT_(compare(#a, #b, a, b), SIM_FATAL_FAILURE_)

#define SIM_ASSERT_EQ(a, b) SIM_ASSERT_COMPARE_(::testing::internal::EqHelper::Compare, a, b)
#define SIM_ASSERT_NE(a, b) SIM_ASSERT_COMPARE_(::testing::internal::CmpHelperNE, a, b)
#define SIM_ASSERT_LT(a, b) SIM_ASSERT_COMPARE_(::testing::internal::CmpHelperLT, a, b)
#define SIM_ASSERT_LE(a, b) SIM_ASSERT_COMPARE_(::testing::internal::CmpHelperLE, a, b)
#define SIM_ASSERT_GT(a, b) SIM_ASSERT_COMPARE_(::testing::internal::CmpHelperGT, a, b)
#define SIM_ASSERT_GE(a, b) SIM_ASSERT_COMPARE_(::testing::internal::CmpHelperGE, a, b)
#define SIM_ASSERT_STREQ(a, b) SIM_ASSERT_COMPARE_(::testing::internal::CmpHelperSTREQ, a, b)
#define SIM_ASSERT_STRNE(a, b) SIM_ASSERT_COMPARE_(::testing::internal::CmpHelperSTRNE, a, b)
#define SIM_ASSERT_DOUBLE_EQ(a, b) \
  SIM_ASSERT_COMPARE_(::testing::internal::CmpHelperFloatingPointEQ<double>, a, b)
#define SIM_ASSERT_NEAR(a, b, error) \
  GTEST_ASSERT_(                     \
      ::testing::internal::DoubleNearPredFormat(#a, #b, #error, a, b, error), SIM_FATAL_FAILURE_)

// With <gmock/gmock.h>.
#define SIM_ASSERT_THAT(value, matcher)                                                        \
  GTEST_ASSERT_(::testing::internal::MakePredicateFormatterFromMatcher(matcher)(#value, value), \
                SIM_FATAL_FAILURE_)

#define SIM_ASSERT_THROW(statement, exception) \
  GTEST_TEST_THROW_(statement, exception, SIM_FATAL_FAILURE_)
#define SIM_ASSERT_NO_THROW(statement) GTEST_TEST_NO_THROW_(statement, SIM_FATAL_FAILURE_)
#define SIM_ASSERT_ANY_THROW(statement) GTEST_TEST_ANY_THROW_(statement, SIM_FATAL_FAILURE_)
