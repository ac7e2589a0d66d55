#include "sim/explore/witness.hpp"

#include <gtest/gtest.h>

#include "sim/explore/explorer.hpp"
#include "sim/explore/shrink.hpp"
#include "tests/explore/racy.hpp"

namespace sim {
namespace {

using test::racy;

TEST(Witness, SeesTheRunThatAScheduleGives) {
  const Outcome outcome = Explorer(racy(), {.strategy = "random", .seed = 2}).run();
  const Witness seen = witness(racy(), outcome.failure->schedule);
  EXPECT_EQ(seen.ending, outcome.failure->ending);
  EXPECT_EQ(seen.names, outcome.failure->names);
  EXPECT_EQ(seen.schedule, outcome.failure->schedule);
  EXPECT_EQ(seen.parting, "");
  EXPECT_FALSE(seen.trace.empty());
}

TEST(Witness, CountsStepsAsTheScheduleDoes) {
  Schedule schedule;
  schedule.add({ChoiceKind::step, {{1, 2}, 1}, {{1, 1}, 1}});
  const Witness seen = witness(racy(true), schedule);
  ASSERT_EQ(seen.schedule.steps(), std::vector<std::uint64_t>{2});
  EXPECT_EQ(seen.schedule.describe(seen.names), "FIFO, except step 2: audit before deposit");
  EXPECT_EQ(seen.lanes().marked, std::set<std::uint64_t>{2});
  std::size_t steps = 0;
  for (const TraceEvent& event : seen.trace) {
    if (event.kind != EventKind::step) continue;
    if (seen.numbers[steps++] != 2) continue;
    EXPECT_EQ(event.task, TaskId{3});  // audit: main and deposit were made before
  }
  EXPECT_EQ(steps, seen.numbers.size());
}

TEST(Witness, SaysWhereAScheduleDoesNotFit) {
  Schedule schedule;
  schedule.add({ChoiceKind::step, {{1, 7}, 1}, {{1, 1}, 1}});
  const Witness seen = witness(racy(true), schedule);
  EXPECT_TRUE(seen.ending.ok());
  EXPECT_TRUE(seen.schedule.calm());
  EXPECT_EQ(seen.parting, "step 2: task 1.7, turn 1, does not stand in line");
}

}  // namespace
}  // namespace sim
