#include "tools/cli/parallel.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace sim::cli {
namespace {

TEST(InOrder, TakesResultsInOrderHoweverManyWork) {
  for (const unsigned jobs : {1U, 3U, 16U}) {
    std::string seen;
    in_order(
        10, jobs, [](std::size_t i) { return std::to_string(i); },
        [&](std::size_t, std::string&& result) {
          seen += result;
          return true;
        });
    EXPECT_EQ(seen, "0123456789") << jobs;
  }
}

TEST(InOrder, StopsWhenItIsTold) {
  std::size_t taken = 0;
  in_order(
      1000, 4, [](std::size_t i) { return i; },
      [&](std::size_t i, std::size_t&&) {
        ++taken;
        return i < 5;
      });
  EXPECT_EQ(taken, 6U);
}

TEST(InOrder, DoesNothingWithNothing) {
  in_order(
      0, 4, [](std::size_t i) { return i; },
      [](std::size_t, std::size_t&&) {
        ADD_FAILURE();
        return true;
      });
}

TEST(InOrder, HandsOnWhatAWorkerThrows) {
  std::size_t taken = 0;
  const auto work = [](std::size_t i) {
    if (i == 3) throw std::runtime_error("three");
    return i;
  };
  EXPECT_THROW(in_order(8, 4, work, [&](std::size_t, std::size_t&&) { return ++taken != 0; }),
               std::runtime_error);
  EXPECT_EQ(taken, 3U);
}

}  // namespace
}  // namespace sim::cli
