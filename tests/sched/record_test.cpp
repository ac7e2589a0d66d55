#include "sim/sched/record.hpp"

#include <gtest/gtest.h>

#include "sim/sched/fifo.hpp"
#include "sim/sched/random.hpp"
#include "tests/sched/race.hpp"

namespace sim {
namespace {

using test::Race;

class LastInList : public Chooser {
 public:
  std::uint32_t choose(const Choice& choice) override { return choice.arity - 1; }
};

TEST(ScheduleRecorder, KeepsNothingOfACalmRun) {
  CalmChooser calm;
  ScheduleRecorder recorder(calm);
  recorder.begin_run();
  Race race;
  race.run_under(recorder);
  EXPECT_TRUE(recorder.schedule().calm());
  EXPECT_GT(recorder.questions(), 0U);
  EXPECT_EQ(race.order, "abab");
}

TEST(ScheduleRecorder, KeepsEachAnswerThatIsNotCalm) {
  LastInList last;
  ScheduleRecorder recorder(last);
  recorder.begin_run();
  Race race;
  race.run_under(recorder);
  EXPECT_EQ(race.order, "bbaa");
  EXPECT_EQ(recorder.schedule().describe({{{1, 1}, "a"}, {{1, 2}, "b"}}),
            "FIFO, except step 2: 3 steps of b before a");
}

TEST(ScheduleRecorder, TellsARowOfStepsFromTwoRows) {
  RandomStrategy random;
  ScheduleRecorder recorder(random);
  Race race(3, 4);
  std::size_t rows = 0;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    random.begin_run(seed);
    recorder.begin_run();
    race.run_under(recorder);
    for (const Deviation& deviation : recorder.schedule().deviations()) {
      rows += deviation.more > 0 ? 1 : 0;
    }
  }
  EXPECT_GT(rows, 10U);
}

TEST(ScheduleRecorder, HearsOfAStrategyThatIsAskedByPlaces) {
  RandomStrategy random;
  ScheduleRecorder recorder(random);
  Race race(3, 2);
  std::size_t deviations = 0;
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    random.begin_run(seed);
    recorder.begin_run();
    race.run_under(recorder);
    deviations += recorder.schedule().size();
  }
  EXPECT_GT(deviations, 20U);
}

TEST(ScheduleRecorder, UnderstandsTheCalmAnswerOfAPicker) {
  FifoStrategy fifo;
  ScheduleRecorder recorder(fifo);
  fifo.begin_run(1);
  recorder.begin_run();
  Race race;
  race.run_under(recorder);
  EXPECT_TRUE(recorder.schedule().calm());
  EXPECT_EQ(race.order, "abab");
}

}  // namespace
}  // namespace sim
