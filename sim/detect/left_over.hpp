// sim/detect/left_over.hpp
//
// Finds what is left over when a run has come to its end: a lock or a permit that was taken by a
// task which is done and never gave it back; a task that the shutdown did not end; a call at a time
// that never came.
//
//   lock left: lock 1, taken by writer
//
// A semaphore is held to account only where all who gave permits back had taken some: others use it
// to signal. Runs that did not come to their end are not judged.

#pragma once

#include <vector>

#include "sim/detect/detector.hpp"

namespace sim {

class LeftOverDetector final : public Detector {
 public:
  LeftOverDetector(bool locks, bool permits, bool tasks, bool timers) noexcept
      : locks_(locks), permits_(permits), tasks_(tasks), timers_(timers) {}

  void begin_run() override {}
  void on_event(const ProbeEvent&, const Situation&) override {}
  void end_run(const Situation& at_end, std::vector<Finding>& found) override;

 private:
  bool locks_;
  bool permits_;
  bool tasks_;
  bool timers_;
};

}  // namespace sim
