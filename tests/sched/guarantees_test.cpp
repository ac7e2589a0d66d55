// What the papers promise of their strategies, counted over fixed seeds.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sim/aio/sleep.hpp"
#include "sim/coro/shared.hpp"
#include "sim/coro/task.hpp"
#include "sim/sched/delay_bounded.hpp"
#include "sim/sched/dfs.hpp"
#include "sim/sched/lineup.hpp"
#include "sim/sched/make_strategy.hpp"
#include "sim/sched/surw.hpp"
#include "tests/sched/race.hpp"

namespace sim {
namespace {

using test::Race;
using namespace std::chrono_literals;

using Counts = std::map<std::string, int>;

// Tasks "a", "b", ... of so many steps each, which have nothing to do with each other.
struct Independent {
  std::vector<int> steps;
  std::string order{};

  static Coro<> live(Independent& all, char letter, int steps) {
    for (int step = 0; step < steps; ++step) {
      if (step > 0) co_await sleep(0s);
      all.order += letter;
    }
  }
  void start(Loop& loop) {
    order.clear();
    char letter = 'a';
    for (const int count : steps) create_task_on(loop, live(*this, letter++, count));
  }
};

// Each task takes its own steps first, and then touches what all of them share.
struct Rush {
  std::vector<int> steps;
  bool alike_from_b = false;  // "a" only reads
  std::string order{};

