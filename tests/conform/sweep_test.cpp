#include "tools/conform/sweep.hpp"

#include <gtest/gtest.h>

#include "props/script/generate.hpp"
#include "tests/conform/answers.hpp"
#include "tools/conform/reduce.hpp"

namespace sim::conform {
namespace {

Answer plain(std::uint64_t turns, std::uint64_t tasks) {
  Answer answer;
  answer.turns = turns;
  answer.tasks = tasks;
  return answer;
}

TEST(Sweep, CancelsEachTaskBeforeEachIteration) {
  Script script;
  script.name = "p";
  const std::vector<Script> swept = every_cancellation(script, plain(2, 3));
  ASSERT_EQ(swept.size(), 6U);
  EXPECT_EQ(swept[0].name, "p-0-1");
  EXPECT_EQ(swept[4].interruption->before, 1U);
  EXPECT_EQ(swept[4].interruption->task, TaskId{2});
}

TEST(Sweep, PassesOverWhatIsTooLongOrHasNoAnswer) {
  EXPECT_TRUE(every_cancellation(Script(), plain(sweep_max, 2)).empty());
  Answer refused = plain(2, 2);
  refused.state = Answer::State::refused;
  EXPECT_TRUE(every_cancellation(Script(), refused).empty());
}

// The judge stops at once where a frame, a task or a callback outlives its run.
TEST(Sweep, LeavesNothingAliveWhereverItCancels) {
  Pair pair(fermata(), fermata());
  std::size_t cancellations = 0;
  for (std::uint64_t i = 0; i < 12; ++i) {
    const Script script = props::script::generate_script(props::script::script_number(5, i), {});
    const Trial trial = pair.try_all({script}).front();
    for (const Trial& cancelled : pair.try_all(every_cancellation(script, trial.ours))) {
      ++cancellations;
      EXPECT_EQ(cancelled.ours.state, Answer::State::given) << cancelled.ours.why;
    }
  }
  EXPECT_GT(cancellations, 200U);
}

}  // namespace
}  // namespace sim::conform
