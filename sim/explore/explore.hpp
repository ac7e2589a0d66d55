// sim/explore/explore.hpp
//
// All of it in one call: look for a schedule that fails, and make it small.
//
//   Outcome outcome = explore(program, {.schedules = 100'000, .jobs = 8});
//   if (outcome.failure) std::cout << report_of(program, *outcome.failure).text();
//
// Schedules are made in blocks of 1,000, each with a strategy that begins to learn anew, so blocks
// can be made at the same time; of several failures the one with the lowest number counts. A
// strategy that enumerates makes one block. The program is called from `jobs` threads at a time,
// each call with a loop of its own.
//
// Promise: the outcome does not depend on `jobs`, unless keep_going says that there is no time.

#pragma once

#include <functional>

#include "sim/explore/explorer.hpp"
#include "sim/explore/program.hpp"
#include "sim/explore/report.hpp"

namespace sim {

inline constexpr std::uint64_t kSchedulesOfABlock = 1'000;

// The failure's schedule is shrunk with options.replays. Throws std::invalid_argument if there is
// no such strategy, and what the program throws.
[[nodiscard]] Outcome explore(const Program& program, const ExploreOptions& options = {});

// The same for a program that keeps something from one run for the next: a new one makes the runs
// of each block. Called from several threads.
using ProgramMaker = std::function<Program()>;
[[nodiscard]] Outcome explore_fresh(const ProgramMaker& make, const ExploreOptions& options = {});

// What there is to say of a failure; title, detail and repeat are left to the caller, and waits
// where no detector has told (watched.hpp).
[[nodiscard]] FailureReport report_of(const Program& program, const Failure& failure);

}  // namespace sim
