// tools/cli/determinism.hpp
//
// What `--check-determinism` says of a scenario, and to the shell.
//
//   status = worse(status, tell(named.path, scenario::check_determinism(...), console));
//
//   same    bank.sim.yaml: 100 schedules twice: 5210 events and decisions are the same, digest ...
//   DIFFERS bank.sim.yaml: 100 schedules twice: not the same
//     they part in run 1, at its moment 7, after 6 that are equal
//       ...

#pragma once

#include <string_view>

#include "sim/explore/determinism.hpp"
#include "tools/cli/console.hpp"
#include "tools/cli/exit_status.hpp"

namespace sim::cli {

// Which of them are told.
enum class Telling : std::uint8_t { all, only_what_differs };

ExitStatus tell(std::string_view path, const Determinism& found, const Console& console,
                Telling telling = Telling::all);

}  // namespace sim::cli
