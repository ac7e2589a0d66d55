#include "sim/sched/replay.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/sched/log_player.hpp"
#include "sim/sched/random.hpp"
#include "sim/sched/record.hpp"
#include "tests/sched/race.hpp"

namespace sim {
namespace {

using test::Race;
using testing::HasSubstr;
using namespace std::chrono_literals;

TEST(Replay, MakesTheRecordedRunAgain) {
  RandomStrategy random;
  Race race(4, 3);
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    random.begin_run(seed);
    ScheduleRecorder recorder(random);
    recorder.begin_run();
    race.run_under(recorder);
    const std::string order = race.order;
    Replay replay(Schedule::parse(recorder.schedule().token()), OnParting::stop);
    race.run_under(replay);
    EXPECT_EQ(race.order, order);
    EXPECT_TRUE(replay.fits()) << replay.parting();
    replay.begin_run();
    race.run_under(replay);
    EXPECT_EQ(race.order, order);
    EXPECT_TRUE(replay.fits()) << replay.parting();
  }
}

TEST(Replay, MakesARunAgainThatALogWasKeptOf) {
  RandomStrategy random;
  Race race(4, 3);
  random.begin_run(8);
  race.run_under(random);
  const std::string order = race.order;
  LogPlayer player(random.log());
  ScheduleRecorder recorder(player);
  recorder.begin_run();
  race.run_under(recorder);
  EXPECT_EQ(race.order, order);
  Replay replay(recorder.schedule());
  race.run_under(replay);
  EXPECT_EQ(race.order, order);
}

Schedule second_before_first(std::uint32_t turn, std::uint32_t of) {
  Schedule schedule;
  schedule.add({ChoiceKind::step, {{1, 2}, turn}, {{1, 1}, of}});
  return schedule;
}

TEST(Replay, LetsOneTaskPassAnother) {
  Race race;
  Replay replay(second_before_first(2, 2));
  race.run_under(replay);
  EXPECT_TRUE(replay.fits()) << replay.parting();
  EXPECT_EQ(race.order, "baba");
  Schedule twice = second_before_first(2, 2);
  twice.add({ChoiceKind::step, {{1, 2}, 3}, {{1, 1}, 2}});
  Replay longer(twice);
  race.run_under(longer);
  EXPECT_TRUE(longer.fits()) << longer.parting();
  EXPECT_EQ(race.order, "bbaa");
}

TEST(Replay, LetsATaskGoOn) {
  Schedule schedule;
  schedule.add({ChoiceKind::step, {{1, 2}, 2}, {{1, 1}, 2}, 0, 1});
  Race race;
  Replay replay(schedule);
  race.run_under(replay);
  EXPECT_TRUE(replay.fits()) << replay.parting();
  EXPECT_EQ(race.order, "bbaa");
}

TEST(Replay, LetsATaskWaitForAStep) {
  Schedule schedule;
  schedule.add({ChoiceKind::step, {{1, 3}, 3}, {{1, 1}, 2}, 0, 0, true});
  Race race(3, 1);
  Replay replay(schedule);
  race.run_under(replay);
  EXPECT_TRUE(replay.fits()) << replay.parting();
  EXPECT_EQ(race.order, "bcbcaa");
  EXPECT_EQ(replay.used(), schedule);
}

TEST(Replay, LetsNobodyWaitWhereAllWould) {
  Schedule schedule;
  schedule.add({ChoiceKind::step, {{1, 2}, 99}, {{1, 1}, 2}, 0, 0, true});
  Race race;
  Replay replay(schedule);
  race.run_under(replay);
  EXPECT_EQ(race.order, "bbaa");
  EXPECT_TRUE(replay.fits());
}

TEST(Replay, SaysWhichDeviationsMadeADifference) {
  Schedule schedule = second_before_first(2, 2);
  schedule.add({ChoiceKind::step, {{1, 2}, 9}, {{1, 1}, 3}});
  Race race;
  Replay replay(schedule);
  race.run_under(replay);
  EXPECT_EQ(replay.used(), second_before_first(2, 2));
}

TEST(Replay, SaysWhereItPartedAndGoesOn) {
  Race race;
  Replay replay(second_before_first(9, 2));
  race.run_under(replay);
  EXPECT_FALSE(replay.fits());
  EXPECT_EQ(replay.parting(), "step 4: task 1.2, turn 9, does not stand in line");
  EXPECT_EQ(race.order, "abab");
}

TEST(Replay, SaysWhatItNeverReached) {
  Race race;
  Replay replay(second_before_first(2, 77));
  race.run_under(replay);
  EXPECT_FALSE(replay.fits());
  EXPECT_EQ(replay.parting(), "1 of 1 deviations were never reached");
}

TEST(Replay, StopsWhereItPartsIfItIsToldTo) {
  Race race;
  Replay replay(second_before_first(9, 2), OnParting::stop);
  try {
    race.run_under(replay);
    FAIL() << "it goes on";
  } catch (const ReplayParted& parted) {
    EXPECT_THAT(parted.what(), HasSubstr("step 4: task 1.2, turn 9"));
  }
}

TEST(Replay, AnswersTimersAsTheScheduleSays) {
  std::string order;
  Loop loop;
  const auto run = [&](Chooser& chooser) {
    order.clear();
    loop.set_chooser(&chooser);
    for (const char letter : {'a', 'b', 'c'}) {
      loop.call_later(1s, [&order, letter] { order += letter; });
    }
    while (loop.run_once()) {
    }
    loop.reset();
  };
  Schedule schedule(Model::timing);
  schedule.add({ChoiceKind::timer, {{}, 1}, {}, 2});
  Replay replay(schedule);
  run(replay);
  EXPECT_EQ(order, "cab");
  EXPECT_TRUE(replay.fits());
  Schedule wrong(Model::timing);
  wrong.add({ChoiceKind::timer, {{}, 2}, {}, 7});
  Replay parted(wrong);
  run(parted);
  EXPECT_EQ(order, "abc");
  EXPECT_THAT(parted.parting(), HasSubstr("is asked at timer for one of 2 answers"));
}

}  // namespace
}  // namespace sim
