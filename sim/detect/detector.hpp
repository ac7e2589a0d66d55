// sim/detect/detector.hpp
//
// A Detector looks for one kind of mistake: it hears the events of a run, and says at its end what
// it has found.
//
//   class NoTasks final : public Detector {
//    public:
//     void begin_run() override {}
//     void on_event(const ProbeEvent&, const Situation&) override {}
//     void end_run(const Situation& at_end, std::vector<Finding>& found) override { ... }
//   };
//
// It knows nothing of the program, only its events; so it works on a stored trace as well. Promise:
// what it finds is a mistake; where the events do not tell, it finds nothing.

#pragma once

#include <vector>

#include "sim/detect/finding.hpp"
#include "sim/detect/situation.hpp"
#include "sim/trace/trace.hpp"

namespace sim {

class Detector {
 public:
  virtual ~Detector() = default;

  // Forgets the run before.
  virtual void begin_run() = 0;
  // `now` has heard the event already.
  virtual void on_event(const ProbeEvent& event, const Situation& now) = 0;
  // Adds what it has found.
  virtual void end_run(const Situation& at_end, std::vector<Finding>& found) = 0;
};

}  // namespace sim
