#include "sim/scenario/program.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/aio/lock.hpp"
#include "sim/aio/print.hpp"
#include "sim/aio/sleep.hpp"
#include "sim/coro/exceptions.hpp"
#include "sim/coro/shared.hpp"
#include "sim/coro/task.hpp"
#include "sim/scenario/expect.hpp"
#include "sim/scenario/run.hpp"
#include "tests/scenario/running.hpp"

namespace sim::scenario {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Coro<> greet(std::string name, double delay) {
  co_await sleep(from_seconds(delay));
  print("Hello, " + name + "!");
}

SIM_PROGRAM("greetings", std::vector<std::string> names, double delay = 0.5, bool loud = false) {
  std::vector<Task<>> tasks;
  for (const std::string& name : names) tasks.push_back(create_task(greet(name, delay), name));
  for (const Task<>& task : tasks) co_await task;
  if (loud) print("!");
  set_final("names", static_cast<std::int64_t>(names.size()));
  set_result(names.empty() ? Value() : Value(names.front()));
}

SIM_PROGRAM("raises", std::uint8_t small, std::optional<std::int64_t> large = 7) {
  co_await sleep(Duration(1));
  throw ValueError(std::to_string(small) + " " + (large ? std::to_string(*large) : "None"));
}

Coro<> take(Lock& first, Lock& second) {
  co_await first.acquire();
  co_await sleep(Duration(0));
  co_await second.acquire();
  second.release();
  first.release();
}

SIM_PROGRAM("deadlock") {
  Lock one;
  Lock two;
  const Task<> there = create_task(take(one, two), "there");
  const Task<> back = create_task(take(two, one), "back");
  co_await there;
  co_await back;
}

struct Leaves {
  int& left;
  ~Leaves() { ++left; }
};
int left = 0;

Coro<> uses(const int& number) {
  const Leaves leaves{left};
  try {
    co_await sleep(Duration(1'000'000));
  } catch (...) {
    print("number " + std::to_string(number));
    throw;
  }
}

SIM_PROGRAM("leaves a task", int number) {
  create_task(uses(number), "user");
  co_await sleep(Duration(0));
}

// The keys of a scenario after its name.
std::unique_ptr<Scenario> program_of(const std::string& keys) {
  return load_text("scenario: test\n" + keys);
}

std::string errors_of(const std::string& keys) {
  std::string text;
  for (const Diagnostic& d : load("t.sim.yaml", "scenario: test\n" + keys).diagnostics) {
    text += render(d);
  }
  return text;
}

TEST(Program, IsRunAsAScenario) {
  const auto scenario = program_of(
      "program: greetings\nargs: {names: ['\"Ada\"', '\"Bob\"'], delay: 2}\n"
      "expect:\n  output: |\n    Hello, Ada!\n    Hello, Bob!\n  elapsed: 2\n"
      "  result: '\"Ada\"'\n  final: {names: 2}\n");
  const RunResult result = run_scenario(*scenario);
  EXPECT_EQ(result.outcome, Outcome::ok);
  EXPECT_THAT(result.output, ElementsAre("Hello, Ada!", "Hello, Bob!"));
  EXPECT_TRUE(compare(*scenario->expect, result).empty());
  EXPECT_TRUE(result.unhandled.empty());
}

TEST(Program, TakesItsDefaultsForWhatIsNotGiven) {
  const RunResult result = run_scenario(*program_of("program: greetings\nargs: {names: []}\n"));
  EXPECT_EQ(result.elapsed, Duration(0));
  EXPECT_EQ(result.result.python, "None");
  EXPECT_EQ(run_scenario(*program_of("program: raises\nargs: {small: 255}\n")).exception,
            "ValueError: 255 7");
  EXPECT_EQ(run_scenario(*program_of("program: raises\nargs: {large: None, small: 0}\n")).exception,
            "ValueError: 0 None");
}

TEST(Program, HasOtherArgumentsInEachCase) {
  const auto scenario = program_of(
      "program: greetings\nargs: {names: ['\"Ada\"']}\n"
      "cases:\n  - args: {names: ['\"Eve\"'], loud: True}\n  - seed: 3\n");
  const std::vector<RunSettings> runs = runs_of(*scenario);
  EXPECT_THAT(run_scenario(*scenario, runs[0]).output, ElementsAre("Hello, Ada!"));
  EXPECT_THAT(run_scenario(*scenario, runs[1]).output, ElementsAre("Hello, Eve!", "!"));
  EXPECT_THAT(run_scenario(*scenario, runs[2]).output, ElementsAre("Hello, Ada!"));
}

TEST(Program, TellsWhoWaitsForWhom) {
  const RunResult result = run_scenario(*program_of("program: deadlock\n"));
  EXPECT_EQ(result.outcome, Outcome::deadlock);
  EXPECT_THAT(result.report, HasSubstr("there waits for "));
}

TEST(Program, OutlivesItsTasks) {
  left = 0;
  const RunResult result = run_scenario(*program_of("program: leaves a task\nargs: {number: 5}\n"));
  EXPECT_THAT(result.output, ElementsAre("number 5"));
  EXPECT_EQ(left, 1);
}

TEST(Program, SharesNothingBetweenRuns) {
  const auto scenario = program_of("program: greetings\nargs: {names: ['\"Ada\"']}\n");
  EXPECT_EQ(run_scenario(*scenario).digest, run_scenario(*scenario).digest);
}

TEST(Program, IsKnownByItsName) {
  EXPECT_EQ(errors_of("program: greeting\n"),
            "t.sim.yaml:2:10: error: unknown program 'greeting'\n"
            "  |\n"
            "2 | program: greeting\n"
            "  |          ^^^^^^^^\n"
            "  = help: did you mean 'greetings'?\n");
  EXPECT_THAT(errors_of("program: x\n"),
              HasSubstr("there are deadlock, greetings, leaves a task, raises"));
}

TEST(Program, IsGivenWhatItAsksFor) {
  EXPECT_THAT(errors_of("program: greetings\nargs: {nmes: []}\n"),
              HasSubstr("the program 'greetings' has no parameter 'nmes'"));
  EXPECT_THAT(errors_of("program: greetings\nargs: {nmes: []}\n"),
              HasSubstr("did you mean 'names'?"));
  EXPECT_THAT(errors_of("program: greetings\n"),
              HasSubstr("the program 'greetings' needs the argument 'names'"));
  EXPECT_THAT(errors_of("program: greetings\nargs: {names: [1]}\n"),
              HasSubstr("'names' is a list, each item a string, and not [1]"));
  EXPECT_THAT(errors_of("program: raises\nargs: {small: 256}\n"),
              HasSubstr("'small' is an integer from 0 to 255, and not 256"));
  EXPECT_THAT(errors_of("program: raises\nargs: {small: 1 / 0}\n"), HasSubstr("division by zero"));
  EXPECT_THAT(errors_of("program: deadlock\nargs: {small: 1}\n"), HasSubstr("it has none"));
}

TEST(Program, IsGivenWhatItAsksForInEachCase) {
  EXPECT_THAT(errors_of("program: raises\nargs: {small: 1}\ncases:\n  - args: {small: yes}\n"),
              HasSubstr("cases, case 1"));
}

TEST(Program, KnowsItsParametersByTheirDeclarations) {
  EXPECT_EQ(detail::read_parameter("double delay = 0.5").name, "delay");
  EXPECT_TRUE(detail::read_parameter("double delay = 0.5").has_default);
  EXPECT_EQ(detail::read_parameter("std::vector<int> all_of_them{}").name, "all_of_them");
  EXPECT_TRUE(detail::read_parameter("std::vector<int> all_of_them{}").has_default);
  EXPECT_EQ(detail::read_parameter("const int n2").name, "n2");
  EXPECT_FALSE(detail::read_parameter("const int n2").has_default);
}

}  // namespace
}  // namespace sim::scenario
