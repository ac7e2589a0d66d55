// The whole of it: what leaks elsewhere (tests/explore/planted_leaks.hpp) does not leak into the
// runs of a program that links fermata::interpose.

#include <gtest/gtest.h>

#include <string_view>

#include "sim/explore/determinism.hpp"
#include "tests/explore/planted_leaks.hpp"

namespace sim {
namespace {

TEST(Interpose, AnswersWhatWouldLeakFromClocksAndRandomBytes) {
  int answered = 0;
  for (const test::Leak& leak : test::leaks()) {
    if (leak.name != "Clock" && leak.name != "RandomDevice") continue;
    const Determinism found = check_determinism(leak.program());
    EXPECT_TRUE(found.same) << leak.name << "\n" << found.report;
    ++answered;
  }
  EXPECT_EQ(answered, 2);
}

TEST(Interpose, LeavesTheRestToTheCheck) {
  for (const test::Leak& leak : test::leaks()) {
    if (leak.name != "Process" && leak.name != "Static") continue;
    EXPECT_FALSE(check_determinism(leak.program(), {.schedules = 1}).same) << leak.name;
  }
}

}  // namespace
}  // namespace sim
