#include "sim/scenario/step_reader.hpp"

#include <gtest/gtest.h>

#include "sim/scenario/builtins.hpp"
#include "sim/scenario/unparse.hpp"
#include "tests/scenario/reading.hpp"

namespace sim::scenario {
namespace {

class StepReaderMistakes : public testing::TestWithParam<Mistake> {};

constexpr Mistake mistakes[] = {
    {"ATryWithoutHandlers", "- try: [pass]",
     R"(test.sim.yaml:4:7: error: 'try' needs 'except' or 'finally'
  |
4 |     - try: [pass]
  |       ^^^ in main(), step 1
)"},
    {"AnElseWithoutExcept",
     R"(- try: [pass]
  else: [pass]
  finally: [pass])",
     R"(test.sim.yaml:5:7: error: 'else' needs 'except'
  |
5 |       else: [pass]
  |       ^^^^ in main(), step 1
)"},
    {"AnUnknownException",
     R"(- try: [pass]
  except: {"KeyError, ValueEror": [pass]})",
     R"(test.sim.yaml:5:27: error: unknown exception 'ValueEror'
  |
5 |       except: {"KeyError, ValueEror": [pass]}
  |                           ^^^^^^^^^ in main(), step 1
  = help: did you mean 'ValueError'?
)"},
    {"AnExceptionOfAModule",
     R"(- try: [pass]
  except: {asyncio.CancelledError: [pass]})",
     R"(test.sim.yaml:5:16: error: unknown exception 'asyncio.CancelledError'
  |
5 |       except: {asyncio.CancelledError: [pass]}
  |                ^^^^^^^^^^^^^^^^^^^^^^ in main(), step 1
  = help: did you mean 'CancelledError'?
)"},
    {"ANameThatIsAKeyword",
     R"(- call: now()
  as: class)",
     R"(test.sim.yaml:5:11: error: 'class' cannot be a name
  |
5 |       as: class
  |           ^^^^^ in main(), step 1
  = help: it is a word of Python's own
)"},
    {"ATargetWithoutBrackets",
     R"(- wait: []
  as: done, pending)",
     R"(test.sim.yaml:5:11: error: 'done, pending' cannot be a name
  |
5 |       as: done, pending
  |           ^^^^^^^^^^^^^ in main(), step 1
  = help: to unpack a value, write as: [done, pending]
)"},
    {"ATargetThatIsNoName",
     R"(- call: now()
  as: 1st)",
     R"(test.sim.yaml:5:11: error: '1st' cannot be a name
  |
5 |       as: 1st
  |           ^^^ in main(), step 1
  = help: a name is made of letters, digits and '_'
)"},
    {"AnAssignmentToACall",
     R"(- let:
    now(): 1)",
     R"(test.sim.yaml:5:9: error: 'now()' cannot be assigned to
  |
5 |         now(): 1
  |         ^^^^^ in main(), step 1
  = help: a target is a name, or an item of a list: slots[0]
)"},
    {"AnAssignmentThatIsNoMapping", "- let: x = 1",
     R"(test.sim.yaml:4:12: error: a mapping of NAME: EXPR is asked for, not text
  |
4 |     - let: x = 1
  |            ^^^^^ in main(), step 1
  = help: write {x: 1}
)"},
    {"TextThatStartsWithABrace", "- print: {x}",
     R"(test.sim.yaml:4:14: error: text is asked for, not a mapping
  |
4 |     - print: {x}
  |              ^^^ in main(), step 1
  = help: text that starts with '{' needs quotes
)"},
    {"TextThatIsMissing", "- print:",
     R"(test.sim.yaml:4:13: error: text is missing
  |
4 |     - print:
  |             ^ in main(), step 1
  = help: an empty line is written ""
)"},
    {"AnExpressionThatIsMissing", "- sleep:",
     R"(test.sim.yaml:4:13: error: an expression is missing
  |
4 |     - sleep:
  |             ^ in main(), step 1
)"},
    {"AMappingForAnExpression", "- sleep: {a: 1}",
     R"(test.sim.yaml:4:14: error: an expression is asked for, not a mapping
  |
4 |     - sleep: {a: 1}
  |              ^^^^^^ in main(), step 1
  = help: text that starts with '{' needs quotes
)"},
    {"AListItemThatYamlSplits", "- gather: [sleep(1, 2)]",
     R"(test.sim.yaml:4:21: error: this '(' is never closed
  |
4 |     - gather: [sleep(1, 2)]
  |                     ^ in main(), step 1
  = help: inside [ ] and { } YAML splits at every comma: quote the whole item

test.sim.yaml:4:26: error: ')' cannot stand here
  |
4 |     - gather: [sleep(1, 2)]
  |                          ^ in main(), step 1
  = help: inside [ ] and { } YAML splits at every comma: quote the whole item
)"},
};

