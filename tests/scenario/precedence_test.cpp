// Which operand belongs to which operator, for every form: the shapes are those of CPython's own
// `ast` module.
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

#include "sim/scenario/overloaded.hpp"
#include "sim/scenario/unparse.hpp"
#include "tests/scenario/reading.hpp"

namespace sim::scenario {
namespace {

std::string shape(const Expr& expr);

std::string form(std::initializer_list<std::string> parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "(" : " ") + part;
  return text + ")";
}

std::string list_shape(std::string head, const std::vector<ExprPtr>& items) {
  for (const ExprPtr& item : items) head += " " + shape(*item);
  return "(" + head + ")";
}

std::string call_shape(const Call& call) {
  std::string text = "(call " + shape(*call.callee);
  for (const ExprPtr& argument : call.args) text += " " + shape(*argument);
  for (const Keyword& keyword : call.keywords) {
    text += " " + keyword.name + "=" + shape(*keyword.value);
  }
  return text + ")";
}

std::string compare_shape(const Compare& compare) {
  constexpr std::array<const char*, 10> words{"==", "!=", "<",      "<=", ">",
                                              ">=", "in", "not-in", "is", "is-not"};
  std::string text = "(compare " + shape(*compare.first);
  for (const auto& [op, operand] : compare.rest) {
    text += std::string(" ") + words[static_cast<std::size_t>(op)] + " " + shape(*operand);
  }
  return text + ")";
}

std::string binary_shape(const Binary& binary) {
  constexpr std::array<const char*, 7> words{"+", "-", "*", "/", "//", "%", "**"};
  return form(
      {words[static_cast<std::size_t>(binary.op)], shape(*binary.left), shape(*binary.right)});
}

std::string shape(const Expr& expr) {
  return std::visit(
      overloaded{
          [&](const Literal&) { return to_string(expr); },
          [](const Name& n) { return n.text; },
          [](const FString&) { return std::string("(fstring)"); },
          [](const ListExpr& l) { return list_shape("list", l.items); },
          [](const TupleExpr& t) { return list_shape("tuple", t.items); },
          [](const Unary& u) {
            return form({u.op == UnaryOp::negate ? "neg" : "not", shape(*u.operand)});
          },
          [](const Binary& b) { return binary_shape(b); },
          [](const Logical& l) {
            const char* word = l.op == LogicalOp::logical_and ? "and" : "or";
            return form({word, shape(*l.left), shape(*l.right)});
          },
          [](const Compare& c) { return compare_shape(c); },
          [](const Conditional& c) {
            return form({"if", shape(*c.condition), shape(*c.value), shape(*c.otherwise)});
          },
          [](const Call& c) { return call_shape(c); },
          [](const Attribute& a) {
            return form({".", shape(*a.object), a.name});
          },
          [](const Index& i) {
            return form({"index", shape(*i.object), shape(*i.index)});
          },
          [](const Lambda& l) {
            return form({"lambda", shape(*l.body)});
          },
      },
      expr.node);
}

struct Fact {
  std::string text;
  std::string shape;
};

const Fact facts[] = {
    {"1 + 2 * 3", "(+ 1 (* 2 3))"},
    {"1 * 2 + 3", "(+ (* 1 2) 3)"},
    {"lambda: a if b else c", "(lambda (if b a c))"},
    {"a if b else lambda: c or d", "(if b a (lambda (or c d)))"},
    {"lambda: lambda: a", "(lambda (lambda a))"},
    {"a - b - c", "(- (- a b) c)"},
    {"a - (b - c)", "(- a (- b c))"},
    {"a / b / c", "(/ (/ a b) c)"},
    {"a // b % c * d", "(* (% (// a b) c) d)"},
    {"2 ** 3 ** 2", "(** 2 (** 3 2))"},
    {"(2 ** 3) ** 2", "(** (** 2 3) 2)"},
    {"-2 ** 2", "(neg (** 2 2))"},
    {"(-2) ** 2", "(** (neg 2) 2)"},
    {"2 ** -1", "(** 2 (neg 1))"},
    {"2 ** -3 ** 2", "(** 2 (neg (** 3 2)))"},
    {"- - a", "(neg (neg a))"},
    {"-a.b", "(neg (. a b))"},
    {"-a[0]", "(neg (index a 0))"},
    {"-f(x)", "(neg (call f x))"},
    {"-a * b", "(* (neg a) b)"},
    {"a * -b", "(* a (neg b))"},
    {"not a == b", "(not (compare a == b))"},
    {"not not a", "(not (not a))"},
    {"not a and b", "(and (not a) b)"},
    {"not (a and b)", "(not (and a b))"},
    {"a or b and c", "(or a (and b c))"},
    {"(a or b) and c", "(and (or a b) c)"},
    {"a and b and c", "(and (and a b) c)"},
    {"a or b or c", "(or (or a b) c)"},
    {"a < b", "(compare a < b)"},
    {"a < b < c", "(compare a < b < c)"},
    {"a < b <= c == d != e", "(compare a < b <= c == d != e)"},
    {"(a < b) < c", "(compare (compare a < b) < c)"},
    {"a in b", "(compare a in b)"},
    {"a not in b", "(compare a not-in b)"},
    {"not a in b", "(not (compare a in b))"},
    {"a is b", "(compare a is b)"},
    {"a is not b", "(compare a is-not b)"},
    {"a is not None", "(compare a is-not None)"},
    {"a in b in c", "(compare a in b in c)"},
    {"a + b < c * d", "(compare (+ a b) < (* c d))"},
    {"a == b and c == d", "(and (compare a == b) (compare c == d))"},
    {"a if b else c", "(if b a c)"},
    {"a if b else c if d else e", "(if b a (if d c e))"},
    {"(a if b else c) if d else e", "(if d (if b a c) e)"},
    {"a if b or c else d and e", "(if (or b c) a (and d e))"},
    {"not a if b else c", "(if b (not a) c)"},
    {"-a if b else c", "(if b (neg a) c)"},
    {"f()", "(call f)"},
    {"f(a, b)", "(call f a b)"},
    {"f(a, b=1)", "(call f a b=1)"},
    {"f(a=b if c else d)", "(call f a=(if c b d))"},
    {"f(a)(b)", "(call (call f a) b)"},
    {"f(a)[b].c(d)", "(call (. (index (call f a) b) c) d)"},
    {"a.b.c", "(. (. a b) c)"},
    {"a[b][c]", "(index (index a b) c)"},
    {"a[-1]", "(index a (neg 1))"},
    {"a[b + 1]", "(index a (+ b 1))"},
    {"[]", "(list)"},
    {"[a]", "(list a)"},
    {"[a, b]", "(list a b)"},
    {"[a, b,]", "(list a b)"},
    {"[[a], [b, c]]", "(list (list a) (list b c))"},
    {"()", "(tuple)"},
    {"(a,)", "(tuple a)"},
    {"(a, b)", "(tuple a b)"},
    {"(a)", "a"},
    {"((a))", "a"},
    {"(a, (b, c))", "(tuple a (tuple b c))"},
    {"[a if b else c, d]", "(list (if b a c) d)"},
    {"f([a], (b,))", "(call f (list a) (tuple b))"},
    {"a % b", "(% a b)"},
    {"a % b ** c", "(% a (** b c))"},
    {"a - -b", "(- a (neg b))"},
    {"a + (b if c else d)", "(+ a (if c b d))"},
    {"a * (b + c)", "(* a (+ b c))"},
    {"(a, b)[0]", "(index (tuple a b) 0)"},
    {"[a, b][-1]", "(index (list a b) (neg 1))"},
    {"\"x\" in a", "(compare 'x' in a)"},
    {"f(not a)", "(call f (not a))"},
    {"f(a or b, c and d)", "(call f (or a b) (and c d))"},
    {"-1", "(neg 1)"},
    {"-0.5", "(neg 0.5)"},
    {"1 - -1", "(- 1 (neg 1))"},
    {"x.append(1)", "(call (. x append) 1)"},
    {"not a.b(c)", "(not (call (. a b) c))"},
    {"a < -b", "(compare a < (neg b))"},
    {"a ** b.c", "(** a (. b c))"},
    {"a.b ** c[d]", "(** (. a b) (index c d))"},
};

TEST(Precedence, IsThatOfPython) {
  for (const Fact& fact : facts) {
    const ReadExpression read = read_expression(fact.text);
    ASSERT_NE(read.tree, nullptr) << fact.text << "\n" << read.errors;
    EXPECT_EQ(shape(*read.tree), fact.shape) << fact.text;
  }
}

TEST(Precedence, IsKeptWhenATreeIsWrittenOutAndReadAgain) {
  for (const Fact& fact : facts) {
    const std::string written = to_string(*read_expression(fact.text).tree);
    const ReadExpression again = read_expression(written);
    ASSERT_NE(again.tree, nullptr) << fact.text << " became " << written << "\n" << again.errors;
    EXPECT_EQ(shape(*again.tree), fact.shape) << fact.text << " became " << written;
  }
}

}  // namespace
}  // namespace sim::scenario
