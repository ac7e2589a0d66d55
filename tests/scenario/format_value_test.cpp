#include "sim/scenario/format_value.hpp"

#include <gtest/gtest.h>

#include "sim/scenario/format_float.hpp"
#include "tests/scenario/running.hpp"

namespace sim::scenario {
namespace {

TEST(ReprOfAFloat, HasTheShortestDigitsThatReadBack) {
  EXPECT_EQ(repr_float(0.1), "0.1");
  EXPECT_EQ(repr_float(1.0), "1.0");
  EXPECT_EQ(repr_float(-0.0), "-0.0");
  EXPECT_EQ(repr_float(0.1 + 0.2), "0.30000000000000004");
  EXPECT_EQ(repr_float(123456789012345680.0), "1.2345678901234568e+17");
  EXPECT_EQ(repr_float(5e-324), "5e-324");
}

TEST(ReprOfAFloat, TurnsToExponentsWherePythonDoes) {
  EXPECT_EQ(repr_float(1e15), "1000000000000000.0");
  EXPECT_EQ(repr_float(1e16), "1e+16");
  EXPECT_EQ(repr_float(0.0001), "0.0001");
  EXPECT_EQ(repr_float(0.00001), "1e-05");
  EXPECT_EQ(repr_float(1.5e300), "1.5e+300");
}

TEST(ReprOfAFloat, NamesWhatIsNoNumber) {
  EXPECT_EQ(value_of("[float('inf'), float('-inf'), float('nan')]"), "[inf, -inf, nan]");
}

TEST(ReprOfAText, ChoosesItsQuotes) {
  EXPECT_EQ(repr_text("plain"), "'plain'");
  EXPECT_EQ(repr_text("it's"), "\"it's\"");
  EXPECT_EQ(repr_text("a \"b\""), "'a \"b\"'");
  EXPECT_EQ(repr_text("'\""), "'\\'\"'");
}

TEST(ReprOfAText, EscapesWhatCannotBeSeen) {
  EXPECT_EQ(repr_text("\n\t\\\r"), "'\\n\\t\\\\\\r'");
  EXPECT_EQ(repr_text(std::string_view("\0\x1b\x7f", 3)), "'\\x00\\x1b\\x7f'");
  EXPECT_EQ(repr_text("\u00a0\u200b\U000e0001"), "'\\xa0\\u200b\\U000e0001'");
  EXPECT_EQ(repr_text("é日😀"), "'é日😀'");
}

TEST(Repr, WritesListsAndTuples) {
  EXPECT_EQ(value_of("[1, 'a', [True, None], (2.0,), ()]"), "[1, 'a', [True, None], (2.0,), ()]");
  EXPECT_EQ(value_of("[range(3), range(0, 9, 2)]"), "[range(0, 3), range(0, 9, 2)]");
}

TEST(Repr, AListInsideItselfIsDots) {
  const RunResult result = run_text(
      "main():\n"
      "  - let: {items: [1]}\n"
      "  - call: items.append(items)\n"
      "  - call: items.append((items,))\n"
      "  - print: '{items}'\n");
  EXPECT_EQ(result.output, Lines{"[1, [...], ([...],)]"});
}

TEST(Repr, WhatIsTooDeepIsARecursionError) {
  const RunResult result = run_text(
      "main():\n"
      "  - let: {deep: []}\n"
      "  - for: i\n"
      "    in: range(5000)\n"
      "    do: [{let: {deep: [deep]}}]\n"
      "  - print: '{deep}'\n");
  EXPECT_EQ(result.exception,
            "RecursionError: maximum recursion depth exceeded while getting the repr of an object");
}

TEST(Repr, WritesExceptionsAsTheCallsThatMadeThem) {
  EXPECT_EQ(value_of("[ValueError('no'), KeyError(), TypeError(1, 'b'), CancelledError()]"),
            "[ValueError('no'), KeyError(), TypeError(1, 'b'), CancelledError()]");
  EXPECT_EQ(value_of("ExceptionGroup('g', [ValueError(1)])"),
            "ExceptionGroup('g', [ValueError(1)])");
  EXPECT_EQ(value_of("[ValueError, CancelledError]"),
            "[<class 'ValueError'>, <class 'asyncio.exceptions.CancelledError'>]");
}

TEST(Str, OfAnExceptionIsItsMessage) {
  EXPECT_EQ(printed("{ValueError('no')}|{KeyError('k')}|{TypeError()}|{ValueError(1, 2)}"),
            "no|'k'||(1, 2)");
  EXPECT_EQ(printed("{ExceptionGroup('g', [ValueError(1), TypeError()])}"),
            "g (2 sub-exceptions)");
  EXPECT_EQ(printed("{TimeoutError(110, 'slow')}"), "[Errno 110] slow");
}

TEST(Repr, ShowsNoAddresses) {
  const RunResult result = run_text(
      "child():\n"
      "  - pass\n"
      "main():\n"
      "  - spawn: child()\n"
      "    name: '\"worker\"'\n"
      "    as: task\n"
      "  - print: '{[task, current_task(), Future(), child(), sleep(1), gather()]}'\n");
  EXPECT_EQ(result.output, Lines{"[<Task worker>, <Task Task-1>, <Future>, <coroutine child>, "
                                 "<coroutine sleep>, <Future>]"});
}

}  // namespace
}  // namespace sim::scenario