TEST_P(StepReaderMistakes, AreToldWhereAndWhatWasMeant) {
  EXPECT_EQ(errors_in(steps(GetParam().text)), GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(OfStepReader, StepReaderMistakes, testing::ValuesIn(mistakes),
                         mistake_name);

// The first step of main() in this body.
template <typename Node>
struct First {
  explicit First(std::string_view body) : scenario(scenario_from(steps(body))) {}
  const Node* operator->() const {
    return &std::get<Node>(scenario->coroutines[0].body.at(0).node);
  }
  std::unique_ptr<Scenario> scenario;
};

TEST(StepReader, ReadsWhatIsPrinted) {
  const First<PrintStep> print("- print: \"{now():.2f} s\"");
  EXPECT_EQ(print->text.parts.size(), 2U);
  EXPECT_EQ(print->text.parts[0].format_spec, ".2f");
  EXPECT_EQ(First<PrintStep>("- print: null")->text.parts[0].text, "null");
  EXPECT_EQ(First<PrintStep>("- print: 1.50")->text.parts[0].text, "1.50");
  EXPECT_TRUE(First<PrintStep>("- print: ''")->text.parts.empty());
}

TEST(StepReader, MakesNoDifferenceOfQuotes) {
  for (const char* step :
       {"- sleep: 0x10", "- sleep: '0x10'", "- sleep: \"0x10\"", "- sleep: |\n    0x10"}) {
    EXPECT_EQ(to_string(*First<SleepStep>(step)->delay), "16") << step;
  }
}

TEST(StepReader, TakesTheWordsOfYamlForThoseOfPython) {
  const First<LetStep> let(
      "- let: {a: true, b: FALSE, c: null, d: ~, e: .inf, f: [1, [true]], g: 'Null'}");
  std::string values;
  for (const Assignment& assignment : let->assignments)
    values += to_string(*assignment.value) + " ";
  EXPECT_EQ(values, "True False None None 1e999 [1, [True]] None ");
}

TEST(StepReader, UnpacksOnlyWhereAListOfNamesIsGiven) {
  EXPECT_FALSE(First<AwaitStep>("- await: sleep(1)\n  as: x")->as.unpack);
  const First<WaitStep> wait("- wait: []\n  as: [done, pending]");
  EXPECT_TRUE(wait->as.unpack);
  EXPECT_EQ(wait->as.names.at(1).name, "pending");
  EXPECT_EQ(wait->as.names.at(1).slot, 1U);
  EXPECT_TRUE(First<AwaitStep>("- await: sleep(1)\n  as: [x]")->as.unpack);
  EXPECT_TRUE(First<AwaitStep>("- await: sleep(1)")->as.empty());
}

TEST(StepReader, ReadsTheOptionsOfASpawn) {
  const First<SpawnStep> spawn("- spawn: main()\n  name: '\"worker\"'\n  as: task");
  EXPECT_EQ(to_string(*spawn->name), "'worker'");
  EXPECT_EQ(spawn->group, nullptr);
  EXPECT_EQ(spawn->as.names.at(0).name, "task");
}

TEST(StepReader, ReadsTheOptionsOfAWait) {
  const First<WaitStep> wait("- wait: []\n  timeout: 1.5\n  return_when: FIRST_COMPLETED");
  EXPECT_EQ(to_string(*wait->timeout), "1.5");
  EXPECT_EQ(to_string(*wait->return_when), "FIRST_COMPLETED");
}

TEST(StepReader, ReadsHandlersInTheirOrder) {
  const First<TryStep> attempt(
      "- try: [pass]\n  except:\n    ValueError, KeyError: [pass]\n    BaseException: [raise]\n"
      "  as: error\n  else: [pass]\n  finally: [pass, pass]");
  ASSERT_EQ(attempt->handlers.size(), 2U);
  ASSERT_EQ(attempt->handlers[0].types.size(), 2U);
  EXPECT_EQ(builtins()[attempt->handlers[0].types[1]].name, "KeyError");
  EXPECT_EQ(attempt->as.name, "error");
  EXPECT_EQ(attempt->else_body.size(), 1U);
  EXPECT_EQ(attempt->finally_body.size(), 2U);
}

TEST(StepReader, AssignsToItemsOfLists) {
  const First<LetStep> let("- let:\n    x: [[1]]\n    x[0][-1]: 2");
  EXPECT_EQ(to_string(*let->assignments.at(1).target), "x[0][-1]");
}

TEST(StepReader, KeepsTheTextOfAnAssertion) {
  EXPECT_EQ(First<AssertStep>("- assert: \"1  ==  1\"")->text, "1  ==  1");
}

}  // namespace
}  // namespace sim::scenario
