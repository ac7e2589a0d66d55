// sim/scenario/lexer.hpp
//
// Cuts the text of an expression into Python's tokens, as far as the language has them.
//
//   ExpressionInput input{text, found, "main(), step 2"};
//   std::vector<Token> tokens = tokenize(input, 0, text.text().size());
//
// Promise: the last token is `end`. Anything that is no token is reported to input.found and ends
// in SyntaxError, which never leaves expression.cpp.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/expression_input.hpp"

namespace sim::scenario {

enum class TokenKind : std::uint8_t { end, integer, real, string, fstring, name, keyword, symbol };

struct Token {
  TokenKind kind = TokenKind::end;
  std::size_t begin = 0;  // bytes of the input's text
  std::size_t end = 0;
  std::string text;           // name, keyword, symbol: as written; string: its value
  std::uint64_t integer = 0;  // at most 2^63: only a negated one may be that
  double real = 0.0;
  std::size_t body_begin = 0;  // fstring: between the quotes
  std::size_t body_end = 0;
  bool raw = false;  // fstring: r"", no escapes

  [[nodiscard]] bool is(TokenKind wanted, std::string_view word) const {
    return kind == wanted && text == word;
  }
  [[nodiscard]] bool symbol(std::string_view word) const { return is(TokenKind::symbol, word); }
  [[nodiscard]] bool keyword(std::string_view word) const { return is(TokenKind::keyword, word); }
};

// Requires: begin <= end <= input.text.text().size(). Throws: SyntaxError.
[[nodiscard]] std::vector<Token> tokenize(const ExpressionInput& input, std::size_t begin,
                                          std::size_t end);

// A name as Python has it, in ASCII, and none of Python's keywords.
[[nodiscard]] bool is_name(std::string_view text);
// One of Python's keywords, those that this language has no use for included.
[[nodiscard]] bool is_keyword(std::string_view text);

}  // namespace sim::scenario
