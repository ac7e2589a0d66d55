#include "sim/scenario/parse.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/scenario/reading.hpp"

namespace sim::scenario {
namespace {

class YamlMistakes : public testing::TestWithParam<Mistake> {};

constexpr Mistake mistakes[] = {
    {"AnEmptyFile", "",
     R"(test.sim.yaml: error: the file is empty
  = help: a scenario starts with 'scenario: NAME'
)"},
    {"OnlyAComment",
     R"(# nothing
)",
     R"(test.sim.yaml: error: the file is empty
  = help: a scenario starts with 'scenario: NAME'
)"},
    {"AKeyGivenTwice",
     R"(scenario: x
scenario: y
coroutines:
  main(): [pass]
)",
     R"(test.sim.yaml:2:1: error: the key 'scenario' is given twice
  |
2 | scenario: y
  | ^^^^^^^^
  = help: the first stands in line 1
)"},
    {"ACoroutineGivenTwice",
     R"(scenario: x
coroutines:
  main(): [pass]
  main(): [pass]
)",
     R"(test.sim.yaml:4:3: error: the key 'main()' is given twice
  |
4 |   main(): [pass]
  |   ^^^^^^
  = help: the first stands in line 3
)"},
    {"AnAnchor",
     R"(scenario: &a x
coroutines:
  main(): [pass]
)",
     R"(test.sim.yaml:1:11: error: anchors are not part of the language: '&a'
  |
1 | scenario: &a x
  |           ^^
  = help: text that starts with '&' needs quotes
)"},
    {"AnAlias",
     R"(scenario: x
about: &a b
source: *a
coroutines:
  main(): [pass]
)",
     R"(test.sim.yaml:2:8: error: anchors are not part of the language: '&a'
  |
2 | about: &a b
  |        ^^
  = help: text that starts with '&' needs quotes

test.sim.yaml:3:9: error: aliases are not part of the language: '*a'
  |
3 | source: *a
  |         ^^
  = help: text that starts with '*' needs quotes
)"},
    {"AnAliasOfNothing",
     R"(scenario: *x
)",
     R"(test.sim.yaml:1:11: error: aliases are not part of the language: '*x'
  |
1 | scenario: *x
  |           ^^
  = help: text that starts with '*' needs quotes
)"},
    {"ACyclicAlias",
     R"(scenario: x
tags: &a [*a]
coroutines:
  main(): [pass]
)",
     R"(test.sim.yaml:2:7: error: anchors are not part of the language: '&a'
  |
2 | tags: &a [*a]
  |       ^^
  = help: text that starts with '&' needs quotes

test.sim.yaml:2:11: error: aliases are not part of the language: '*a'
  |
2 | tags: &a [*a]
  |           ^^
  = help: text that starts with '*' needs quotes
)"},
    {"AMergeKey",
     R"(scenario: x
<<: {seed: 1}
coroutines:
  main(): [pass]
)",
     R"(test.sim.yaml:2:1: error: merge keys are not part of the language: '<<'
  |
2 | <<: {seed: 1}
  | ^^
  = help: write the keys out
)"},
    {"ATag",
     R"(scenario: !name x
coroutines:
  main(): [pass]
)",
     R"(test.sim.yaml:1:11: error: tags are not part of the language: '!name'
  |
1 | scenario: !name x
  |           ^^^^^
  = help: 'not' negates; text that starts with '!' needs quotes
)"},
    {"ATagOfYaml",
     R"(scenario: x
seed: !!int "3"
coroutines:
  main(): [pass]
)",
     R"(test.sim.yaml:2:7: error: tags are not part of the language: '!!int'
  |
2 | seed: !!int "3"
  |       ^^^^^
  = help: 'not' negates; text that starts with '!' needs quotes
)"},
    {"ADoubleQuoteThatStaysOpen",
     R"(scenario: x
about: "abc
seed: 1
)",
     R"(test.sim.yaml:2:8: error: this quote is never closed
  |
2 | about: "abc
  |        ^^^^
  = help: add the closing "
)"},
    {"ADoubleQuoteThatAnotherCloses",
     R"(scenario: x
about: "abc
source: "def"
)",
     R"(test.sim.yaml:2:8: error: this quote is never closed
  |
2 | about: "abc
  |        ^^^^
  = help: add the closing "
)"},
    {"ASingleQuoteThatStaysOpen",
     R"(scenario: 'x
)",
     R"(test.sim.yaml:1:11: error: this quote is never closed
  |
1 | scenario: 'x
  |           ^^
  = help: add the closing '
)"},
    {"TextAfterAQuotedValue",
     R"(scenario: x
about: "a" b
)",
     R"(test.sim.yaml:2:12: error: 'b' follows a value that has ended
  |
2 | about: "a" b
  |            ^
  = help: an expression that starts with a quote needs quotes around all of it: '"a" + b'
)"},
    {"TextAfterAMapping",
     R"(scenario: x
about: {a} b
)",
     R"(test.sim.yaml:2:12: error: 'b' follows a value that has ended
  |
2 | about: {a} b
  |            ^
  = help: text that starts with '{' needs quotes around all of it
)"},
    {"TextAfterAList",
     R"(scenario: x
about: [a] b
)",
     R"(test.sim.yaml:2:12: error: 'b' follows a value that has ended
  |
