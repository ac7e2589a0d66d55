#include "sim/explore/coverage.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <set>

#include "props/zoo/zoo.hpp"
#include "sim/explore/explorer.hpp"
#include "sim/explore/trace_hash.hpp"
#include "sim/sched/make_strategy.hpp"
#include "tests/explore/racy.hpp"

namespace sim {
namespace {

using test::racy;

TEST(Coverage, CountsWhatItHasSeenHowOften) {
  Coverage coverage;
  for (const std::uint64_t trace : {5U, 7U, 5U, 9U, 5U, 7U}) coverage.add(trace);
  EXPECT_EQ(coverage.schedules(), 6U);
  EXPECT_EQ(coverage.distinct(), 3U);
  EXPECT_EQ(coverage.seen(1), 1U);
  EXPECT_EQ(coverage.seen(2), 1U);
  EXPECT_EQ(coverage.seen(3), 1U);
}

TEST(Coverage, EstimatesTheUnseenByWhatWasSeenOnce) {
  Coverage coverage;
  EXPECT_DOUBLE_EQ(coverage.unseen(), 1.0);
  for (const std::uint64_t trace : {1U, 2U, 2U, 3U, 3U, 3U, 4U, 4U}) coverage.add(trace);
  EXPECT_DOUBLE_EQ(coverage.unseen(), 1.0 / 8);
  EXPECT_DOUBLE_EQ(coverage.richness(), 4 + 1.0 / 4);
  EXPECT_DOUBLE_EQ(coverage.failure_bound(), 3.0 / 8);
}

TEST(Coverage, AddsUp) {
  Coverage one;
  Coverage other;
  for (const std::uint64_t trace : {1U, 2U, 3U}) one.add(trace);
  for (const std::uint64_t trace : {3U, 4U}) other.add(trace);
  one.add(other);
  EXPECT_EQ(one.schedules(), 5U);
  EXPECT_EQ(one.distinct(), 4U);
  EXPECT_EQ(one.seen(2), 1U);
}

TEST(Coverage, IsSaidInWords) {
  Coverage coverage;
  for (std::uint64_t trace = 0; trace < 1'000; ++trace) coverage.add(trace % 600);
  EXPECT_EQ(coverage.text(),
            "1,000 schedules, 600 different traces of about 650; the next one is new with "
            "probability 0.2");
  coverage.set_complete(40'032);
  EXPECT_EQ(coverage.text(), "all 40,032 traces");
  coverage.set_interleavings({8'702'680.0, false, 0.02});
  EXPECT_EQ(coverage.text(), "all 40,032 traces (of about 8.7 M interleavings)");
  Coverage one;
  one.set_complete(1);
  EXPECT_EQ(one.text(), "the only trace");
  EXPECT_DOUBLE_EQ(coverage.unseen(), 0.0);
}

// reorder_4 has 1,248 traces: the share of later draws that are none of the first ones.
TEST(Coverage, IsCalibratedAgainstWhatComesLater) {
  const Program program = zoo::find("reorder_4")->as(zoo::Translation::asy_to_the_end);
  for (const char* name : {"random", "pos"}) {
    const auto strategy = make_strategy(name);
    Loop loop;
    TraceHash hash;
    Coverage coverage;
    std::set<std::uint64_t> seen;
    int fresh = 0;
    for (std::uint64_t run = 0; run < 9'000; ++run) {
      strategy->begin_run(run);
      hash.begin_run(*strategy);
      loop.set_chooser(&hash);
      strategy->end_run(program(loop).ok());
      loop.reset();
      if (run < 3'000) {
        coverage.add(hash.value());
        seen.insert(hash.value());
      } else if (!seen.contains(hash.value())) {
        ++fresh;
      }
    }
    EXPECT_NEAR(coverage.unseen(), fresh / 6'000.0, 0.02) << name;
    EXPECT_GT(coverage.richness(), static_cast<double>(coverage.distinct())) << name;
    EXPECT_LT(coverage.distinct(), 1'248U) << name;
  }
}

TEST(Coverage, OfAnExplorerThatIsAtItsEndIsComplete) {
  Explorer explorer(racy(), {.strategy = "dpor", .stop_at_failure = false});
  const Outcome outcome = explorer.run();
  EXPECT_TRUE(outcome.complete);
  EXPECT_TRUE(outcome.coverage.complete());
  Explorer sampler(racy(), {.strategy = "random", .schedules = 100, .stop_at_failure = false});
  EXPECT_FALSE(sampler.run().complete);
}

}  // namespace
}  // namespace sim
