#include "sim/scenario/token_reader.hpp"

#include <gtest/gtest.h>

#include "tests/scenario/reading.hpp"

namespace sim::scenario {
namespace {

class TokenReaderMistakes : public testing::TestWithParam<Mistake> {};

constexpr Mistake mistakes[] = {
    {"AnEndTooEarly", "1 +",
     R"(expr:1:4: error: the expression ends too early
  |
1 | 1 +
  |    ^
)"},
    {"TwoValues", "a b",
     R"(expr:1:3: error: 'b' cannot stand here
  |
1 | a b
  |   ^
  = help: a string needs quotes of its own: '"a b"'
)"},
    {"TwoStringsAndAName", "'a' b",
     R"(expr:1:5: error: 'b' cannot stand here
  |
1 | 'a' b
  |     ^
)"},
    {"ABracketTooMany", "(1))",
     R"(expr:1:4: error: ')' cannot stand here
  |
1 | (1))
  |    ^
)"},
    {"AWrongBracket", "[1)",
     R"(expr:1:3: error: ')' cannot stand here
  |
1 | [1)
  |   ^
)"},
    {"AnAssignment", "a = 1",
     R"(expr:1:3: error: '=' cannot stand here
  |
1 | a = 1
  |   ^
  = help: '==' compares; 'let' and 'set' assign
)"},
    {"AWalrus", "(a := 1)",
     R"(expr:1:4: error: ':=' is not part of the language
  |
1 | (a := 1)
  |    ^^
  = help: 'let' and 'set' assign
)"},
    {"AComprehension", "[i for i in x]",
     R"(expr:1:4: error: comprehensions are not part of the language
  |
1 | [i for i in x]
  |    ^^^
  = help: fill a list in a 'for' step, with .append(...)
)"},
    {"ALambdaWithAParameter", "lambda x: 1",
     R"(expr:1:8: error: a lambda takes no parameters
  |
1 | lambda x: 1
  |        ^
  = help: write lambda: EXPR
)"},
    {"AnAwait", "await f()",
     R"(expr:1:1: error: 'await' is a step of its own, not part of an expression
  |
1 | await f()
  | ^^^^^
  = help: write '- await: ...' with 'as: NAME', then use the name
)"},
    {"AYield", "yield",
     R"(expr:1:1: error: generators are not part of the language
  |
1 | yield
  | ^^^^^
)"},
    {"ADictionary", "{1: 2}",
     R"(expr:1:1: error: dictionaries and sets are not part of the language
  |
1 | {1: 2}
  | ^
)"},
    {"ABitwiseAnd", "a & b",
     R"(expr:1:3: error: '&' is not part of the language
  |
1 | a & b
  |   ^
  = help: write 'and'
)"},
    {"ABitwiseOr", "a | b",
     R"(expr:1:3: error: '|' is not part of the language
  |
1 | a | b
  |   ^
  = help: write 'or'
)"},
    {"ACaret", "a ^ 2",
     R"(expr:1:3: error: '^' is not part of the language
  |
1 | a ^ 2
  |   ^
  = help: '**' is the power
)"},
    {"ATilde", "~a",
     R"(expr:1:1: error: '~' is not part of the language
  |
1 | ~a
  | ^
)"},
    {"AShift", "a << 1",
     R"(expr:1:3: error: '<<' is not part of the language
  |
1 | a << 1
  |   ^^
)"},
    {"AUnaryPlus", "+1",
     R"(expr:1:1: error: '+' cannot stand here
  |
1 | +1
  | ^
  = help: a number needs no '+' before it
)"},
    {"AnAttributeThatIsANumber", "a.1",
     R"(expr:1:2: error: '.1' cannot stand here
  |
1 | a.1
  |  ^^
)"},
    {"NotWithoutIn", "a not b",
     R"(expr:1:3: error: 'not' cannot stand here
  |
1 | a not b
  |   ^^^
  = help: a string needs quotes of its own: '"a not b"'
)"},
    {"AKeywordOfPython", "class + 1",
     R"(expr:1:1: error: 'class' cannot stand here
  |
1 | class + 1
  | ^^^^^
)"},
};

TEST_P(TokenReaderMistakes, AreToldWhereAndWhatWasMeant) {
  EXPECT_EQ(read_expression(std::string(GetParam().text)).errors, GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(OfTokenReader, TokenReaderMistakes, testing::ValuesIn(mistakes),
                         mistake_name);

}  // namespace
}  // namespace sim::scenario
