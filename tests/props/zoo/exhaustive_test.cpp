// What dynamic partial-order reduction makes of the zoo, of programs that methods are compared on,
// and of programs drawn at random.

#include <gtest/gtest.h>

#include <cstdint>
#include <set>
#include <string>
#include <type_traits>

#include "props/zoo/classics.hpp"
#include "props/zoo/small.hpp"
#include "props/zoo/zoo.hpp"
#include "sim/explore/trace_hash.hpp"
#include "sim/sched/dfs.hpp"
#include "sim/sched/dpor.hpp"

namespace sim::zoo {
namespace {

struct Seen {
  std::uint64_t runs = 0;
  std::uint64_t failed = 0;
  std::uint64_t redundant = 0;
  bool complete = false;
  bool reduced = false;
  std::set<std::uint64_t> traces{};
  std::set<std::string> endings{};
};

template <class Method>
Seen search(const Program& program, std::uint64_t runs_max) {
  Seen seen;
  Method method;
  TraceHash hash;
  Loop loop;
  while (!method.exhausted() && seen.runs < runs_max) {
    method.begin_run(0);
    hash.begin_run(method);
    loop.set_chooser(&hash);
    const Ending ending = program(loop);
    method.end_run(ending.ok());
    loop.reset();
    ++seen.runs;
    seen.failed += ending.ok() ? 0 : 1;
    seen.traces.insert(hash.value());
    seen.endings.insert(std::string(name_of(ending.kind)) + " " + ending.what);
  }
  seen.complete = method.complete();
  if constexpr (std::is_same_v<Method, DporStrategy>) {
    seen.redundant = method.redundant();
    seen.reduced = method.reduces();
  }
  return seen;
}

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

TEST(SmallPrograms, HaveTheSameEndingsUnderDporAsUnderDfs) {
  int compared = 0;
  for (std::uint64_t seed = 0; seed < 250; ++seed) {
    const SmallProgram program = SmallProgram::draw(seed, 5);
    const Seen all = search<DfsStrategy>(program, 1'000);
    if (!all.complete) continue;
    const Seen some = search<DporStrategy>(program, 10'000);
    EXPECT_EQ(some.endings, all.endings) << program.text();
    EXPECT_TRUE(some.complete) << program.text();
    ++compared;
  }
  EXPECT_GT(compared, 150);
}

TEST(SmallPrograms, HaveAsynciosOwnEndingAmongThem) {
  for (std::uint64_t seed = 1'000; seed < 1'200; ++seed) {
    const SmallProgram program = SmallProgram::draw(seed, 5);
    Loop loop;
    const Ending calm = program(loop);
    const Seen some = search<DporStrategy>(program, 2'000);
    if (!some.complete) continue;
    EXPECT_TRUE(some.endings.contains(std::string(name_of(calm.kind)) + " " + calm.what))
        << program.text();
  }
}

TEST(SmallPrograms, AreTheSameForTheSameSeed) {
  EXPECT_EQ(SmallProgram::draw(7).text(), SmallProgram::draw(7).text());
  EXPECT_NE(SmallProgram::draw(7).text(), SmallProgram::draw(8).text());
}

}  // namespace
}  // namespace sim::zoo