  static Coro<> come(Rush& all, std::shared_ptr<Shared<int>> door, char letter, int steps) {
    for (int step = 0; step < steps; ++step) co_await sleep(0s);
    if (all.alike_from_b && letter == 'a') {
      co_await door->read();
    } else {
      co_await door->write(1);
    }
    all.order += letter;
  }
  static Coro<> open(Rush& all) {
    const auto door = std::make_shared<Shared<int>>(0);
    char letter = 'a';
    for (const int count : all.steps) create_task(come(all, door, letter++, count));
    co_return;
  }
  void start(Loop& loop) {
    order.clear();
    create_task_on(loop, open(*this));
  }
};

template <class P>
void run(P& program, Strategy& strategy, std::uint64_t seed) {
  Loop loop;
  strategy.begin_run(seed);
  loop.set_chooser(&strategy);
  program.start(loop);
  while (loop.run_once()) {
  }
  strategy.end_run(true);
}

// How often each order comes, after one run to learn.
template <class P>
Counts orders(P program, Strategy& strategy, int runs) {
  Counts counts;
  run(program, strategy, 0);
  for (int seed = 1; seed <= runs; ++seed) {
    run(program, strategy, static_cast<std::uint64_t>(seed));
    ++counts[program.order];
  }
  return counts;
}

double chi_square(const Counts& counts, double expected) {
  double sum = 0;
  for (const auto& [order, count] : counts) {
    sum += (count - expected) * (count - expected) / expected;
  }
  return sum;
}

TEST(Urw, MakesEachInterleavingOfIndependentTasksAsOftenAsAnyOther) {
  const Counts uneven = orders(Independent{{1, 4}}, *make_strategy("urw"), 5'000);
  ASSERT_EQ(uneven.size(), 5U);
  EXPECT_LT(chi_square(uneven, 1'000), 13.3);  // 99 of 100, 4 degrees of freedom
  const Counts three = orders(Independent{{2, 2, 2}}, *make_strategy("urw"), 9'000);
  ASSERT_EQ(three.size(), 90U);
  EXPECT_LT(chi_square(three, 100), 122.9);  // 89 degrees
}

TEST(Random, MakesThoseInterleavingsMoreOftenInWhichAShortTaskComesEarly) {
  const Counts uneven = orders(Independent{{1, 4}}, *make_strategy("random"), 5'000);
  EXPECT_GT(uneven.at("abbbb"), 2'300);
  EXPECT_LT(uneven.at("bbbba"), 500);
}

TEST(Surw, MakesEachOrderOfAccessesAsOftenWhateverElseTheTasksDo) {
  const Counts of_surw = orders(Rush{{0, 20}}, *make_strategy("surw"), 2'000);
  EXPECT_NEAR(of_surw.at("ab"), 1'000, 90);
  EXPECT_NEAR(of_surw.at("ba"), 1'000, 90);
  const Counts of_random = orders(Rush{{0, 20}}, *make_strategy("random"), 2'000);
  EXPECT_GT(of_random.at("ab"), 1'990);
}

// Twenty who write and one who reads: which of the twenty comes first makes no difference.
TEST(Surw, WeightedByKindLetsAnOddTaskComeFirstAsOftenAsAllThatAreAlike) {
  const auto first_a = [](SurwWeights weights) {
    SurwStrategy surw(weights);
    int first = 0;
    for (const auto& [order, count] : orders(Rush{std::vector<int>(21, 0), true}, surw, 1'000)) {
      if (order.front() == 'a') first += count;
    }
    return first;
  };
  EXPECT_NEAR(first_a(SurwWeights::by_task), 48, 30);
  EXPECT_NEAR(first_a(SurwWeights::by_kind), 500, 60);
}

TEST(Surw, WeightedByKindIsTheSameWhereNoTwoTasksAreAlike) {
  SurwStrategy by_task(SurwWeights::by_task);
  SurwStrategy by_kind(SurwWeights::by_kind);
  EXPECT_EQ(orders(Rush{{0, 3}, true}, by_task, 200), orders(Rush{{0, 3}, true}, by_kind, 200));
}

TEST(Pos, MakesEachOrderOfRacingWritesAsOftenAsAnyOther) {
  const Counts three = orders(Rush{{0, 0, 0}}, *make_strategy("pos"), 6'000);
  ASSERT_EQ(three.size(), 6U);
  EXPECT_LT(chi_square(three, 1'000), 15.1);  // 5 degrees
}

// n = 3 tasks with main, and a run of k = 9 steps.
TEST(Pct, FindsABugOfADepthAsOftenAsThePaperSays) {
  const auto share = [](std::string_view strategy, std::string_view order) {
    const std::unique_ptr<Strategy> pct = make_strategy(strategy);
    Race race(2, 1);
    int found = 0;
    constexpr int runs = 10'000;
    for (int seed = 0; seed < runs; ++seed) {
      race.run(*pct, static_cast<std::uint64_t>(seed));
      found += race.order == order ? 1 : 0;
    }
    return static_cast<double>(found) / runs;
  };
  EXPECT_GE(share("pct1", "bbaa"), 1.0 / 3);
  EXPECT_GE(share("pct2", "abba"), 1.0 / (3 * 9));
  EXPECT_GE(share("pct3", "abab"), 1.0 / (3 * 9 * 9));
  EXPECT_EQ(share("pct1", "abba"), 0);  // one task after the other, unless there is a change point
}

Coro<> poll(bool& set) {
  while (!set) co_await sleep(0s);
}
Coro<> set_after(bool& set, int turns) {
  for (int turn = 0; turn < turns; ++turn) co_await sleep(0s);
  set = true;
}

TEST(Pct, PutsATaskThatYieldsAgainAndAgainBelowTheOthers) {
  const std::unique_ptr<Strategy> pct = make_strategy("pct1");
  pct->set_fair_after(~std::uint64_t{0});
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    Loop loop;
    bool set = false;
    pct->begin_run(seed);
    loop.set_chooser(pct.get());
    create_task_on(loop, poll(set));
    create_task_on(loop, poll(set));
    create_task_on(loop, set_after(set, 15));
    while (loop.run_once() && loop.steps() < 1'000) {
    }
    EXPECT_TRUE(set);
    EXPECT_LT(loop.steps(), 100U);
    pct->end_run(true);
  }
}

// Adds up by how much each pick passes over the first in line.
class CountDelays final : public Chooser, private Picker {
 public:
  explicit CountDelays(Strategy& inner) : inner_(inner) { lineup_.begin_run(); }

  [[nodiscard]] std::uint32_t choose(const Choice& choice) override {
    return inner_.choose(choice);
  }
  [[nodiscard]] Picker* picker() noexcept override { return this; }
  [[nodiscard]] std::uint32_t delays() const { return delays_; }

 private:
  void joins(Place place, TaskId task) override {
    lineup_.joins(place, task);
    inner_.picker()->joins(place, task);
  }
  void leaves(Place place) override {
    lineup_.leaves(place);
    inner_.picker()->leaves(place);
  }
  [[nodiscard]] Place pick() override {
    const Place place = inner_.picker()->pick();
    for (std::uint32_t index = 0; lineup_.at(index) != place; ++index) ++delays_;
    lineup_.steps(place);
    return place;
  }

  Strategy& inner_;
  Lineup lineup_;
  std::uint32_t delays_ = 0;
};

// How many schedules pass over so many in all.
std::map<std::uint32_t, int> schedules_by_delays(Strategy& strategy) {
  std::map<std::uint32_t, int> counts;
  Race race(2, 1);
  while (!strategy.exhausted()) {
    strategy.begin_run(0);
    CountDelays delays(strategy);
    race.run_under(delays);
    strategy.end_run(race.passed());
    ++counts[delays.delays()];
  }
  return counts;
}

TEST(DelayBounded, MakesAsManySchedulesOfEachNumberOfDelaysAsThereAre) {
  DelayBoundedStrategy delay_bounded;
  DfsStrategy dfs;
  const std::map<std::uint32_t, int> all = schedules_by_delays(dfs);
  EXPECT_EQ(schedules_by_delays(delay_bounded), all);
  EXPECT_EQ(all.at(0), 1);
  EXPECT_GT(all.size(), 4U);
}

}  // namespace
}  // namespace sim
