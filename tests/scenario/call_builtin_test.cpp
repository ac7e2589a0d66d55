#include "sim/scenario/call_builtin.hpp"

#include <gtest/gtest.h>

#include "sim/scenario/builtins.hpp"
#include "tests/scenario/running.hpp"

namespace sim::scenario {
namespace {

TEST(Builtins, ReadNumbersOutOfTexts) {
  EXPECT_EQ(value_of("[int(' -1_000 '), int(-1.9), int(True), int()]"), "[-1000, -1, 1, 0]");
  EXPECT_EQ(value_of("[float(' 1e3 '), float('-Inf'), float('1e-999')]"), "[1000.0, -inf, 0.0]");
  EXPECT_EQ(value_of("int('1__0')"), "ValueError: invalid literal for int() with base 10: '1__0'");
  EXPECT_EQ(value_of("int('9223372036854775808')"), "OverflowError: integer overflow");
  EXPECT_EQ(value_of("float('1e')"), "ValueError: could not convert string to float: '1e'");
  EXPECT_EQ(value_of("int(float('nan'))"), "ValueError: cannot convert float NaN to integer");
  EXPECT_EQ(value_of("float(None)"),
            "TypeError: float() argument must be a string or a real number, not 'NoneType'");
}

TEST(Builtins, RoundHalvesToEven) {
  EXPECT_EQ(value_of("[round(0.5), round(1.5), round(-2.5), round(2.675, 2), round(1.25, 1)]"),
            "[0, 2, -2, 2.67, 1.2]");
  EXPECT_EQ(value_of("[round(125, -1), round(135, -1), round(-25, -1), round(5, 3)]"),
            "[120, 140, -20, 5]");
  EXPECT_EQ(value_of("[round(1234.5, -2), round(50.0, -2), round(51.0, -2), round(-0.4)]"),
            "[1200.0, 0.0, 100.0, 0]");
}

TEST(Builtins, LookThroughWhatCanBeIterated) {
  EXPECT_EQ(value_of("[len('añ'), sorted([3, 1, 2]), sorted('cab', reverse=True), list(range(3))]"),
            "[2, [1, 2, 3], ['c', 'b', 'a'], [0, 1, 2]]");
  EXPECT_EQ(value_of("[min(3, 1), max([1, 2.0, 2]), max([], default=7), sum([1, 2.5]), abs(-3)]"),
            "[1, 2.0, 7, 3.5, 3]");
  EXPECT_EQ(value_of("max([])"), "ValueError: max() arg is an empty sequence");
  EXPECT_EQ(value_of("sum(['a'], 'b')"),
            "TypeError: sum() can't sum strings [use ''.join(seq) instead]");
  EXPECT_EQ(value_of("len(5)"), "TypeError: object of type 'int' has no len()");
  EXPECT_EQ(value_of("list(5)"), "TypeError: 'int' object is not iterable");
}

TEST(Builtins, SortingKeepsTheOrderOfEquals) {
  EXPECT_EQ(value_of("[sorted([1, 1.0, True]), sorted([1, True, 1.0], reverse=True)]"),
            "[[1, 1.0, True], [1, True, 1.0]]");
}

TEST(Builtins, NameTheTypeOfAnything) {
  EXPECT_EQ(value_of("[type_name(1), type_name(None), type_name(()), type_name(KeyError()), "
                     "type_name(KeyError), type_name(Future()), type_name(current_task())]"),
            "['int', 'NoneType', 'tuple', 'KeyError', 'type', 'Future', 'Task']");
}

TEST(Builtins, MethodsOfListsCountFromBothEnds) {
  EXPECT_EQ(value_of("[[1, 2, 3].pop(), [1, 2, 3].pop(0)]"), "[3, 1]");
  EXPECT_EQ(value_of("[[1, 2, 1].index(1, -1), [1, 1.0].count(1)]"), "[2, 2]");
  EXPECT_EQ(value_of("[1].pop(1)"), "IndexError: pop index out of range");
  EXPECT_EQ(value_of("[].pop()"), "IndexError: pop from empty list");
  EXPECT_EQ(value_of("[1].index(2)"), "ValueError: 2 is not in list");
}

TEST(RandomBuiltins, AreSeededByTheScenario) {
  const std::string main = "main():\n  - return: '[random.random(), random.randint(1, 6)]'\n";
  EXPECT_EQ(run_text(main, "seed: 42\n").result.python, "[0.6394267984578837, 1]");
  EXPECT_EQ(run_text(main, "seed: -42\n").result.python, "[0.6394267984578837, 1]");
  EXPECT_NE(run_text(main, "seed: 43\n").result.python, "[0.6394267984578837, 1]");
}

TEST(RandomBuiltins, CanBeSeededAgainByWhatPythonTakes) {
  const auto first = [](const std::string& seed) {
    return run_text("main():\n  - call: random.seed(" + seed + ")\n  - return: random.random()\n")
        .result.python;
  };
  EXPECT_EQ(first("42"), "0.6394267984578837");
  EXPECT_EQ(first("\"hello\""), "0.3537754404730722");
  EXPECT_EQ(first("1.5"), "0.551763726942059");
  EXPECT_EQ(first("-0.1"), "0.9101117294798381");
}

TEST(RandomBuiltins, PickFromSequences) {
  const RunResult result = run_text(
      "main():\n"
      "  - let: {deck: 'list(range(8))'}\n"
      "  - call: random.shuffle(deck)\n"
      "  - return: deck\n",
      "seed: 42\n");
  EXPECT_EQ(result.result.python, "[3, 4, 6, 7, 2, 5, 0, 1]");
  EXPECT_EQ(value_of("random.choice([])"), "IndexError: Cannot choose from an empty sequence");
  EXPECT_EQ(value_of("random.choices([1], [1], cum_weights=[1])"),
            "TypeError: Cannot specify both weights and cumulative weights");
  EXPECT_EQ(value_of("random.sample([1], 2)"),
            "ValueError: Sample larger than population or is negative");
}

TEST(RandomBuiltins, BitsThatDoNotFitAreAnError) {
  EXPECT_EQ(value_of("random.getrandbits(0)"), "0");
  EXPECT_EQ(value_of("random.getrandbits(1000)"), "OverflowError: integer overflow");
}

}  // namespace
}  // namespace sim::scenario
