#include "sim/scenario/expectation.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/scenario/reading.hpp"

namespace sim::scenario {
namespace {

class ExpectationMistakes : public testing::TestWithParam<Mistake> {};

constexpr Mistake mistakes[] = {
    {"AnUnknownExpectation",
     R"(scenario: x
coroutines:
  main(): [pass]
expect:
  ouput: a)",
     R"(test.sim.yaml:5:3: error: unknown key 'ouput'
  |
5 |   ouput: a
  |   ^^^^^ in expect
  = help: did you mean 'output'?
)"},
    {"AnUnknownOutcome",
     R"(scenario: x
coroutines:
  main(): [pass]
expect:
  outcome: dedlock)",
     R"(test.sim.yaml:5:12: error: unknown word 'dedlock'
  |
5 |   outcome: dedlock
  |            ^^^^^^^ in expect
  = help: did you mean 'deadlock'?
)"},
    {"AnExceptionWithoutItsOutcome",
     R"(scenario: x
coroutines:
  main(): [pass]
expect:
  exception: ValueError)",
     R"(test.sim.yaml:5:3: error: no exception comes with the outcome 'ok'
  |
5 |   exception: ValueError
  |   ^^^^^^^^^ in expect
  = help: add 'outcome: raised'
)"},
    {"AResultThatCannotBe",
     R"(scenario: x
coroutines:
  main(): [pass]
expect:
  outcome: deadlock
  result: 1)",
     R"(test.sim.yaml:6:3: error: no result comes with the outcome 'deadlock'
  |
6 |   result: 1
  |   ^^^^^^ in expect
)"},
    {"AnElapsedTimeBelowZero",
     R"(scenario: x
coroutines:
  main(): [pass]
expect:
  elapsed: -1)",
     R"(test.sim.yaml:5:12: error: a number below zero cannot stand here
  |
5 |   elapsed: -1
  |            ^^ in expect
)"},
    {"AnElapsedTimeWithoutEnd",
     R"(scenario: x
coroutines:
  main(): [pass]
expect:
  elapsed: 1e10)",
     R"(test.sim.yaml:5:12: error: no span of virtual time is this long
  |
5 |   elapsed: 1e10
  |            ^^^^ in expect
  = help: time is 64-bit nanoseconds, 292 years at most
)"},
    {"AnOutputThatIsMissing",
     R"(scenario: x
coroutines:
  main(): [pass]
expect:
  output:)",
     R"(test.sim.yaml:5:10: error: the lines of the output are asked for
  |
5 |   output:
  |          ^ in expect
  = help: a block of text, 'output: |', or a list; [] where nothing is printed
)"},
    {"AnOutputLineThatIsAMapping",
     R"(scenario: x
coroutines:
  main(): [pass]
expect:
  output: [a, {b: c}])",
     R"(test.sim.yaml:5:15: error: a line of text is asked for, not a mapping
  |
5 |   output: [a, {b: c}]
  |               ^^^^^^ in expect
  = help: put it in quotes
)"},
    {"AnOutcomeWithAKeyOfExpect",
     R"(scenario: x
coroutines:
  main(): [pass]
outcomes:
  - elapsed: 1)",
     R"(test.sim.yaml:5:5: error: unknown key 'elapsed'
  |
5 |   - elapsed: 1
  |     ^^^^^^^ in outcomes, result 1
  = help: the keys here are output, outcome, exception, final
)"},
    {"AnUnknownModel",
     R"(scenario: x
coroutines:
  main(): [pass]
explore: {model: timings})",
     R"(test.sim.yaml:4:18: error: unknown word 'timings'
  |
4 | explore: {model: timings}
  |                  ^^^^^^^ in explore
  = help: did you mean 'timing'?
)"},
    {"AnUnknownExploreVerdict",
     R"(scenario: x
coroutines:
  main(): [pass]
explore:
  expect: fails)",
     R"(test.sim.yaml:5:11: error: 'pass' or {fail: ...} is asked for
  |
5 |   expect: fails
  |           ^^^^^ in explore
  = help: {fail: deadlock} names an outcome, {fail: "a part of the message"} a message
)"},
    {"NoSchedules",
     R"(scenario: x
coroutines:
  main(): [pass]
explore: {schedules: 0})",
     R"(test.sim.yaml:4:22: error: at least one schedule is asked for
  |
4 | explore: {schedules: 0}
  |                      ^ in explore
)"},
};

