// sim/detect/livelock.hpp
//
// Finds the livelock: a run that was cut off at its limit of steps, in which tasks ran and ran
// while time stood still and main did not come to its end.
//
//   livelock: poller, main go round while time stands still
//
// It is told only of a run in which everybody got a turn: asyncio's own order is fair, and a
// strategy makes every second answer calm after so many steps (Strategy::set_fair_after). About who
// ran in the last of these.

#pragma once

#include <cstdint>
#include <vector>

#include "sim/detect/detector.hpp"

namespace sim {

class LivelockDetector final : public Detector {
 public:
  // The schedule is fair from step `fair_after` on; a livelock is `steps` of these at one instant.
  LivelockDetector(std::uint64_t fair_after, std::uint64_t steps) noexcept
      : fair_after_(fair_after), steps_wanted_(steps) {}

  void begin_run() override;
  void on_event(const ProbeEvent& event, const Situation& now) override;
  void end_run(const Situation& at_end, std::vector<Finding>& found) override;

 private:
  struct Runs {
    std::uint64_t steps = 0;  // of it since the clock moved
    std::uint64_t last = 0;   // the step of the run
    std::uint64_t epoch = 0;  // how often the clock had moved
  };

  std::uint64_t fair_after_;
  std::uint64_t steps_wanted_;
  std::uint64_t steps_ = 0;
  std::uint64_t still_since_ = 0;  // the step after which time stands still
  std::uint64_t moves_ = 0;        // of the clock
  std::vector<Runs> runs_;         // by task
};

}  // namespace sim