2 | about: [a] b
  |            ^
  = help: text that starts with '[' needs quotes around all of it
)"},
    {"ASecondColon",
     R"(scenario: x
about: a: b
)",
     R"(test.sim.yaml:2:9: error: a ':' that starts a second value in one line
  |
2 | about: a: b
  |         ^
  = help: text with ': ' in it needs quotes around all of it; else check the indentation
)"},
    {"ATabInTheIndentation", "scenario: x\ncoroutines:\n\tmain(): [pass]\n",
     R"(test.sim.yaml:3:1: error: a tab in the indentation
  |
3 |  main(): [pass]
  | ^
  = help: YAML indents with blanks
)"},
    {"AnIndentationThatFitsNothing",
     R"(scenario: x
limits:
    steps: 1
  time: 1
)",
     R"(test.sim.yaml:4:3: error: this does not belong to what stands before it
  |
4 |   time: 1
  |   ^^^^^^^
  = help: check the indentation: the items of one list, and the keys of one mapping, start in the
          same column
)"},
    {"AListItemAmongKeys",
     R"(scenario: x
- pass
)",
     R"(test.sim.yaml:2:1: error: this does not belong to what stands before it
  |
2 | - pass
  | ^^^^^^
  = help: check the indentation: the items of one list, and the keys of one mapping, start in the
          same column
)"},
    {"AListInTheLineOfItsKey",
     R"(scenario: x
tags: - a
)",
     R"(test.sim.yaml:2:7: error: a list cannot start in the line of its key
  |
2 | tags: - a
  |       ^
  = help: start it in a line of its own, or write [a, b]; text that starts with '- ' needs quotes
)"},
    {"AListThatStaysOpen",
     R"(scenario: x
tags: [a, b
)",
     R"(test.sim.yaml:2:7: error: this '[' is never closed
  |
2 | tags: [a, b
  |       ^
  = help: add ']'; text that starts with '[' needs quotes
)"},
    {"AMappingThatStaysOpen",
     R"(scenario: x
limits: {steps: 1
)",
     R"(test.sim.yaml:2:9: error: this '{' is never closed
  |
2 | limits: {steps: 1
  |         ^
  = help: add '}'; text that starts with '{' needs quotes
)"},
    {"AValueThatStartsWithAnAt",
     R"(scenario: @x
)",
     R"(test.sim.yaml:1:11: error: a value cannot start with '@'
  |
1 | scenario: @x
  |           ^
  = help: put it in quotes
)"},
    {"AValueThatStartsWithAPercent",
     R"(scenario: %x
)",
     R"(test.sim.yaml:1:11: error: a value cannot start with '%'
  |
1 | scenario: %x
  |           ^
  = help: put it in quotes
)"},
    {"ASecondDocument",
     R"(scenario: x
---
scenario: y
)",
     R"(test.sim.yaml:2:1: error: a file holds one scenario
  |
2 | ---
  | ^^^
  = help: put the second one in a file of its own
)"},
    {"AKeyThatIsAList",
     R"(scenario: x
? [a]
: b
coroutines:
  main(): [pass]
)",
     R"(test.sim.yaml:2:3: error: a key is a word, not a list
  |
2 | ? [a]
  |   ^^^
)"},
    {"AKeyThatIsMissing",
     R"(scenario: x
: b
coroutines:
  main(): [pass]
)",
     R"(test.sim.yaml:2:2: error: a key is missing
  |
2 | : b
  |  ^
)"},
};

TEST_P(YamlMistakes, AreToldWhereAndWhatWasMeant) {
  EXPECT_EQ(errors_in(std::string(GetParam().text)), GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(OfYaml, YamlMistakes, testing::ValuesIn(mistakes), mistake_name);

TEST(Yaml, DoesNotTakeTheKeyNullForAValue) {
  EXPECT_THAT(errors_in("about:\nnull: 1\n"),
              testing::HasSubstr("2:1: error: a key is a word, not 'null'\n"));
}

TEST(Yaml, StopsAtSixtyFourLevels) {
  const auto nested = [](int levels) {
    return "scenario: x\nabout: " + std::string(static_cast<std::size_t>(levels), '[') +
           std::string(static_cast<std::size_t>(levels), ']') + "\n";
  };
  EXPECT_THAT(errors_in(nested(63)), testing::Not(testing::HasSubstr("levels deep")));
  EXPECT_THAT(
      errors_in(nested(64)),
      testing::HasSubstr("test.sim.yaml:2:71: error: the file is more than 64 levels deep\n"));
  EXPECT_THAT(errors_in(nested(400'000)), testing::HasSubstr("more than 64 levels deep"));
}

TEST(Yaml, StopsAtADeepBlockToo) {
  std::string text = "- ";
  for (int i = 0; i < 1000; ++i) text += "- ";
  EXPECT_THAT(errors_in(text + "x"), testing::HasSubstr("more than 64 levels deep"));
}

TEST(Yaml, StopsAtAHundredThousandValues) {
  std::string text = "scenario: x\nabout: [";
  for (int i = 0; i < 100'001; ++i) text += "a,";
  EXPECT_THAT(errors_in(text + "]\n"),
              testing::HasSubstr("error: the file holds more than 100000 values\n"));
}

}  // namespace
}  // namespace sim::scenario