TEST_P(ExpectationMistakes, AreToldWhereAndWhatWasMeant) {
  EXPECT_EQ(errors_in(std::string(GetParam().text)), GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(OfExpectations, ExpectationMistakes, testing::ValuesIn(mistakes),
                         mistake_name);

constexpr const char* sites_text = R"(scenario: x
shared: {n: 0}
coroutines:
  main(): [pass]
expect:
  output: |  # words
    a
     b

  elapsed: 1.5  # seconds
  final: {n: 1}
cases:
  - seed: 1
    expect: {output: [], elapsed: 2}
outcomes:
  - output: [a]
    final: {n: 2}
)";

std::string at(const Scenario& scenario, Place place) {
  return std::string(scenario.source->text(place));
}

TEST(Expectations, KnowTheBytesOfEveryValue) {
  const auto scenario = scenario_from(sites_text);
  const Expectation& expect = *scenario->expect;
  EXPECT_EQ(expect.key_indent, 2U);
  EXPECT_EQ(at(*scenario, expect.output->site.key), "output");
  EXPECT_EQ(at(*scenario, expect.output->site.value), "|  # words\n    a\n     b");
  EXPECT_EQ(at(*scenario, expect.output->site.content), "    a\n     b");
  EXPECT_EQ(expect.output->site.style, Style::literal_block);
  EXPECT_EQ(expect.output->site.indent, 2U);
  EXPECT_EQ(at(*scenario, expect.elapsed->site.value), "1.5");
  EXPECT_EQ(at(*scenario, expect.final_values->site.value), "{n: 1}");
  EXPECT_EQ(at(*scenario, expect.final_values->variables.at(0).site.value), "1");
  EXPECT_EQ(at(*scenario, expect.site.key), "expect");
  EXPECT_EQ(expect.site.style, Style::block_map);
  EXPECT_TRUE(at(*scenario, expect.site.value).ends_with("final: {n: 1}"));
}

TEST(Expectations, KnowTheBytesInCasesAndOutcomes) {
  const auto scenario = scenario_from(sites_text);
  const Case& one = scenario->cases.at(0);
  EXPECT_EQ(one.key_indent, 4U);
  EXPECT_EQ(one.expect->site.style, Style::flow_map);
  EXPECT_EQ(at(*scenario, one.expect->site.value), "{output: [], elapsed: 2}");
  EXPECT_EQ(at(*scenario, one.expect->output->site.value), "[]");
  const Expectation& outcome = scenario->outcomes.at(0);
  EXPECT_EQ(outcome.key_indent, 4U);
  EXPECT_EQ(at(*scenario, outcome.final_values->site.value), "{n: 2}");
}

std::vector<std::string> lines_of(const std::string& output) {
  const auto scenario =
      scenario_from("scenario: x\ncoroutines:\n  main(): [pass]\nexpect:\n" + output);
  return scenario->expect->output->lines;
}

TEST(Expectations, HaveOutputAsABlockOrAList) {
  using testing::ElementsAre;
  EXPECT_THAT(lines_of("  output: |\n    a\n\n    b\n"), ElementsAre("a", "", "b"));
  EXPECT_THAT(lines_of("  output: |+\n    a\n\n"), ElementsAre("a", ""));
  EXPECT_THAT(lines_of("  output: |-\n    a\n"), ElementsAre("a"));
  EXPECT_THAT(lines_of("  output: [a, 1.50, null, \"\", \"b\\nc\"]\n"),
              ElementsAre("a", "1.50", "null", "", "b", "c"));
  EXPECT_THAT(lines_of("  output: []\n"), ElementsAre());
  EXPECT_THAT(lines_of("  output: \"\"\n"), ElementsAre());
}

TEST(Expectations, HaveTimesInNanosecondsRoundedToEven) {
  const auto elapsed = [](const std::string& text) {
    return scenario_from("scenario: x\ncoroutines:\n  main(): [pass]\nexpect:\n  elapsed: " + text +
                         "\n")
        ->expect->elapsed->nanoseconds;
  };
  EXPECT_EQ(elapsed("1"), 1'000'000'000);
  EXPECT_EQ(elapsed("0.1"), 100'000'000);
  EXPECT_EQ(elapsed("2.5e-9"), 2);
  EXPECT_EQ(elapsed("1e-9"), 1);
  EXPECT_EQ(elapsed("0"), 0);
}

TEST(Expectations, AreExploredWithDefaults) {
  const auto scenario = scenario_from(
      "scenario: x\nshared: {n: 0}\ncoroutines:\n  main(): [pass]\n"
      "explore:\n  jitter: 0.1\n  cancel: [main]\n  always: n >= 0\n  finally: [n == 1, n < 2]\n"
      "  races: true\n  lasso: 50\n  expect: {fail: deadlock}\n");
  const Explore& explore = *scenario->explore;
  EXPECT_EQ(explore.model, Explore::Model::any);
  EXPECT_EQ(explore.strategy, "portfolio");
  EXPECT_EQ(explore.schedules, 1000);
  EXPECT_EQ(explore.jitter, 0.1);
  EXPECT_EQ(explore.cancel.at(0).name, "main");
  EXPECT_EQ(explore.always.at(0).text, "n >= 0");
  EXPECT_EQ(explore.finally_conditions.size(), 2U);
  EXPECT_EQ(explore.verdict, Explore::Verdict::fail);
  EXPECT_EQ(explore.failure, "deadlock");
  EXPECT_TRUE(explore.races);
  EXPECT_EQ(explore.lasso, 50);
  EXPECT_FALSE(Explore().races);
}

}  // namespace
}  // namespace sim::scenario
