#include "sim/scenario/wait_for_value.hpp"

#include <gtest/gtest.h>

#include "tests/scenario/running.hpp"

namespace sim::scenario {
namespace {

const std::string kWork =
    "work(n, delay):\n"
    "  - sleep: delay\n"
    "  - return: n\n";

TEST(WaitForValue, GivesTheResultOrATimeoutError) {
  const auto waited = [](const std::string& timeout) {
    const RunResult result = run_text(kWork +
                                      "main():\n  - wait_for: work(7, 2)\n    timeout: " + timeout +
                                      "\n    as: x\n  - return: x\n");
    return result.exception.value_or(result.result.python);
  };
  EXPECT_EQ(waited("3"), "7");
  EXPECT_EQ(waited("None"), "7");
  EXPECT_EQ(waited("1"), "TimeoutError");
  EXPECT_EQ(waited("0"), "TimeoutError");
  EXPECT_EQ(waited("2"), "TimeoutError");  // its timer was set first
  EXPECT_EQ(waited("'\"x\"'"),
            "TypeError: '<=' not supported between instances of 'str' and 'int'");
}

TEST(WaitForValue, WaitsForTheCleanUpAndPrefersAResultOfIt) {
  const auto waited = [](const std::string& head) {
    const RunResult result = run_text(
        "kept():\n"
        "  - try:\n"
        "      - sleep: 5\n"
        "    except:\n"
        "      CancelledError:\n"
        "        - sleep: 1\n"
        "        - return: 3\n"
        "main():\n"
        "  - wait_for: kept()\n"
        "    timeout: 2\n"
        "    as: x\n"
        "  - return: '[x, now()]'\n",
        head);
    return result.exception.value_or(result.result.python);
  };
  EXPECT_EQ(waited(""), "[3, 3.0]");
  EXPECT_EQ(waited("python: '3.12'\n"), "[3, 3.0]");
}

TEST(WaitForValue, RunsACoroutineInATaskOfItsOwnButNotAfter311) {
  const auto task = [](const std::string& head, const std::string& timeout) {
    return run_text("who():\n  - return: current_task().get_name()\nmain():\n  - wait_for: who()\n"
                    "    timeout: " + timeout + "\n    as: x\n  - return: x\n",
                    head)
        .result.python;
  };
  EXPECT_EQ(task("", "1"), "'Task-2'");
  EXPECT_EQ(task("", "None"), "'Task-1'");
  EXPECT_EQ(task("python: '3.12'\n", "1"), "'Task-1'");
}

TEST(WaitForValue, LeavesItsTimerWhereWhatItWaitsForIsNothing) {
  const RunResult result = run_text(
      "main():\n"
      "  - try:\n"
      "      - wait_for: 5\n"
      "        timeout: 9\n"
      "    except:\n"
      "      TypeError:\n"
      "        - print: '{e}'\n"
      "    as: e\n"
      "  - await: Future()\n");
  EXPECT_EQ(result.output,
            Lines{"An asyncio.Future, a coroutine or an awaitable is required"});
  EXPECT_EQ(result.outcome, Outcome::deadlock);
  EXPECT_EQ(result.elapsed, std::chrono::seconds(9));
}

TEST(AsCompletedValue, GivesItsItemsInTheOrderOfTheirEnds) {
  const RunResult result = run_text(kWork +
                                    "main():\n"
                                    "  - for: each\n"
                                    "    in: as_completed([work(1, 3), work(2, 1), work(3, 2)])\n"
                                    "    do:\n"
                                    "      - await: each\n"
                                    "        as: x\n"
                                    "      - print: '{x} {now()}'\n");
  EXPECT_EQ(result.output, (Lines{"2 1.0", "3 2.0", "1 3.0"}));
}

TEST(AsCompletedValue, DoesNothingBeforeItsFirstItemIsAskedFor) {
  const RunResult result = run_text(
      "main():\n"
      "  - let: {each: as_completed(3), other: 'as_completed([], timeout=\"x\")'}\n"
      "  - print: '{each} {type_name(each)} {list(other)}'\n"
      "  - for: x\n"
      "    in: each\n"
      "    do: [pass]\n");
  EXPECT_EQ(result.output, Lines{"<as_completed> generator []"});
  EXPECT_EQ(result.exception, "TypeError: 'int' object is not iterable");
}

TEST(AsCompletedValue, IsUsedUpByTheFirstWhoGoesThroughIt) {
  const RunResult result = run_text(kWork +
                                    "main():\n"
                                    "  - let: {each: 'as_completed([work(1, 1), work(2, 1)])'}\n"
                                    "  - let: {items: list(each)}\n"
                                    "  - gather: items\n"
                                    "    as: all\n"
                                    "  - return: '[all, list(each)]'\n");
  EXPECT_EQ(result.result.python, "[[1, 2], []]");
}

TEST(AsCompletedValue, RaisesTimeoutErrorForEachThatIsMissing) {
  const RunResult result = run_text(
      kWork +
      "main():\n"
      "  - for: each\n"
      "    in: as_completed([work(1, 3), work(2, 1), work(3, 4)], timeout=2)\n"
      "    do:\n"
      "      - try:\n"
      "          - await: each\n"
      "            as: x\n"
      "          - print: '{x}'\n"
      "        except:\n"
      "          TimeoutError:\n"
      "            - print: 'late {now()}'\n");
  EXPECT_EQ(result.output, (Lines{"2", "late 2.0", "late 2.0"}));
}

TEST(AsCompletedValue, KeepsItsTimerWhenTheLoopOverItIsLeft) {
  const RunResult result = run_text(kWork +
                                    "main():\n"
                                    "  - for: each\n"
                                    "    in: as_completed([work(1, 1)], timeout=7)\n"
                                    "    do: [break]\n"
                                    "  - await: Future()\n");
  EXPECT_EQ(result.outcome, Outcome::deadlock);
  EXPECT_EQ(result.elapsed, std::chrono::seconds(1));
}

}  // namespace
}  // namespace sim::scenario
