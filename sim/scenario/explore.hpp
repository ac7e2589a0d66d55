// sim/scenario/explore.hpp
//
// Runs a scenario under many schedules, as its `explore` says, until one fails; shrinks that one.
//
//   Exploration found = explore(*scenario, {.seed = 7});
//   for (const ExploreProblem& problem : compare(*scenario, found)) ...   // not as expected
//   if (found.failure) std::puts(found.failure->schedule.token().c_str());
//
// A schedule fails where the run does not end with `ok`; where `explore` expects that to pass, the
// outcome that `expect` names is as good. A task that `cancel` names may be cancelled, and if that
// is main, its CancelledError is no failure. Where `explore` expects `fail`, what fails in another
// way is passed over. A file without `explore` is explored as `explore: {}` says, and one whose
// `schedule` is a token under that schedule alone, by the strategy "recorded".
//
// All that coroutines of a scenario share tells who touches it: where the first half of the
// schedules of `portfolio` (and 1,000 are enough) says that there are few traces, all of them are
// gone through by `dpor`. Not so for a program in C++, nor where a task awaits itself, which is not
// seen through, nor under the model `timing`.
//
// Promise: equal scenarios and settings give equal explorations, on every machine, whatever `jobs`
// is.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "sim/explore/explorer.hpp"
#include "sim/explore/interleavings.hpp"
#include "sim/explore/reversal.hpp"
#include "sim/scenario/ast.hpp"
#include "sim/scenario/run.hpp"
#include "sim/sched/replay.hpp"
#include "sim/sched/schedule.hpp"

namespace sim::scenario {

struct ExploreSettings {
  std::optional<std::string> strategy{};      // each in place of the file's
  std::optional<std::uint64_t> schedules{};
  std::optional<Model> model{};
  std::optional<std::int64_t> steps_max{};    // in place of limits: steps
  std::uint64_t seed = 0;                     // of the strategy; `random` keeps the file's
  std::uint64_t replays = 500;                // to shrink, at most
  std::uint64_t proofs = 2'000;               // to certify then that fewer do not fail, at most
  unsigned jobs = 1;                          // threads
  bool count_distinct = true;
  bool count_interleavings = false;           // where all traces are seen
  // Told now and then, by one thread at a time; and after each replay of the shrinking.
  std::function<void(const ExploreProgress& progress)> on_schedule{};
  std::function<void(std::uint64_t replays, std::size_t deviations)> on_replay{};
};

// A schedule that fails.
struct FoundFailure {
  std::uint64_t number = 0;   // of the schedule, from 1
  Ending finding{};
  Schedule first{};           // as it was found
  Schedule schedule{};        // shrunk
  std::uint64_t replays = 0;  // used for that
  bool minimal = false;       // certified: no schedule with fewer deviations fails so
  std::optional<Deciding> deciding{};  // of the deviations of `schedule`
  std::optional<Reversal> reversal{};  // of a happens-before race
  bool same_again = true;     // its digest, when it was made once more with the same answers
  TaskNames names{};
  RunResult result{};         // under the shrunk schedule
  std::string lanes{};        // the same as text, with a lane for each task (export_lanes.hpp)
};

struct Exploration {
  std::string strategy;
  std::uint64_t seed = 0;
  Model model = Model::any;
  std::uint64_t schedules = 0;            // that were run
  std::uint64_t distinct = 0;             // ways to order what races
  bool exhausted = false;                 // the strategy has no more
  std::uint64_t traces = 0;               // all there are, if all have been seen; else 0
  Interleavings interleavings{};          // if they were counted: what these stand for
  double unseen = 0.0;                    // estimate: how likely one more run is a new way
  std::string parting;                    // where the file's `schedule` does not fit
  std::optional<FoundFailure> failure{};
  std::optional<FoundFailure> other{};    // where `fail` is expected and never came: what did
  std::vector<bool> sometimes{};          // which of these ever held
};

// Throws std::invalid_argument if there is no such strategy.
// A program in C++ is explored as well as coroutines of its own.
[[nodiscard]] Exploration explore(const Scenario& scenario, const ExploreSettings& settings = {});

// A schedule that fails as `explore` says what fails, run again; nothing where it passes.
[[nodiscard]] std::optional<FoundFailure> replay_failure(const Scenario& scenario,
                                                         const Schedule& schedule);

// The same, shrunk; whatever is expected.
[[nodiscard]] std::optional<FoundFailure> shrink(const Scenario& scenario,
                                                 const Schedule& schedule,
                                                 const ExploreSettings& settings = {});

// A run under a recorded schedule.
struct Replayed {
  RunResult result{};
  TaskNames names{};
  Schedule used{};      // the deviations that made a difference, with their steps
  std::string parting;   // where the schedule does not fit; "" where it does
  bool stopped = false;  // there, as asked; then there is no result
  std::string lanes{};   // the run as text, with a lane for each task
};
[[nodiscard]] Replayed replay(const Scenario& scenario, const Schedule& schedule,
                              OnParting on_parting = OnParting::go_on, RunSettings settings = {});

// What a run came to, as an explorer takes it.
[[nodiscard]] Ending ending_of(const RunResult& result);

// "failed: assert counter == 2, in main(), step 3"
[[nodiscard]] std::string to_string(const Ending& ending);

// What is not as `explore` expects.
struct ExploreProblem {
  std::string message;
  Place place;  // of what was expected
};
[[nodiscard]] std::vector<ExploreProblem> compare(const Scenario& scenario,
                                                  const Exploration& exploration);

// A number, or null; a mean as a whole number as well.
[[nodiscard]] std::string json_count(const Interleavings& interleavings);

// One line: the object that `fermata explore --json` prints. `elapsed`: seconds.
[[nodiscard]] std::string to_json(const Scenario& scenario, const Exploration& exploration,
                                  double elapsed);

}  // namespace sim::scenario
