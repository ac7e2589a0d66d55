#include "sim/scenario/expression.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <string>
#include <string_view>
#include <utility>

#include "sim/scenario/fstring.hpp"
#include "sim/scenario/lexer.hpp"
#include "sim/scenario/node_maker.hpp"

namespace sim::scenario {
namespace {

constexpr auto comparisons = std::to_array<std::pair<std::string_view, CompareOp>>(
    {{"==", CompareOp::equal}, {"!=", CompareOp::not_equal},     {"<=", CompareOp::less_equal},
     {"<", CompareOp::less},   {">=", CompareOp::greater_equal}, {">", CompareOp::greater}});

constexpr auto products =
    std::to_array<std::pair<std::string_view, BinaryOp>>({{"*", BinaryOp::multiply},
                                                          {"/", BinaryOp::divide},
                                                          {"//", BinaryOp::floor_divide},
                                                          {"%", BinaryOp::modulo}});

class Parser : private NodeMaker {
 public:
  Parser(const ExpressionInput& input, std::size_t begin, std::size_t end, int nesting)
      : NodeMaker(input, begin, end, nesting) {}

  ExprPtr whole() {
    if (peek().kind == TokenKind::end) {
      fail(input_, peek().begin, peek().end, "an expression is missing");
    }
    ExprPtr value = expression();
    if (peek().symbol(",")) {
      fail(input_, peek().begin, peek().end, "one expression only", tuple_help());
    }
    if (peek().kind != TokenKind::end) unexpected();
    return value;
  }

 private:
  using Level = ExprPtr (Parser::*)();

  // ---- the levels of precedence, loosest first

  ExprPtr expression() {
    const Nested nested(*this);
    const std::size_t begin = peek().begin;
    if (accept_keyword("lambda")) return lambda(begin);
    ExprPtr value = disjunction();
    if (!accept_keyword("if")) return value;
    ExprPtr condition = disjunction();
    if (!accept_keyword("else")) {
      fail(input_, begin, last_end(), "'if' in an expression needs its 'else'",
           "write A if CONDITION else B");
    }
    ExprPtr otherwise = expression();
    const std::uint32_t height =
        std::max({height_of(value), height_of(condition), height_of(otherwise)});
    return make(begin, Conditional{std::move(value), std::move(condition), std::move(otherwise)},
                height);
  }

  ExprPtr lambda(std::size_t begin) {
    if (!accept(":")) {
      fail(input_, peek().begin, peek().end, "a lambda takes no parameters", "write lambda: EXPR");
    }
    ExprPtr body = expression();
    const std::uint32_t height = height_of(body);
    return make(begin, Lambda{std::move(body), {}}, height);
  }

  ExprPtr disjunction() { return logical("or", LogicalOp::logical_or, &Parser::conjunction); }
  ExprPtr conjunction() { return logical("and", LogicalOp::logical_and, &Parser::inversion); }

  ExprPtr logical(std::string_view word, LogicalOp op, Level operand) {
    const std::size_t begin = peek().begin;
    ExprPtr left = (this->*operand)();
    while (accept_keyword(word)) {
      ExprPtr right = (this->*operand)();
      const std::uint32_t height = std::max(height_of(left), height_of(right));
      left = make(begin, Logical{op, std::move(left), std::move(right)}, height);
    }
    return left;
  }

  ExprPtr inversion() {
    const Nested nested(*this);
    const std::size_t begin = peek().begin;
    if (!accept_keyword("not")) return comparison();
    ExprPtr operand = inversion();
    const std::uint32_t height = height_of(operand);
    return make(begin, Unary{UnaryOp::logical_not, std::move(operand)}, height);
  }

  bool accept_comparison(CompareOp& op) {
    for (const auto& [symbol, meaning] : comparisons) {
      if (accept(symbol)) return op = meaning, true;
    }
    if (accept_keyword("in")) return op = CompareOp::in, true;
    if (accept_keyword("is")) {
      op = accept_keyword("not") ? CompareOp::is_not : CompareOp::is;
      return true;
    }
    if (!peek().keyword("not") || !peek(1).keyword("in")) return false;
    take();
    take();
    op = CompareOp::not_in;
    return true;
  }

  ExprPtr comparison() {
    const std::size_t begin = peek().begin;
    ExprPtr first = sum();
    std::uint32_t height = height_of(first);
    Compare compare;
    CompareOp op{};
    while (accept_comparison(op)) {
      ExprPtr operand = sum();
      height = std::max(height, height_of(operand));
      compare.rest.emplace_back(op, std::move(operand));
    }
    if (compare.rest.empty()) return first;
    compare.first = std::move(first);
    return make(begin, std::move(compare), height);
  }

