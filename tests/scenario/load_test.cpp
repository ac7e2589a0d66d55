#include "sim/scenario/load.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tests/scenario/reading.hpp"

namespace sim::scenario {
namespace {

constexpr const char* example = R"(scenario: gather-greets-concurrently
about: All greetings are printed before the first goodbye.
source: guide#using-asynciogather
tags: [guide, gather]

coroutines:
  greet(name):
    - print: "Hello, {name}!"
    - sleep: 1
    - print: "Goodbye, {name}!"
  main():
    - gather: [greet("Alice"), greet("Bob"), greet("Charlie")]

expect:
  output: |
    Hello, Alice!
    Hello, Bob!
  elapsed: 1
)";

TEST(Load, ReadsTheExampleOfTheLanguage) {
  const auto scenario = scenario_from(example);
  ASSERT_NE(scenario, nullptr);
  EXPECT_EQ(scenario->name, "gather-greets-concurrently");
  EXPECT_EQ(scenario->origin, "guide#using-asynciogather");
  EXPECT_THAT(scenario->tags, testing::ElementsAre("guide", "gather"));
  ASSERT_EQ(scenario->coroutines.size(), 2U);
  EXPECT_EQ(scenario->main, 1U);
  EXPECT_THAT(scenario->coroutines[0].locals, testing::ElementsAre("name"));
  EXPECT_EQ(scenario->expect->elapsed->nanoseconds, 1'000'000'000);
}

TEST(Load, FindsEverythingThatIsWrongAtOnce) {
  const std::string text =
      "scenario: X\ncoroutines:\n  main():\n    - slep: 1\n    - print: \"{y}\"\n"
      "    - sleep: 1 +\n    - wait: [z]\nexpect:\n  outcome: okay\n";
  std::vector<std::string> messages;
  for (const Diagnostic& found : load("a", text).diagnostics) messages.push_back(found.message);
  EXPECT_THAT(messages, testing::ElementsAre("'X' cannot name a scenario", "unknown step 'slep'",
                                             "unknown name 'y'", "the expression ends too early",
                                             "unknown name 'z'", "unknown word 'okay'"));
}

TEST(Load, KnowsTheNamesBoundByAMisspeltStep) {
  const std::string errors = errors_in(steps("- spwan: main()\n  as: task\n- await: task"));
  EXPECT_THAT(errors, testing::HasSubstr("unknown step 'spwan'"));
  EXPECT_THAT(errors, testing::Not(testing::HasSubstr("unknown name")));
}

TEST(Load, ReadsTheStepsInsideAMisspeltStep) {
  const std::string errors = errors_in(steps("- whle: True\n  do:\n    - slep: 1\n    - break"));
  EXPECT_THAT(errors, testing::HasSubstr("unknown step 'whle'"));
  EXPECT_THAT(errors, testing::HasSubstr("unknown step 'slep'"));
  EXPECT_THAT(errors, testing::Not(testing::HasSubstr("outside of a loop")));
}

TEST(Load, CallsACoroutineByItsNameEvenWhereItsHeadIsWrong) {
  const std::string errors =
      errors_in("scenario: x\ncoroutines:\n  f(a, a=1, b): [pass]\n  main():\n    - await: f(1)\n");
  EXPECT_THAT(errors, testing::HasSubstr("a parameter without a default follows"));
  EXPECT_THAT(errors, testing::Not(testing::HasSubstr("unknown name")));
}

TEST(Load, RefusesMoreThanAMebibyte) {
  const std::string errors = errors_in("#" + std::string(1U << 20U, 'x'));
  EXPECT_EQ(errors,
            "test.sim.yaml: error: the file is larger than 1 MiB\n"
            "  = help: long recordings belong into a file of their own\n");
}

TEST(Load, KeepsAnErrorShortInAVeryLongLine) {
  EXPECT_LT(errors_in("scenario: [" + std::string(1'000'000, 'x') + "\n").size(), 1000U);
}

TEST(LoadFile, ReadsAFile) {
  const std::filesystem::path path = std::filesystem::path(testing::TempDir()) / "hello.sim.yaml";
  std::ofstream(path) << example;
  EXPECT_TRUE(load_file(path.string()));
}

TEST(LoadFile, SaysThatThereIsNone) {
  EXPECT_EQ(render(load_file("no/such.sim.yaml").diagnostics),
            "no/such.sim.yaml: error: there is no such file\n");
}

TEST(LoadFile, SaysThatItIsAFolder) {
  const std::string folder = testing::TempDir();
  EXPECT_EQ(render(load_file(folder).diagnostics), folder + ": error: this is a folder\n");
}

}  // namespace
}  // namespace sim::scenario
