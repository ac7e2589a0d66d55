// sim/explore/outcomes.hpp
//
// All results that a program can have, over all schedules of its model, each with one that shows
// it.
//
//   const Outcomes all = outcomes(program);
//   for (const Result& result : all.results) {
//     std::puts((result.ending.what + ": " + result.witness.describe(result.names)).c_str());
//   }
//   if (!all.complete()) std::puts(all.why_not.c_str());
//
// A result is an Ending, in full: a program that passes says in `what` what came out, and two runs
// whose endings are equal count as one. Under Model::any the schedules are those of `dpor`, one for
// each way to order what meets; under Model::timing all of them. What a program shares between
// tasks must tell (sim/sched/dpor.hpp), and what it prints is part of its result only if it is in
// the ending.

#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "sim/explore/interleavings.hpp"
#include "sim/explore/program.hpp"
#include "sim/sched/schedule.hpp"

namespace sim {

struct OutcomesOptions {
  Model model = Model::any;
  std::uint64_t schedules = 1'000'000;  // at most
  bool count_interleavings = false;
  // Asked before each schedule; false: there is no time for it.
  std::function<bool()> keep_going{};
};

struct Result {
  Ending ending{};
  std::uint64_t traces = 0;  // schedules, different in what meets, that end so
  Schedule witness{};        // the first of them
  TaskNames names{};         // of the tasks in it
};

struct Outcomes {
  std::vector<Result> results{};  // by kind of ending, and then by what it says
  std::uint64_t traces = 0;       // of all results
  Interleavings interleavings{};  // if they were counted: what these traces stand for
  bool reduced = true;            // schedules that differ in nothing that meets count as one
  std::string why_not{};          // why there may be more; empty: these are all

  [[nodiscard]] bool complete() const noexcept { return why_not.empty(); }
};

// Throws what the program throws.
[[nodiscard]] Outcomes outcomes(const Program& program, const OutcomesOptions& options = {});

}  // namespace sim
