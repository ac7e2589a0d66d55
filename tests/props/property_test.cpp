#include "props/property.hpp"

#include <gtest/gtest.h>

#include <set>
#include <stdexcept>
#include <string>

#include "props/execute.hpp"
#include "props/show.hpp"

namespace sim::props {
namespace {

PropertyOptions search(std::uint64_t seed, int cases) {
  return {.name = "property", .shape = {}, .seed = seed, .cases = cases};
}

// Wrong on purpose: some programs take time.
void takes_no_time(const Program& program) { EXPECT_EQ(execute(program).elapsed, Duration{0}); }

TEST(Property, HoldsWhereNothingFails) {
  int tried = 0;
  const Verdict verdict = check_property([&](const Program&) { ++tried; }, search(1, 50));
  EXPECT_TRUE(verdict.holds);
  EXPECT_EQ(tried, 50);
  EXPECT_EQ(verdict.cases, 50);
  EXPECT_EQ(verdict.report, "");
}

TEST(Property, CountsAFailedExpectationAndGoesOnWithASmallerProgram) {
  const Verdict verdict = check_property(&takes_no_time, search(1, 200));
  EXPECT_FALSE(verdict.holds);
  EXPECT_GT(verdict.shrinks, 0);
  const Program smallest{{{.verb = Verb::sleep, .label = 1, .millis = 1000}}};
  EXPECT_EQ(verdict.counterexample, smallest) << verdict.report;
  EXPECT_NE(verdict.message.find("execute(program).elapsed"), std::string::npos);
}

TEST(Property, StopsACaseAtAFailedAssertion) {
  int went_on = 0;
  const Verdict verdict = check_property(
      [&](const Program& program) {
        ASSERT_FALSE(has(program, Verb::print));
        went_on += has(program, Verb::print) ? 1 : 0;
      },
      search(1, 100));
  EXPECT_FALSE(verdict.holds);
  EXPECT_EQ(went_on, 0);
  EXPECT_EQ(count_steps(*verdict.counterexample), 1U);
}

TEST(Property, TakesAnExceptionForAFailure) {
  const Verdict verdict = check_property(
      [](const Program& program) {
        if (has(program, Verb::raise)) throw std::logic_error("a raise");
      },
      search(1, 200));
  EXPECT_FALSE(verdict.holds);
  EXPECT_EQ(verdict.message, "it throws: a raise\n");
  EXPECT_LE(count_steps(*verdict.counterexample), 2U) << verdict.report;
}

TEST(Property, ReportsTheSmallestProgramAsAScenario) {
  const Verdict verdict = check_property(&takes_no_time, search(1, 200));
  EXPECT_TRUE(verdict.report.starts_with("falsified after "));
  EXPECT_NE(verdict.report.find("scenario: program\n\ncoroutines:\n  main():\n    - sleep: 1\n"),
            std::string::npos)
      << verdict.report;
}

TEST(Property, IsTheSameForTheSameSeed) {
  const Verdict first = check_property(&takes_no_time, search(7, 200));
  const Verdict second = check_property(&takes_no_time, search(7, 200));
  EXPECT_EQ(first.report, second.report);
  EXPECT_EQ(first.seed, 7U);
}

TEST(Property, TriesOtherProgramsWithAnotherSeed) {
  std::set<std::string> seen;
  const Law remember = [&](const Program& program) { seen.insert(show(program)); };
  EXPECT_TRUE(check_property(remember, search(1, 100)).holds);
  const std::size_t of_one_seed = seen.size();
  EXPECT_TRUE(check_property(remember, search(2, 100)).holds);
  EXPECT_GT(of_one_seed, 90U);
  EXPECT_GT(seen.size(), of_one_seed + 90);
}

}  // namespace
}  // namespace sim::props
