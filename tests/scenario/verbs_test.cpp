#include "sim/scenario/verbs.hpp"

#include <gtest/gtest.h>

#include "tests/scenario/reading.hpp"

namespace sim::scenario {
namespace {

class VerbMistakes : public testing::TestWithParam<Mistake> {};

constexpr Mistake mistakes[] = {
    {"AnUnknownStep", "- slep: 2",
     R"(test.sim.yaml:4:7: error: unknown step 'slep'
  |
4 |     - slep: 2
  |       ^^^^ in main(), step 1
  = help: did you mean 'sleep'?
)"},
    {"AnUnknownStepWithNothingNear", "- frobnicate: 2",
     R"(test.sim.yaml:4:7: error: unknown step 'frobnicate'
  |
4 |     - frobnicate: 2
  |       ^^^^^^^^^^ in main(), step 1
  = help: the steps are print, sleep, await, spawn, gather, wait, wait_for, cancel, call, let, set,
          with, for, while, if, try, raise, return, assert, pass, break, continue
)"},
    {"AnUnknownStepDeepInside",
     R"(- pass
- if: True
  then:
    - pass
    - while: False
      do:
        - prnt: x)",
     R"(test.sim.yaml:10:15: error: unknown step 'prnt'
   |
10 |             - prnt: x
   |               ^^^^ in main(), step 2, then, step 2, do, step 1
   = help: did you mean 'print'?
)"},
    {"AWordThatIsNoStep", "- pas",
     R"(test.sim.yaml:4:7: error: unknown step 'pas'
  |
4 |     - pas
  |       ^^^ in main(), step 1
  = help: did you mean 'pass'?
)"},
    {"AVerbWithoutItsValue", "- sleep",
     R"(test.sim.yaml:4:7: error: unknown step 'sleep'
  |
4 |     - sleep
  |       ^^^^^ in main(), step 1
  = help: write 'sleep: ...'
)"},
    {"ACallWithoutAVerb", "- main()",
     R"(test.sim.yaml:4:7: error: unknown step 'main()'
  |
4 |     - main()
  |       ^^^^^^ in main(), step 1
  = help: write 'await: ...' or 'call: ...' before it
)"},
    {"TwoVerbsInOneStep",
     R"(- print: a
  sleep: 1)",
     R"(test.sim.yaml:5:7: error: a step has one verb, this one has 'print' and 'sleep'
  |
5 |       sleep: 1
  |       ^^^^^ in main(), step 1
  = help: start the second one with '- ' in a line of its own
)"},
    {"AKeyThatDoesNotGoWithTheVerb",
     R"(- sleep: 1
  as: x)",
     R"(test.sim.yaml:5:7: error: 'as' does not go with 'sleep'
  |
5 |       as: x
  |       ^^ in main(), step 1
)"},
    {"AMisspeltKeyBesideTheVerb",
     R"(- wait: []
  timeuot: 1)",
     R"(test.sim.yaml:5:7: error: 'timeuot' does not go with 'wait'
  |
5 |       timeuot: 1
  |       ^^^^^^^ in main(), step 1
  = help: did you mean 'timeout'?
)"},
    {"AStepThatIsAList", "- [pass]",
     R"(test.sim.yaml:4:7: error: a step is a mapping, not a list
  |
4 |     - [pass]
  |       ^^^^^^ in main(), step 1
)"},
    {"AnEmptyStep",
     R"(- {}
-)",
     R"(test.sim.yaml:4:7: error: a step is missing
  |
4 |     - {}
  |       ^^ in main(), step 1

test.sim.yaml:5:6: error: a step is missing
  |
5 |     -
  |      ^ in main(), step 2
)"},
    {"NoStepsAtAll",
     R"(- while: True
  do: [])",
     R"(test.sim.yaml:5:11: error: steps are missing
  |
5 |       do: []
  |           ^^ in main(), step 1, do
  = help: '- pass' does nothing
)"},
    {"StepsThatAreNoList",
     R"(- while: True
  do: pass)",
     R"(test.sim.yaml:5:11: error: a list of steps is asked for, not text
  |
5 |       do: pass
  |           ^^^^ in main(), step 1, do
  = help: start each step with '- '
)"},
    {"AMappingOfStepsWithoutDashes",
     R"(- while: True
  do:
    print: x)",
     R"(test.sim.yaml:6:9: error: a list of steps is asked for, not a mapping
  |
6 |         print: x
  |         ^^^^^^^^ in main(), step 1, do
  = help: start each step with '- '
)"},
    {"ElifFromPython",
     R"(- if: True
  then: [pass]
- elif: True
  then: [pass])",
     R"(test.sim.yaml:6:7: error: unknown step 'elif'
  |
6 |     - elif: True
  |       ^^^^ in main(), step 2
  = help: put an 'if' into the 'else'
)"},
    {"AnIfWithoutThen",
     R"(- if: True
  else: [pass])",
     R"(test.sim.yaml:4:7: error: 'if' needs 'then'
  |
4 |     - if: True
  |       ^^ in main(), step 1
)"},
    {"AForWithoutIn",
     R"(- for: x
  do: [pass])",
     R"(test.sim.yaml:4:7: error: 'for' needs 'in'
  |
4 |     - for: x
  |       ^^^ in main(), step 1
)"},
    {"AWhileWithoutDo", "- while: False",
     R"(test.sim.yaml:4:7: error: 'while' needs 'do'
  |
4 |     - while: False
  |       ^^^^^ in main(), step 1
)"},
};

TEST_P(VerbMistakes, AreToldWhereAndWhatWasMeant) {
  EXPECT_EQ(errors_in(steps(GetParam().text)), GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(OfVerbs, VerbMistakes, testing::ValuesIn(mistakes), mistake_name);

TEST(Verbs, KnowWhereTheirStepsAre) {
  const auto scenario =
      scenario_from(steps("- pass\n- if: True\n  then: [pass]\n  else: [return]"));
  const Step& choice = scenario->coroutines[0].body.at(1);
  EXPECT_EQ(choice.path, "main(), step 2");
  EXPECT_EQ(scenario->source->text(choice.verb_place), "if");
  const auto& branches = std::get<IfStep>(choice.node);
  EXPECT_EQ(branches.then_body.at(0).path, "main(), step 2, then, step 1");
  EXPECT_EQ(branches.else_body.at(0).path, "main(), step 2, else, step 1");
  EXPECT_TRUE(std::holds_alternative<ReturnStep>(branches.else_body.at(0).node));
}

TEST(Verbs, HaveWordsThatStandAlone) {
  const auto scenario =
      scenario_from(steps("- pass\n- raise\n- while: True\n  do: [break, continue]\n- return"));
  const Block& body = scenario->coroutines[0].body;
  EXPECT_TRUE(std::holds_alternative<PassStep>(body.at(0).node));
  EXPECT_EQ(std::get<RaiseStep>(body.at(1).node).exception, nullptr);
  EXPECT_EQ(std::get<WhileStep>(body.at(2).node).body.size(), 2U);
  EXPECT_EQ(std::get<ReturnStep>(body.at(3).node).value, nullptr);
}

}  // namespace
}  // namespace sim::scenario
