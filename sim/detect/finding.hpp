// sim/detect/finding.hpp
//
// A Finding is something that was wrong with a run though nothing in it asserted anything.
//
//   for (const Finding& finding : detectors.findings()) {
//     std::puts(finding.what.c_str());       // "deadlock: left waits for lock 2, held by ..."
//     std::puts(finding.details.c_str());    // who waits for what, a line each
//   }
//
// Two findings of two runs are the same if their kinds, places and tasks are: the schedules of one
// program may reach the same one at other times. `what` is equal for those that are the same.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace sim {

enum class FindingKind : std::uint8_t {
  deadlock,          // nothing is ready or due, and what must end does not
  lost_wakeup,       // the same, and a notification found nobody or went to a cancelled task
  partial_deadlock,  // tasks wait for each other while the rest of the program runs
  livelock,          // tasks run and run while time stands still
  unawaited,         // a coroutine was called and never awaited
  unretrieved,       // an exception that nobody took
  lock_left,         // a lock that a task took and did not give back
  permit_left,       // the same with a permit of a semaphore
  task_left,         // a task that the shutdown did not end
  timer_left,        // a call that was asked for and never came
  await_race,        // a variable was written by another task between a read and a write of one
  hb_race,           // two touch a variable, one writes it, and nothing orders them
};

// "deadlock", "lost-wakeup", ...: as it is written in files.
[[nodiscard]] std::string_view name_of(FindingKind kind) noexcept;

struct Finding {
  FindingKind kind{};
  std::string what{};                // one line
  std::string place{};               // the objects it is about: "lock 1, lock 2"
  std::vector<std::string> tasks{};  // the names of those it is about
  std::string details{};             // several lines for people, each ended

  [[nodiscard]] bool same_as(const Finding& other) const {
    return std::tie(kind, place, tasks) == std::tie(other.kind, other.place, other.tasks);
  }
};

}  // namespace sim
