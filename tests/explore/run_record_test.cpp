#include "sim/explore/run_record.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <string_view>

#include "sim/explore/explorer.hpp"
#include "sim/explore/watched.hpp"
#include "sim/sched/make_strategy.hpp"
#include "sim/sched/replay.hpp"
#include "tests/explore/racy.hpp"

namespace sim {
namespace {

RunRecord record_of(const Program& program, const ExploreOptions& options,
                    std::size_t moments_max = 1'000) {
  RunRecorder recorder(moments_max);
  Explorer explorer(recorder.recording(program), options);
  static_cast<void>(explorer.run());
  return recorder.record();
}

constexpr std::uint64_t kRuns = 10;
const ExploreOptions ten{.strategy = "random", .schedules = kRuns, .stop_at_failure = false};

TEST(RunRecord, HoldsTheEventsAndTheDecisionsOfEachRun) {
  const RunRecord record = record_of(test::racy(true), ten, 100'000);
  ASSERT_EQ(record.runs.size(), kRuns);
  EXPECT_EQ(record.moments.size(), record.moments_seen());
  std::size_t events = 0;
  std::size_t decisions = 0;
  for (const Moment& moment : record.moments) {
    if (const auto* decision = std::get_if<Decision>(&moment)) {
      ++decisions;
      EXPECT_GT(decision->arity, 1U);
    } else {
      ++events;
    }
  }
  EXPECT_GT(events, 10 * kRuns);
  EXPECT_GT(decisions, kRuns);
}

TEST(RunRecord, GivesOtherSchedulesOtherDigestsAndEqualOnesTheSame) {
  const RunRecord record = record_of(test::racy(true), ten);
  EXPECT_EQ(record_of(test::racy(true), ten).digest(), record.digest());
  std::size_t same = 0;
  for (const RecordedRun& run : record.runs) same += run == record.runs.front() ? 1 : 0;
  EXPECT_LT(same, kRuns);
}

TEST(RunRecord, KeepsTheDigestOfRunsWhoseMomentsItDoesNotKeep) {
  const RunRecord all = record_of(test::racy(true), ten);
  const RunRecord few = record_of(test::racy(true), ten, 3);
  EXPECT_EQ(few.moments.size(), 3U);
  EXPECT_EQ(few.runs, all.runs);
}

TEST(RunRecord, ReadsAsItWasWritten) {
  const RunRecord record = record_of(watched(test::racy()), ten);
  const RunRecord read = record_from(to_bytes(record));
  EXPECT_EQ(read.runs, record.runs);
  EXPECT_EQ(read.moments, record.moments);
  EXPECT_EQ(read.digest(), record.digest());
}

TEST(RunRecord, IsNotReadWhereItIsCutShort) {
  const std::string bytes = to_bytes(record_of(test::racy(), ten));
  const std::string_view cut = std::string_view(bytes).substr(0, bytes.size() - 1);
  EXPECT_THROW(static_cast<void>(record_from(cut)), std::runtime_error);
  EXPECT_THROW(static_cast<void>(record_from("")), std::runtime_error);
}

// The program's main owns what the others use: it must not be cancelled.
TEST(RunRecorder, ChangesNothingInTheRunsOfAnyStrategy) {
  for (const std::string_view strategy : strategy_names()) {
    if (strategy == "cancel") continue;
    const ExploreOptions options{.strategy = std::string(strategy), .stop_at_failure = false};
    const Outcome alone = Explorer(test::racy(), options).run();
    RunRecorder recorder;
    const Outcome recorded = Explorer(recorder.recording(test::racy()), options).run();
    EXPECT_EQ(recorded.schedules, alone.schedules) << strategy;
    EXPECT_EQ(recorded.failures, alone.failures) << strategy;
    EXPECT_EQ(recorded.steps, alone.steps) << strategy;
    EXPECT_EQ(recorded.exhausted, alone.exhausted) << strategy;
    ASSERT_TRUE(alone.failure && recorded.failure) << strategy;
    EXPECT_EQ(recorded.failure->schedule.token(), alone.failure->schedule.token()) << strategy;
  }
}

}  // namespace
}  // namespace sim
