// props/sim_check.hpp
//
// What SIM_TEST and SIM_PROP do, apart from GoogleTest: replay what failed before, search, make it
// small, say it in one text.
//
//   SimTest test{.name = "Bank.KeepsItsSum", .program = program_of_bank};
//   const SimTestResult result = check(test, sim_flags().flags);
//   if (!result.passed) std::cout << result.report;
//
// Nothing here reports to GoogleTest but tell_gtest().

#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "props/coro_program.hpp"
#include "props/sim_flags.hpp"
#include "sim/detect/detectors.hpp"
#include "sim/explore/explorer.hpp"
#include "sim/explore/program.hpp"
#include "sim/sched/schedule.hpp"

namespace sim {

// What a test says of its own search. Flags go before it.
struct SimTestOptions {
  std::string strategy = "portfolio";
  std::uint64_t schedules = 1'000;
  std::uint64_t seed = 0;
  Model model = Model::any;
  std::uint64_t replays = 500;
  std::uint64_t iterations_max = 100'000;  // of a run
  std::uint64_t check_determinism = 0;     // so many schedules are made twice, before all others
  // What is looked for in each run: `.detect = {.hb_race = true}`. The model says what orders.
  DetectOptions detect{};
};

struct SimTest {
  std::string name{};  // "Suite.Name"
  // A program that tells what it finds; nullptr: nobody asks.
  std::function<Program(RunDetail* shown)> program{};
  SimTestOptions options{};
  bool many_threads = true;  // whether it may run on several at a time
  std::string repeat_flags{};  // " --sim_input=...": what the line that repeats it needs besides
};

struct SimTestResult {
  bool passed = true;
  std::string report{};  // of the failure
  std::string note{};    // for who watches
  std::uint64_t seed = 0;
  std::uint64_t schedules = 0;     // that were run
  std::string schedule{};          // the token of the failure
  std::string repeat{};            // the line that repeats it
  std::optional<std::string> file{};  // of the assertion that failed
  int line = 0;
};

// Lets the failures of EXPECT_* and SIM_ASSERT_* within a run decide how it ends, and count for
// nothing else.
[[nodiscard]] Program judged(Program inner, RunDetail* shown = nullptr);

// As a shell takes it: in quotes where that is needed.
[[nodiscard]] std::string in_shell_words(const std::string& text);

// Whether an ASSERT_* has failed in the run of a judged program on this thread.
[[nodiscard]] bool run_has_fatal_failure();

// Makes some schedules twice, in two processes whose surroundings differ, if the test or a flag
// asks for that (sim/explore/determinism.hpp); the given one, if there is one. Passed: they are the
// same.
[[nodiscard]] SimTestResult check_twice(const SimTest& test, const SimFlags& flags);

// Checks whether it is deterministic, replays what failed before, then searches.
[[nodiscard]] SimTestResult check(const SimTest& test, const SimFlags& flags);

// How each of its runs is made.
[[nodiscard]] CoroOptions coro_options(const SimTestOptions& options);

// How a test searches, with what the flags say; also for one input of many.
[[nodiscard]] ExploreOptions explore_options(const SimTest& test, const SimFlags& flags);

// The run under a schedule, as if it had been found. Its ending may be ok.
[[nodiscard]] Failure failure_under(const Program& program, const Schedule& schedule);

// What there is to say of a failure; `before` stands before the rest of what it shows.
[[nodiscard]] SimTestResult result_of(const SimTest& test, const Failure& failure,
                                      const std::string& before);

// Tells the current test of GoogleTest.
void tell_gtest(const SimTestResult& result);

// "Suite.Name" of the current test of GoogleTest.
[[nodiscard]] std::string name_of_current_test();

}  // namespace sim
