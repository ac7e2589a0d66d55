#include "sim/scenario/token_reader.hpp"

#include <algorithm>
#include <cctype>

namespace sim::scenario {
namespace {

// What Python writes in an expression and this language does not have.
std::string_view foreign_word(std::string_view word) {
  if (word == "await") return "'await' is a step of its own, not part of an expression";
  if (word == "yield") return "generators are not part of the language";
  if (word == "for") return "comprehensions are not part of the language";
  return {};
}

std::string_view foreign_help(std::string_view word) {
  if (word == "await") return "write '- await: ...' with 'as: NAME', then use the name";
  if (word == "for") return "fill a list in a 'for' step, with .append(...)";
  return {};
}

// What a symbol of Python that this language lacks was probably meant to be.
std::string_view meant_by(std::string_view symbol) {
  if (symbol == "=") return "'==' compares; 'let' and 'set' assign";
  if (symbol == ":=") return "'let' and 'set' assign";
  if (symbol == "&") return "write 'and'";
  if (symbol == "|") return "write 'or'";
  if (symbol == "^") return "'**' is the power";
  if (symbol == "+") return "a number needs no '+' before it";
  return {};
}

bool is_foreign_symbol(std::string_view symbol) {
  return std::string_view(" & | ^ ~ << >> @ -> := ").find(" " + std::string(symbol) + " ") !=
         std::string_view::npos;
}

}  // namespace

const Token& TokenReader::peek(std::size_t ahead) const {
  return tokens_[std::min(next_ + ahead, tokens_.size() - 1)];
}

const Token& TokenReader::take() {
  const Token& token = peek();
  next_ = std::min(next_ + 1, tokens_.size());
  return token;
}

bool TokenReader::accept(std::string_view symbol) {
  if (!peek().symbol(symbol)) return false;
  take();
  return true;
}

bool TokenReader::accept_keyword(std::string_view word) {
  if (!peek().keyword(word)) return false;
  take();
  return true;
}

void TokenReader::close(std::size_t open, const std::string& opening,
                        const std::string& closing) {
  if (accept(closing)) return;
  if (peek().kind != TokenKind::end) unexpected();
  fail(input_, open, open + 1, "this '" + opening + "' is never closed",
       input_.in_flow ? std::string(split_help) : "add '" + closing + "'");
}

void TokenReader::unexpected() const {
  const Token& token = peek();
  if (token.kind == TokenKind::end) {
    fail(input_, token.begin, token.end, "the expression ends too early",
         input_.in_flow ? std::string(split_help) : "");
  }
  if (token.kind == TokenKind::keyword) unexpected_keyword(token);
  if (token.kind == TokenKind::symbol) unexpected_symbol(token);
  const std::string text(input_.text.text().substr(token.begin, token.end - token.begin));
  fail(input_, token.begin, token.end, "'" + text + "' cannot stand here", quoting_help());
}

std::string TokenReader::tuple_help() const {
  return "a tuple needs parentheses: (" + std::string(input_.text.text()) + ")";
}

std::string TokenReader::quoting_help() const {
  const std::string text(input_.text.text());
  const bool whole = tokens_.front().begin == 0 && tokens_.back().end == text.size();
  const auto is_word = [](char c) { return c == ' ' || c == '_' || c == '-' || std::isalnum(c); };
  const bool words = std::ranges::all_of(text, [&](char c) { return c > 0 && is_word(c); });
  return whole && words ? "a string needs quotes of its own: '\"" + text + "\"'" : "";
}

void TokenReader::unexpected_keyword(const Token& token) const {
  const std::string_view foreign = foreign_word(token.text);
  if (foreign.empty()) {
    fail(input_, token.begin, token.end, "'" + token.text + "' cannot stand here", quoting_help());
  }
  fail(input_, token.begin, token.end, std::string(foreign), std::string(foreign_help(token.text)));
}

void TokenReader::unexpected_symbol(const Token& token) const {
  const std::string& text = token.text;
  std::string message = "'" + text + "' cannot stand here";
  std::string help(meant_by(text));
  if (text == "{" || text == "}") {
    message = "dictionaries and sets are not part of the language";
  } else if (is_foreign_symbol(text)) {
    message = "'" + text + "' is not part of the language";
  } else if (input_.in_flow && (text == ")" || text == "]")) {
    help = split_help;
  }
  fail(input_, token.begin, token.end, message, help);
}

}  // namespace sim::scenario
