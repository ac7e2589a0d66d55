#include "sim/scenario/schema.hpp"

#include <gtest/gtest.h>

#include "sim/scenario/program.hpp"
#include "tests/scenario/reading.hpp"

namespace sim::scenario {
namespace {

class SchemaMistakes : public testing::TestWithParam<Mistake> {};

constexpr Mistake mistakes[] = {
    {"NoNameAndNoCoroutines", "seed: 1",
     R"(test.sim.yaml:1:1: error: the key 'scenario' is missing
  |
1 | seed: 1
  | ^
  = help: scenario: some-name

test.sim.yaml:1:1: error: the key 'coroutines' is missing
  |
1 | seed: 1
  | ^
  = help: a scenario has 'coroutines', or the name of a 'program'
)"},
    {"AnUnknownTopKey",
     R"(scenario: x
corutines: {})",
     R"(test.sim.yaml:2:1: error: unknown key 'corutines'
  |
2 | corutines: {}
  | ^^^^^^^^^
  = help: did you mean 'coroutines'?
)"},
    {"AnUnknownTopKeyWithNothingNear",
     R"(scenario: x
frobnicate: 1
coroutines:
  main(): [pass])",
     R"(test.sim.yaml:2:1: error: unknown key 'frobnicate'
  |
2 | frobnicate: 1
  | ^^^^^^^^^^
  = help: the keys here are scenario, about, source, tags, seed, python, shared, coroutines,
          program, args, schedule, limits, known_issue, expect, explore, outcomes, cases
)"},
    {"AListAtTheTop", "- scenario",
     R"(test.sim.yaml:1:1: error: a mapping of keys is asked for, not a list
  |
1 | - scenario
  | ^^^^^^^^^^
  = help: a scenario starts with 'scenario: NAME'
)"},
    {"TextAtTheTop", "hello",
     R"(test.sim.yaml:1:1: error: a mapping of keys is asked for, not text
  |
1 | hello
  | ^^^^^
  = help: a scenario starts with 'scenario: NAME'
)"},
    {"AScenarioNameInCapitals",
     R"(scenario: Hello World
coroutines:
  main(): [pass])",
     R"(test.sim.yaml:1:11: error: 'Hello World' cannot name a scenario
  |
1 | scenario: Hello World
  |           ^^^^^^^^^^^
  = help: a name is made of a-z, 0-9 and '-'
)"},
    {"ANameThatIsAList",
     R"(scenario: [x]
coroutines:
  main(): [pass])",
     R"(test.sim.yaml:1:11: error: a name is asked for, not a list
  |
1 | scenario: [x]
  |           ^^^
)"},
    {"ASeedThatIsNoNumber",
     R"(scenario: x
seed: abc
coroutines:
  main(): [pass])",
     R"(test.sim.yaml:2:7: error: a whole number is asked for
  |
2 | seed: abc
  |       ^^^ in seed
)"},
    {"ASeedThatIsNotWhole",
     R"(scenario: x
seed: 1.5
coroutines:
  main(): [pass])",
     R"(test.sim.yaml:2:7: error: a whole number is asked for
  |
2 | seed: 1.5
  |       ^^^ in seed
)"},
    {"AnUnknownPython",
     R"(scenario: x
python: 3.13
coroutines:
  main(): [pass])",
     R"(test.sim.yaml:2:9: error: unknown word '3.13'
  |
2 | python: 3.13
  |         ^^^^ in python
  = help: one of 3.10, 3.11, 3.12
)"},
    {"TagsThatAreNoList",
     R"(scenario: x
tags: guide
coroutines:
  main(): [pass])",
     R"(test.sim.yaml:2:7: error: a list of words is asked for, not text
  |
2 | tags: guide
  |       ^^^^^ in tags
)"},
    {"CoroutinesBesideAProgram",
     R"(scenario: x
coroutines:
  main(): [pass]
program: chan)",
     R"(test.sim.yaml:4:1: error: 'program' stands instead of 'coroutines'
  |
4 | program: chan
  | ^^^^^^^
)"},
    {"ArgumentsWithoutAProgram",
     R"(scenario: x
coroutines:
  main(): [pass]
args: {n: 1})",
     R"(test.sim.yaml:4:1: error: 'args' are those of a 'program'
  |
