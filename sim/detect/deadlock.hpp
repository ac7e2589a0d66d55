// sim/detect/deadlock.hpp
//
// Finds the deadlock: nothing is ready, no timer is pending, and a task that must end has not.
//
//   deadlock: left waits for lock 2, held by right; right waits for lock 1, held by left
//
// Those that must end were started from outside of any task, as main is, or were asked to stop; and
// those that they wait for. Others may wait for ever, as servers do. It is about the tasks of a
// ring, if some wait for each other, or else about those at which the waiting ends.

#pragma once

#include <vector>

#include "sim/detect/detector.hpp"

namespace sim {

class DeadlockDetector final : public Detector {
 public:
  void begin_run() override {}
  void on_event(const ProbeEvent&, const Situation&) override {}
  void end_run(const Situation& at_end, std::vector<Finding>& found) override;
};

// The tasks that must end and cannot, in the order of creation; none unless the run is idle.
[[nodiscard]] std::vector<TaskId> stuck_tasks(const Situation& at_end);

}  // namespace sim