  ExprPtr sum() {
    const std::size_t begin = peek().begin;
    ExprPtr left = term();
    while (peek().symbol("+") || peek().symbol("-")) {
      const BinaryOp op = take().text == "+" ? BinaryOp::add : BinaryOp::subtract;
      left = binary(begin, op, std::move(left), term());
    }
    return left;
  }

  ExprPtr term() {
    const std::size_t begin = peek().begin;
    ExprPtr left = factor();
    while (true) {
      const auto op = std::ranges::find_if(
          products, [&](const auto& product) { return peek().symbol(product.first); });
      if (op == products.end()) return left;
      take();
      left = binary(begin, op->second, std::move(left), factor());
    }
  }

  ExprPtr factor() {
    const Nested nested(*this);
    const std::size_t begin = peek().begin;
    if (!accept("-")) return power();
    if (is_least_integer()) {
      take();
      return make(begin, Literal{std::numeric_limits<std::int64_t>::min()});
    }
    ExprPtr operand = factor();
    const std::uint32_t height = height_of(operand);
    return make(begin, Unary{UnaryOp::negate, std::move(operand)}, height);
  }

  // 2^63 is no number of ours, but -2^63 is.
  [[nodiscard]] bool is_least_integer() const {
    return peek().kind == TokenKind::integer && !fits(peek()) && !peek(1).symbol("**");
  }
  [[nodiscard]] static bool fits(const Token& token) {
    return token.integer <= std::uint64_t{std::numeric_limits<std::int64_t>::max()};
  }

  // ** binds tighter than a minus on its left and looser than one on its right.
  ExprPtr power() {
    const std::size_t begin = peek().begin;
    ExprPtr base = primary();
    if (!accept("**")) return base;
    return binary(begin, BinaryOp::power, std::move(base), factor());
  }

  ExprPtr primary() {
    const std::size_t begin = peek().begin;
    ExprPtr value = atom();
    while (true) {
      const std::uint32_t height = height_of(value);
      if (accept("(")) {
        value = call(begin, std::move(value));
      } else if (accept("[")) {
        value = index(begin, std::move(value));
      } else if (accept(".")) {
        const Token& name = take();
        if (name.kind != TokenKind::name) {
          fail(input_, name.begin, name.end, "a name is missing after '.'");
        }
        const Place place = input_.text.place(name.begin, name.end);
        value = make(begin, Attribute{std::move(value), name.text, place}, height);
      } else {
        return value;
      }
    }
  }

  ExprPtr index(std::size_t begin, ExprPtr object) {
    const std::size_t open = last_end() - 1;
    ExprPtr at = peek().symbol(":") ? nullptr : expression();
    if (peek().symbol(":")) {
      fail(input_, peek().begin, peek().end, "slices are not part of the language");
    }
    if (peek().symbol(",")) unexpected();
    close(open, "[", "]");
    const std::uint32_t height = std::max(height_of(object), height_of(at));
    return make(begin, Index{std::move(object), std::move(at)}, height);
  }

  ExprPtr call(std::size_t begin, ExprPtr callee) {
    const std::size_t open = last_end() - 1;
    std::uint32_t height = height_of(callee);
    Call call;
    call.callee = std::move(callee);
    while (!peek().symbol(")") && peek().kind != TokenKind::end) {
      height = std::max(height, argument(call));
      if (!accept(",")) break;
    }
    close(open, "(", ")");
    return make(begin, std::move(call), height);
  }

  std::uint32_t argument(Call& call) {
    if (peek().kind == TokenKind::name && peek(1).symbol("=")) {
      const Token& name = take();
      take();
      const auto same = [&](const Keyword& keyword) { return keyword.name == name.text; };
      if (std::ranges::any_of(call.keywords, same)) {
        const std::string what = input_.head ? "parameter" : "argument";
        fail(input_, name.begin, name.end, "the " + what + " '" + name.text + "' is given twice");
      }
      const Place place = input_.text.place(name.begin, name.end);
      call.keywords.push_back({name.text, place, expression()});
      return height_of(call.keywords.back().value);
    }
    const Token first = peek();
    if (first.symbol("*") || first.symbol("**")) {
      fail(input_, first.begin, first.end, "arguments cannot be unpacked with '" + first.text + "'",
           "the steps 'gather' and 'wait' take a list as it is");
    }
    ExprPtr value = expression();
    if (!call.keywords.empty()) {
      fail(input_, first.begin, last_end(),
           input_.head ? "a parameter without a default follows one with a default"
                       : "an argument without a name follows one with a name");
    }
    call.args.push_back(std::move(value));
    return height_of(call.args.back());
  }

