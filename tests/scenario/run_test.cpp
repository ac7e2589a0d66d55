#include "sim/scenario/run.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "tests/scenario/running.hpp"

namespace sim::scenario {
namespace {

TEST(Run, TellsWhatCameOut) {
  const RunResult result = run_text(
      "main():\n"
      "  - print: hello\n"
      "  - sleep: 1.5\n"
      "  - set: {count: count + 1}\n"
      "  - return: '[count, current_task()]'\n",
      "shared: {count: 0, nothing: None, made: Future()}\n");
  EXPECT_EQ(result.outcome, Outcome::ok);
  EXPECT_EQ(result.output, Lines{"hello"});
  EXPECT_EQ(result.elapsed, std::chrono::milliseconds(1500));
  EXPECT_EQ(result.result.python, "[1, <Task Task-1>]");
  EXPECT_EQ(result.result.json, "[1, \"Task\"]");
  ASSERT_EQ(result.final_values.size(), 3U);
  EXPECT_TRUE(result.final_values[1].value.plain);
  EXPECT_FALSE(result.final_values[2].value.plain);
}

TEST(Run, APrintOfSeveralLinesIsSeveralLines) {
  const RunResult result = run_text("main():\n  - print: \"a\\n\\nb\"\n  - print: ''\n");
  EXPECT_EQ(result.output, (Lines{"a", "", "b", ""}));
}

TEST(Run, HandsEachPrintOnAtOnce) {
  RunSettings settings;
  std::vector<std::string> heard;
  settings.on_print = [&](std::string_view text) { heard.emplace_back(text); };
  static_cast<void>(run_text("main():\n  - print: a\n  - print: b\n", "", settings));
  EXPECT_EQ(heard, (Lines{"a", "b"}));
}

TEST(Run, SharedVariablesAreMadeInOrderInsideTheFirstTask) {
  const RunResult result = run_text(
      "main(): [{return: both}]\n", "shared: {a: 1, who: current_task(), both: '[a, who]'}\n");
  EXPECT_EQ(result.result.python, "[1, <Task Task-1>]");
}

TEST(Run, AnErrorInASharedVariableEndsTheRun) {
  const RunResult result = run_text("main(): [{print: never}]\n", "shared: {a: 1, b: 1 / 0}\n");
  EXPECT_EQ(result.outcome, Outcome::raised);
  EXPECT_EQ(result.exception, "ZeroDivisionError: division by zero");
  EXPECT_EQ(result.final_values.size(), 1U);
  EXPECT_TRUE(result.output.empty());
}

TEST(Run, WhatMainRaisesIsTheOutcomeAfterTheShutdown) {
  const RunResult result = run_text(
      "nap():\n"
      "  - try: [{sleep: 9}]\n"
      "    finally: [{print: 'stopped at {now()}'}]\n"
      "main():\n"
      "  - spawn: nap()\n"
      "  - sleep: 1\n"
      "  - raise: ExceptionGroup('g', [ValueError('x'), KeyError('y')])\n");
  EXPECT_EQ(result.outcome, Outcome::raised);
  EXPECT_EQ(result.exception,
            "ExceptionGroup: g (2 sub-exceptions) [ValueError: x, KeyError: 'y']");
  EXPECT_EQ(result.output, Lines{"stopped at 1.0"});
}

TEST(Run, AFailedAssertionStopsEverythingAndSaysWhy) {
  const RunResult result = run_text(
      "nap():\n"
      "  - try: [{sleep: 9}]\n"
      "    finally: [{print: never}]\n"
      "main():\n"
      "  - let: {seen: 1}\n"
      "  - spawn: nap()\n"
      "  - sleep: 1\n"
      "  - try:\n"
      "      - assert: seen == count + 1\n"
      "    except: {BaseException: [{print: never}]}\n"
      "    finally: [{print: never}]\n",
      "shared: {count: 2}\n");
  EXPECT_EQ(result.outcome, Outcome::failed);
  EXPECT_EQ(result.exception, "AssertionError: seen == count + 1");
  EXPECT_TRUE(result.output.empty());
  EXPECT_NE(result.report.find("main(), step 4, try, step 1"), std::string::npos) << result.report;
  EXPECT_NE(result.report.find("seen is 1, count is 2"), std::string::npos) << result.report;
}

TEST(Run, ADeadlockNamesWhoWaitsForWhat) {
  const RunResult result = run_text(
      "waits(other): [{await: other}]\n"
      "main():\n"
      "  - let: {f: Future()}\n"
      "  - spawn: waits(f)\n"
      "    name: '\"worker\"'\n"
      "    as: task\n"
      "  - try: [{await: task}]\n"
      "    finally: [{print: never}]\n");
  EXPECT_EQ(result.outcome, Outcome::deadlock);
  EXPECT_EQ(result.exception, std::nullopt);
  EXPECT_TRUE(result.output.empty());
  EXPECT_NE(result.report.find("Task-1 waits for worker"), std::string::npos) << result.report;
}

TEST(Run, TurnsAreLimited) {
  const std::string main = "main():\n  - while: True\n    do: [{sleep: 0}]\n";
  EXPECT_EQ(run_text(main, "limits: {steps: 100}\n").turns, 100U);
  RunSettings settings;
  settings.steps_max = 50;
  const RunResult result = run_text(main, "limits: {steps: 100}\n", settings);
  EXPECT_EQ(result.outcome, Outcome::step_limit);
  EXPECT_EQ(result.turns, 50U);
}

TEST(Run, ALoopThatNeverPausesIsLimited) {
  const RunResult result = run_text(
      "main():\n"
      "  - try:\n"
      "      - while: True\n"
      "        do: [{set: {rounds: rounds + 1}}]\n"
      "    finally: [{print: never}]\n",
      "shared: {rounds: 0}\nlimits: {steps: 1000}\n");
  EXPECT_EQ(result.outcome, Outcome::step_limit);
  EXPECT_EQ(result.final_values[0].value.python, "1000");
  EXPECT_TRUE(result.output.empty());
}

TEST(Run, StopsBeforeItsClockPassesTheLimit) {
  const std::string main = "main():\n  - sleep: 3\n  - print: three\n  - sleep: 1\n";
  const RunResult result = run_text(main, "limits: {time: 3.5}\n");
  EXPECT_EQ(result.outcome, Outcome::step_limit);
  EXPECT_EQ(result.output, Lines{"three"});
  EXPECT_EQ(result.elapsed, std::chrono::seconds(3));
  EXPECT_EQ(run_text(main, "limits: {time: 4}\n").outcome, Outcome::ok);
}

TEST(Run, EqualRunsHaveEqualDigests) {
  const std::string main = "main():\n  - sleep: random.random()\n  - print: hello\n";
  EXPECT_EQ(run_text(main, "seed: 1\n").digest, run_text(main, "seed: 1\n").digest);
  EXPECT_NE(run_text(main, "seed: 1\n").digest, run_text(main, "seed: 2\n").digest);
}

TEST(Run, ACaseReplacesWhatItNames) {
  const auto scenario = load_text(
      "scenario: cases\nseed: 1\n"
      "coroutines:\n  main(): [{return: random.random()}]\n"
      "expect: {outcome: ok}\n"
      "cases:\n  - seed: 42\n  - {seed: 43, expect: {elapsed: 0}}\n");
  ASSERT_NE(scenario, nullptr);
  const std::vector<RunSettings> runs = runs_of(*scenario);
  ASSERT_EQ(runs.size(), 3U);
  EXPECT_EQ(seed_of(*scenario, runs[0]), 1);
  EXPECT_EQ(run_scenario(*scenario, runs[1]).result.python, "0.6394267984578837");
  EXPECT_TRUE(expectation_of(*scenario, runs[1])->outcome.has_value());
  EXPECT_TRUE(expectation_of(*scenario, runs[2])->elapsed.has_value());
  RunSettings other = runs[2];
  other.seed = 42;
  EXPECT_EQ(run_scenario(*scenario, other).result.python, "0.6394267984578837");
}

TEST(Run, IsWrittenAsOneLineOfJson) {
  const auto scenario = load_text(
      "scenario: json\nseed: 7\nshared: {a: [1, 2.5, '\"é\\n\"'], f: Future()}\n"
      "coroutines:\n  main(): [{print: '\"q\"'}, {sleep: 0.5}, {return: \"(1,)\"}]\n"
      "cases: [{seed: 8}]\n");
  ASSERT_NE(scenario, nullptr);
  RunResult result = run_scenario(*scenario);
  result.digest = 0xab;
  EXPECT_EQ(to_json(*scenario, {}, result),
            "{\"scenario\": \"json\", \"seed\": 7, \"outcome\": \"ok\", \"exception\": null, "
            "\"output\": [\"\\\"q\\\"\"], \"elapsed_ns\": 500000000, \"result\": \"tuple\", "
            "\"final\": {\"a\": [1, 2.5, \"é\\n\"]}, \"trace_hash\": \"00000000000000ab\"}");
  RunSettings settings;
  settings.case_number = 1;
  const std::string json = to_json(*scenario, settings, result);
  EXPECT_NE(json.find("\"seed\": 8"), std::string::npos);
  EXPECT_TRUE(json.ends_with(", \"case\": 1}"));
}

}  // namespace
}  // namespace sim::scenario
