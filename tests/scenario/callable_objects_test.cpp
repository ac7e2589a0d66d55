#include "sim/scenario/callable_objects.hpp"

#include <gtest/gtest.h>

#include "sim/scenario/evaluate.hpp"
#include "tests/scenario/running.hpp"

namespace sim::scenario {
namespace {

std::string steps_give(const std::string& steps) {
  const RunResult result = run_text("main():\n" + steps);
  return result.exception.value_or(result.result.python);
}

TEST(BoundMethod, IsAValue) {
  EXPECT_EQ(value_of("Event().is_set"), "<function is_set>");
  EXPECT_EQ(value_of("[type_name(Event().is_set), type_name([].append)]"),
            "['method', 'builtin_function_or_method']");
}

TEST(BoundMethod, IsCalledAsTheMethodIs) {
  EXPECT_EQ(steps_give("  - let: {items: [], add: items.append}\n"
                       "  - call: add(1)\n"
                       "  - call: add(2)\n"
                       "  - return: items\n"),
            "[1, 2]");
  EXPECT_EQ(steps_give("  - let: {items: [2, 1], find: items.index}\n"
                       "  - return: '[find(1), find(1, 1, 2), find]'\n"),
            "[1, 1, <function index>]");
}

TEST(Lambda, IsAValue) {
  EXPECT_EQ(value_of("lambda: 1"), "<function <lambda>>");
  EXPECT_EQ(value_of("type_name(lambda: 1)"), "'function'");
}

TEST(Lambda, IsEvaluatedAtEveryCall) {
  EXPECT_EQ(steps_give("  - let: {n: 1, f: 'lambda: n * 10', g: 'lambda: f() + 1'}\n"
                       "  - let: {a: f()}\n"
                       "  - let: {n: 2}\n"
                       "  - return: (a, f(), g())\n"),
            "(10, 20, 21)");
}

TEST(Lambda, SeesVariablesThatAreBoundLater) {
  EXPECT_EQ(steps_give("  - let: {f: 'lambda: late'}\n"
                       "  - let: {late: 3}\n"
                       "  - return: f()\n"),
            "3");
  EXPECT_EQ(steps_give("  - let: {f: 'lambda: late'}\n"
                       "  - call: f()\n"
                       "  - let: {late: 3}\n"),
            "NameError: cannot access free variable 'late' where it is not associated with a value "
            "in enclosing scope");
}

TEST(Lambda, OutlivesItsCoroutine) {
  const RunResult result = run_text(
      "make(n):\n"
      "  - let: {items: [n]}\n"
      "  - return: 'lambda: items[0] + n'\n"
      "main():\n"
      "  - await: make(1)\n"
      "    as: one\n"
      "  - await: make(20)\n"
      "    as: twenty\n"
      "  - return: (one(), twenty())\n");
  EXPECT_EQ(result.result.python, "(2, 40)");
}

TEST(Lambda, StandsInLambdas) {
  EXPECT_EQ(steps_give("  - let: {n: 1, f: 'lambda: lambda: n'}\n"
                       "  - let: {g: f()}\n"
                       "  - return: g()\n"),
            "1");
  EXPECT_EQ(steps_give("  - let: {f: 'lambda: lambda: 0'}\n"
                       "  - let: {g: f()}\n"
                       "  - call: g(1)\n"),
            "TypeError: main.<locals>.<lambda>.<locals>.<lambda>() takes 0 positional arguments "
            "but 1 was given");
}

TEST(Lambda, OfTheSharedVariablesSeesThose) {
  const RunResult result = run_text(
      "main():\n"
      "  - set: {n: 5}\n"
      "  - return: f()\n",
      "shared: {n: 1, f: 'lambda: n'}\n");
  EXPECT_EQ(result.result.python, "5");
}

TEST(Lambda, ThatCallsItselfForEverIsARecursionError) {
  EXPECT_EQ(steps_give("  - let: {f: 'lambda: f()'}\n  - call: f()\n"),
            "RecursionError: maximum recursion depth exceeded");
  EXPECT_EQ(steps_give("  - let: {f: 'lambda: [[[[[f()]]]]]'}\n  - call: f()\n"),
            "RecursionError: maximum recursion depth exceeded");
}

TEST(Call, OfWhatIsNoFunctionEvaluatesItsArgumentsFirst) {
  EXPECT_EQ(steps_give("  - let: {x: 1}\n  - call: x()\n"),
            "TypeError: 'int' object is not callable");
  EXPECT_EQ(steps_give("  - let: {x: 1}\n  - call: x(1 / 0)\n"),
            "ZeroDivisionError: division by zero");
  EXPECT_EQ(steps_give("  - await: Condition().wait_for(3)\n"),
            "TypeError: 'int' object is not callable");
}

TEST(Call, ByTheLibraryChecksTheArgumentsToo) {
  EXPECT_EQ(steps_give("  - await: Condition().wait_for(PriorityQueue().put)\n"),
            "TypeError: Queue.put() missing 1 required positional argument: 'item'");
}

TEST(Call, OfAMethodCountsItsObject) {
  EXPECT_EQ(steps_give("  - let: {f: Event().is_set}\n  - call: f(1)\n"),
            "TypeError: Event.is_set() takes 1 positional argument but 2 were given");
  EXPECT_EQ(steps_give("  - let: {f: Condition().notify}\n  - call: f(1, 2)\n"),
            "TypeError: Condition.notify() takes from 1 to 2 positional arguments but 3 were "
            "given");
}

TEST(Call, OfAClassInAVariableMakesAnException) {
  EXPECT_EQ(steps_give("  - let: {kind: ValueError}\n  - return: kind(\"no\")\n"),
            "ValueError('no')");
}

}  // namespace
}  // namespace sim::scenario
