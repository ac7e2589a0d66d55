#include "sim/scenario/execute.hpp"

#include <gtest/gtest.h>

#include "tests/scenario/running.hpp"

namespace sim::scenario {
namespace {

TEST(Execute, FinallyRunsOnEveryWayOut) {
  const RunResult result = run_text(
      "leave():\n"
      "  - for: i\n"
      "    in: range(5)\n"
      "    do:\n"
      "      - try:\n"
      "          - if: i == 1\n"
      "            then: [continue]\n"
      "          - if: i == 2\n"
      "            then: [break]\n"
      "          - print: 'body {i}'\n"
      "        finally: [{print: 'finally {i}'}]\n"
      "  - try: [{return: '\"left\"'}]\n"
      "    finally: [{print: last}]\n"
      "main():\n"
      "  - await: leave()\n"
      "    as: word\n"
      "  - print: '{word}'\n");
  EXPECT_EQ(result.output,
            (Lines{"body 0", "finally 0", "finally 1", "finally 2", "last", "left"}));
}

TEST(Execute, AReturnInFinallyWinsOverAnException) {
  const RunResult result = run_text(
      "main():\n"
      "  - try: [{raise: ValueError(1)}]\n"
      "    finally: [{return: 2}]\n");
  EXPECT_EQ(result.outcome, Outcome::ok);
  EXPECT_EQ(result.result.python, "2");
}

TEST(Execute, ABreakInFinallyWinsOverAReturn) {
  const RunResult result = run_text(
      "main():\n"
      "  - while: True\n"
      "    do:\n"
      "      - try: [{return: 1}]\n"
      "        finally: [break]\n"
      "  - return: 2\n");
  EXPECT_EQ(result.result.python, "2");
}

TEST(Execute, ElseRunsOutsideOfTheHandlers) {
  const RunResult result = run_text(
      "main():\n"
      "  - try: [pass]\n"
      "    except: {ValueError: [{print: never}]}\n"
      "    else: [{raise: ValueError(\"from else\")}]\n"
      "    finally: [{print: finally}]\n");
  EXPECT_EQ(result.output, Lines{"finally"});
  EXPECT_EQ(result.exception, "ValueError: from else");
}

TEST(Execute, ABareRaiseKnowsWhatTheCallerHandles) {
  const RunResult result = run_text(
      "again():\n"
      "  - raise\n"
      "main():\n"
      "  - try: [{raise: KeyError(\"k\")}]\n"
      "    except:\n"
      "      KeyError:\n"
      "        - try: [{await: again()}]\n"
      "          except: {KeyError: [{print: '{inner is outer}'}]}\n"
      "          as: inner\n"
      "    as: outer\n");
  EXPECT_EQ(result.output, Lines{"True"});
}

TEST(Execute, ABareRaiseInATaskOfItsOwnKnowsNothing) {
  const RunResult result = run_text(
      "again():\n"
      "  - raise\n"
      "main():\n"
      "  - try: [{raise: KeyError(\"k\")}]\n"
      "    except: {KeyError: [{await: create_task(again())}]}\n");
  EXPECT_EQ(result.exception, "RuntimeError: No active exception to reraise");
}

TEST(Execute, ARaisedCancelledErrorEndsItsTaskCancelledAndStaysItself) {
  const RunResult result = run_text(
      "stops(error):\n"
      "  - raise: error\n"
      "main():\n"
      "  - let: {error: 'CancelledError([1])'}\n"
      "  - spawn: stops(error)\n"
      "    as: task\n"
      "  - try: [{await: task}]\n"
      "    except: {CancelledError: [{print: '{caught!r} {caught is error} {task.cancelled()}'}]}\n"
      "    as: caught\n");
  EXPECT_EQ(result.output, Lines{"CancelledError([1]) True True"});
}

TEST(Execute, AListThatGrowsUnderALoopIsSeenAsItIs) {
  const RunResult result = run_text(
      "main():\n"
      "  - let: {items: [1]}\n"
      "  - for: i\n"
      "    in: items\n"
      "    do:\n"
      "      - if: i < 4\n"
      "        then: [{call: items.append(i + 1)}]\n"
      "  - return: items\n");
  EXPECT_EQ(result.result.python, "[1, 2, 3, 4]");
}

TEST(Execute, LoopsOverTextsRangesAndTuples) {
  const RunResult result = run_text(
      "main():\n"
      "  - for: c\n"
      "    in: '\"añ\"'\n"
      "    do: [{print: '{c}'}]\n"
      "  - for: i\n"
      "    in: range(9, 0, -4)\n"
      "    do: [{print: '{i}'}]\n"
      "  - for: t\n"
      "    in: (None, 2)\n"
      "    do: [{print: '{t}'}]\n");
  EXPECT_EQ(result.output, (Lines{"a", "ñ", "9", "5", "1", "None", "2"}));
}

TEST(Execute, UnpackingCountsItsItems) {
  const auto unpack = [](const std::string& value) {
    return run_text("main():\n  - call: " + quoted(value) + "\n    as: [a, b]\n").exception;
  };
  EXPECT_EQ(unpack("[1, 2]"), std::nullopt);
  EXPECT_EQ(unpack("'xy'"), std::nullopt);
  EXPECT_EQ(unpack("[1]"), "ValueError: not enough values to unpack (expected 2, got 1)");
  EXPECT_EQ(unpack("range(3)"), "ValueError: too many values to unpack (expected 2)");
  EXPECT_EQ(unpack("5"), "TypeError: cannot unpack non-iterable int object");
}

TEST(Execute, ACoroutineIsAwaitedOnce) {
  const RunResult result = run_text(
      "child():\n"
      "  - sleep: 1\n"
      "other(c):\n"
      "  - await: c\n"
      "main():\n"
      "  - let: {c: child()}\n"
      "  - spawn: other(c)\n"
      "  - sleep: 0\n"
      "  - try: [{await: c}]\n"
      "    except: {RuntimeError: [{print: '{e}'}]}\n"
      "    as: e\n"
      "  - sleep: 2\n"
      "  - await: c\n");
  EXPECT_EQ(result.output, Lines{"coroutine is being awaited already"});
  EXPECT_EQ(result.exception, "RuntimeError: cannot reuse already awaited coroutine");
}

TEST(Execute, ATaskCancelledBeforeItsFirstStepUsesUpItsCoroutine) {
  const RunResult result = run_text(
      "child():\n"
      "  - print: never\n"
      "main():\n"
      "  - let: {c: child()}\n"
      "  - spawn: c\n"
      "    as: task\n"
      "  - cancel: task\n"
      "  - sleep: 0\n"
      "  - await: c\n");
  EXPECT_EQ(result.exception, "RuntimeError: cannot reuse already awaited coroutine");
}

TEST(Execute, WhatCannotBeAwaitedIsATypeError) {
  EXPECT_EQ(run_text("main():\n  - await: 5\n").exception,
            "TypeError: object int can't be used in 'await' expression");
  EXPECT_EQ(run_text("main():\n  - spawn: '5'\n").exception,
            "TypeError: a coroutine was expected, got 5");
  EXPECT_EQ(run_text("main():\n  - raise: 5\n").exception,
            "TypeError: exceptions must derive from BaseException");
}

TEST(Execute, RecursionWithoutEndIsARecursionError) {
  const RunResult result = run_text(
      "deeper(n):\n"
      "  - set: {deepest: n}\n"
      "  - await: deeper(n + 1)\n"
      "main():\n"
      "  - await: deeper(1)\n",
      "shared: {deepest: 0}\n");
  EXPECT_EQ(result.exception, "RecursionError: maximum recursion depth exceeded");
  EXPECT_EQ(result.final_values[0].value.python, "990");
}

TEST(Execute, AwaitingTakesNoTurnOfTheLoop) {
  const std::string nested =
      "nested(n):\n"
      "  - if: n > 0\n"
      "    then: [{await: nested(n - 1)}]\n";
  const RunResult flat = run_text(nested + "main():\n  - await: nested(0)\n");
  const RunResult deep = run_text(nested + "main():\n  - await: nested(500)\n");
  EXPECT_EQ(deep.turns, flat.turns);
  EXPECT_EQ(run_text("main():\n  - pass\n").turns, flat.turns);
}

}  // namespace
}  // namespace sim::scenario
