#include "sim/sched/answer_tree.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace sim {
namespace {

TEST(AnswerTree, GoesThroughAllRowsCalmFirst) {
  AnswerTree tree;
  std::vector<std::vector<std::uint32_t>> rows;
  do {
    tree.begin();
    const std::uint32_t first = tree.ask(2);
    const std::uint32_t second = first == 0 ? tree.ask(3) : 9;
    rows.push_back({first, second});
  } while (tree.go_on());
  EXPECT_EQ(rows, (std::vector<std::vector<std::uint32_t>>{{0, 0}, {0, 1}, {0, 2}, {1, 9}}));
}

TEST(AnswerTree, HasOneRowWithoutQuestions) {
  AnswerTree tree;
  tree.begin();
  EXPECT_FALSE(tree.go_on());
}

}  // namespace
}  // namespace sim
