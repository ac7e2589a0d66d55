#include "sim/explore/deed_tap.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "sim/aio/run.hpp"
#include "sim/aio/sleep.hpp"
#include "sim/coro/task.hpp"
#include "sim/detect/detectors.hpp"
#include "sim/explore/explorer.hpp"
#include "sim/explore/watched.hpp"
#include "sim/sched/make_strategy.hpp"
#include "sim/sched/record.hpp"
#include "tests/explore/racy.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;

// Answers a list, and hears of no line.
class LastOfAList final : public Chooser {
 public:
  std::uint32_t choose(const Choice& choice) override { return choice.arity - 1; }
};

Coro<> say(std::string& said, char what) {
  said += what;
  co_await sleep(1s);
  said += what;
  co_await sleep(0s);
  said += what;
}

Coro<> three(std::string& said) {
  std::vector<Task<>> tasks;
  for (const char what : {'a', 'b', 'c'}) tasks.push_back(create_task(say(said, what)));
  for (const Task<>& task : tasks) co_await task;
}

std::string run_with(Chooser* chooser, Probe* probe = nullptr) {
  std::string said;
  Runner runner({.chooser = chooser, .probe = probe});
  runner.run(three(said));
  return said;
}

std::string run_tapped(Chooser* chooser) {
  Detectors detectors({.hb_race = true});
  DeedTap tap(chooser, detectors);
  return run_with(&tap, &detectors);
}

TEST(ADeedTap, LeavesTheCalmRunAsItIs) {
  EXPECT_EQ(run_with(nullptr), "abcabcabc");
  EXPECT_EQ(run_tapped(nullptr), "abcabcabc");
}

TEST(ADeedTap, LeavesTheRunOfAChooserThatIsGivenListsAsItIs) {
  LastOfAList last;
  const std::string said = run_with(&last);
  EXPECT_NE(said, "abcabcabc");
  EXPECT_EQ(run_tapped(&last), said);
}

TEST(ADeedTap, LeavesTheRunsOfEachStrategyAsTheyAre) {
  for (const char* name : {"fifo", "random", "pct", "pos", "urw", "surw", "dfs", "dpor", "ties",
                           "delay-bounded", "portfolio"}) {
    const auto strategy = make_strategy(name);
    const auto tapped = make_strategy(name);
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
      if (strategy->exhausted()) break;
      strategy->begin_run(seed);
      tapped->begin_run(seed);
      EXPECT_EQ(run_tapped(tapped.get()), run_with(strategy.get())) << name << ", " << seed;
      strategy->end_run(true);
      tapped->end_run(true);
      EXPECT_EQ(tapped->exhausted(), strategy->exhausted()) << name;
    }
  }
}

TEST(AWatchedProgram, FailsAtWhatItAssertsBeforeAnHbRace) {
  Explorer explorer(watched(test::racy(), {.hb_race = true}), {.strategy = "fifo"});
  const Outcome outcome = explorer.run();
  ASSERT_TRUE(outcome.failure);
  EXPECT_EQ(outcome.failure->ending.kind, EndingKind::failed);
}

Coro<> add_at_once(Shared<int>& counter) {
  counter.update([](int& now) { ++now; });
  co_return;
}

Coro<> two_add() {
  Shared<int> counter(0);
  const Task<> left = create_task(add_at_once(counter), "left");
  const Task<> right = create_task(add_at_once(counter), "right");
  co_await left;
  co_await right;
}

Program harmless() {
  return [](Loop& loop) {
    create_task_on(loop, two_add(), "main");
    while (loop.run_once()) {
    }
    return Ending{};
  };
}

TEST(AWatchedProgram, FailsAtAnHbRaceThatNoAssertionSees) {
  for (const char* strategy : {"fifo", "dpor", "portfolio"}) {
    Explorer explorer(watched(harmless(), {.hb_race = true}), {.strategy = strategy});
    const Outcome outcome = explorer.run();
    ASSERT_TRUE(outcome.failure) << strategy;
    EXPECT_EQ(outcome.failure->number, 1U);
    EXPECT_EQ(outcome.failure->ending.kind, EndingKind::hb_race);
    EXPECT_EQ(outcome.failure->ending.what,
              "happens-before race: left writes variable 1, right writes it; nothing orders them");
    EXPECT_TRUE(outcome.failure->same_again);
  }
}

TEST(AWatchedProgram, GoesThroughAsManySchedulesWithATapAsWithout) {
  for (const char* strategy : {"dfs", "dpor"}) {
    const ExploreOptions options{.strategy = strategy, .stop_at_failure = false};
    const Outcome with = Explorer(watched(harmless(), {.hb_race = true}), options).run();
    const Outcome without = Explorer(watched(harmless()), options).run();
    EXPECT_EQ(with.schedules, without.schedules) << strategy;
    EXPECT_TRUE(with.complete);
    EXPECT_EQ(with.failures, with.schedules);
    EXPECT_EQ(without.failures, 0U);
  }
}

// Makes `pauses` pauses that nobody else sees.
Coro<> spin(std::uint64_t pauses) {
  for (std::uint64_t i = 0; i < pauses; ++i) co_await sleep(0s);
}

Program spinning(std::uint64_t pauses) {
  return [pauses](Loop& loop) {
    create_task_on(loop, spin(pauses), "main");
    while (loop.run_once()) {
      if (loop.steps() > 100'000) return Ending{EndingKind::step_limit, "too many steps"};
    }
    return Ending{};
  };
}

TEST(AWatchedProgram, IsLeftWhereALassoCloses) {
  const Program program = watched(spinning(~std::uint64_t{0}), {.lasso_rounds = 200});
  for (const char* strategy : {"fifo", "random", "dpor"}) {
    Explorer explorer(program, {.strategy = strategy});
    const Outcome outcome = explorer.run();
    ASSERT_TRUE(outcome.failure) << strategy;
    EXPECT_EQ(outcome.failure->ending.kind, EndingKind::livelock);
    EXPECT_EQ(outcome.failure->ending.what,
              "livelock: main goes round while time stands still and nothing changes");
    EXPECT_LT(outcome.steps, 500U);
    EXPECT_FALSE(outcome.complete);
  }
}

TEST(AWatchedProgram, IsNotLeftWhereItGoesRoundLessOften) {
  Explorer explorer(watched(spinning(150), {.lasso_rounds = 200}), {.strategy = "dpor"});
  const Outcome outcome = explorer.run();
  EXPECT_FALSE(outcome.failure);
  EXPECT_TRUE(outcome.complete);
}

}  // namespace
}  // namespace sim
