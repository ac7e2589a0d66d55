#include "sim/scenario/expect.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "tests/scenario/running.hpp"

namespace sim::scenario {
namespace {

// The labels of what does not hold, with what was expected and what came.
Lines mismatches(const std::string& main, const std::string& expect) {
  const auto scenario = load_text("scenario: test\nshared: {n: 1}\ncoroutines:\n  main():\n" +
                                  main + "expect:\n" + expect);
  if (!scenario) return {"does not load"};
  Lines lines;
  for (const Mismatch& mismatch : compare(*scenario->expect, run_scenario(*scenario))) {
    lines.push_back(mismatch.label() + ": " + mismatch.expected + " / " + mismatch.actual);
  }
  return lines;
}

TEST(Expect, AnswersNothingWhereAllCameTrue) {
  EXPECT_EQ(mismatches("    - print: a\n    - sleep: 0.25\n    - return: '[1, \"b\"]'\n",
                       "  output: |\n    a\n  outcome: ok\n  elapsed: 0.25\n"
                       "  result: '[1, \"b\"]'\n  final: {n: 1}\n"),
            Lines{});
}

TEST(Expect, TellsEachKeyThatDoesNotHold) {
  EXPECT_EQ(mismatches("    - print: a\n    - raise: ValueError('no')\n",
                       "  output: []\n  outcome: raised\n  exception: 'ValueError: yes'\n"
                       "  elapsed: 1\n  final: {n: 2}\n"),
            (Lines{"output:  / ", "exception: ValueError: yes / ValueError: no",
                   "elapsed: 1 / 0", "final n: 2 / 1"}));
  EXPECT_EQ(mismatches("    - raise: KeyError\n", "  result: 3\n"),
            (Lines{"outcome: ok / raised", "result: 3 / None"}));
}

TEST(Expect, AnOutcomeThatIsNotNamedIsOk) {
  EXPECT_EQ(mismatches("    - raise: KeyError\n", "  output: []\n"),
            Lines{"outcome: ok / raised"});
}

TEST(Expect, NumbersOfDifferentKindsDiffer) {
  EXPECT_EQ(mismatches("    - return: '[1]'\n", "  result: [1.0]\n"), Lines{"result: [1.0] / [1]"});
  EXPECT_EQ(mismatches("    - return: True\n", "  result: 1\n"), Lines{"result: 1 / True"});
}

TEST(Expect, AnOutputIsComparedLineByLine) {
  const auto scenario = load_text(
      "scenario: test\ncoroutines:\n  main(): [{print: a}, {print: ''}]\nexpect:\n  output: |\n"
      "    a\n    b\n");
  ASSERT_NE(scenario, nullptr);
  const auto found = compare(*scenario->expect, run_scenario(*scenario));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].expected_lines, (Lines{"a", "b"}));
  EXPECT_EQ(found[0].actual_lines, (Lines{"a", ""}));
  EXPECT_EQ(found[0].site.style, Style::literal_block);
}

TEST(Expect, SecondsAreWrittenExactly) {
  EXPECT_EQ(write_seconds(Duration{0}), "0");
  EXPECT_EQ(write_seconds(Duration{1'500'000'000}), "1.5");
  EXPECT_EQ(write_seconds(Duration{1}), "0.000000001");
  EXPECT_EQ(write_seconds(Duration{1'766'632'777}), "1.766632777");
}

}  // namespace
}  // namespace sim::scenario
