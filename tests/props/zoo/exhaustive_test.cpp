// What dynamic partial-order reduction makes of the zoo, and of programs that methods are compared
// on; small_prop_test.cpp has the programs drawn at random.

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

#include "props/zoo/classics.hpp"
#include "props/zoo/small.hpp"
#include "props/zoo/zoo.hpp"
#include "sim/sched/dpor.hpp"
#include "tests/props/zoo/search.hpp"

namespace sim::zoo {
namespace {

struct Count {
  const char* name;
  std::uint64_t traces;
  std::uint64_t failed;
};

struct EachCount : testing::TestWithParam<Count> {};

TEST_P(EachCount, IsThatOfItsTracesAndNoRunIsLikeAnother) {
  const Kept* kept = find(GetParam().name);
  ASSERT_NE(kept, nullptr);
  const Seen seen = search<DporStrategy>(kept->as(Translation::asy_to_the_end), 10'000);
  EXPECT_TRUE(seen.complete);
  EXPECT_TRUE(seen.reduced);
  EXPECT_EQ(seen.runs, GetParam().traces);
  EXPECT_EQ(seen.failed, GetParam().failed);
  EXPECT_EQ(seen.traces.size(), GetParam().traces);
  EXPECT_EQ(seen.redundant, 0U);
}

// reorder_5 (40,032 and 5,760) and stack (184,756 and 125,970) are counted by bench_exhaustive.
INSTANTIATE_TEST_SUITE_P(Zoo, EachCount,
                         testing::Values(Count{"account", 6, 2}, Count{"carter01", 4, 2},
                                         Count{"circular_buffer", 3'432, 3'304},
                                         Count{"deadlock01", 3, 1}, Count{"lazy01", 6, 2},
                                         Count{"reorder_3", 56, 12},
                                         Count{"reorder_4", 1'248, 216}, Count{"twostage", 3, 1},
                                         Count{"wronglock_3", 360, 246}),
                         [](const testing::TestParamInfo<Count>& count) {
                           return std::string(count.param.name);
                         });

void expect_traces(const Program& program, std::uint64_t traces) {
  const Seen seen = search<DporStrategy>(program, 2 * traces);
  EXPECT_TRUE(seen.complete);
  EXPECT_EQ(seen.runs, traces);
  EXPECT_EQ(seen.traces.size(), traces);
  EXPECT_EQ(seen.redundant, 0U);
}

TEST(Classics, TakeOneRunForEachTrace) {
  expect_traces(last_zero(5), 64);
  expect_traces(last_zero(10), 3'328);
  expect_traces(readers(10), 1'024);
  expect_traces(file_system(14), 2);
  expect_traces(file_system(16), 8);
  expect_traces(file_system(19), 64);
}

TEST(SmallPrograms, AreTheSameForTheSameSeed) {
  EXPECT_EQ(SmallProgram::draw(7).text(), SmallProgram::draw(7).text());
  EXPECT_NE(SmallProgram::draw(7).text(), SmallProgram::draw(8).text());
}

}  // namespace
}  // namespace sim::zoo
