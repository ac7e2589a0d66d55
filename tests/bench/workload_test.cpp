// Built once with the workloads of Fermata, and once with those of the floor.

#include "tools/bench/workload.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

#include "tools/bench/answer.hpp"

namespace sim::bench {
namespace {

struct Size {
  const char* name;
  std::uint64_t n;
  std::uint64_t k;
};

constexpr Size kSizes[] = {
    {"w1", 1, 1},   {"w1", 10, 30},  {"w1", 300, 7}, {"w2", 20, 9},    {"w3", 3, 2},
    {"w4a", 900, 0}, {"w4b", 900, 1}, {"w4b", 900, 7}, {"w5", 500, 16}, {"w5", 500, 1},
    {"w6a", 12, 9}, {"w6b", 12, 9},  {"w7a", 90, 0}, {"w7b", 90, 0},   {"w8", 40, 9},
    {"w9", 60, 0},  {"w10", 30, 0},  {"w10r", 30, 0},
};

TEST(Workload, ComesToTheAnswerThatIsWorkedOutWithoutIt) {
  for (const Size& size : kSizes) {
    const std::string name = std::string(size.name) + " " + std::to_string(size.n);
    // Each begins with nothing, as the program does that runs it alone.
    const std::optional<Work> work = do_work(size.name, size.n, size.k);
    ASSERT_TRUE(work) << name;
    EXPECT_EQ(work->check, answer(size.name, size.n, size.k)) << name;
    EXPECT_GT(work->events, 0U) << name;
  }
}

TEST(Workload, IsNotMadeUp) {
  EXPECT_FALSE(do_work("w0", 1, 1));
  EXPECT_FALSE(answer("w0", 1, 1));
}

TEST(Workload, CountsTheNodesOfATree) {
  EXPECT_EQ(tree_nodes(0), 1U);
  EXPECT_EQ(tree_nodes(1), 9U);
  EXPECT_EQ(tree_nodes(6), 299'593U);
}

}  // namespace
}  // namespace sim::bench
