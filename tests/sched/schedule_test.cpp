#include "sim/sched/schedule.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cctype>
#include <string>

namespace sim {
namespace {

using testing::HasSubstr;

Deviation passes(Turn turn, Turn before) {
  return {ChoiceKind::step, std::move(turn), std::move(before)};
}

Schedule two_and_a_fault() {
  Schedule schedule;
  schedule.add(passes({{1, 2}, 3}, {{1, 1}, 1}), 36);
  schedule.add(passes({{}, 2}, {{1, 1}, 1}), 37);
  schedule.add({ChoiceKind::fault, {{1, 12}, 4}, {}, 1}, 40);
  return schedule;
}

std::string error_of(const std::string& token) {
  try {
    static_cast<void>(Schedule::parse(token));
  } catch (const ScheduleError& error) {
    return error.what();
  }
  return "no error";
}

TEST(Schedule, IsCalmWithoutDeviations) {
  EXPECT_TRUE(Schedule().calm());
  EXPECT_EQ(Schedule().describe(), "FIFO");
  EXPECT_FALSE(two_and_a_fault().calm());
}

TEST(Schedule, IsToldToPeopleWithTheNamesOfTheTasks) {
  EXPECT_EQ(two_and_a_fault().describe({{{1, 1}, "deposit"}, {{1, 2}, "audit"}}),
            "FIFO, except step 36: audit before deposit; step 37: a callback before deposit; "
            "step 40: task 1.12 is cancelled at wait 4");
}

TEST(Schedule, ComesBackFromItsToken) {
  for (const Model model : {Model::timing, Model::any}) {
    EXPECT_EQ(Schedule::parse(Schedule(model).token()), Schedule(model));
  }
  EXPECT_EQ(Schedule::parse(two_and_a_fault().token()), two_and_a_fault());
}

TEST(Schedule, ComesBackWithEachTrack) {
  Schedule schedule(Model::timing);
  for (const ChoiceKind track : {ChoiceKind::timer, ChoiceKind::delay, ChoiceKind::fault}) {
    schedule.add({track, {{4'000'000'000U, 1}, 7}, {}, 4'294'967'295U});
  }
  EXPECT_EQ(Schedule::parse(schedule.token()), schedule);
  EXPECT_EQ(Schedule::parse(schedule.token()).model(), Model::timing);
}

TEST(Schedule, TellsOfStepsThatGoOnAndOfThoseThatAreWaitedFor) {
  Schedule schedule;
  schedule.add({ChoiceKind::step, {{1, 2}, 3}, {{1, 1}, 1}, 0, 4});
  schedule.add({ChoiceKind::step, {{1, 2}, 9}, {{1, 1}, 2}, 0, 0, true});
  EXPECT_THAT(schedule.token(), HasSubstr("-s1.2*3*5-1.1*1+w1.2*9-1.1*2-x"));
  EXPECT_EQ(Schedule::parse(schedule.token()), schedule);
  EXPECT_EQ(schedule.describe({{{1, 1}, "deposit"}, {{1, 2}, "audit"}}),
            "FIFO, except 5 steps of audit before deposit; deposit waits for step 9 of audit");
}

TEST(Schedule, HasATokenThatNeedsNoQuotes) {
  const std::string token = two_and_a_fault().token();
  EXPECT_THAT(token, HasSubstr("fermata1-any-s1.2*3-1.1*1+s0*2-1.1*1+f1.12*4=1-x"));
  for (const char letter : token) {
    EXPECT_TRUE(std::isalnum(static_cast<unsigned char>(letter)) != 0 ||
                std::string("-.*+=").find(letter) != std::string::npos)
        << letter;
  }
}

TEST(Schedule, IsRefusedWhenACharacterIsLostOrChanged) {
  const std::string token = two_and_a_fault().token();
  for (std::size_t place = 0; place < token.size(); ++place) {
    std::string lost = token;
    lost.erase(place, 1);
    EXPECT_THROW(static_cast<void>(Schedule::parse(lost)), ScheduleError) << lost;
    std::string changed = token;
    changed[place] = changed[place] == '7' ? '8' : '7';
    EXPECT_THROW(static_cast<void>(Schedule::parse(changed)), ScheduleError) << changed;
  }
}

TEST(Schedule, SaysWhatIsWrongWithAToken) {
  EXPECT_THAT(error_of(""), HasSubstr("expected 'fermata1' at character 1 of ''"));
  EXPECT_THAT(error_of("pct"), HasSubstr("expected 'fermata1'"));
  EXPECT_THAT(error_of("fermata2-any-x0000"), HasSubstr("of another version"));
  EXPECT_THAT(error_of("fermata1-any"), HasSubstr("no checksum"));
  EXPECT_THAT(error_of("fermata1-any-x0000"), HasSubstr("a character was lost or changed"));
}

}  // namespace
}  // namespace sim
