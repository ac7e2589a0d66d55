// sim/explore/explorer.hpp
//
// An Explorer runs a program again and again, each time under another schedule, until one fails.
//
//   Explorer explorer(program, {.strategy = "portfolio", .schedules = 1'000, .seed = 7});
//   Outcome outcome = explorer.run();
//   if (outcome.failure) std::puts(outcome.failure->schedule.token().c_str());
//
// An outcome is a function of the program and the options. The runs that a strategy makes to learn
// are schedules like any other, and count.

#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/explore/certificate.hpp"
#include "sim/explore/coverage.hpp"
#include "sim/explore/program.hpp"
#include "sim/explore/reversal.hpp"
#include "sim/sched/schedule.hpp"
#include "sim/sched/strategy.hpp"

namespace sim {

struct ExploreProgress {
  std::uint64_t schedules = 0;  // that were run
  std::uint64_t of = 0;
};

struct ExploreOptions {
  std::string strategy = "portfolio";
  std::uint64_t schedules = 1'000;  // at most
  std::uint64_t seed = 0;
  Model model = Model::any;
  bool stop_at_failure = true;
  bool count_distinct = false;  // costs a few nanoseconds for each step
  std::uint64_t first = 0;      // how many schedules were made before: the numbers go on from there
  // Asked before each schedule, on any thread; false: there is no time for it.
  std::function<bool()> keep_going{};
  // Told now and then, by one thread at a time.
  std::function<void(const ExploreProgress&)> progress{};

  // What follows is for explore() (explore.hpp).
  // All that tasks share tells who touches it (sim/sched/dpor.hpp): so where half of the
  // schedules of `portfolio`, or a thousand, say that the program is small, all of it is gone
  // through.
  bool declared = false;
  bool count_interleavings = true;  // of which all traces are those that make a difference
  unsigned jobs = 1;             // threads
  std::uint64_t replays = 500;   // to shrink the failure, at most; 0: it stays as it was found
  std::uint64_t proofs = 2'000;  // schedules to certify then that fewer deviations do not fail
};

// A run that failed.
struct Failure {
  std::uint64_t number = 0;  // of the schedule, from 1
  Ending ending{};
  Schedule schedule{};
  TaskNames names{};  // of the tasks in it
  Schedule shrunk{};  // by explore(); else the same
  std::uint64_t replays = 0;  // that took
  std::optional<Reversal> reversal{};  // by explore(), of a happens-before race
  bool minimal = false;       // certified: no schedule with fewer deviations than `shrunk` fails so
  std::optional<Deciding> deciding{};  // of the deviations of `shrunk`, by explore()
  bool same_again = true;     // its digest, when it was made once more with the same answers
};

struct Outcome {
  std::uint64_t schedules = 0;          // that were run
  std::uint64_t failures = 0;           // among them
  std::uint64_t distinct = 0;           // ways to order what races, if they were counted
  std::uint64_t singletons = 0;         // among these, those that came up once
  std::vector<std::uint64_t> traces{};  // the hash of each run, if they were counted
  std::uint64_t steps = 0;              // of all runs
  bool exhausted = false;               // the strategy has no more
  bool complete = false;                // and what they ended in is all that there is
  std::string method{};                 // how it searched at last: `dpor` falls back to `dfs`
  Coverage coverage{};                  // the same as `distinct`, and what it says about the rest
  std::optional<Failure> failure{};     // the first
};

// Sets `distinct` and `singletons` by the traces.
void count_distinct(Outcome& outcome);

class Explorer {
 public:
  // Throws std::invalid_argument if there is no such strategy.
  Explorer(Program program, ExploreOptions options);
  // By a strategy of one's own.
  Explorer(Program program, ExploreOptions options, std::unique_ptr<Strategy> strategy);

  [[nodiscard]] Outcome run();

 private:
  void tell_progress(const Outcome& outcome, bool last = false) const;
  [[nodiscard]] Failure describe(std::uint64_t number, Ending ending);

  Program program_;
  ExploreOptions options_;
  std::unique_ptr<Strategy> strategy_;
  Loop loop_;
};

}  // namespace sim