4 | args: {n: 1}
  | ^^^^
)"},
    {"ASharedNameThatIsNoName",
     R"(scenario: x
shared: {a b: 1}
coroutines:
  main(): [pass])",
     R"(test.sim.yaml:2:10: error: 'a b' cannot be a name
  |
2 | shared: {a b: 1}
  |          ^^^ in shared
  = help: a name is made of letters, digits and '_'
)"},
    {"AnUnknownLimit",
     R"(scenario: x
limits: {stps: 1}
coroutines:
  main(): [pass])",
     R"(test.sim.yaml:2:10: error: unknown key 'stps'
  |
2 | limits: {stps: 1}
  |          ^^^^ in limits
  = help: did you mean 'steps'?
)"},
    {"ALimitOfZero",
     R"(scenario: x
limits: {steps: 0}
coroutines:
  main(): [pass])",
     R"(test.sim.yaml:2:17: error: a limit is above zero
  |
2 | limits: {steps: 0}
  |                 ^ in limits
)"},
    {"AnUnknownKeyOfACase",
     R"(scenario: x
coroutines:
  main(): [pass]
cases:
  - sed: 1)",
     R"(test.sim.yaml:5:5: error: unknown key 'sed'
  |
5 |   - sed: 1
  |     ^^^ in cases, case 1
  = help: did you mean 'seed'?
)"},
    {"ACaseThatIsNoMapping",
     R"(scenario: x
coroutines:
  main(): [pass]
cases: [1])",
     R"(test.sim.yaml:4:9: error: a mapping of keys given anew is asked for, not text
  |
4 | cases: [1]
  |         ^ in cases, case 1
)"},
};

TEST_P(SchemaMistakes, AreToldWhereAndWhatWasMeant) {
  EXPECT_EQ(errors_in(std::string(GetParam().text)), GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(OfSchema, SchemaMistakes, testing::ValuesIn(mistakes), mistake_name);

TEST(Schema, HasDefaults) {
  const auto scenario = scenario_from("scenario: x-1\ncoroutines:\n  main(): [pass]\n");
  EXPECT_EQ(scenario->seed, 0);
  EXPECT_EQ(scenario->python, PythonVersion::v3_11);
  EXPECT_EQ(scenario->limits.steps, std::nullopt);
  EXPECT_FALSE(scenario->expect.has_value());
}

TEST(Schema, ReadsEveryKey) {
  const auto scenario = scenario_from(
      "scenario: x\nabout: 'what: it shows'\nsource: guide#x\ntags: [a, b]\nseed: -7\npython: "
      "3.10\n"
      "schedule: pct\nlimits: {steps: 10, time: 0.5}\nknown_issue: '#12'\n"
      "shared:\n  n: 1\n  m: n + 1\ncoroutines:\n  main(): [pass]\n"
      "cases:\n  - seed: 3\n    python: \"3.12\"\n    schedule: pos\n");
  EXPECT_EQ(scenario->about, "what: it shows");
  EXPECT_EQ(scenario->seed, -7);
  EXPECT_EQ(scenario->python, PythonVersion::v3_10);
  EXPECT_EQ(scenario->schedule, "pct");
  EXPECT_EQ(scenario->limits.steps, 10);
  EXPECT_EQ(scenario->limits.time_ns, 500'000'000);
  EXPECT_EQ(scenario->known_issue, "#12");
  EXPECT_EQ(scenario->shared.at(1).name, "m");
  EXPECT_EQ(scenario->cases.at(0).seed, 3);
  EXPECT_EQ(scenario->cases.at(0).python, PythonVersion::v3_12);
  EXPECT_EQ(scenario->cases.at(0).schedule, "pos");
}

SIM_PROGRAM("chan", int n, std::string who = "") { co_return; }

TEST(Schema, ReadsAProgramAndItsArguments) {
  const auto scenario = scenario_from(
      "scenario: x\nprogram: chan\nargs: {n: 3, who: '\"a\"'}\ncases:\n  - args: {n: 4}\n"
      "expect:\n  final: {anything: 1}\n");
  EXPECT_EQ(scenario->program, "chan");
  EXPECT_EQ(scenario->args.at(1).name, "who");
  EXPECT_EQ(scenario->cases.at(0).args->size(), 1U);
}

}  // namespace
}  // namespace sim::scenario
