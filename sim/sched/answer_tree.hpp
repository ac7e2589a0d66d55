// sim/sched/answer_tree.hpp
//
// An AnswerTree goes through all the ways to answer a row of questions, one row after the other,
// where what is asked may depend on the answers before.
//
//   do {
//     tree.begin();
//     ... tree.ask(arity) ...              // as often as there are questions
//   } while (tree.go_on());
//
// Depth first, the calm answers first: the last question of a row is the first to be answered
// otherwise.

#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sim {

class AnswerTree {
 public:
  void begin() noexcept { depth_ = 0; }

  [[nodiscard]] std::uint32_t ask(std::uint32_t arity) {
    if (depth_ == row_.size()) row_.push_back({0, arity});
    return row_[depth_++].answer;
  }

  // To the next row. Returns false if there is none.
  bool go_on() {
    row_.resize(depth_);
    while (!row_.empty() && row_.back().answer + 1 >= row_.back().arity) row_.pop_back();
    if (row_.empty()) return false;
    ++row_.back().answer;
    return true;
  }

 private:
  struct Question {
    std::uint32_t answer;
    std::uint32_t arity;
  };

  std::vector<Question> row_;
  std::size_t depth_ = 0;
};

}  // namespace sim
