// sim/explore/program.hpp
//
// A Program is a function that makes one run on a loop, and says how that ended.
//
//   Program program = [](Loop& loop) {
//     ... start tasks; while (loop.run_once()) {} ...
//     return Ending{};                     // or {EndingKind::failed, "counter is 1, not 2"}
//   };
//
// It is called for each run, on a loop that is empty and has its chooser; it makes all that the run
// needs anew, and leaves nothing behind but what the loop's reset() ends. What is to outlive all
// tasks it keeps until it has called reset() itself.

#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "sim/loop/loop.hpp"

namespace sim {

enum class EndingKind : std::uint8_t {
  ok,
  failed,      // something that must hold did not
  raised,      // it ended with an exception
  deadlock,    // what was to end waits, and nothing is ready or due
  step_limit,  // it made more steps than it may
  // What a detector finds (sim/detect/finding.hpp, watched.hpp).
  lost_wakeup,
  partial_deadlock,
  livelock,
  unawaited,
  unretrieved,
  await_race,
  hb_race,
  leak,  // a lock, permit, task or timer that was left over
};

[[nodiscard]] std::string_view name_of(EndingKind kind) noexcept;

struct Ending {
  EndingKind kind = EndingKind::ok;
  std::string what{};     // one line; equal for the same finding
  std::string details{};  // several lines for people; says nothing of what is equal
  // Of the run's events, where it is watched (watched.hpp); the same. Equal runs have equal ones.
  std::uint64_t digest = 0;

  [[nodiscard]] bool ok() const noexcept { return kind == EndingKind::ok; }
  friend bool operator==(const Ending& a, const Ending& b) {
    return a.kind == b.kind && a.what == b.what;
  }
};

using Program = std::function<Ending(Loop&)>;

}  // namespace sim
