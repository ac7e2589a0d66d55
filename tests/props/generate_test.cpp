#include "props/generate.hpp"

#include <gtest/gtest.h>

#include <map>

#include "props/execute.hpp"
#include "props/mend.hpp"
#include "props/show.hpp"

namespace sim::props {
namespace {

TEST(Generate, GivesTheSameProgramForTheSameNumber) {
  for (std::uint64_t number = 0; number < 20; ++number) {
    EXPECT_EQ(generate_program(number, 60), generate_program(number, 60));
  }
  EXPECT_FALSE(generate_program(1, 60) == generate_program(2, 60));
}

TEST(Generate, GivesFewStepsForASmallSize) {
  for (std::uint64_t number = 0; number < 200; ++number) {
    EXPECT_LE(count_steps(generate_program(number, 0)), 6U);
    EXPECT_LE(count_steps(generate_program(number, 100)), 80U);
  }
}

TEST(Generate, UsesEveryVerb) {
  std::map<Verb, int> seen;
  for (std::uint64_t number = 0; number < 500; ++number) {
    for_each_step(generate_program(number, 80).main, [&](const Step& s) { ++seen[s.verb]; });
  }
  for (int verb = static_cast<int>(Verb::print); verb <= static_cast<int>(Verb::branch); ++verb) {
    EXPECT_GT(seen[static_cast<Verb>(verb)], 10) << "verb " << verb;
  }
}

TEST(Generate, LeavesOutWhatHasNoWeight) {
  const Shape shape{.spawns = 0, .gathers = 0, .holds = 0, .attempts = 0, .loops = 0};
  for (std::uint64_t number = 0; number < 100; ++number) {
    const Program program = generate_program(number, 80, shape);
    for (Verb verb : {Verb::spawn, Verb::gather, Verb::hold, Verb::attempt, Verb::loop}) {
      EXPECT_FALSE(has(program, verb)) << show(program);
    }
  }
}

// What the laws are about must happen often, or they say little.
TEST(Generate, LetsTasksMeet) {
  std::size_t gathers = 0;
  std::size_t waits = 0;
  std::size_t awaits = 0;
  std::size_t cancelled = 0;
  std::size_t ties = 0;
  for (std::uint64_t number = 0; number < 500; ++number) {
    const Execution run = execute(generate_program(number, 80));
    for (const Gathered& gather : run.gathers) gathers += gather.ended ? 1 : 0;
    waits += run.waits.size();
    awaits += run.awaits.size();
    for (const Asked& asked : run.cancels) cancelled += asked.answer ? 1 : 0;
    for (std::size_t i = 1; i < run.events.size(); ++i) {
      const bool both =
          run.events[i - 1].kind == EventKind::timer && run.events[i].kind == EventKind::timer;
      ties += both ? 1 : 0;
    }
  }
  EXPECT_GT(gathers, 300U);
  EXPECT_GT(waits, 300U);
  EXPECT_GT(awaits, 300U);
  EXPECT_GT(cancelled, 200U);
  EXPECT_GT(ties, 80U);
}

}  // namespace
}  // namespace sim::props
