#include "sim/scenario/evaluate.hpp"

#include <gtest/gtest.h>

#include <string>

#include "tests/scenario/running.hpp"

namespace sim::scenario {
namespace {

TEST(Evaluate, AndAndOrGiveTheOperandThatDecided) {
  EXPECT_EQ(value_of("[0 or 'a', 1 and [], '' and 1 / 0, 2 or 1 / 0, not 3]"),
            "['a', [], '', 2, False]");
}

TEST(Evaluate, AConditionalEvaluatesOneSide) {
  EXPECT_EQ(value_of("1 if True else 1 / 0"), "1");
  EXPECT_EQ(value_of("1 / 0 if 0 else 'b'"), "'b'");
}

TEST(Evaluate, FieldsOfAnFStringAreConvertedThenFormatted) {
  EXPECT_EQ(printed("{'a'!r:>5}|{1.5:.2f}|{[1]}|{None}|{{}}"), "  'a'|1.50|[1]|None|{}");
}

TEST(Evaluate, ALocalThatIsNotBoundYetIsPythonsError) {
  const RunResult result = run_text(
      "main():\n"
      "  - if: False\n"
      "    then: [{let: {x: 1}}]\n"
      "  - print: '{x}'\n");
  EXPECT_EQ(result.exception,
            "UnboundLocalError: cannot access local variable 'x' where it is not associated with "
            "a value");
}

// What stands in a list is a value before it is calculated with, and takes another way.
void expect_the_same_of_values(const std::string& left, const std::string& op,
                               const std::string& right) {
  const auto outcome = [&](const std::string& expression) {
    const RunResult result = run_text("main():\n  - let: {a: " + left + ", b: " + right + "}\n" +
                                      "  - return: " + quoted(expression) + "\n");
    return result.exception.value_or(result.result.python);
  };
  const std::string numbers = "a " + op + " b";
  const std::string values = "[a][0] " + op + " [b][0]";
  EXPECT_EQ(outcome(numbers), outcome(values)) << left << op << right;
  EXPECT_EQ(outcome("1.5 + (" + numbers + ") * 2"), outcome("1.5 + (" + values + ") * 2"))
      << left << op << right;
}

TEST(Evaluate, NumbersAreCalculatedAsValuesAre) {
  const std::string numbers[] = {"7", "-7", "0", "2.5", "-0.0", "True", "9223372036854775807",
                                 "[1]"};
  for (const std::string op : {"+", "-", "*", "/", "//", "%", "**"}) {
    for (const std::string& left : numbers) {
      for (const std::string& right : numbers) expect_the_same_of_values(left, op, right);
    }
  }
}

TEST(Evaluate, ArgumentsAreEvaluatedFromLeftToRight) {
  const RunResult result = run_text(
      "note(a, b, c):\n"
      "  - print: '{a} {b} {c}'\n"
      "main():\n"
      "  - let: {l: [1, 2, 3]}\n"
      "  - await: note(l.pop(), c=l.pop(), b=l.pop())\n");
  EXPECT_EQ(result.output, Lines{"3 1 2"});
}

TEST(Evaluate, ADefaultIsMadeOnceAndShared) {
  const RunResult result = run_text(
      "add(x, to=[]):\n"
      "  - call: to.append(x)\n"
      "  - return: to\n"
      "main():\n"
      "  - await: add(1)\n"
      "  - await: add(2)\n"
      "    as: all\n"
      "  - return: all\n");
  EXPECT_EQ(result.result.python, "[1, 2]");
}

TEST(Evaluate, AMethodThatTheTypeDoesNotHaveIsAnAttributeError) {
  EXPECT_EQ(value_of("(5).done()"), "AttributeError: 'int' object has no attribute 'done'");
  EXPECT_EQ(value_of("ValueError.args"),
            "AttributeError: type object 'ValueError' has no attribute 'args'");
  EXPECT_EQ(value_of("ValueError().exceptions"),
            "AttributeError: 'ValueError' object has no attribute 'exceptions'");
}

TEST(Evaluate, AMethodIsCheckedAgainstTheTypeThatItMeets) {
  EXPECT_EQ(value_of("[].pop('a')"),
            "TypeError: 'str' object cannot be interpreted as an integer");
  EXPECT_EQ(run_text("main():\n  - call: '[].cancel()'\n").exception,
            "AttributeError: 'list' object has no attribute 'cancel'");
}

TEST(Evaluate, ExceptionsShowTheirArguments) {
  EXPECT_EQ(value_of("[ValueError(1, 'a').args, KeyError().args]"), "[(1, 'a'), ()]");
  EXPECT_EQ(value_of("ExceptionGroup('g', [KeyError(1), TypeError()]).exceptions"),
            "(KeyError(1), TypeError())");
}

TEST(Evaluate, ExceptionGroupsCheckWhatTheyHold) {
  EXPECT_EQ(value_of("ExceptionGroup('g', [])"),
            "ValueError: second argument (exceptions) must be a non-empty sequence");
  EXPECT_EQ(value_of("ExceptionGroup('g', [1])"),
            "ValueError: Item 0 of second argument (exceptions) is not an exception");
  EXPECT_EQ(value_of("ExceptionGroup('g', [CancelledError()])"),
            "TypeError: Cannot nest BaseExceptions in an ExceptionGroup");
  EXPECT_EQ(value_of("BaseExceptionGroup('g', [KeyError('k')])"),
            "ExceptionGroup('g', [KeyError('k')])");
}

TEST(Evaluate, ListsAreSharedAndTextsAreNot) {
  const RunResult result = run_text(
      "main():\n"
      "  - let: {a: [1], b: a, c: a.copy()}\n"
      "  - call: b.append(2)\n"
      "  - let: {'a[0]': 9}\n"
      "  - return: '[a, b, c, a is b, a is c]'\n");
  EXPECT_EQ(result.result.python, "[[9, 2], [9, 2], [1], True, False]");
}

}  // namespace
}  // namespace sim::scenario
