// sim/scenario/run.hpp
//
// Runs a scenario once, from virtual time 0 to the end of its shutdown, and tells how it ended.
//
//   for (const RunSettings& settings : runs_of(*scenario)) {     // the file's own, then its cases
//     RunResult result = run_scenario(*scenario, settings);
//     if (const Expectation* expected = expectation_of(*scenario, settings))
//       for (const Mismatch& m : compare(*expected, result)) ...  // expect.hpp
//     std::cout << to_json(*scenario, settings, result) << '\n';
//   }
//
// Promise: equal scenarios, settings and answers of the chooser give equal results, on every
// machine and on any thread; whatever the scenario does, this returns a result and throws nothing
// of the scenario's. The result holds no part of the run: everything in it is text and numbers.
// The interpreter adds no iteration to the loop: a scenario takes as many as its Python would.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/aio/interruption.hpp"
#include "sim/base/time.hpp"
#include "sim/detect/detectors.hpp"
#include "sim/detect/finding.hpp"
#include "sim/loop/chooser.hpp"
#include "sim/loop/probe.hpp"
#include "sim/loop/tie_policy.hpp"
#include "sim/scenario/ast.hpp"

namespace sim::scenario {

using Outcome = ExpectedOutcome;

// "ok", "raised", "failed", "deadlock", "step-limit".
[[nodiscard]] std::string_view to_string(Outcome outcome);

// How many turns of the loop a run may take where nobody says. It also bounds how often the loops
// of a scenario may go round between two turns, so that `while: True` without a pause ends, too.
inline constexpr std::int64_t kStepsMax = 1'000'000;
// The same of a run that is explored: there are many, and a livelock is run to its end each time.
inline constexpr std::int64_t kExploredStepsMax = 100'000;

// What is looked for in a run in asyncio's own order, which is fair from its first step on.
inline constexpr DetectOptions detect_in_a_plain_run{.fair_after = 0};

struct RunSettings {
  std::optional<std::uint32_t> case_number;  // of Scenario::cases, from 1; none: the file's own run
  std::optional<std::int64_t> seed;          // in place of the file's
  std::optional<std::int64_t> steps_max;     // in place of limits: steps
  std::optional<Duration> time_max;          // in place of limits: time
  TiePolicy ties = TiePolicy::fifo;          // of timers with the same deadline
  Chooser* chooser = nullptr;                // none: the file's `schedule`
  Probe* probe = nullptr;
  std::optional<DetectOptions> detect{};  // whether, and for what, the run is judged by its events
  std::optional<Interruption> interruption{};  // of a test that cancels from outside
  std::function<void(std::string_view text)> on_print;  // each print at once, without line break
  // What `explore` says of every schedule holds for this one: its jitter and cancellations, and
  // what holds always and finally. So it is in any case where the file's `schedule` is a token.
  bool explored = false;
  double cancel_chance = 0.0;  // how likely samplers cancel a task at each point where they may
  bool brief = false;          // only how it ended is told: no output and no values
  bool lines_matter = false;   // their order does: to a strategy, what prints writes one object
};

// What a value was when the run ended.
struct Snapshot {
  std::string python;  // as Python's repr writes it; what an `expect` would say
  std::string json;    // as it stands in "One run as JSON"
  bool plain = false;  // a number, string, boolean, None or a list: what `final` tells
};

struct FinalValue {
  std::string name;
  Snapshot value;
};

struct RunResult {
  Outcome outcome = Outcome::ok;
  std::optional<std::string> exception;  // "ValueError: no"
  std::vector<std::string> output;       // lines
  Duration elapsed{};
  Snapshot result;                       // what main returned; None if it did not
  std::vector<FinalValue> final_values;  // every shared variable that was made, in their order
  std::uint64_t digest = 0;  // of the run's events, if anybody hears them: equal for equal runs
  std::uint64_t turns = 0;               // of the loop
  // For people. Of `failed`: the assertion, its place and the values of the names in it. Of
  // `deadlock`: every waiting task and what it waits for, and what is found of it or of
  // `step-limit`. Otherwise "".
  std::string report;
  // What went wrong and nobody saw, a line each, in asyncio's words: errors of tasks and futures
  // that were never retrieved, in the order in which it was certain; at the end of a whole run
  // tasks that are pending, and coroutines that were never awaited. Empty where all is well.
  std::vector<std::string> unhandled;
  std::vector<Finding> findings;  // if they were looked for; none of `failed`
  // What went wrong, in a line without what differs from one such run to the next: for `failed`
  // the assertion and where it stands, for `raised` the exception, for `deadlock` who waits for
  // what. Beside the outcome, it tells one finding from another.
  std::string finding;
  std::string parting;  // where the file's `schedule` does not fit; "" where it does

  std::vector<std::string> coroutines;  // by the number of the task, what it began with, or ""

  // Of a run that was explored.
  std::vector<bool> sometimes;      // which of these held at the end
  std::uint64_t cancel_points = 0;  // where a task may be cancelled
  TaskId cancelled{};               // the task that was
  // A task awaited itself, so nobody may await it: that no strategy sees, and what it leaves out
  // may have other results.
  bool hides = false;
};

// Whether RunResult::unhandled, or the report of its outcome, tells findings of that kind as well.
[[nodiscard]] bool is_told_otherwise(FindingKind kind);

// The file's own run, then one for each of its cases.
[[nodiscard]] std::vector<RunSettings> runs_of(const Scenario& scenario);

// The seed and the expectation that hold for a run: its case's, or else the scenario's.
[[nodiscard]] std::int64_t seed_of(const Scenario& scenario, const RunSettings& settings);
[[nodiscard]] const Expectation* expectation_of(const Scenario& scenario,
                                                const RunSettings& settings);

// The schedule that the file, or one of its cases, asks for; "" for asyncio's own order.
[[nodiscard]] const std::string& schedule_of(const Scenario& scenario,
                                             const RunSettings& settings);

// Whether `explore` holds for the run, because it is asked for or the schedule is a token.
[[nodiscard]] bool is_explored(const Scenario& scenario, const RunSettings& settings);
[[nodiscard]] std::int64_t steps_max_of(const Scenario& scenario, const RunSettings& settings);

// Its `explore`, or what holds where it has none.
[[nodiscard]] const Explore& explore_of(const Scenario& scenario);

// Requires: `scenario` came from load(), and settings.case_number is one of its cases.
[[nodiscard]] RunResult run_scenario(const Scenario& scenario, const RunSettings& settings = {});

// One line, no line break: the object that `fermata run --json` prints; of a case with its number
// as "case" at the end.
[[nodiscard]] std::string to_json(const Scenario& scenario, const RunSettings& settings,
                                  const RunResult& result);

}  // namespace sim::scenario
