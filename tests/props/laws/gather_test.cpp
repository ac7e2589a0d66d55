#include "props/laws/gather.hpp"

#include "props/gtest.hpp"
#include "props/mend.hpp"
#include "tests/props/found.hpp"

namespace sim::props {
namespace {

using laws::holds;

SIM_PROPERTY(GatherLaw, ResultsStandInTheOrderOfTheArguments, .gathers = 20) {
  const Execution run = execute(program);
  EXPECT_EQ(laws::gather_keeps_order(run), holds);
  EXPECT_EQ(laws::gather_repeats_duplicates(run), holds);
}

SIM_PROPERTY(GatherLaw, TheFirstErrorHeardIsRaised, .gathers = 20, .raises = 8) {
  EXPECT_EQ(laws::gather_raises_the_first(execute(program)), holds);
}

SIM_PROPERTY(GatherLaw, ExceptionsAreReturnedOnRequest, .gathers = 20, .raises = 8) {
  EXPECT_EQ(laws::gather_returns_exceptions(execute(program)), holds);
}

SIM_PROPERTY(GatherLaw, ItTakesTwoIterations, .gathers = 20) {
  EXPECT_EQ(laws::gather_takes_two_iterations(execute(program)), holds);
}

TEST(GatherLaw, FindsResultsInOrderOfCompletion) {
  const Found found =
      find({.mutant = Mutant::gather_by_completion}, &laws::gather_keeps_order, {.gathers = 20});
  EXPECT_LE(found.cases, 100);
  EXPECT_LE(found.steps, 4U);
  EXPECT_NE(found.program.find("- gather: ["), std::string::npos);
}

TEST(GatherLaw, FindsAGatherThatRaisesTheLastError) {
  const Found found = find({.mutant = Mutant::gather_raises_the_last},
                           &laws::gather_raises_the_first, {.gathers = 20, .raises = 8});
  EXPECT_LE(found.cases, 400);
  EXPECT_LE(found.steps, 4U);
  EXPECT_NE(found.message.find("was the first to fail"), std::string::npos);
}

TEST(GatherLaw, FindsDuplicatesThatDiffer) {
  Execution run;
  Gathered gathered{};
  gathered.ended = true;
  gathered.arguments = {TaskId(2), TaskId(3), TaskId(2)};
  gathered.results = {"1", "2", "1"};
  run.gathers = {gathered};
  EXPECT_EQ(laws::gather_repeats_duplicates(run), holds);
  run.gathers[0].results[2] = "2";
  EXPECT_NE(laws::gather_repeats_duplicates(run), holds);
}

TEST(GatherLaw, FindsAnExceptionThatIsRaisedAndNotReturned) {
  Execution run;
  Gathered gathered{};
  gathered.ended = true;
  gathered.return_exceptions = true;
  gathered.error = "ValueError('e1')";
  run.gathers = {gathered};
  EXPECT_NE(laws::gather_returns_exceptions(run), holds);
  run.gathers[0].cancelled = true;
  EXPECT_EQ(laws::gather_returns_exceptions(run), holds);
}

TEST(GatherLaw, FindsAnAwaiterThatResumesTooLate) {
  Step gather{.verb = Verb::gather};
  gather.operands.push_back({0, {{.verb = Verb::sleep, .millis = 1000}}});
  Execution run = execute(mended({{gather}}));
  EXPECT_EQ(laws::gather_takes_two_iterations(run), holds);
  ++run.gathers.at(0).end.iteration;
  EXPECT_NE(laws::gather_takes_two_iterations(run), holds);
}

}  // namespace
}  // namespace sim::props
