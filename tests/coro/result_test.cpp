#include "sim/coro/result.hpp"

#include <gtest/gtest.h>

#include <string>

#include "sim/coro/exceptions.hpp"
#include "tests/support/outcome.hpp"

namespace sim {
namespace {

TEST(Result, IsAValue) {
  const Result<std::string> result(std::string("yes"));
  EXPECT_TRUE(result.ok());
  EXPECT_EQ(result.value(), "yes");
  EXPECT_EQ(result.error(), nullptr);
}

TEST(Result, OrAnException) {
  const Result<std::string> result(std::make_exception_ptr(ValueError("no")));
  EXPECT_FALSE(result.ok());
  EXPECT_EQ(describe_exception(result.error()), "ValueError: no");
  EXPECT_EQ(test::outcome_of([&] { return result.value(); }), "ValueError: no");
}

TEST(Result, OfNothingIsOkOrNot) {
  EXPECT_TRUE(Result<void>(std::monostate{}).ok());
  EXPECT_FALSE(Result<void>(std::make_exception_ptr(1)).ok());
}

}  // namespace
}  // namespace sim
