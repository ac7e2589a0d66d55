#include "props/zoo/pair.hpp"

#include <gtest/gtest.h>

#include <ostream>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "sim/coro/exceptions.hpp"
#include "sim/coro/task.hpp"
#include "sim/explore/explore.hpp"
#include "sim/explore/explorer.hpp"
#include "sim/explore/shrink.hpp"
#include "sim/explore/watched.hpp"
#include "sim/sched/make_strategy.hpp"

namespace sim::zoo {

// In the name of a test; GoogleTest would print the bytes, and with them addresses.
static void PrintTo(const Pair& pair, std::ostream* out) { *out << pair.name; }

namespace {

using namespace std::string_view_literals;

struct EachPair : testing::TestWithParam<Pair> {
  // What the strategy finds in the program, or "".
  static std::string finding(const Program& program, ExploreOptions options) {
    Explorer explorer(program, std::move(options));
    const Outcome outcome = explorer.run();
    return outcome.failure
               ? outcome.failure->ending.what + " after " + outcome.failure->schedule.token()
               : "";
  }
};

TEST_P(EachPair, PassesInTheOrderOfAsyncioWithItsBugAndWithout) {
  EXPECT_EQ(finding(GetParam().broken(), {.strategy = "fifo"}), "");
  EXPECT_EQ(finding(GetParam().correct(), {.strategy = "fifo"}), "");
}

TEST_P(EachPair, HasABugThatThePortfolioFindsSoon) {
  std::uint64_t sum = 0;
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    Explorer explorer(GetParam().broken(), {.schedules = 1'000, .seed = seed});
    const Outcome outcome = explorer.run();
    ASSERT_TRUE(outcome.failure) << seed;
    sum += outcome.schedules;
  }
  EXPECT_LT(sum / 10, 100U);
}

TEST_P(EachPair, HasABugOfAFewDeviations) {
  for (const std::string strategy : {"portfolio", "random"}) {
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
      Explorer explorer(GetParam().broken(),
                        {.strategy = strategy, .schedules = 1'000, .seed = seed});
      const Outcome outcome = explorer.run();
      ASSERT_TRUE(outcome.failure);
      Shrinker shrinker(GetParam().broken());
      const Shrunk shrunk = shrinker.shrink(outcome.failure->schedule, outcome.failure->ending);
      EXPECT_LE(shrunk.schedule.size(), 3U) << shrunk.schedule.token();
    }
  }
}

// 100,000 of each: `bench_explore twins`.
TEST_P(EachPair, HasATwinThatPassesUnderEveryStrategy) {
  for (const std::string_view strategy : strategy_names()) {
    if (strategy == "cancel" && !GetParam().survives_cancel) continue;
    const std::uint64_t schedules = strategy == "portfolio" ? 2'000 : 200;
    EXPECT_EQ(finding(GetParam().correct(),
                      {.strategy = std::string(strategy), .schedules = schedules, .seed = 3}),
              "")
        << strategy;
  }
}

TEST_P(EachPair, HasATwinInWhichNoLassoCloses) {
  const Program program = watched(GetParam().correct(), {.lasso_rounds = 10});
  EXPECT_EQ(finding(program, {.schedules = 500, .seed = 5}), "");
}

// Where nothing orders two tasks of a correct program, they come the other way round, and it makes
// no difference.
TEST_P(EachPair, HasATwinWhoseRacesAreRealAndDoNoHarm) {
  const Program program = watched(GetParam().correct(), {.hb_race = true});
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    const Outcome outcome = explore(program, {.schedules = 20, .seed = seed});
    if (!outcome.failure) continue;
    EXPECT_EQ(outcome.failure->ending.kind, EndingKind::hb_race);
    ASSERT_TRUE(outcome.failure->reversal);
    EXPECT_EQ(outcome.failure->reversal->verdict, Reversal::Verdict::alike)
        << outcome.failure->ending.what << ": " << outcome.failure->reversal->text();
  }
}

TEST_P(EachPair, HasATwinInWhichNoDetectorFindsAnything) {
  for (const std::string_view strategy : strategy_names()) {
    if (strategy == "cancel" && !GetParam().survives_cancel) continue;
    const std::uint64_t schedules = strategy == "portfolio" ? 1'000 : 100;
    EXPECT_EQ(finding(watched(GetParam().correct()),
                      {.strategy = std::string(strategy), .schedules = schedules, .seed = 4}),
              "")
        << strategy;
  }
}

TEST_P(EachPair, HasATwinOfWhichNoDetectorFindsAnythingWrong) {
  const Program twin = watched(GetParam().correct());
  EXPECT_EQ(finding(twin, {.strategy = "portfolio", .schedules = 500, .seed = 5}), "");
  EXPECT_EQ(finding(twin, {.strategy = "ties", .schedules = 500}), "");
  if (!GetParam().survives_cancel) return;
  EXPECT_EQ(finding(twin, {.strategy = "cancel", .schedules = 500}), "");
}

TEST_P(EachPair, SaysWhatGoesWrongAndWhatItsTwinDoes) {
  EXPECT_NE(GetParam().bug, "");
  EXPECT_NE(GetParam().correct_by, "");
}

INSTANTIATE_TEST_SUITE_P(Zoo, EachPair, testing::ValuesIn(pairs()),
                         [](const testing::TestParamInfo<Pair>& pair) {
                           return std::string(pair.param.name);
                         });

std::set<std::string_view> broken_under(const ExploreOptions& options) {
  std::set<std::string_view> names;
  for (const Pair& pair : pairs()) {
    Explorer explorer(pair.broken(), options);
    if (explorer.run().failure) names.insert(pair.name);
  }
  return names;
}

TEST(Pairs, AreTwelveUnderDifferentNames) {
  std::set<std::string_view> names;
  for (const Pair& pair : pairs()) names.insert(pair.name);
  EXPECT_EQ(names.size(), 12U);
  EXPECT_EQ(find_pair("lock_order")->name, "lock_order");
  EXPECT_EQ(find_pair("key_order"), nullptr);
}

TEST(Pairs, OfWhichThreeFailUnderWhatARealClockMayDo) {
  const std::set expected = {"reply_after_timeout"sv, "retry_doubles_effect"sv, "timer_tie"sv};
  EXPECT_EQ(broken_under({.strategy = "ties"}), expected);
  EXPECT_EQ(broken_under({.strategy = "random", .model = Model::timing}), expected);
}

TEST(Pairs, OfWhichTwoNeedNoMoreThanACancellation) {
  const std::set expected = {"pool_leak_on_cancel"sv, "shutdown_with_pending_work"sv};
  EXPECT_EQ(broken_under({.strategy = "cancel"}), expected);
}

Coro<> raise(Check&) {
  co_await turns(1);
  throw ValueError("no");
}
Coro<> wait_for_ever(Check&) { co_await Future<>(); }
Coro<> leave_somebody(Check& check) {
  create_task(wait_for_ever(check), "left");
  co_return;
}
Coro<> refuse_to_end(Check& check) {
  while (true) {
    try {
      co_await turns(1);
      co_await wait_for_ever(check);
    } catch (const CancelledError&) {
    }
  }
}
Coro<> leave_who_refuses(Check& check) {
  create_task(refuse_to_end(check), "stubborn");
  co_await turns(3);
}

Ending ending_of(PairMain main) {
  Pair pair{};
  pair.broken_main = main;
  Loop loop;
  return pair.broken()(loop);
}

TEST(PairMain, FailsWhereItRaisesOrWaitsForEver) {
  EXPECT_EQ(ending_of(raise), (Ending{EndingKind::raised, "ValueError: no"}));
  EXPECT_EQ(ending_of(wait_for_ever), (Ending{EndingKind::deadlock, "main waits for ever"}));
  EXPECT_EQ(ending_of(leave_who_refuses),
            (Ending{EndingKind::deadlock, "stubborn waits for ever"}));
}

TEST(PairMain, MayLeaveATaskToTheShutdown) { EXPECT_TRUE(ending_of(leave_somebody).ok()); }

}  // namespace
}  // namespace sim::zoo
