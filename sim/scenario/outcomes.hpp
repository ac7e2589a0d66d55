// sim/scenario/outcomes.hpp
//
// All results that a scenario can have over the schedules of its model, and whether they are those
// that its `outcomes` lists: a litmus test.
//
//   const FoundOutcomes found = find_outcomes(*scenario);
//   for (const FoundOutcome& each : found.results) {
//     std::cout << to_line(each.result) << ": " << each.witness.token() << '\n';
//   }
//   for (const OutcomeProblem& problem : compare(*scenario, found)) ...   // not as listed
//
// A result is what the items of the list name, and how the run ended; where there are none, the
// output, the exception and the shared variables whose value a file can say. Of runs in which all
// of that is equal one is kept. What `explore` says of every schedule holds: its model, jitter and
// cancellations, `always` and `finally`. An item without `outcome` stands for `ok`, or with an
// `exception` for any outcome that has one.
//
// Promise: equal scenarios and settings give equal results. Where nothing is in the way the set is
// complete, and nothing that the interpreter shares between tasks is hidden from the reduction.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "sim/explore/interleavings.hpp"
#include "sim/explore/program.hpp"
#include "sim/scenario/ast.hpp"
#include "sim/scenario/run.hpp"
#include "sim/sched/schedule.hpp"

namespace sim::scenario {

// What of a run makes its result.
struct OutcomeFields {
  bool output = false;
  bool exception = false;
  bool all_variables = false;            // all shared ones whose value a file can say
  std::set<std::string> variables{};     // or these
};

[[nodiscard]] OutcomeFields outcome_fields(const Scenario& scenario);

struct OutcomesSettings {
  std::optional<Model> model{};             // in place of the file's
  std::uint64_t schedules = 100'000;        // at most
  std::optional<std::int64_t> steps_max{};  // in place of limits: steps
  bool count_interleavings = false;
  // Asked before each schedule; false: there is no time for it.
  std::function<bool()> keep_going{};
};

struct FoundOutcome {
  RunResult result{};        // as far as it makes a difference; of a run that shows it
  std::uint64_t traces = 0;  // schedules, different in what meets, that end so
  Schedule witness{};
  TaskNames names{};         // of the tasks in it
};

struct FoundOutcomes {
  std::vector<FoundOutcome> results{};
  Model model = Model::any;
  std::uint64_t traces = 0;
  Interleavings interleavings{};  // if they were counted: what these traces stand for
  bool reduced = true;       // schedules that differ in nothing that meets count as one
  std::string why_not{};     // why there may be more; empty: these are all

  [[nodiscard]] bool complete() const noexcept { return why_not.empty(); }
};

[[nodiscard]] FoundOutcomes find_outcomes(const Scenario& scenario,
                                          const OutcomesSettings& settings = {});

// The scenario as a program whose endings are equal where its results are. What came of the first
// run of each is kept, by what the ending says; and whether a run hid what it did.
struct OutcomeRuns {
  std::map<std::string, RunResult> by_ending{};
  bool hide = false;
};
[[nodiscard]] Program outcome_program(const Scenario& scenario, const OutcomesSettings& settings,
                                      OutcomeRuns& runs);

// "ok, final: {n: 1}": the result in a line, as an item of `outcomes` would say it.
[[nodiscard]] std::string to_line(const RunResult& result);

struct OutcomeProblem {
  enum class Kind : std::uint8_t { unlisted, never, incomplete };

  Kind kind = Kind::unlisted;
  std::string message{};
  Place place{};
  const FoundOutcome* found = nullptr;  // what is not listed
};

// Requires: `found` outlives what is returned. Whether an item never comes is said of a complete
// set alone.
[[nodiscard]] std::vector<OutcomeProblem> compare(const Scenario& scenario,
                                                  const FoundOutcomes& found);

// Which item of the list, from 0, the result is as: the first of them.
[[nodiscard]] std::optional<std::size_t> item_for(const Scenario& scenario,
                                                  const RunResult& result);

// One line: the object that `fermata outcomes --json` prints.
[[nodiscard]] std::string to_json(const Scenario& scenario, const FoundOutcomes& found);

}  // namespace sim::scenario
