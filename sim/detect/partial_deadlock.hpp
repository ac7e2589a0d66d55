// sim/detect/partial_deadlock.hpp
//
// Finds tasks that wait for each other while the rest of the program runs, and ends.
//
//   partial deadlock: left waits for lock 2, held by right; right waits for lock 1, held by left
//
// The ring is closed by who waits last; at the end of the run, before what still runs is asked to
// stop, it must be closed still. Only locks and tasks that are awaited make one: who waits for a
// gather or a permit may be freed by others. Nor is there one where a call is to come that one of
// the ring has asked for, or somebody who waits for it: that may be a timeout.

#pragma once

#include <cstdint>
#include <vector>

#include "sim/detect/detector.hpp"

namespace sim {

class PartialDeadlockDetector final : public Detector {
 public:
  void begin_run() override;
  void on_event(const ProbeEvent& event, const Situation& now) override;
  void end_run(const Situation& at_end, std::vector<Finding>& found) override;

 private:
  struct Ring {
    std::vector<TaskId> tasks;  // each waits for the next
    std::uint64_t since;        // which event closed it
    Instant time;
    std::uint64_t iteration;
  };

  void judge(const Situation& now);

  std::vector<Ring> rings_;
  std::vector<Finding> certain_;
  bool judged_ = false;
};

}  // namespace sim
