#include "sim/scenario/explore.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <set>
#include <string>

#include "sim/scenario/load.hpp"
#include "tests/scenario/running.hpp"

namespace sim::scenario {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// A deposit that another may come between; calmly nobody does.
constexpr const char* kRacy =
    "deposit():\n"
    "  - let: {before: balance}\n"
    "  - sleep: 0\n"
    "  - set: {balance: before + 10}\n"
    "withdraw():\n"
    "  - sleep: 0\n"
    "  - sleep: 0\n"
    "  - set: {balance: balance - 30}\n"
    "main():\n"
    "  - gather: [deposit(), withdraw()]\n";

Exploration explore_text(const std::string& coroutines, const std::string& rest,
                         ExploreSettings settings = {}) {
  return explore(*scenario_of(coroutines, rest), settings);
}

std::string problems_of(const std::string& coroutines, const std::string& rest) {
  const auto scenario = scenario_of(coroutines, rest);
  std::string text;
  for (const ExploreProblem& problem : compare(*scenario, explore(*scenario))) {
    text += problem.message + "\n";
  }
  return text;
}

TEST(Explore, FindsAScheduleThatFailsAndShrinksIt) {
  const Exploration found = explore_text(std::string(kRacy) + "  - assert: balance == 80\n",
                                         "shared: {balance: 100}\nexplore: {}\n");
  ASSERT_TRUE(found.failure);
  EXPECT_EQ(found.failure->number, found.schedules);
  EXPECT_EQ(to_string(found.failure->finding),
            "failed: assert balance == 80, in main(), step 2 of Task-1");
  EXPECT_EQ(found.failure->schedule.size(), 1U);
  EXPECT_THAT(found.failure->schedule.describe(found.failure->names),
              HasSubstr("withdraw before deposit"));
  EXPECT_THAT(found.failure->result.report, HasSubstr("balance is 110"));
}

TEST(Explore, RepeatsAFailureUnderItsToken) {
  const auto scenario = scenario_of(std::string(kRacy) + "  - assert: balance == 80\n",
                                    "shared: {balance: 100}\nexplore: {}\n");
  const Exploration found = explore(*scenario);
  const Schedule schedule = Schedule::parse(found.failure->schedule.token());
  const Replayed again = replay(*scenario, schedule, OnParting::stop);
  EXPECT_EQ(again.parting, "");
  EXPECT_EQ(ending_of(again.result), found.failure->finding);
  EXPECT_EQ(shrink(*scenario, found.failure->first)->schedule, found.failure->schedule);
  EXPECT_FALSE(shrink(*scenario, Schedule()));
}

TEST(Explore, HoldsWhatIsAlwaysSoAfterEveryStep) {
  const std::string coroutines =
      "worker(): [{set: {busy: busy + 1}}, {sleep: 0}, {set: {busy: busy - 1}}]\n"
      "main():\n"
      "  - spawn: worker()\n"
      "    as: first\n"
      "  - await: first\n"
      "  - await: worker()\n";
  EXPECT_EQ(problems_of(coroutines, "shared: {busy: 0}\nexplore: {always: busy <= 1}\n"), "");
  EXPECT_EQ(problems_of(coroutines,
                        "shared: {busy: 0}\nexplore: {always: [busy >= 0, busy < 1]}\n"),
            "expected pass, got failed: always busy < 1\n");
}

TEST(Explore, StopsARunWhereAnInvariantBreaks) {
  const auto scenario = scenario_of(
      "worker(): [{set: {busy: 1}}, {sleep: 0}, {print: never}]\nmain(): [{await: worker()}]\n",
      "shared: {busy: 0}\nexplore: {always: busy == 0}\n");
  const Replayed calm = replay(*scenario, Schedule());
  EXPECT_EQ(calm.result.outcome, Outcome::failed);
  EXPECT_EQ(calm.result.exception, "AssertionError: busy == 0");
  EXPECT_THAT(calm.result.output, ElementsAre());
  EXPECT_THAT(calm.result.report, HasSubstr("busy is 1"));
}

TEST(Explore, HoldsAtTheEndWhatIsFinallySo) {
  EXPECT_EQ(problems_of(kRacy, "shared: {balance: 100}\nexplore: {finally: balance == 80}\n"),
            "expected pass, got failed: finally balance == 80\n");
  EXPECT_EQ(problems_of("main(): [{set: {n: 1}}]\n",
                        "shared: {n: 0}\nexplore: {finally: [n == 1, n / 0 == 1]}\n"),
            "expected pass, got failed: finally n / 0 == 1, which raises ZeroDivisionError: "
            "division by zero\n");
}

TEST(Explore, WantsToSeeOnceWhatSometimesIsSo) {
  const std::string shared = "shared: {balance: 100}\n";
  EXPECT_EQ(problems_of(kRacy, shared + "explore: {sometimes: [balance == 80, balance == 110]}\n"),
            "");
  EXPECT_EQ(problems_of(kRacy, shared + "explore: {sometimes: balance == 70, schedules: 50}\n"),
            "expected sometimes balance == 70, got never in all 6 traces\n");
}

TEST(Explore, ExpectsTheFindingThatTheFileNames) {
  const std::string coroutines = std::string(kRacy) + "  - assert: balance == 80\n";
  const std::string shared = "shared: {balance: 100}\n";
  for (const char* fine : {"failed", "assert balance == 80", "'AssertionError: balance'"}) {
    EXPECT_EQ(problems_of(coroutines, shared + "explore: {expect: {fail: " + fine + "}}\n"), "");
  }
  EXPECT_EQ(problems_of(coroutines, shared + "explore: {expect: {fail: deadlock}}\n"),
            "expected fail: deadlock, got failed: assert balance == 80, in main(), step 2 of "
            "Task-1\n");
  EXPECT_EQ(problems_of(kRacy, shared + "explore: {expect: {fail: deadlock}, schedules: 7}\n"),
            "expected fail: deadlock, got none of 7 schedules fails\n");
}

TEST(Explore, PassesOverWhatFailsInAnotherWay) {
  const Exploration found = explore_text(
      "a(): [{sleep: 0}, {set: {n: n * 2}}]\n"
      "b(): [{sleep: 0}, {set: {n: n + 1}}]\n"
      "c(): [{sleep: 0}, {set: {n: n * 3}}]\n"
      "main(): [{gather: [a(), b(), c()]}, {assert: n != 9}, {assert: n != 7}]\n",
      "shared: {n: 1}\nexplore: {expect: {fail: n != 7}}\n");
  ASSERT_TRUE(found.failure);
  EXPECT_THAT(to_string(found.failure->finding), HasSubstr("assert n != 7"));
}

TEST(Explore, TakesTheOutcomeThatTheFileExpectsForNoFailure) {
  const std::string coroutines = "main(): [{raise: 'ValueError(\"no\")'}]\n";
  EXPECT_EQ(problems_of(coroutines, "explore: {schedules: 3}\n"),
            "expected pass, got raised: ValueError: no\n");
  EXPECT_EQ(problems_of(coroutines,
                        "expect: {outcome: raised, exception: 'ValueError: no'}\n"
                        "explore: {schedules: 3}\n"),
            "");
}

TEST(Explore, OfTimingAloneLeavesTheOrderOfStepsAlone) {
  const std::string shared = "shared: {balance: 100}\n";
  EXPECT_EQ(problems_of(kRacy, shared + "explore: {model: timing, finally: balance == 80}\n"), "");
  const std::string sleepers =
      "set_to(value): [{sleep: 1}, {set: {n: value}}]\n"
      "main(): [{gather: [set_to(1), set_to(2)]}]\n";
  EXPECT_EQ(problems_of(sleepers, "shared: {n: 0}\nexplore: {model: timing, finally: n == 2}\n"),
            "expected pass, got failed: finally n == 2\n");
}

TEST(Explore, LetsSleepsTakeLongerWhereThereIsJitter) {
  const std::string coroutines =
      "set_to(value, delay): [{sleep: delay}, {set: {n: value}}]\n"
      "main(): [{gather: ['set_to(1, 1)', 'set_to(2, 1.05)']}]\n";
  const std::string rest = "shared: {n: 0}\nexplore: {model: timing, finally: n == 2";
  EXPECT_EQ(problems_of(coroutines, rest + "}\n"), "");
  EXPECT_EQ(problems_of(coroutines, rest + ", jitter: 0.04}\n"), "");
  EXPECT_EQ(problems_of(coroutines, rest + ", jitter: 0.1}\n"),
            "expected pass, got failed: finally n == 2\n");
}

TEST(Explore, TakesWhatADetectorFindsForAFailure) {
  const std::string coroutines = "main(): [{call: lock.acquire(), as: it}, {await: it}]\n";
  for (const char* fine : {"lock-left", "lock"}) {
    EXPECT_EQ(problems_of(coroutines, std::string("shared: {lock: Lock()}\n") +
                                          "explore: {expect: {fail: " + fine + "}}\n"),
              "");
  }
}

TEST(Explore, TakesWhatNobodySawForAFailure) {
  EXPECT_EQ(problems_of("fails(): [{raise: 'ValueError(\"no\")'}]\n"
                        "main(): [{spawn: fails(), name: '\"lost\"'}, {sleep: 1}]\n",
                        "explore: {schedules: 5}\n"),
            "expected pass, got failed: unretrieved: Task exception was never retrieved (lost): "
            "ValueError: no\n");
  EXPECT_EQ(problems_of("greet(): [pass]\nmain(): [{call: greet()}]\n",
                        "explore: {schedules: 5}\n"),
            "expected pass, got failed: unawaited: coroutine 'greet' was never awaited\n");
}

// A permit that is not given back where the worker is cancelled.
constexpr const char* kLeak =
    "worker():\n"
    "  - call: taken.append(1)\n"
    "  - sleep: 0\n"
    "  - call: taken.pop()\n"
    "main():\n"
    "  - spawn: worker()\n"
    "    as: task\n"
    "  - wait: [task]\n";

TEST(Explore, CancelsOnlyWhoMayBeCancelled) {
  const std::string shared = "shared: {taken: []}\n";
  for (const std::string strategy : {"cancel", "random", "portfolio", "dfs"}) {
    const std::string rest = shared + "explore: {finally: len(taken) == 0, strategy: " + strategy;
    if (strategy != "cancel") {
      EXPECT_EQ(problems_of(kLeak, rest + "}\n"), "") << strategy;
    }
    // In another order than asyncio's main may be gone while the worker is in the middle, and the
    // end of a run cancels whoever is left.
    EXPECT_EQ(problems_of(kLeak, rest + ", model: timing, cancel: [main]}\n"), "") << strategy;
    EXPECT_EQ(problems_of(kLeak, rest + ", cancel: [worker]}\n"),
              "expected pass, got failed: finally len(taken) == 0\n")
        << strategy;
  }
}

TEST(Explore, CancelsAnybodyWhereAStrategyIsForThat) {
  const auto scenario = scenario_of(kLeak, "shared: {taken: []}\n"
                                           "explore: {finally: len(taken) == 0}\n");
  const Exploration found = explore(*scenario, {.strategy = "cancel"});
  ASSERT_TRUE(found.failure);
  EXPECT_EQ(to_string(found.failure->finding), "failed: finally len(taken) == 0");
  EXPECT_FALSE(explore(*scenario, {.strategy = "random", .schedules = 100}).failure);
}

TEST(Explore, FollowsTheRecordedScheduleOfTheFileAlone) {
  const auto scenario = scenario_of(kRacy, "shared: {balance: 100}\n"
                                           "explore: {finally: balance == 80}\n");
  const Exploration found = explore(*scenario);
  const std::string token = found.failure->schedule.token();
  const std::string rest = "shared: {balance: 100}\nschedule: " + token + "\n";
  const Exploration again = explore_text(kRacy, rest + "explore: {finally: balance == 80}\n");
  EXPECT_EQ(again.schedules, 1U);
  ASSERT_TRUE(again.failure);
  EXPECT_EQ(again.failure->finding, found.failure->finding);
  EXPECT_EQ(run_scenario(*scenario_of(kRacy, rest)).final_values[0].value.python, "110");
  EXPECT_THAT(problems_of("main(): [pass]\n", rest + "explore: {}\n"),
              HasSubstr("the schedule does not fit: 1 of 1 deviations"));
}

TEST(Explore, GivesTheSameForTheSameSeed) {
  const std::string rest = "shared: {balance: 100}\nexplore: {finally: balance == 80}\n";
  const auto scenario = scenario_of(kRacy, rest);
  const auto json = [&](std::uint64_t seed) {
    return to_json(*scenario, explore(*scenario, {.strategy = "random", .seed = seed}), 0.0);
  };
  EXPECT_EQ(json(3), json(3));
}

// Calmly nobody comes between; that nothing sees to it is found all the same.
TEST(Explore, FindsARaceWhereItIsAskedFor) {
  const std::string rest = "shared: {balance: 100}\nexplore: {strategy: fifo, races: true}\n";
  const std::string text = std::string(kRacy) + "  - assert: balance == 80\n";
  const Exploration found = explore_text(text, rest);
  ASSERT_TRUE(found.failure);
  EXPECT_THAT(found.failure->finding.what,
              HasSubstr("happens-before race: Task-2 writes variable balance, Task-3 reads it"));
  ASSERT_TRUE(found.failure->reversal);
  EXPECT_EQ(found.failure->reversal->verdict, Reversal::Verdict::differs);
  EXPECT_THAT(to_json(*scenario_of(text, rest), found, 0.25),
              HasSubstr(", \"reversal\": {\"verdict\": \"differs\", \"message\": \"confirmed: "));
}

TEST(Explore, FindsNoRaceWhereALockOrders) {
  EXPECT_FALSE(explore_text("add(lock):\n"
                            "  - with: lock\n"
                            "    do:\n"
                            "      - let: {before: balance}\n"
                            "      - sleep: 0\n"
                            "      - set: {balance: before + 10}\n"
                            "main():\n"
                            "  - gather: [add(lock), add(lock)]\n",
                            "shared: {balance: 100, lock: Lock()}\nexplore: {races: true}\n")
                   .failure);
}

TEST(Explore, EndsARunThatGoesRoundWhereItIsAskedFor) {
  const Exploration found =
      explore_text("main():\n  - while: not done\n    do:\n      - sleep: 0\n",
                   "shared: {done: false}\nexplore: {lasso: 30}\n");
  ASSERT_TRUE(found.failure);
  EXPECT_THAT(to_string(found.failure->finding), HasSubstr("livelock: Task-1 goes round"));
  EXPECT_LT(found.failure->result.turns, 100U);
}

TEST(Explore, IsOneObjectAsJson) {
  const auto scenario = scenario_of(kRacy, "shared: {balance: 100}\nexplore: {strategy: dfs}\n");
  EXPECT_EQ(to_json(*scenario, explore(*scenario), 0.25),
            "{\"scenario\": \"test\", \"strategy\": \"dfs\", \"seed\": 0, \"schedules\": 35, "
            "\"distinct\": 3, \"exhausted\": true, \"traces\": null, \"interleavings\": null, "
            "\"unseen\": 0, \"first_failure\": null, "
            "\"finding\": null, \"deviations\": null, \"minimal\": false, \"deciding\": null, "
            "\"schedule\": null, "
            "\"replays\": 0, \"elapsed_s\": 0.250}");
}

TEST(Explore, GoesThroughAllTracesWhereTheyAreFew) {
  const std::string shared = "shared: {balance: 100}\nexplore: {schedules: 100}\n";
  const Exploration found = explore_text(kRacy, shared, {.count_interleavings = true});
  EXPECT_EQ(found.traces, 6U);  // the children of the gather end in either order, too
  EXPECT_TRUE(found.interleavings.exact);
  EXPECT_LT(found.schedules, 100U);
  const Exploration timing = explore_text(kRacy, shared, {.model = Model::timing});
  EXPECT_EQ(timing.traces, 0U);
}

TEST(Explore, IsNeverSaidToHaveSeenAllWhereSomethingIsHidden) {
  const Exploration itself = explore_text(
      "itself(): [{try: [{await: current_task()}], except: {RuntimeError: [pass]}}]\n"
      "main(): [{gather: [itself(), itself()]}]\n",
      "explore: {schedules: 100}\n");
  EXPECT_EQ(itself.traces, 0U);
  EXPECT_EQ(itself.schedules, 100U);
  const Exploration cut = explore_text("main(): [{while: true, do: [{sleep: 0}]}]\n",
                                       "explore: {schedules: 100, expect: {fail: never}}\n",
                                       {.steps_max = 20});
  EXPECT_EQ(cut.traces, 0U);
}

// What `fermata check` says of the scenarios here, by a search that leaves out nothing.
TEST(Explore, OfAllTracesPassesWhereAllSchedulesDo) {
  std::uint64_t compared = 0;
  std::set<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(FERMATA_SCENARIO_DIR)) {
    if (entry.path().string().ends_with(".sim.yaml")) files.insert(entry.path());
  }
  for (const std::filesystem::path& path : files) {
    SCOPED_TRACE(path.string());
    const LoadResult loaded = load_file(path.string());
    if (!loaded || !loaded.scenario->explore) continue;
    const Exploration some = explore(*loaded.scenario);
    if (some.traces == 0) continue;
    const Exploration all =
        explore(*loaded.scenario, {.strategy = "dfs", .schedules = 600, .replays = 0});
    EXPECT_FALSE(all.failure);
    EXPECT_FALSE(some.failure);
    EXPECT_EQ(all.exhausted ? all.sometimes : some.sometimes, some.sometimes);
    compared += all.exhausted ? 1 : 0;
  }
  EXPECT_GE(compared, 8U);
}

TEST(Explore, TellsTheDeviationThatDecides) {
  const auto scenario = scenario_of(std::string(kRacy) + "  - assert: balance == 80\n",
                                    "shared: {balance: 100}\nexplore: {}\n");
  const Exploration found = explore(*scenario);
  ASSERT_TRUE(found.failure);
  ASSERT_TRUE(found.failure->deciding);
  EXPECT_THAT(to_json(*scenario, found, 0.0),
              HasSubstr("withdraw before deposit; turned back, the run passes\", \"schedule\""));
}

}  // namespace
}  // namespace sim::scenario