  // ---- atoms

  ExprPtr atom() {
    const Token& token = peek();
    switch (token.kind) {
      case TokenKind::integer:
        return integer();
      case TokenKind::real:
        take();
        return make(token.begin, Literal{token.real});
      case TokenKind::string:
      case TokenKind::fstring:
        return strings();
      case TokenKind::name:
        take();
        return make(token.begin, Name{token.text, {}});
      case TokenKind::keyword:
        return constant();
      case TokenKind::symbol:
        break;
      case TokenKind::end:
        unexpected();
    }
    if (token.symbol("(")) return parenthesised();
    if (token.symbol("[")) return list();
    unexpected();
  }

  ExprPtr integer() {
    const Token& token = take();
    if (!fits(token)) {
      fail(input_, token.begin, token.end, "this number does not fit into 64 bits",
           "integers reach from -9223372036854775808 to 9223372036854775807");
    }
    return make(token.begin, Literal{static_cast<std::int64_t>(token.integer)});
  }

  ExprPtr constant() {
    const Token& token = peek();
    Literal literal;
    if (token.text == "True" || token.text == "False") {
      literal.value = token.text == "True";
    } else if (token.text != "None") {
      unexpected();
    }
    take();
    return make(token.begin, std::move(literal));
  }

  // Strings side by side are one string; an f-string among them makes all of it one.
  ExprPtr strings() {
    const std::size_t begin = peek().begin;
    FString joined;
    bool formatted = false;
    std::uint32_t height = 0;
    while (peek().kind == TokenKind::string || peek().kind == TokenKind::fstring) {
      const Token& token = take();
      if (token.kind == TokenKind::string) {
        append(joined, {token.text, nullptr, 0, {}});
        continue;
      }
      formatted = true;
      const Escapes escapes = token.raw ? Escapes::none : Escapes::python;
      FString part = formatted_parts(token.body_begin, token.body_end, escapes);
      for (FPart& piece : part.parts) {
        height = std::max(height, height_of(piece.value));
        append(joined, std::move(piece));
      }
    }
    if (formatted) return make(begin, std::move(joined), height);
    std::string text = joined.parts.empty() ? "" : std::move(joined.parts.front().text);
    return make(begin, Literal{std::move(text)});
  }

 public:
  static FString formatted_parts(const ExpressionInput& input, std::size_t begin, std::size_t end,
                                 Escapes escapes, int nesting) {
    FString formatted;
    for (FPiece& piece : split_fstring(input, begin, end, escapes)) {
      FPart part{std::move(piece.text), nullptr, piece.conversion, std::move(piece.format_spec)};
      if (piece.is_field) part.value = Parser(input, piece.begin, piece.end, nesting).whole();
      append(formatted, std::move(part));
    }
    return formatted;
  }

 private:
  FString formatted_parts(std::size_t begin, std::size_t end, Escapes escapes) {
    const Nested nested(*this);
    return formatted_parts(input_, begin, end, escapes, nesting());
  }

  // (a) is a, (a,) and () are tuples.
  ExprPtr parenthesised() {
    const std::size_t open = take().begin;
    std::uint32_t height = 0;
    std::vector<ExprPtr> items = items_until(")", height);
    const bool single = items.size() == 1 && !last().symbol(",");
    close(open, "(", ")");
    if (single) return std::move(items.front());
    return make(open, TupleExpr{std::move(items)}, height);
  }

  ExprPtr list() {
    const std::size_t open = take().begin;
    std::uint32_t height = 0;
    std::vector<ExprPtr> items = items_until("]", height);
    close(open, "[", "]");
    return make(open, ListExpr{std::move(items)}, height);
  }

  std::vector<ExprPtr> items_until(std::string_view closing, std::uint32_t& height) {
    std::vector<ExprPtr> items;
    while (!peek().symbol(closing) && peek().kind != TokenKind::end) {
      items.push_back(expression());
      height = std::max(height, height_of(items.back()));
      if (!accept(",")) break;
    }
    return items;
  }
};

}  // namespace

ExprPtr parse_expression(const ExpressionInput& input) {
  try {
    return Parser(input, 0, input.text.text().size(), 0).whole();
  } catch (const SyntaxError&) {
    return nullptr;
  }
}

std::optional<FString> parse_fstring(const ExpressionInput& input) {
  try {
    const std::size_t size = input.text.text().size();
    return Parser::formatted_parts(input, 0, size, Escapes::python, 0);
  } catch (const SyntaxError&) {
    return std::nullopt;
  }
}

}  // namespace sim::scenario
