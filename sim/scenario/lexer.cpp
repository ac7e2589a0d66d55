#include "sim/scenario/lexer.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "sim/scenario/escape.hpp"
#include "sim/scenario/number.hpp"

namespace sim::scenario {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

constexpr auto keywords = std::to_array<std::string_view>(
    {"False", "None",     "True",  "and",    "as",   "assert", "async",  "await",    "break",
     "class", "continue", "def",   "del",    "elif", "else",   "except", "finally",  "for",
     "from",  "global",   "if",    "import", "in",   "is",     "lambda", "nonlocal", "not",
     "or",    "pass",     "raise", "return", "try",  "while",  "with",   "yield"});

// Longest first. Those after "=" are Python's but not ours; the parser says so.
constexpr auto symbols = std::to_array<std::string_view>(
    {"**", "//", "==", "!=", "<=", ">=", ":=", "<<", ">>", "->", "+", "-", "*", "/", "%", "<",
     ">",  "(",  ")",  "[",  "]",  "{",  "}",  ",",  ".",  ":",  "=", "&", "|", "^", "~", "@"});

class Lexer {
 public:
  Lexer(const ExpressionInput& input, std::size_t begin, std::size_t end)
      : input_(input), text_(input.text.text().substr(0, end)), at_(begin) {}

  std::vector<Token> run() {
    std::vector<Token> tokens;
    do {
      while (at_ < text_.size() && is_space(text_[at_])) ++at_;
      tokens.push_back(next());
      at_ = tokens.back().end;
    } while (tokens.back().kind != TokenKind::end);
    return tokens;
  }

 private:
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }

  Token next() {
    const char c = peek();
    if (at_ >= text_.size()) return {TokenKind::end, at_, at_, {}};
    if (is_digit(c) || (c == '.' && is_digit(peek(1)))) return number();
    if (c == '"' || c == '\'') return string(0, "");
    if (is_letter(c)) return word();
    for (const std::string_view symbol : symbols) {
      if (text_.substr(at_).starts_with(symbol)) {
        return {TokenKind::symbol, at_, at_ + symbol.size(), std::string(symbol)};
      }
    }
    unknown_character();
  }

  Token number() {
    const NumberText number = read_number(text_.substr(at_));
    const std::size_t end = at_ + number.length;
    if (!number.error.empty()) fail(input_, at_, end, number.error, number.help);
    Token token{number.is_real ? TokenKind::real : TokenKind::integer, at_, end, {}};
    token.integer = number.integer;
    token.real = number.real;
    return token;
  }

  Token word() {
    std::size_t length = 0;
    while (is_letter(peek(length)) || is_digit(peek(length))) ++length;
    const std::string_view word = text_.substr(at_, length);
    if (peek(length) == '"' || peek(length) == '\'') return string(length, word);
    const TokenKind kind = is_keyword(word) ? TokenKind::keyword : TokenKind::name;
    return {kind, at_, at_ + length, std::string(word)};
  }

  // A string literal whose quote stands `prefix` bytes further on.
  Token string(std::size_t prefix, std::string_view letters) {
    std::string kind(letters);
    for (char& letter : kind) letter = letter == 'F' ? 'f' : letter == 'R' ? 'r' : letter;
    const bool formatted = kind == "f" || kind == "fr" || kind == "rf";
    const bool raw = kind == "r" || kind == "fr" || kind == "rf";
    if (!kind.empty() && !formatted && !raw) {
      fail(input_, at_, at_ + prefix, "a string cannot start with " + std::string(letters),
           "the prefixes are f and r");
    }
    const std::size_t open = at_ + prefix;
    const std::size_t close = closing_quote(open);
    Token token{formatted ? TokenKind::fstring : TokenKind::string, at_, close + 1, {}};
    token.body_begin = open + 1;
    token.body_end = close;
    token.raw = raw;
    if (formatted) return token;
    if (raw) {
      token.text = text_.substr(open + 1, close - open - 1);
    } else {
      token.text = unescape(input_, open + 1, close);
    }
    return token;
  }

  std::size_t closing_quote(std::size_t open) const {
    const char quote = text_[open];
    if (text_.substr(open, 3) == std::string(3, quote)) {
      fail(input_, open, open + 3, "strings in three quotes are not part of the language",
           "one quote is enough, and '\\n' is a line break");
    }
    std::size_t at = open + 1;
    while (at < text_.size() && text_[at] != quote && text_[at] != '\n') {
      at += text_[at] == '\\' ? 2 : 1;
    }
    if (at >= text_.size() || text_[at] != quote) unterminated(open);
    return at;
  }

  [[noreturn]] void unterminated(std::size_t open) const {
    const std::string quote(1, text_[open]);
    std::string help = "add the closing " + quote;
    if (input_.in_flow)
      help = "inside [ ] and { } YAML splits at every comma: quote the whole item";
    fail(input_, open, text_.size(), "this string is never closed", help);
  }

  [[noreturn]] void unknown_character() const {
    const std::size_t length = std::max<std::size_t>(1, utf8_length(text_.substr(at_)));
    const std::string character(text_.substr(at_, length));
    std::string help;
    if (character == "\u201C" || character == "\u201D") help = "write the straight quote \"";
    if (character == "\u2018" || character == "\u2019") help = "write the straight quote '";
    if (character == "!") help = "write 'not' for not, '!=' for unequal";
    if (character == "#") help = "a comment may stand after the whole value only";
    fail(input_, at_, at_ + length, "'" + character + "' has no meaning in an expression", help);
  }

  const ExpressionInput& input_;
  std::string_view text_;
  std::size_t at_;
};

}  // namespace

std::vector<Token> tokenize(const ExpressionInput& input, std::size_t begin, std::size_t end) {
  return Lexer(input, begin, end).run();
}

bool is_keyword(std::string_view text) {
  return std::ranges::find(keywords, text) != keywords.end();
}

bool is_name(std::string_view text) {
  if (text.empty() || is_digit(text.front()) || is_keyword(text)) return false;
  return std::ranges::all_of(text, [](char c) { return is_letter(c) || is_digit(c); });
}

}  // namespace sim::scenario
