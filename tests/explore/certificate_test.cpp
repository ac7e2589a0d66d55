#include "sim/explore/certificate.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "props/zoo/zoo.hpp"
#include "sim/explore/explore.hpp"
#include "sim/sched/dfs.hpp"
#include "sim/sched/record.hpp"
#include "sim/sched/replay.hpp"

namespace sim {
namespace {

Program kept(std::string_view name) { return zoo::find(name)->as(zoo::Translation::asy); }

Failure failure_of(const Program& program) {
  return *explore(program, {.strategy = "random", .schedules = 10'000, .seed = 3}).failure;
}

// What the certificate finds that the shrinker has not, is certified in turn.
Certificate certify_least(const Program& program, Failure& failure) {
  Certificate proof = certify(program, failure.shrunk, failure.ending);
  while (proof.fewer) {
    failure.shrunk = *proof.fewer;
    proof = certify(program, failure.shrunk, failure.ending);
  }
  return proof;
}

TEST(Certificate, SaysThatNoScheduleWithFewerDeviationsFails) {
  const Program program = kept("reorder_3");
  Failure failure = failure_of(program);
  const Certificate proof = certify_least(program, failure);
  EXPECT_TRUE(proof.least) << proof.text();
  EXPECT_EQ(proof.deviations, failure.shrunk.size());
  EXPECT_FALSE(proof.fewer);
}

// By a search that knows nothing of deviations: all schedules, and each written down.
TEST(Certificate, IsConfirmedByASearchThroughAllSchedules) {
  for (const char* name : {"account", "lazy01", "twostage", "reorder_3"}) {
    const Program program = kept(name);
    Failure failure = failure_of(program);
    const Certificate proof = certify_least(program, failure);
    ASSERT_TRUE(proof.least) << name << ": " << proof.text();
    DfsStrategy dfs;
    Loop loop;
    while (!dfs.exhausted()) {
      dfs.begin_run(0);
      ScheduleRecorder recorder(dfs);
      loop.set_chooser(&recorder);
      const Ending ending = program(loop);
      dfs.end_run(ending.ok());
      loop.reset();
      if (ending != failure.ending) continue;
      EXPECT_GE(recorder.schedule().size(), proof.deviations);
    }
  }
}

TEST(Certificate, FindsAScheduleWithFewerWhereThereIsOne) {
  const Program program = kept("twostage");
  Failure failure = failure_of(program);
  const std::size_t least = certify_least(program, failure).deviations;
  ASSERT_GT(failure.schedule.size(), least);
  const Certificate proof = certify(program, failure.schedule, failure.ending);
  ASSERT_TRUE(proof.fewer) << proof.text();
  EXPECT_EQ(proof.fewer->size(), least);
  Loop loop;
  Replay replay(*proof.fewer);
  loop.set_chooser(&replay);
  EXPECT_EQ(program(loop), failure.ending);
}

TEST(Certificate, ProvesNothingWithoutTheSchedulesForIt) {
  const Program program = kept("reorder_3");
  const Failure failure = failure_of(program);
  ASSERT_FALSE(failure.shrunk.calm());
  Schedule two = failure.shrunk;
  if (two.size() < 2) two.add(two.deviations().front());
  const Certificate proof = certify(program, two, Ending{EndingKind::raised, "another"},
                                    {.schedules = 3});
  EXPECT_FALSE(proof.least);
  EXPECT_EQ(proof.schedules, 3U);
}

TEST(DecidingDeviation, IsOneWithoutWhichTheFailureIsGone) {
  const Program program = kept("reorder_3");
  const Failure failure = failure_of(program);
  const auto deciding = deciding_deviation(program, failure.shrunk, failure.ending);
  ASSERT_TRUE(deciding);
  Schedule rest;
  for (std::size_t index = 0; index < failure.shrunk.size(); ++index) {
    if (index != deciding->index) rest.add(failure.shrunk.deviations()[index]);
  }
  Loop loop;
  Replay replay(rest);
  loop.set_chooser(&replay);
  EXPECT_EQ(program(loop), deciding->instead);
  EXPECT_NE(deciding->instead, failure.ending);
  EXPECT_EQ(deciding->text(failure.shrunk, failure.names),
            failure.shrunk.describe(failure.names, deciding->index) +
                "; turned back, the run passes");
}

TEST(DecidingDeviation, IsToldInTheReportWhereThereAreSeveral) {
  const Program program = zoo::find("reorder_3")->as(zoo::Translation::sp);
  const Failure failure =
      *explore(program, {.schedules = 10'000, .seed = 3}).failure;
  ASSERT_GT(failure.shrunk.size(), 1U);
  ASSERT_TRUE(failure.deciding);
  const FailureReport report = report_of(program, failure);
  EXPECT_NE(report.text().find("\ndecides:  step "), std::string::npos);
  EXPECT_NE(report.text().find("; turned back, the run passes\n"), std::string::npos);
}

}  // namespace
}  // namespace sim
