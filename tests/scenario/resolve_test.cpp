#include "sim/scenario/resolve.hpp"

#include <gtest/gtest.h>

#include "sim/scenario/builtins.hpp"
#include "sim/scenario/unparse.hpp"
#include "tests/scenario/reading.hpp"

namespace sim::scenario {
namespace {

class ResolverMistakes : public testing::TestWithParam<Mistake> {};

constexpr Mistake mistakes[] = {
    {"AnUnknownName",
     R"(- let: {counter: 1}
- print: "{cuonter}")",
     R"(test.sim.yaml:5:16: error: unknown name 'cuonter'
  |
5 |     - print: "{cuonter}"
  |                ^^^^^^^ in main(), step 2
  = help: did you mean 'counter'?
)"},
    {"AStringWithoutItsQuotes", "- return: hello",
     R"(test.sim.yaml:4:15: error: unknown name 'hello'
  |
4 |     - return: hello
  |               ^^^^^ in main(), step 1
  = help: a string needs quotes of its own: '"hello"'
)"},
    {"ATrueInLowerCase", "- let: {x: not true}",
     R"(test.sim.yaml:4:20: error: unknown name 'true'
  |
4 |     - let: {x: not true}
  |                    ^^^^ in main(), step 1
  = help: did you mean 'True'?
)"},
    {"AFunctionThatIsNotCalled", "- let: {x: len}",
     R"(test.sim.yaml:4:16: error: 'len' is a function and has to be called
  |
4 |     - let: {x: len}
  |                ^^^ in main(), step 1
  = help: write len(obj)
)"},
    {"ACoroutineThatIsNotCalled", "- spawn: main",
     R"(test.sim.yaml:4:14: error: 'main' is a coroutine and has to be called
  |
4 |     - spawn: main
  |              ^^^^ in main(), step 1
  = help: write main()
)"},
    {"AResultThatIsCalled", "- call: now()()",
     R"(test.sim.yaml:4:13: error: this cannot be called
  |
4 |     - call: now()()
  |             ^^^^^ in main(), step 1
  = help: coroutines, functions and methods can be called
)"},
    {"AConstantThatIsCalled", "- call: FIRST_COMPLETED()",
     R"(test.sim.yaml:4:13: error: 'FIRST_COMPLETED' is a constant and cannot be called
  |
4 |     - call: FIRST_COMPLETED()
  |             ^^^^^^^^^^^^^^^ in main(), step 1
)"},
    {"AModuleAlone", "- let: {x: random}",
     R"(test.sim.yaml:4:16: error: unknown name 'random'
  |
4 |     - let: {x: random}
  |                ^^^^^^ in main(), step 1
  = help: 'random' is a module: random.random(), random.choice(...)
)"},
    {"ANameTheModuleDoesNotHave", R"~(- let: {x: "random.randit(1, 6)"})~",
     R"~(test.sim.yaml:4:24: error: 'random' has no 'randit'
  |
4 |     - let: {x: "random.randit(1, 6)"}
  |                        ^^^^^^ in main(), step 1
  = help: did you mean 'randint'?
)~"},
    {"AsyncioBeforeAName", "- await: asyncio.sleep(1)",
     R"(test.sim.yaml:4:14: error: unknown name 'asyncio'
  |
4 |     - await: asyncio.sleep(1)
  |              ^^^^^^^ in main(), step 1
  = help: the names of asyncio stand alone: 'sleep'
)"},
    {"AnArgumentThatIsMissing", "- await: sleep()",
     R"(test.sim.yaml:4:14: error: sleep() missing 1 required argument: 'delay'
  |
4 |     - await: sleep()
  |              ^^^^^ in main(), step 1
  = help: it is sleep(delay, result=...)
)"},
    {"TwoArgumentsThatAreMissing", "- call: random.uniform()",
     R"(test.sim.yaml:4:13: error: random.uniform() missing 2 required arguments: 'a' and 'b'
  |
4 |     - call: random.uniform()
  |             ^^^^^^^^^^^^^^ in main(), step 1
  = help: it is random.uniform(a, b)
)"},
    {"AnArgumentTooMany", "- await: main(1)",
     R"(test.sim.yaml:4:19: error: main() takes 0 positional arguments but 1 was given
  |
4 |     - await: main(1)
  |                   ^ in main(), step 1
  = help: it is main()
)"},
    {"AnUnknownKeyword", "- await: sleep(1, reslt=2)",
     R"(test.sim.yaml:4:23: error: sleep() got an unexpected keyword argument 'reslt'
  |
4 |     - await: sleep(1, reslt=2)
  |                       ^^^^^ in main(), step 1
  = help: did you mean 'result'?
)"},
    {"AnArgumentGivenTwice", "- await: sleep(1, delay=2)",
     R"(test.sim.yaml:4:23: error: sleep() got multiple values for argument 'delay'
  |
4 |     - await: sleep(1, delay=2)
  |                       ^^^^^ in main(), step 1
  = help: it is sleep(delay, result=...)
)"},
    {"AMethodNobodyHas",
     R"(- let: {x: []}
- call: x.apend(1))",
     R"(test.sim.yaml:5:15: error: unknown method 'apend'
  |
5 |     - call: x.apend(1)
  |               ^^^^^ in main(), step 2
  = help: did you mean 'append'?
)"},
    {"AnUnknownMethodThatIsNotCalled",
     R"(- let: {x: []}
- call: x.apend)",
     R"(test.sim.yaml:5:15: error: unknown method 'apend'
  |
5 |     - call: x.apend
  |               ^^^^^ in main(), step 2
  = help: did you mean 'append'?
)"},
    {"ANameInALambda", "- let: {f: 'lambda: nme'}",
     R"(test.sim.yaml:4:25: error: unknown name 'nme'
  |
4 |     - let: {f: 'lambda: nme'}
  |                         ^^^ in main(), step 1
)"},
    {"AnAttributeThatIsCalled",
     R"(- let: {x: []}
- call: x.args())",
     R"(test.sim.yaml:5:15: error: 'args' is no method: it stands without ()
  |
