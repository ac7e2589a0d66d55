#include "sim/scenario/coroutine_reader.hpp"

#include <gtest/gtest.h>

#include "tests/scenario/reading.hpp"

namespace sim::scenario {
namespace {

class CoroutineMistakes : public testing::TestWithParam<Mistake> {};

constexpr Mistake mistakes[] = {
    {"ACoroutineWithoutParentheses",
     R"(scenario: x
coroutines:
  main: [pass])",
     R"(test.sim.yaml:3:3: error: 'main' is no head of a coroutine
  |
3 |   main: [pass]
  |   ^^^^ in coroutines
  = help: write 'main():'
)"},
    {"ACoroutineThatIsNoName",
     R"(scenario: x
coroutines:
  1(): [pass]
  main(): [pass])",
     R"(test.sim.yaml:3:3: error: '1()' is no head of a coroutine
  |
3 |   1(): [pass]
  |   ^^^ in coroutines
  = help: it looks like 'greet(name, delay=1):'
)"},
    {"AParameterThatIsNoName",
     R"(scenario: x
coroutines:
  f(1): [pass]
  main(): [pass])",
     R"(test.sim.yaml:3:5: error: a parameter is a name
  |
3 |   f(1): [pass]
  |     ^ in coroutines
  = help: a default is written 'delay=1'
)"},
    {"AParameterTwice",
     R"(scenario: x
coroutines:
  f(a, b, a): [pass]
  main(): [pass])",
     R"(test.sim.yaml:3:11: error: the parameter 'a' is given twice
  |
3 |   f(a, b, a): [pass]
  |           ^ in coroutines
)"},
    {"AParameterAfterADefault",
     R"(scenario: x
coroutines:
  f(a=1, b): [pass]
  main():
    - await: f(2))",
     R"(test.sim.yaml:3:10: error: a parameter without a default follows one with a default
  |
3 |   f(a=1, b): [pass]
  |          ^ in coroutines
)"},
    {"ACoroutineWithoutSteps",
     R"(scenario: x
coroutines:
  main():)",
     R"(test.sim.yaml:3:10: error: steps are missing
  |
3 |   main():
  |          ^ in main()
  = help: '- pass' does nothing
)"},
};

TEST_P(CoroutineMistakes, AreToldWhereAndWhatWasMeant) {
  EXPECT_EQ(errors_in(std::string(GetParam().text)), GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(OfCoroutines, CoroutineMistakes, testing::ValuesIn(mistakes),
                         mistake_name);

TEST(Coroutines, HaveParametersWithDefaults) {
  const auto scenario = scenario_from(
      "scenario: x\ncoroutines:\n  'greet(name, delay=0.5, text=\"a, b\")': [pass]\n  main(): "
      "[pass]\n");
  const Coroutine& greet = scenario->coroutines.at(0);
  EXPECT_EQ(greet.name, "greet");
  ASSERT_EQ(greet.parameters.size(), 3U);
  EXPECT_EQ(greet.parameters[0].default_value, nullptr);
  EXPECT_NE(greet.parameters[2].default_value, nullptr);
  EXPECT_EQ(scenario->source->text(greet.parameters[1].local.place), "delay");
  EXPECT_TRUE(greet.signature().at(1).optional);
}

}  // namespace
}  // namespace sim::scenario
