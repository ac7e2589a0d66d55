#include "sim/explore/difference.hpp"

#include <gtest/gtest.h>

#include <string_view>

namespace sim {
namespace {

Moment event(EventKind kind, std::uint64_t task, std::string_view label = "",
             std::uint64_t other = 0) {
  const Instant time(Duration(1'500'000'000));
  return TraceEvent({kind, time, 4, TaskId{task}, TaskId{other}, label});
}

RunRecord record(std::vector<Moment> moments, std::uint64_t digest = 1, std::string ending = "ok") {
  RunRecord made;
  made.runs.push_back({digest, moments.size(), std::move(ending)});
  made.moments = std::move(moments);
  return made;
}

const std::vector<Moment> beginning = {
    event(EventKind::spawn, 1, "main"),
    event(EventKind::spawn, 2, "ann", 1),
    event(EventKind::spawn, 3, "bob", 1),
    event(EventKind::wait, 2, "lock 1"),
};

std::vector<Moment> with(Moment last) {
  std::vector<Moment> moments = beginning;
  moments.push_back(std::move(last));
  return moments;
}

TEST(FirstDifference, IsNoneOfEqualRecords) {
  EXPECT_FALSE(first_difference(record(beginning), record(beginning)));
}

TEST(FirstDifference, NamesTheEventAndWhatBothTasksHadWaitedFor) {
  const auto parted = first_difference(record(with(event(EventKind::step, 2)), 1),
                                       record(with(event(EventKind::step, 3)), 2));
  ASSERT_TRUE(parted);
  EXPECT_EQ(parted->text(),
            "they part in run 1, at its moment 5, after 4 that are equal\n"
            "  once:     1.5 s, iteration 4: ann runs\n"
            "            ann had waited for lock 1\n"
            "  again:    1.5 s, iteration 4: bob runs\n"
            "            bob had not waited yet; main has made it\n"
            "  before:   1.5 s, iteration 4: ann is made by main\n"
            "            1.5 s, iteration 4: bob is made by main\n"
            "            1.5 s, iteration 4: ann waits for lock 1\n");
}

TEST(FirstDifference, MayBeADecisionAndThenNamesWhoCameNext) {
  std::vector<Moment> once = with(Decision{ChoiceKind::step, 2, 7, "which goes next"});
  std::vector<Moment> again = with(Decision{ChoiceKind::step, 3, 7, "which goes next"});
  once.push_back(event(EventKind::step, 2));
  const auto parted = first_difference(record(once, 1), record(again, 2));
  ASSERT_TRUE(parted);
  EXPECT_EQ(parted->once.what, "decides on a step (which goes next): 2 answers, takes 7");
  EXPECT_EQ(parted->once.task, "ann");
  EXPECT_EQ(parted->again.what, "decides on a step (which goes next): 3 answers, takes 7");
  EXPECT_EQ(parted->again.task, "");
}

TEST(FirstDifference, MayBeTheEndOfARun) {
  const auto shorter = first_difference(record(beginning, 1, "deadlock: main waits"),
                                        record(with(event(EventKind::step, 2)), 2));
  ASSERT_TRUE(shorter);
  EXPECT_EQ(shorter->once.what, "the run is over: deadlock: main waits");
  EXPECT_EQ(shorter->again.what, "1.5 s, iteration 4: ann runs");
}

TEST(FirstDifference, IsLookedForInTheFirstRunThatDiffers) {
  RunRecord once = record(beginning);
  RunRecord again = record(beginning);
  for (const auto& [to, task] : {std::pair{&once, 2U}, std::pair{&again, 3U}}) {
    to->runs.push_back({task, 1, "ok"});
    to->moments.push_back(event(EventKind::step, task));
  }
  const auto parted = first_difference(once, again);
  ASSERT_TRUE(parted);
  EXPECT_EQ(parted->run, 2U);
  EXPECT_EQ(parted->moment, 1U);
}

TEST(FirstDifference, SaysWhereItIsBehindWhatWasKept) {
  RunRecord once = record(beginning, 1);
  RunRecord again = record(beginning, 2);
  once.runs.front().moments = again.runs.front().moments = 1'000;
  const auto parted = first_difference(once, again);
  ASSERT_TRUE(parted);
  EXPECT_EQ(parted->moment, 0U);
  EXPECT_NE(parted->once.what.find("behind what is kept"), std::string::npos);
}

TEST(FirstDifference, MayBeThatThereAreMoreRuns) {
  RunRecord more = record(beginning);
  more.runs.push_back({3, 0, "ok"});
  const auto parted = first_difference(record(beginning), more);
  ASSERT_TRUE(parted);
  EXPECT_EQ(parted->run, 2U);
  EXPECT_EQ(parted->once.what, "there is no such run");
}

}  // namespace
}  // namespace sim
