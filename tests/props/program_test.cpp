#include "props/program.hpp"

#include <gtest/gtest.h>

namespace sim::props {
namespace {

Program nested() {
  Step spawn{.verb = Verb::spawn, .var = 1};
  spawn.body = {{.verb = Verb::sleep, .millis = 1000}};
  Step gather{.verb = Verb::gather, .operands = {{1, {}}, {0, {{.verb = Verb::print}}}}};
  Step attempt{.verb = Verb::attempt};
  attempt.body = {gather};
  attempt.handlers = {{ErrorType::exception, {{.verb = Verb::raise_again}}}};
  attempt.cleanup = {{.verb = Verb::pass}};
  return {{spawn, attempt}};
}

TEST(Program, CountsTheStepsOfAllItsCoroutines) {
  EXPECT_EQ(count_steps({}), 0U);
  EXPECT_EQ(count_steps(nested()), 7U);
}

TEST(Program, KnowsItsVerbsHoweverDeep) {
  EXPECT_TRUE(has(nested(), Verb::print));
  EXPECT_TRUE(has(nested(), Verb::raise_again));
  EXPECT_FALSE(has(nested(), Verb::wait));
}

TEST(Program, IsReadFromOutsideToInside) {
  std::vector<Verb> verbs;
  for_each_step(nested().main, [&](const Step& step) { verbs.push_back(step.verb); });
  EXPECT_EQ(verbs, (std::vector<Verb>{Verb::spawn, Verb::sleep, Verb::attempt, Verb::gather,
                                      Verb::print, Verb::raise_again, Verb::pass}));
}

TEST(Program, IsEqualWhereEveryFieldIs) {
  Program other = nested();
  EXPECT_EQ(other, nested());
  other.main[1].body[0].operands[1].body[0].clock = true;
  EXPECT_FALSE(other == nested());
}

}  // namespace
}  // namespace sim::props
