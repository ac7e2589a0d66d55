// sim/scenario/node_maker.hpp
//
// Makes the nodes of an expression's tree while its tokens are read, and sees to it that no tree
// becomes too high to walk by recursion.
//
//   const std::size_t begin = peek().begin;
//   ExprPtr left = term();
//   if (accept("+")) left = binary(begin, BinaryOp::add, std::move(left), term());
//
// Promise: a node's place reaches from `begin` to the end of the last token taken.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>

#include "sim/scenario/ast_expression.hpp"
#include "sim/scenario/token_reader.hpp"

namespace sim::scenario {

class NodeMaker : public TokenReader {
 public:
  // `nesting` is how deep the text itself stands in others, as a field of an f-string does.
  NodeMaker(const ExpressionInput& input, std::size_t begin, std::size_t end, int nesting)
      : TokenReader(input, begin, end), nesting_(nesting) {}

 protected:
  // Lives as long as one level of nesting is read. Parentheses make no node, so the height of the
  // tree alone does not bound them. Throws: SyntaxError.
  struct Nested {
    explicit Nested(NodeMaker& maker) : maker_(maker) {
      if (++maker_.nesting_ > nesting_max) {
        fail(maker_.input_, maker_.peek().begin, maker_.peek().end,
             "this expression nests too deeply", "split it into steps");
      }
    }
    Nested(const Nested&) = delete;
    Nested& operator=(const Nested&) = delete;
    ~Nested() { --maker_.nesting_; }

   private:
    NodeMaker& maker_;
  };

  // `children` is the height of the highest child. Throws: SyntaxError.
  template <typename Node>
  ExprPtr make(std::size_t begin, Node node, std::uint32_t children = 0) {
    if (children >= expression_height_max) {
      fail(input_, begin, last_end(), "this expression has more than 200 levels",
           "split it into steps");
    }
    auto expr = std::make_unique<Expr>();
    expr->place = input_.text.place(begin, last_end());
    expr->node = std::move(node);
    expr->height = children + 1;
    return expr;
  }

  ExprPtr binary(std::size_t begin, BinaryOp op, ExprPtr left, ExprPtr right) {
    const std::uint32_t height = std::max(height_of(left), height_of(right));
    return make(begin, Binary{op, std::move(left), std::move(right)}, height);
  }

  [[nodiscard]] static std::uint32_t height_of(const ExprPtr& child) {
    return child ? child->height : 0;
  }
  [[nodiscard]] int nesting() const { return nesting_; }

 private:
  static constexpr int nesting_max = 200;

  int nesting_;
};

}  // namespace sim::scenario
