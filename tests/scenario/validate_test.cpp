#include "sim/scenario/validate.hpp"

#include <gtest/gtest.h>

#include "tests/scenario/reading.hpp"

namespace sim::scenario {
namespace {

class ValidationMistakes : public testing::TestWithParam<Mistake> {};

constexpr Mistake mistakes[] = {
    {"NoMain",
     R"(scenario: x
coroutines:
  man(): [pass])",
     R"(test.sim.yaml:3:3: error: there is no coroutine 'main()'
  |
3 |   man(): [pass]
  |   ^^^^^ in coroutines
  = help: a scenario starts with main()
)"},
    {"AMainWithParameters",
     R"(scenario: x
coroutines:
  main(a, b=1): [pass])",
     R"(test.sim.yaml:3:8: error: main() is called without arguments
  |
3 |   main(a, b=1): [pass]
  |        ^ in main()
)"},
    {"ANameBothSharedAndCoroutine",
     R"(scenario: x
shared: {f: 1}
coroutines:
  f(): [pass]
  main(): [pass])",
     R"(test.sim.yaml:4:3: error: the name 'f' is given twice
  |
4 |   f(): [pass]
  |   ^^^ in coroutines
)"},
    {"ASharedVariableUsedBeforeItIsMade",
     R"(scenario: x
shared: {a: b, b: 1}
coroutines:
  main(): [pass])",
     R"(test.sim.yaml:2:13: error: 'b' is not made yet
  |
2 | shared: {a: b, b: 1}
  |             ^ in shared
  = help: shared variables are made in the order of the file
)"},
    {"AnExpectedValueThatNeedsTheLoop",
     R"(scenario: x
coroutines:
  main(): [pass]
expect:
  result: now())",
     R"(test.sim.yaml:5:11: error: 'now' cannot be used here
  |
5 |   result: now()
  |           ^^^ in expect
  = help: an expected value is written with literals: [1, "a"]
)"},
    {"AFinalValueOfNoSharedVariable",
     R"(scenario: x
shared: {counter: 0}
coroutines:
  main(): [pass]
expect:
  final: {conter: 1})",
     R"(test.sim.yaml:6:11: error: 'conter' is no shared variable
  |
6 |   final: {conter: 1}
  |           ^^^^^^ in expect
  = help: did you mean 'counter'?
)"},
    {"AnExploredConditionThatChangesThings",
     R"(scenario: x
coroutines:
  main(): [pass]
explore:
  always: ["random.random() < 1"])",
     R"(test.sim.yaml:5:13: error: 'random.random' cannot be used here
  |
5 |   always: ["random.random() < 1"]
  |             ^^^^^^^^^^^^^ in explore
  = help: only shared variables, and what does not change anything
)"},
    {"AnUnknownCoroutineToCancel",
     R"(scenario: x
coroutines:
  main(): [pass]
explore:
  cancel: [mian])",
     R"(test.sim.yaml:5:12: error: unknown coroutine 'mian'
  |
5 |   cancel: [mian]
  |            ^^^^ in explore
  = help: did you mean 'main'?
)"},
    {"ASetOfALocalVariable",
     R"(scenario: x
coroutines:
  main():
    - let: {x: 1}
    - set: {x: 2}
)",
     R"(test.sim.yaml:5:13: error: 'x' is no shared variable
  |
5 |     - set: {x: 2}
  |             ^ in main(), step 2
  = help: 'let' assigns to a local variable; shared ones stand under 'shared'
)"},
    {"BreakOutsideOfALoop",
     R"(scenario: x
coroutines:
  main():
    - break
)",
     R"(test.sim.yaml:4:7: error: 'break' stands outside of a loop
  |
4 |     - break
  |       ^^^^^ in main(), step 1
  = help: it belongs into the 'do' of a 'for' or 'while'
)"},
    {"ContinueInAHandlerOutsideOfALoop",
     R"(scenario: x
coroutines:
  main():
    - try: [pass]
      except: {KeyError: [continue]}
)",
     R"(test.sim.yaml:5:27: error: 'continue' stands outside of a loop
  |
5 |       except: {KeyError: [continue]}
  |                           ^^^^^^^^ in main(), step 1, except KeyError, step 1
  = help: it belongs into the 'do' of a 'for' or 'while'
)"},
};

TEST_P(ValidationMistakes, AreToldWhereAndWhatWasMeant) {
  EXPECT_EQ(errors_in(std::string(GetParam().text)), GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(OfValidation, ValidationMistakes, testing::ValuesIn(mistakes),
                         mistake_name);

}  // namespace
}  // namespace sim::scenario
