#include "sim/scenario/awaitables.hpp"

#include <gtest/gtest.h>

#include "tests/scenario/running.hpp"

namespace sim::scenario {
namespace {

TEST(Awaitables, GatherRunsOneCoroutineOnceHoweverOftenItStands) {
  const RunResult result = run_text(
      "count():\n"
      "  - set: {runs: runs + 1}\n"
      "  - return: runs\n"
      "main():\n"
      "  - let: {c: count()}\n"
      "  - gather: [c, count(), c]\n"
      "    as: all\n"
      "  - return: all\n",
      "shared: {runs: 0}\n");
  EXPECT_EQ(result.result.python, "[1, 2, 1]");
}

TEST(Awaitables, GatherInAnExpressionBeginsAtOnce) {
  const RunResult result = run_text(
      "child(n):\n"
      "  - print: 'child {n}'\n"
      "main():\n"
      "  - let: {both: 'gather(child(1), child(2))'}\n"
      "  - sleep: 1\n"
      "  - print: '{both.done()} {both.result()}'\n");
  EXPECT_EQ(result.output, (Lines{"child 1", "child 2", "True [None, None]"}));
}

TEST(Awaitables, WaitGivesSetsInTheOrderOfTheArguments) {
  const RunResult result = run_text(
      "nap(n):\n"
      "  - sleep: n\n"
      "main():\n"
      "  - let: {a: create_task(nap(3)), b: create_task(nap(1)), c: create_task(nap(2))}\n"
      "  - wait: [a, b, c, a]\n"
      "    timeout: 2.5\n"
      "    as: [done, pending]\n"
      "  - print: '{done} {pending} {type_name(done)} {len(done)}'\n");
  EXPECT_EQ(result.output, Lines{"{<Task Task-3>, <Task Task-4>} {<Task Task-2>} set 2"});
}

TEST(Awaitables, WaitRefusesAsPythonDoes) {
  const auto waited = [](const std::string& what, const std::string& options = "") {
    return run_text("child(): [pass]\nmain():\n  - wait: " + quoted(what) + "\n" + options)
        .exception;
  };
  EXPECT_EQ(waited("[]"), "ValueError: Set of Tasks/Futures is empty.");
  EXPECT_EQ(waited("child()"), "TypeError: expect a list of futures, not coroutine");
  EXPECT_EQ(waited("[child()]"),
            "TypeError: Passing coroutines is forbidden, use tasks explicitly.");
  EXPECT_EQ(waited("[Future()]", "    return_when: '\"NEVER\"'\n"),
            "ValueError: Invalid return_when value: NEVER");
  EXPECT_EQ(waited("[5]"), "AttributeError: 'int' object has no attribute 'add_done_callback'");
}

TEST(Awaitables, WaitOfPython310MakesTasksOfCoroutines) {
  const RunResult result = run_text(
      "child():\n"
      "  - print: '{current_task()}'\n"
      "main():\n"
      "  - let: {c: child()}\n"
      "  - wait: [c, child(), c]\n"
      "    as: [done, pending]\n"
      "  - return: '[len(done), len(pending)]'\n",
      "python: '3.10'\n");
  EXPECT_EQ(result.output, (Lines{"<Task Task-2>", "<Task Task-3>"}));
  EXPECT_EQ(result.result.python, "[2, 0]");
}

TEST(Awaitables, SleepKnowsNumbersAlone) {
  const auto slept = [](const std::string& delay) {
    return run_text("main():\n  - sleep: " + quoted(delay) + "\n").exception;
  };
  EXPECT_EQ(slept("'1'"),
            "TypeError: '<=' not supported between instances of 'str' and 'int'");
  EXPECT_EQ(slept("float('nan')"), "ValueError: cannot convert float NaN to integer");
  EXPECT_EQ(slept("float('inf')"), "OverflowError: cannot convert float infinity to integer");
  EXPECT_EQ(slept("True"), std::nullopt);
}

TEST(Awaitables, ADelayTooShortForTheClockStillTakesATimer) {
  const auto turns = [](const std::string& delay) {
    return run_text("main():\n  - sleep: " + delay + "\n").turns;
  };
  EXPECT_EQ(turns("1e-10"), turns("1"));
  EXPECT_EQ(turns("1e-10"), turns("0") + 1);
}

TEST(Awaitables, FuturesAreSetOnce) {
  const RunResult result = run_text(
      "main():\n"
      "  - let: {f: Future()}\n"
      "  - call: f.set_result(7)\n"
      "  - try: [{call: f.set_result(8)}]\n"
      "    except: {InvalidStateError: [{print: '{e} {f.result()}'}]}\n"
      "    as: e\n"
      "  - let: {g: Future()}\n"
      "  - call: g.set_exception(KeyError)\n"
      "  - print: '{g.exception()!r} {g.done()} {g.cancel()}'\n"
      "  - call: g.set_exception(5)\n");
  EXPECT_EQ(result.output, (Lines{"invalid state 7", "KeyError() True False"}));
  EXPECT_EQ(result.exception, "InvalidStateError: invalid state");
}

TEST(Awaitables, TheMessageOfACancellationIsAnyValue) {
  const RunResult result = run_text(
      "nap():\n"
      "  - try: [{sleep: 9}]\n"
      "    except: {CancelledError: [{return: e.args}]}\n"
      "    as: e\n"
      "main():\n"
      "  - spawn: nap()\n"
      "    as: t\n"
      "  - sleep: 0\n"
      "  - cancel: t\n"
      "    message: '[1, None]'\n"
      "  - await: t\n"
      "    as: args\n"
      "  - return: args\n");
  EXPECT_EQ(result.result.python, "([1, None],)");
}

TEST(Awaitables, ATaskRefusesToBeSet) {
  EXPECT_EQ(run_text("main():\n  - call: current_task().set_result(1)\n").exception,
            "RuntimeError: Task does not support set_result operation");
}

}  // namespace
}  // namespace sim::scenario
