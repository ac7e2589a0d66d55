// sim/explore/interleavings.hpp
//
// How many schedules of a program there are when each order of steps counts, also where they do not
// meet: what partial-order reduction has left out.
//
//   const Interleavings all = count_interleavings(program);
//   std::puts(all.text().c_str());         // "846 interleavings", "about 8.7 M interleavings"
//
// Exact where a search through all of them comes to its end within `schedules`; else the mean of
// draws, each of which counts for as many as it was unlikely. The mean is unbiased, whatever the
// draws are like, and near where each interleaving is about as likely as another: a task steps as
// likely as it has steps to come. D. Knuth, "Estimating the efficiency of backtrack programs",
// Mathematics of Computation 29, 1975; the weights are those of sim/sched/urw.hpp. Timers that are
// due together count as steps in any order, once.
//
// Promise: equal for equal programs and options. Requires: no run is cut at a limit of steps.

#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "sim/explore/program.hpp"

namespace sim {

struct Interleavings {
  double count = 0.0;  // 0: it was not asked for, or there was no time
  bool exact = false;
  double error = 0.0;  // standard error of the mean, as a share of it

  [[nodiscard]] bool known() const noexcept { return count > 0.0; }
  // "846 interleavings"; or "about 71,000 interleavings", "about 8.7 M", "about 1.4e11"; with one
  // digit where the error is a tenth or more, and "roughly" where it is three tenths.
  [[nodiscard]] std::string text() const;
};

struct InterleavingsOptions {
  std::uint64_t schedules = 1'000;     // in which they may come to their end
  std::uint64_t draws = 10'000;        // otherwise; a tenth of these if the error is small by then
  std::function<bool()> keep_going{};  // asked before each schedule
};

// Of the schedules of Model::any.
[[nodiscard]] Interleavings count_interleavings(const Program& program,
                                                const InterleavingsOptions& options = {});

// "8,702,680"
[[nodiscard]] std::string with_commas(std::uint64_t number);

}  // namespace sim
