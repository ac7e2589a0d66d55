// sim/explore/reversal.hpp
//
// Makes two steps that race come the other way round, to see whether it makes a difference.
//
//   const Reversal other = reverse_race(program, failure.shrunk, failure.ending.what);
//   std::puts(other.text().c_str());
//   // "confirmed: the other way round the run ends otherwise: failed: counter is 1; by fermata1-"
//
// Two more runs: under the schedule, and under it up to the first of the two accesses, which then
// waits for the other (sim/sched/hold_back.hpp). Both are judged by all that judges the program but
// the race itself. A run that ends alike does not prove that the race is harmless: what follows the
// pair is one order of many.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sim/explore/program.hpp"
#include "sim/sched/schedule.hpp"

namespace sim {

struct Reversal {
  enum class Verdict : std::uint8_t {
    differs,       // reversed, the run ends otherwise
    ends_before,   // while the first waits, it ends otherwise, and the second never comes
    alike,         // reversed, it ends as before
    not_reversed,  // the second did not come without the first
    not_seen,      // there is no such race under the schedule
  };

  Verdict verdict = Verdict::not_seen;
  Ending straight{};    // of the run under the schedule, but for the race
  Ending reversed{};    // of the other one
  Schedule schedule{};  // of that, from its beginning to its end

  // One line.
  [[nodiscard]] std::string text() const;
};

[[nodiscard]] std::string_view name_of(Reversal::Verdict verdict) noexcept;

// `what` is that of a finding of HbRaceDetector. Throws what the program throws.
[[nodiscard]] Reversal reverse_race(const Program& program, const Schedule& schedule,
                                    const std::string& what);

}  // namespace sim
