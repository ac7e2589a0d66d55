#include "sim/scenario/context_objects.hpp"

#include <gtest/gtest.h>

#include "tests/scenario/running.hpp"

namespace sim::scenario {
namespace {

TEST(TimeoutObject, TellsWhenItStrikesAndWhetherItDid) {
  const RunResult result = run_text(
      "main():\n"
      "  - sleep: 1\n"
      "  - try:\n"
      "      - with: timeout(0.5)\n"
      "        as: limit\n"
      "        do:\n"
      "          - print: '{limit} {limit.when()} {limit.expired()}'\n"
      "          - sleep: 2\n"
      "    except:\n"
      "      TimeoutError:\n"
      "        - print: '{now()} {limit.when()} {limit.expired()}'\n"
      "  - print: '{timeout(None).when()} {timeout_at(7).when()}'\n");
  EXPECT_EQ(result.output, (Lines{"<Timeout> 1.5 False", "1.5 1.5 True", "None 7"}));
}

TEST(TimeoutObject, StrikesLaterOrNeverWhenItIsToldTo) {
  const auto ends = [](const std::string& when) {
    const RunResult result = run_text(
        "main():\n"
        "  - with: timeout(1)\n"
        "    as: limit\n"
        "    do:\n"
        "      - call: limit.reschedule(" + when + ")\n"
        "      - sleep: 10\n");
    return std::pair(result.exception.value_or("ok"), result.elapsed.count() / 1'000'000'000);
  };
  EXPECT_EQ(ends("now() + 4"), std::pair(std::string("TimeoutError"), 4L));
  EXPECT_EQ(ends("None"), std::pair(std::string("ok"), 10L));
  EXPECT_EQ(ends("-1"), std::pair(std::string("TimeoutError"), 0L));
}

TEST(TimeoutObject, LeavesACancellationOfSomebodyElseAsItIs) {
  const RunResult result = run_text(
      "inside():\n"
      "  - with: timeout(5)\n"
      "    do:\n"
      "      - sleep: 9\n"
      "main():\n"
      "  - spawn: inside()\n"
      "    as: t\n"
      "  - sleep: 1\n"
      "  - cancel: t\n"
      "    message: '\"stop\"'\n"
      "  - await: t\n");
  EXPECT_EQ(result.exception, "CancelledError: stop");
}

TEST(TimeoutObject, RefusesAsPythonDoes) {
  const auto raised = [](const std::string& expression) { return value_of(expression); };
  EXPECT_EQ(raised("timeout(1).reschedule(2)"), "RuntimeError: Timeout has not been entered");
  EXPECT_EQ(raised("timeout('x')"),
            "TypeError: unsupported operand type(s) for +: 'float' and 'str'");
}

TEST(TaskGroupObject, NamesItsTasks) {
  const RunResult result = run_text(
      "f(): [pass]\n"
      "main():\n"
      "  - with: TaskGroup()\n"
      "    as: group\n"
      "    do:\n"
      "      - spawn: f()\n"
      "        in: group\n"
      "        name: '\"one\"'\n"
      "        as: a\n"
      "      - let: {b: 'group.create_task(f(), name=2)', c: group.create_task(f())}\n"
      "  - print: '{a} {b} {c} {group}'\n");
  EXPECT_EQ(result.output, Lines{"<Task one> <Task 2> <Task Task-4> <TaskGroup>"});
}

TEST(TaskGroupObject, RaisesWhatItsTasksRaisedAsOneGroup) {
  const RunResult result = run_text(
      "boom(delay, text):\n"
      "  - sleep: delay\n"
      "  - raise: ValueError(text)\n"
      "main():\n"
      "  - with: TaskGroup()\n"
      "    as: group\n"
      "    do:\n"
      "      - spawn: boom(1, 'a')\n"
      "        in: group\n"
      "      - spawn: boom(1, 'b')\n"
      "        in: group\n"
      "      - spawn: boom(2, 'c')\n"
      "        in: group\n");
  EXPECT_EQ(result.exception,
            "ExceptionGroup: unhandled errors in a TaskGroup (2 sub-exceptions) "
            "[ValueError: a, ValueError: b]");
  EXPECT_EQ(result.elapsed, std::chrono::seconds(1));
}

TEST(TaskGroupObject, RaisesABaseExceptionGroupForABaseException) {
  const RunResult result = run_text(
      "boom():\n"
      "  - raise: BaseException(1)\n"
      "main():\n"
      "  - with: TaskGroup()\n"
      "    as: group\n"
      "    do:\n"
      "      - spawn: boom()\n"
      "        in: group\n");
  EXPECT_EQ(result.exception,
            "BaseExceptionGroup: unhandled errors in a TaskGroup (1 sub-exception) "
            "[BaseException: 1]");
}

TEST(TaskGroupObject, RefusesTasksBeforeAndAfter) {
  const auto raised = [](const std::string& body) {
    return run_text("f(): [pass]\nmain():\n  - let: {g: TaskGroup()}\n" + body).exception;
  };
  EXPECT_EQ(raised("  - call: g.create_task(f())\n"),
            "RuntimeError: TaskGroup <TaskGroup> has not been entered");
  EXPECT_EQ(raised("  - with: g\n    do: [pass]\n  - call: g.create_task(f())\n"),
            "RuntimeError: TaskGroup <TaskGroup> is finished");
  EXPECT_EQ(raised("  - with: g\n    do: [pass]\n  - with: g\n    do: [pass]\n"),
            "RuntimeError: TaskGroup <TaskGroup> has already been entered");
  EXPECT_EQ(raised("  - with: g\n    do:\n      - call: g.create_task(3)\n"),
            "ExceptionGroup: unhandled errors in a TaskGroup (1 sub-exception) "
            "[TypeError: a coroutine was expected, got 3]");
}

}  // namespace
}  // namespace sim::scenario
