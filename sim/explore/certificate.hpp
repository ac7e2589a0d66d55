// sim/explore/certificate.hpp
//
// A Certificate says that a failure needs as many deviations from asyncio's own order as its
// schedule has: every schedule with fewer was made, and none ends so.
//
//   const Certificate proof = certify(program, failure.shrunk, failure.ending);
//   if (proof.least) std::puts("no schedule with fewer deviations fails");
//   if (proof.fewer) ...                   // here is one that does
//
// Deviations count as a Schedule counts them (sim/sched/deviation.hpp): a task passes another one,
// in a row of turns if need be; one waits for a turn of another one; a question is not answered
// calmly. All ways to add one to a run are tried, the one that takes effect first added first; runs
// that are equal are gone on from once. The number of schedules grows with the power of the
// deviations, so two can be proved for most programs, and three for small ones. The idea of a bound
// that is exhausted: M. Emmi, S. Qadeer, Z. Rakamarić, "Delay-bounded scheduling", POPL 2011.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "sim/explore/program.hpp"
#include "sim/sched/schedule.hpp"

namespace sim {

struct Certificate {
  std::size_t deviations = 0;       // of the schedule that it is about
  bool least = false;               // none with fewer ends so
  std::optional<Schedule> fewer{};  // one that does
  std::uint64_t schedules = 0;      // that were made

  // "no schedule with fewer than 2 deviations fails (87 schedules)".
  [[nodiscard]] std::string text() const;
};

struct CertifyOptions {
  std::uint64_t schedules = 20'000;  // at most; what is not proved by then is not proved
};

// Requires: under `schedule` the program ends in `ending`.
[[nodiscard]] Certificate certify(const Program& program, const Schedule& schedule,
                                  const Ending& ending, const CertifyOptions& options = {});

// The same of the least schedule that is found: where one with fewer deviations fails, it takes the
// place of `schedule`. A run that was cut at its limit of steps proves nothing, at length.
[[nodiscard]] Certificate certify_least(const Program& program, Schedule& schedule,
                                        const Ending& ending, const CertifyOptions& options = {});

// The deviation that decides: the last of the schedule without which, all others kept, the run
// does not end so. Nothing where none does.
struct Deciding {
  std::size_t index = 0;  // in the schedule
  Ending instead{};       // what the run ends in without it

  // "step 36: audit before deposit; turned back, the run passes".
  [[nodiscard]] std::string text(const Schedule& schedule, const TaskNames& names) const;
};
[[nodiscard]] std::optional<Deciding> deciding_deviation(const Program& program,
                                                            const Schedule& schedule,
                                                            const Ending& ending);

}  // namespace sim
