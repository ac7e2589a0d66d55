// What is true of all strategies, and of each by itself.

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "sim/sched/cancel.hpp"
#include "sim/sched/delay_bounded.hpp"
#include "sim/sched/dfs.hpp"
#include "sim/sched/log_player.hpp"
#include "sim/sched/make_strategy.hpp"
#include "sim/sched/model.hpp"
#include "sim/sched/portfolio.hpp"
#include "sim/sched/record.hpp"
#include "sim/sched/replay.hpp"
#include "sim/sched/ties.hpp"
#include "tests/sched/race.hpp"

namespace sim {
namespace {

using test::Race;
using namespace std::chrono_literals;

struct EachStrategy : testing::TestWithParam<std::string_view> {
  std::unique_ptr<Strategy> strategy = make_strategy(GetParam());
};

TEST_P(EachStrategy, IsKnownByItsName) { EXPECT_EQ(strategy->name(), GetParam()); }

TEST_P(EachStrategy, MakesTheSameRunsFromTheSameSeeds) {
  const std::unique_ptr<Strategy> same = make_strategy(GetParam());
  Race race(3, 2);
  for (std::uint64_t seed = 0; seed < 30 && !strategy->exhausted(); ++seed) {
    race.run(*strategy, seed);
    const std::string order = race.order;
    race.run(*same, seed);
    EXPECT_EQ(race.order, order);
    EXPECT_EQ(strategy->log().picks, same->log().picks);
  }
}

TEST_P(EachStrategy, RunsEverythingToItsEndUnlessItCancels) {
  if (strategy->cancels()) return;
  Race race(5, 3);
  for (std::uint64_t seed = 0; seed < 20 && !strategy->exhausted(); ++seed) {
    race.run(*strategy, seed);
    std::string letters = race.order;
    std::sort(letters.begin(), letters.end());
    EXPECT_EQ(letters, "aaaaaabbbbbbccccccddddddeeeeee");
  }
}

// A task that looks for what another one is to set, which may never get its turn.
Coro<> look(bool& set, int& looks) {
  while (!set) {
    ++looks;
    co_await sleep(0s);
  }
}
Coro<> set_at_last(bool& set) {
  for (int turn = 0; turn < 5; ++turn) co_await sleep(0s);
  set = true;
}

TEST_P(EachStrategy, LetsEveryTaskHaveItsTurnInTheEnd) {
  if (strategy->cancels()) return;
  if (GetParam() == "dfs" || GetParam() == "delay-bounded") return;  // they make all orders
  strategy->set_fair_after(100);
  for (std::uint64_t seed = 0; seed < 20 && !strategy->exhausted(); ++seed) {
    Loop loop;
    bool set = false;
    int looks = 0;
    strategy->begin_run(seed);
    loop.set_chooser(strategy.get());
    create_task_on(loop, look(set, looks));
    create_task_on(loop, set_at_last(set));
    while (loop.run_once() && loop.steps() < 10'000) {
    }
    EXPECT_TRUE(set);
    strategy->end_run(true);
  }
}

TEST_P(EachStrategy, MakesNoStepOutOfOrderWhereOnlyTimingMayDiffer) {
  if (strategy->cancels()) return;
  Race race(3, 2);
  TimingOnly timing(*strategy);
  for (std::uint64_t seed = 0; seed < 5 && !strategy->exhausted(); ++seed) {
    strategy->begin_run(seed);
    race.run_under(timing);
    strategy->end_run(race.passed());
    EXPECT_EQ(race.order, "abcabcabcabc");
  }
}

INSTANTIATE_TEST_SUITE_P(Sched, EachStrategy, testing::ValuesIn(strategy_names()),
                         [](const testing::TestParamInfo<std::string_view>& name) {
                           std::string word(name.param);
                           std::erase(word, '-');
                           return word;
                         });

TEST(MakeStrategy, KnowsADepthAndNoOtherNames) {
  EXPECT_EQ(make_strategy("pct10")->name(), "pct");
  for (const std::string_view name : {"", "pct0", "pctx", "pct3x", "luck"}) {
    EXPECT_EQ(make_strategy(name), nullptr) << name;
  }
}

// Whoever draws at random finds a lost addition among two tasks soon, and after both outcomes
// there is nothing more to see.
TEST(RandomStrategies, FindBothOutcomesOfARace) {
  for (const std::string_view name : {"random", "pct", "pos", "urw", "surw", "portfolio"}) {
    const std::unique_ptr<Strategy> strategy = make_strategy(name);
    Race race;
    std::set<std::string> orders;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
      race.run(*strategy, seed);
      orders.insert(race.order);
    }
    EXPECT_TRUE(orders.contains("aabb")) << name;
    EXPECT_TRUE(orders.contains("abab")) << name;
    EXPECT_TRUE(orders.contains("bbaa")) << name;
  }
}

TEST(Urw, MakesEachInterleavingAboutAsOften) {
  const std::unique_ptr<Strategy> strategy = make_strategy("urw");
  Race race(2, 1);
  std::map<std::string, int> orders;
  for (std::uint64_t seed = 0; seed < 6'000; ++seed) {
    race.run(*strategy, seed);
    ++orders[race.order];
  }
  ASSERT_EQ(orders.size(), 6U);  // aabb abab abba baab baba bbaa
  for (const auto& [order, count] : orders) EXPECT_GT(count, 400) << order;
}

// Of two tasks of three steps each there are 6! / (3! 3!) = 20 orders; main, which awaits the first
// one, steps at any time after the end of that: in 10 of them nothing is left of the second one
// then, in 6 one step, in 3 two, in 1 all three. 10 * 1 + 6 * 2 + 3 * 3 + 1 * 4.
constexpr std::uint64_t kOrdersOfTwo = 35;

TEST(Dfs, MakesEveryOrderOfTheStepsOnce) {
  DfsStrategy dfs;
  Race race(2, 1);
  std::set<std::vector<Picker::Place>> logs;
  std::set<std::string> orders;
  std::uint64_t runs = 0;
  for (; !dfs.exhausted(); ++runs) {
    race.run(dfs, 0);
    logs.insert(dfs.log().picks);
    orders.insert(race.order);
  }
  EXPECT_EQ(runs, kOrdersOfTwo);
  EXPECT_EQ(orders.size(), 6U);
}

TEST(Systematic, MakesAsManySchedulesHoweverSoonItIsToBeFair) {
  for (const char* name : {"dfs", "delay-bounded"}) {
    const std::unique_ptr<Strategy> strategy = make_strategy(name);
    strategy->set_fair_after(2);
    Race race(2, 1);
    std::uint64_t runs = 0;
    for (; !strategy->exhausted() && runs < 1'000; ++runs) race.run(*strategy, 0);
    EXPECT_EQ(runs, kOrdersOfTwo) << name;
  }
}

TEST(DelayBounded, MakesAllSchedulesOfADelayBeforeThoseOfTwo) {
  DelayBoundedStrategy delays;
  Race race(2, 1);
  EXPECT_FALSE(race.run(delays, 0));  // the calm one loses an addition
  EXPECT_EQ(race.order, "abab");
  EXPECT_EQ(delays.bound(), 1U);
  std::set<std::string> orders = {race.order};
  std::uint64_t runs = 1;
  std::uint32_t bound = 1;
  for (; !delays.exhausted(); ++runs) {
    EXPECT_GE(delays.bound(), bound);
    bound = delays.bound();
    race.run(delays, 0);
    orders.insert(race.order);
  }
  EXPECT_EQ(runs, kOrdersOfTwo);
  EXPECT_EQ(orders.size(), 6U);
}

TEST(Ties, MakesEveryOrderOfTimersAndNothingElse) {
  TiesStrategy ties;
  std::set<std::string> orders;
  for (; !ties.exhausted();) {
    Loop loop;
    std::string order;
    ties.begin_run(0);
    loop.set_chooser(&ties);
    for (const char letter : {'a', 'b', 'c'}) {
      loop.call_later(1s, [&order, letter] { order += letter; });
    }
    loop.call_later(2s, [&order] { order += 'd'; });
    while (loop.run_once()) {
    }
    ties.end_run(true);
    EXPECT_TRUE(orders.insert(order).second) << order << " again";
  }
  EXPECT_EQ(orders.size(), 6U);
  EXPECT_TRUE(orders.contains("cbad"));
}

TEST(Cancel, StrikesEachQuestionOnce) {
  CancelStrategy cancel;
  std::vector<std::string> runs;
  while (!cancel.exhausted()) {
    cancel.begin_run(0);
    std::string answers;
    for (int question = 0; question < 3; ++question) {
      answers += std::to_string(cancel.choose({ChoiceKind::fault, 2, "a packet", {}, 0.5}));
      EXPECT_EQ(cancel.choose({ChoiceKind::delay, 9, "a delay", {}}), 0U);
    }
    cancel.end_run(true);
    runs.push_back(answers);
  }
  EXPECT_EQ(runs, (std::vector<std::string>{"000", "100", "010", "001"}));
}

// Sleeps twice, and says where it was when it was cancelled.
Coro<> sleep_twice(std::string& text) {
  std::string where = "first";
  try {
    co_await sleep(1s);
    where = "second";
    co_await sleep(0s);
    where = "none";
  } catch (const CancelledError&) {
    where += "!";
  }
  text += where + " ";
}

TEST(Cancel, CancelsEachTaskAtEachOfItsSuspensions) {
  CancelStrategy cancel;
  std::string text;
  while (!cancel.exhausted()) {
    Loop loop;
    cancel.begin_run(0);
    loop.set_chooser(&cancel);
    create_task_on(loop, sleep_twice(text));
    while (loop.run_once()) {
    }
    cancel.end_run(true);
  }
  EXPECT_EQ(text, "none first! second! ");
}

TEST(Cancel, IsRecordedAndReplayed) {
  CancelStrategy cancel;
  cancel.begin_run(0);
  cancel.end_run(true);
  cancel.begin_run(0);
  ScheduleRecorder recorder(cancel);
  std::string text;
  const auto run = [&text](Chooser& chooser) {
    Loop loop;
    loop.set_chooser(&chooser);
    create_task_on(loop, sleep_twice(text));
    while (loop.run_once()) {
    }
  };
  run(recorder);
  EXPECT_EQ(recorder.schedule().describe({{{1}, "sleeper"}}),
            "FIFO, except step 1: sleeper is cancelled at wait 1");
  Replay replay(Schedule::parse(recorder.schedule().token()), OnParting::stop);
  run(replay);
  LogPlayer player(cancel.log());
  run(player);
  EXPECT_EQ(text, "first! first! first! ");
}

TEST(Portfolio, TakesItsMembersInTurnAfterACalmRun) {
  Portfolio portfolio;
  Race race(2, 1);
  std::vector<std::string> names;
  for (std::uint64_t seed = 0; seed < 8; ++seed) {
    race.run(portfolio, seed);
    names.emplace_back(portfolio.now().name());
  }
  EXPECT_EQ(names,
            (std::vector<std::string>{"fifo", "surw", "pos", "surw", "pct", "urw", "surw", "pos"}));
}

TEST(Portfolio, GivesEachOfThemSixteenRunsAfterTheFirstHundred) {
  Portfolio portfolio;
  Race race(2, 1);
  std::map<std::string, int> runs;
  std::string changes;
  for (std::uint64_t seed = 0; seed < 101 + 2 * 5 * 16; ++seed) {
    const std::string before(portfolio.now().name());
    race.run(portfolio, seed);
    const std::string now(portfolio.now().name());
    ++runs[now];
    if (seed > 101 && now != before) changes += now + " ";
  }
  EXPECT_EQ(runs["pct"], 20 + 32);
  EXPECT_EQ(runs["surw"], 2 * (20 + 32));
  EXPECT_EQ(changes, "pos surw pct urw surw pos surw pct urw ");
}

}  // namespace
}  // namespace sim
