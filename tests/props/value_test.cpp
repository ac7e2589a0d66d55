#include "props/value.hpp"

#include <gtest/gtest.h>

#include <cstdint>

#include "sim/coro/exceptions.hpp"

namespace sim::props {
namespace {

TEST(Value, PrintsAsPythonDoes) {
  EXPECT_EQ(repr(Value()), "None");
  EXPECT_EQ(repr(Value(true)), "True");
  EXPECT_EQ(repr(Value(std::int64_t{-7})), "-7");
  EXPECT_EQ(repr(Value(Values{Value(), Value(Values{})})), "[None, []]");
}

TEST(Value, PrintsAnErrorByItsMessageAndInAListInFull) {
  const Value error(std::make_exception_ptr(ValueError("e1")));
  EXPECT_EQ(str(error), "e1");
  EXPECT_EQ(repr(Value(Values{error})), "[ValueError('e1')]");
  EXPECT_EQ(tell(std::get<std::exception_ptr>(error.what)), "ValueError: e1");
}

TEST(Value, TellsAnEmptyMessageFromNone) {
  EXPECT_EQ(repr(std::make_exception_ptr(CancelledError())), "CancelledError()");
  EXPECT_EQ(repr(std::make_exception_ptr(CancelledError(""))), "CancelledError('')");
  EXPECT_EQ(tell(std::make_exception_ptr(CancelledError(""))), "CancelledError");
}

TEST(Value, PrintsTheShortestNumberThatReadsBack) {
  EXPECT_EQ(repr(0.0), "0.0");
  EXPECT_EQ(repr(0.3), "0.3");
  EXPECT_EQ(repr(12.0), "12.0");
}

}  // namespace
}  // namespace sim::props
