// sim/explore/determinism.hpp
//
// Whether a program is deterministic: equal answers, equal runs.
//
//   const Determinism found = check_determinism(program, {.schedules = 100});
//   if (!found.same) std::cout << found.report;
//
// The same schedules are run in two processes, one after the other, whose surroundings differ as
// apart.hpp says; in the second one a run of the program goes before. Each run is compared by its
// digest, which rolls over every decision and event, and the first of these that differs is named,
// with what both tasks had waited for.
//
// A program that asks for addresses, for uninitialised memory, for the time of day, for random
// bytes, for the thread that it runs on, or for what a run before it has left, differs. What it
// asks for, but which nobody can see in what it does, is not found; nor is a clock that is read so
// coarsely that both runs fall into one tick of it.

#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "sim/explore/difference.hpp"
#include "sim/explore/program.hpp"
#include "sim/sched/schedule.hpp"

namespace sim {

struct DeterminismOptions {
  std::string strategy = "portfolio";  // it takes each run for one that passed
  std::uint64_t schedules = 20;
  std::uint64_t seed = 0;
  Model model = Model::any;
  std::optional<Schedule> schedule{};  // this one alone
};

struct Determinism {
  bool same = true;
  std::uint64_t runs = 0;     // twice
  std::uint64_t moments = 0;  // events and decisions, of the one side
  std::uint64_t digest = 0;   // of the one side
  std::optional<Difference> difference{};
  std::string report{};  // in lines; empty where they are the same

  // "20 schedules twice: 4812 events and decisions are the same, digest 0123456789abcdef"
  [[nodiscard]] std::string summary() const;
};

// Throws std::invalid_argument if there is no such strategy.
[[nodiscard]] Determinism check_determinism(const Program& program,
                                            const DeterminismOptions& options = {});

}  // namespace sim
