// sim/explore/coverage.hpp
//
// Coverage is how much of a program its schedules have shown: how many of them were different in
// what meets, and what that says about those that were not made.
//
//   Coverage coverage = outcome.coverage;  // of Explorer, with count_distinct
//   coverage.unseen();                     // 0.014: the next schedule is new with this probability
//   std::puts(coverage.text().c_str());    // "10,000 schedules, 812 different; ..."
//
// The estimates treat each way to order what meets (trace_hash.hpp) as a species: the probability
// that the next draw is a new one is the share of those drawn once (I. Good, "The population
// frequencies of species", Biometrika 40, 1953), and there are at least so many as A. Chao's
// estimator says (Scand. J. Statist. 11, 1984); M. Böhme, "STADS: software testing as species
// discovery", TOSEM 27(2), 2018. They hold for schedules drawn independently from one distribution:
// `random`, `pos` and `urw` but for their first runs; about so for `portfolio`, `surw` and `pct`,
// which go through several in turn. They say nothing of a search that makes each schedule once, as
// `dfs`, `dpor`, `delay-bounded` and `cancel` do: that is at its end, or not.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/explore/interleavings.hpp"

namespace sim {

class Coverage {
 public:
  // One more schedule, and the hash of what met in it.
  void add(std::uint64_t trace);
  // All of `other`, whose hashes can be compared to these.
  void add(const Coverage& other);

  [[nodiscard]] std::uint64_t schedules() const noexcept { return schedules_; }
  [[nodiscard]] std::uint64_t distinct() const;
  // How many were seen so often.
  [[nodiscard]] std::uint64_t seen(std::uint64_t times) const;

  // The probability that the next schedule is none of those seen; 1 before the first.
  [[nodiscard]] double unseen() const;
  // How many there are, at least, in the mean.
  [[nodiscard]] double richness() const;
  // If none has failed: with confidence 95 % a schedule fails with a probability below this.
  [[nodiscard]] double failure_bound() const;

  // All there are have been seen, so many: a search that can tell has come to its end.
  void set_complete(std::uint64_t traces) noexcept {
    complete_ = true;
    traces_ = traces;
  }
  [[nodiscard]] bool complete() const noexcept { return complete_; }
  // How many orders of steps these stand for.
  void set_interleavings(const Interleavings& all) { interleavings_ = all; }
  [[nodiscard]] const Interleavings& interleavings() const noexcept { return interleavings_; }

  // "all 40,032 traces (of about 8.7 M interleavings)"; or "10,000 schedules, 812 different traces
  // of about 950; the next one is new with probability 0.014".
  [[nodiscard]] std::string text() const;

 private:
  struct Species {
    std::uint64_t trace;
    std::uint64_t times;
  };
  void sort() const;

  mutable std::vector<Species> species_;  // those before `sorted_` by trace, and each once
  mutable std::size_t sorted_ = 0;
  std::uint64_t schedules_ = 0;
  std::uint64_t traces_ = 0;  // if it is complete
  Interleavings interleavings_{};
  bool complete_ = false;
};

}  // namespace sim