5 |     - call: x.args()
  |               ^^^^ in main(), step 2
)"},
    {"AMethodWithTooManyArguments",
     R"(- let: {x: []}
- call: x.append(1, 2))",
     R"(test.sim.yaml:5:25: error: append() takes 1 positional argument but 2 were given
  |
5 |     - call: x.append(1, 2)
  |                         ^ in main(), step 2
  = help: it is .append(object)
)"},
};

TEST_P(ResolverMistakes, AreToldWhereAndWhatWasMeant) {
  EXPECT_EQ(errors_in(steps(GetParam().text)), GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(OfResolver, ResolverMistakes, testing::ValuesIn(mistakes), mistake_name);

const Expr& returned(const Scenario& scenario) {
  return *std::get<ReturnStep>(scenario.coroutines[scenario.main].body.back().node).value;
}

Binding binding_in(const std::string& text) {
  const auto scenario = scenario_from(text);
  return std::get<Name>(returned(*scenario).node).binding;
}

TEST(Resolver, TakesLocalsFirstThenSharedVariables) {
  const std::string head = "scenario: x\nshared: {a: 1, b: 2}\ncoroutines:\n  main():\n";
  const Binding local = binding_in(head + "    - let: {c: 1, b: 2}\n    - return: b\n");
  EXPECT_EQ(local.kind, NameKind::local);
  EXPECT_EQ(local.index, 1U);
  const Binding shared = binding_in(head + "    - return: b\n");
  EXPECT_EQ(shared.kind, NameKind::shared);
  EXPECT_EQ(shared.index, 1U);
}

TEST(Resolver, TakesANameForLocalEvenBeforeItIsBound) {
  const std::string text =
      "scenario: x\nshared: {a: 1}\ncoroutines:\n  main():\n    - if: False\n      then:\n"
      "        - let: {a: 2}\n    - return: a\n";
  EXPECT_EQ(binding_in(text).kind, NameKind::local);
}

TEST(Resolver, TakesCoroutinesBeforeBuiltins) {
  const auto scenario = scenario_from(
      "scenario: x\ncoroutines:\n  len(a): [pass]\n  main():\n    - return: len(1)\n");
  const auto& call = std::get<Call>(returned(*scenario).node);
  EXPECT_EQ(std::get<Name>(call.callee->node).binding.kind, NameKind::coroutine);
}

TEST(Resolver, MakesOneNameOfAModuleAndItsMember) {
  const auto scenario = scenario_from(steps("- return: \"random.randint(1, 6)\""));
  const auto& call = std::get<Call>(returned(*scenario).node);
  const auto& name = std::get<Name>(call.callee->node);
  EXPECT_EQ(name.text, "random.randint");
  EXPECT_EQ(builtins()[name.binding.index].name, "random.randint");
}

TEST(Resolver, TakesAVariableCalledRandomForAVariable) {
  const auto scenario = scenario_from(steps("- let: {random: [1]}\n- return: random.copy()"));
  EXPECT_EQ(to_string(returned(*scenario)), "random.copy()");
}

TEST(Resolver, MatchesArgumentsToParameters) {
  const auto scenario = scenario_from(
      "scenario: x\ncoroutines:\n  f(a, b=1, c=2): [pass]\n  main():\n    - return: f(0, c=5)\n");
  EXPECT_EQ(std::get<Call>(returned(*scenario).node).parameters,
            (std::vector<std::uint32_t>{0, 2}));
}

TEST(Resolver, LooksIntoTheFieldsOfStrings) {
  EXPECT_NE(errors_in(steps("- return: \"f'{nme}'\"")).find("4:19: error: unknown name 'nme'"),
            std::string::npos);
}

TEST(Resolver, LetsExceptionsAndConstantsStandAlone) {
  scenario_from(steps("- let: {a: ValueError, b: FIRST_COMPLETED}\n- raise: ValueError"));
}

}  // namespace
}  // namespace sim::scenario
