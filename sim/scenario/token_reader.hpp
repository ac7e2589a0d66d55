// sim/scenario/token_reader.hpp
//
// The tokens of an expression, one after another, and what to say about one that cannot stand
// there.
//
//   if (accept("(")) ...            // takes the next token if it is that symbol
//   if (!accept(")")) unexpected();
//
// Promise: reading past the last token, `end`, gives that token again.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/expression_input.hpp"
#include "sim/scenario/lexer.hpp"

namespace sim::scenario {

// `- gather: [f(1, 2)]` is a list of two halves.
inline constexpr std::string_view split_help =
    "inside [ ] and { } YAML splits at every comma: quote the whole item";

class TokenReader {
 public:
  // Throws: SyntaxError.
  TokenReader(const ExpressionInput& input, std::size_t begin, std::size_t end)
      : input_(input), tokens_(tokenize(input, begin, end)) {}

 protected:
  [[nodiscard]] const Token& peek(std::size_t ahead = 0) const;
  const Token& take();
  bool accept(std::string_view symbol);
  bool accept_keyword(std::string_view word);
  // Requires: a token was taken.
  [[nodiscard]] const Token& last() const { return tokens_[next_ - 1]; }
  [[nodiscard]] std::size_t last_end() const { return last().end; }

  // Takes what closes the bracket at `open`. Throws: SyntaxError.
  void close(std::size_t open, const std::string& opening, const std::string& closing);

  // The next token cannot stand here. Throws: SyntaxError.
  [[noreturn]] void unexpected() const;
  [[nodiscard]] std::string tuple_help() const;

  const ExpressionInput& input_;

 private:
  [[nodiscard]] std::string quoting_help() const;
  [[noreturn]] void unexpected_keyword(const Token& token) const;
  [[noreturn]] void unexpected_symbol(const Token& token) const;

  std::vector<Token> tokens_;
  std::size_t next_ = 0;
};

}  // namespace sim::scenario
