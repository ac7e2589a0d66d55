#include "sim/scenario/signature.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/scenario/builtins.hpp"
#include "tests/scenario/reading.hpp"

namespace sim::scenario {
namespace {

BoundArguments bind(const std::string& signature, const std::string& call) {
  const ReadExpression read = read_expression(call);
  return bind_arguments("f", parse_signature(signature), std::get<Call>(read.tree->node));
}

TEST(Signature, GivesEachArgumentItsParameter) {
  using testing::ElementsAre;
  EXPECT_THAT(bind("a, b=1", "f(1)").parameters, ElementsAre(0));
  EXPECT_THAT(bind("a, b=1", "f(1, 2)").parameters, ElementsAre(0, 1));
  EXPECT_THAT(bind("a, b=1", "f(b=1, a=2)").parameters, ElementsAre(1, 0));
  EXPECT_THAT(bind("*a, b=1", "f(1, 2, 3, b=4)").parameters, ElementsAre(0, 0, 0, 1));
  EXPECT_THAT(bind("a, *, b", "f(1, b=2)").parameters, ElementsAre(0, 1));
  EXPECT_THAT(bind("a, /, *b", "f(1, 2, 3)").parameters, ElementsAre(0, 1, 1));
  EXPECT_THAT(bind("*a", "f()").parameters, ElementsAre());
}

// The words are CPython's, but that it says "positional" and "keyword-only" of what is missing.
TEST(Signature, SaysWhatDoesNotFit) {
  EXPECT_EQ(bind("a", "f()").error, "f() missing 1 required argument: 'a'");
  EXPECT_EQ(bind("a, b, c", "f()").error, "f() missing 3 required arguments: 'a', 'b' and 'c'");
  EXPECT_EQ(bind("*, k", "f()").error, "f() missing 1 required argument: 'k'");
  EXPECT_EQ(bind("", "f(1)").error, "f() takes 0 positional arguments but 1 was given");
  EXPECT_EQ(bind("a", "f(1, 2)").error, "f() takes 1 positional argument but 2 were given");
  EXPECT_EQ(bind("a, b=1", "f(1, 2, 3)").error,
            "f() takes from 1 to 2 positional arguments but 3 were given");
  EXPECT_EQ(bind("a, *, b=1", "f(1, 2)").error, "f() takes 1 positional argument but 2 were given");
  EXPECT_EQ(bind("a", "f(1, a=2)").error, "f() got multiple values for argument 'a'");
  EXPECT_EQ(bind("a", "f(1, c=2)").error, "f() got an unexpected keyword argument 'c'");
  EXPECT_EQ(bind("a, /", "f(a=1)").error, "f() got an unexpected keyword argument 'a'");
}

TEST(Signature, PointsToWhatDoesNotFit) {
  EXPECT_EQ(bind("a", "f(1, 22)").place, (Place{5, 7}));
  EXPECT_EQ(bind("a", "f(key=1)").place, (Place{2, 5}));
  EXPECT_EQ(bind("a", "f()").place, (Place{0, 1}));
  EXPECT_EQ(bind("delay", "f(dely=1)").help, "did you mean 'delay'?");
}

TEST(Signature, IsWrittenForPeople) {
  const auto written = [](const char* text) { return to_string("f", parse_signature(text)); };
  EXPECT_EQ(written(""), "f()");
  EXPECT_EQ(written("a, b=1"), "f(a, b=...)");
  EXPECT_EQ(written("fs, *, timeout=None"), "f(fs, *, timeout=...)");
  EXPECT_EQ(written("*aws, return_exceptions=False"), "f(*aws, return_exceptions=...)");
}

}  // namespace
}  // namespace sim::scenario
