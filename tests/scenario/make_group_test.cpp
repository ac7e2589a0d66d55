#include "sim/scenario/make_group.hpp"

#include <gtest/gtest.h>

#include "tests/scenario/running.hpp"

namespace sim::scenario {
namespace {

TEST(MakeGroup, GivesTheGroupThatFitsItsMembers) {
  EXPECT_EQ(value_of("type_name(BaseExceptionGroup('x', [ValueError()]))"), "'ExceptionGroup'");
  EXPECT_EQ(value_of("type_name(BaseExceptionGroup('x', [BaseException()]))"),
            "'BaseExceptionGroup'");
  EXPECT_EQ(value_of("str(ExceptionGroup('x', (ValueError(1), KeyError(2))))"),
            "'x (2 sub-exceptions)'");
  EXPECT_EQ(value_of("str(ExceptionGroup('x', [ValueError(1), KeyError(2)]).exceptions)"),
            "'(ValueError(1), KeyError(2))'");
}

TEST(MakeGroup, RefusesAsPythonDoes) {
  EXPECT_EQ(value_of("ExceptionGroup(1, [])"),
            "TypeError: BaseExceptionGroup.__new__() argument 1 must be str, not int");
  EXPECT_EQ(value_of("ExceptionGroup('x', 1)"),
            "TypeError: second argument (exceptions) must be a sequence");
  EXPECT_EQ(value_of("ExceptionGroup('x', [])"),
            "ValueError: second argument (exceptions) must be a non-empty sequence");
  EXPECT_EQ(value_of("ExceptionGroup('x', [ValueError(), 2])"),
            "ValueError: Item 1 of second argument (exceptions) is not an exception");
  EXPECT_EQ(value_of("ExceptionGroup('x', [BaseException()])"),
            "TypeError: Cannot nest BaseExceptions in an ExceptionGroup");
}

}  // namespace
}  // namespace sim::scenario
