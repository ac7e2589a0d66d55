#include "sim/scenario/fstring.hpp"

#include <string_view>
#include <utility>

#include "sim/scenario/escape.hpp"

namespace sim::scenario {
namespace {

class Splitter {
 public:
  Splitter(const ExpressionInput& input, std::size_t begin, std::size_t end, Escapes escapes)
      : input_(input), text_(input.text.text().substr(0, end)), at_(begin), escapes_(escapes) {}

  std::vector<FPiece> run() {
    while (at_ < text_.size()) {
      if (peek() == '{' && peek(1) != '{') {
        field();
      } else {
        stretch();
      }
    }
    return std::move(pieces_);
  }

 private:
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }

  [[nodiscard]] std::string plain(std::size_t begin, std::size_t end) const {
    if (escapes_ == Escapes::python) return unescape(input_, begin, end);
    return std::string(text_.substr(begin, end - begin));
  }

  void stretch() {
    const std::size_t begin = at_;
    if (peek() == '{' || peek() == '}') return brace();
    while (at_ < text_.size() && peek() != '{' && peek() != '}') {
      const bool pair = peek() == '\\' && escapes_ == Escapes::python;
      at_ += pair && peek(1) != '{' && peek(1) != '}' && at_ + 1 < text_.size() ? 2 : 1;
    }
    append(plain(begin, at_));
  }

  // {{ or }}
  void brace() {
    if (peek(1) != peek()) {
      fail(input_, at_, at_ + 1, "a '}' that closes nothing",
           "write '}}' for the character itself");
    }
    append(std::string(1, peek()));
    at_ += 2;
  }

  void append(std::string text) {
    if (pieces_.empty() || pieces_.back().is_field) pieces_.emplace_back();
    pieces_.back().text += text;
  }

  void field() {
    open_ = at_++;
    FPiece piece;
    piece.is_field = true;
    piece.begin = at_;
    skip_expression();
    piece.end = at_;
    if (text_.substr(piece.begin, at_ - piece.begin).find_first_not_of(" \t\n\r") ==
        std::string_view::npos) {
      fail(input_, open_, at_ + 1, "there is no expression between '{' and '}'",
           "write '{{' and '}}' for the characters themselves");
    }
    const bool shows_itself = self_documenting(piece);
    if (peek() == '!') conversion(piece);
    if (peek() == ':') format_spec(piece);
    if (peek() != '}') unclosed();
    ++at_;
    if (shows_itself && piece.conversion == 0 && piece.format_spec.empty()) piece.conversion = 'r';
    pieces_.push_back(std::move(piece));
  }

  // {x=}: the text "x=" is printed, too, blanks and all.
  bool self_documenting(FPiece& piece) {
    const std::string_view expression = text_.substr(piece.begin, piece.end - piece.begin);
    const std::size_t last = expression.find_last_not_of(" \t\n\r");
    if (last == 0 || expression[last] != '=') return false;
    if (std::string_view("=!<>").find(expression[last - 1]) != std::string_view::npos) return false;
    append(std::string(expression));
    piece.end = piece.begin + last;
    return true;
  }

  // Moves to the '}', '!' or ':' that ends the expression.
  void skip_expression() {
    std::string open;
    while (at_ < text_.size()) {
      const char c = peek();
      if (c == '\\') no_backslash();
      if (c == '"' || c == '\'') {
        skip_string();
        continue;
      }
      const bool comparison = c == '!' && peek(1) == '=';
      if (open.empty() && (c == '}' || c == ':' || (c == '!' && !comparison))) return;
      if (c == '(' || c == '[' || c == '{') open.push_back(c);
      if ((c == ')' || c == ']' || c == '}') && !open.empty()) open.pop_back();
      at_ += comparison ? 2 : 1;
    }
    unclosed();
  }

  void skip_string() {
    const char quote = peek();
    const std::size_t begin = at_++;
    while (at_ < text_.size() && peek() != quote) {
      if (peek() == '\\') no_backslash();
      ++at_;
    }
    if (at_ >= text_.size()) {
      fail(input_, begin, text_.size(), "this string is never closed",
           std::string("add the closing ") + quote);
    }
    ++at_;
  }

  void conversion(FPiece& piece) {
    piece.conversion = peek(1);
    const bool known = piece.conversion == 'r' || piece.conversion == 's';
    if (!known || (peek(2) != ':' && peek(2) != '}')) {
      fail(input_, at_, at_ + 2, "a conversion is !r or !s");
    }
    at_ += 2;
  }

  void format_spec(FPiece& piece) {
    const std::size_t begin = ++at_;
    while (at_ < text_.size() && peek() != '}') {
      if (peek() == '{') {
        fail(input_, at_, at_ + 1, "a field inside a format is not part of the language",
             "write the width as a number, {x:>8}");
      }
      ++at_;
    }
    if (at_ >= text_.size()) unclosed();
    piece.format_spec = plain(begin, at_);
  }

  [[noreturn]] void no_backslash() const {
    fail(input_, at_, at_ + 1, "a backslash cannot stand between '{' and '}'",
         "bind the string to a name first, with 'let'");
  }

  [[noreturn]] void unclosed() const {
    fail(input_, open_, open_ + 1, "this '{' is never closed",
         "add '}', or write '{{' for the character itself");
  }

  const ExpressionInput& input_;
  std::string_view text_;
  std::size_t at_;
  std::size_t open_ = 0;  // of the field being read
  Escapes escapes_;
  std::vector<FPiece> pieces_;
};

}  // namespace

std::vector<FPiece> split_fstring(const ExpressionInput& input, std::size_t begin, std::size_t end,
                                  Escapes escapes) {
  return Splitter(input, begin, end, escapes).run();
}

void append(FString& formatted, FPart part) {
  if (!part.value && part.text.empty()) return;
  if (!part.value && !formatted.parts.empty() && !formatted.parts.back().value) {
    formatted.parts.back().text += part.text;
  } else {
    formatted.parts.push_back(std::move(part));
  }
}

}  // namespace sim::scenario
