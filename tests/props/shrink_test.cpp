#include "props/shrink.hpp"

#include <algorithm>

#include "props/gtest.hpp"
#include "props/mend.hpp"
#include "props/show.hpp"

namespace sim::props {
namespace {

SIM_PROPERTY(Shrink, GoesDownOnly, .steps_max = 9) {
  const Cost now = cost(program);
  for (const Program& smaller : shrinks(program)) {
    ASSERT_LT(cost(smaller), now);
    ASSERT_EQ(mended(smaller), smaller);
  }
}

SIM_PROPERTY(Shrink, LeavesOnlyTheEmptyProgramAlone, .steps_max = 9) {
  EXPECT_EQ(shrinks(program).empty(), program.main.empty());
}

bool offers(const Program& program, const Program& smaller) {
  const std::vector<Program> all = shrinks(program);
  return std::find(all.begin(), all.end(), smaller) != all.end();
}

TEST(Shrink, TriesNothingAtAllFirst) {
  const Program program = mended({{{.verb = Verb::sleep}, {.verb = Verb::print}}});
  EXPECT_EQ(shrinks(program).front(), Program{});
}

TEST(Shrink, PutsTheStepsOfATaskInThePlaceOfTheTask) {
  Step spawn{.verb = Verb::spawn, .var = 1};
  spawn.body = {{.verb = Verb::sleep, .millis = 1000}, {.verb = Verb::print}};
  const Program program = mended({{spawn, {.verb = Verb::await, .of = 1}}});
  EXPECT_TRUE(offers(program, mended({spawn.body})));
}

TEST(Shrink, BringsDelaysToNoneAndToOneSecond) {
  const Program program = mended({{{.verb = Verb::sleep, .millis = -1000}}});
  EXPECT_TRUE(offers(program, mended({{{.verb = Verb::sleep}}})));
  EXPECT_TRUE(offers(program, mended({{{.verb = Verb::sleep, .millis = 1000}}})));
}

TEST(Shrink, TakesAwayOneOperand) {
  Step gather{.verb = Verb::gather, .return_exceptions = true, .operands = {{}, {}, {}}};
  Step smaller = gather;
  smaller.operands.pop_back();
  EXPECT_TRUE(offers(mended({{gather}}), mended({{smaller}})));
  smaller = gather;
  smaller.return_exceptions = false;
  EXPECT_TRUE(offers(mended({{gather}}), mended({{smaller}})));
}

}  // namespace
}  // namespace sim::props
