// sim/loop/probe.hpp
//
// A Probe watches a run. What judges, records or draws a run reads these events and never the
// program, so it works on a stored trace as well.
//
//   class CountSteps final : public Probe {
//    public:
//     void on_event(const ProbeEvent& event) override { steps += event.kind == EventKind::step; }
//     int steps = 0;
//   };
//   loop.set_probe(&counter);
//
// Events come in the order in which things happen, on the loop's thread. A probe must not touch
// the loop. A loop without a probe pays one test of a pointer.

#pragma once

#include <cstdint>
#include <string_view>

#include "sim/base/ids.hpp"
#include "sim/base/time.hpp"

namespace sim {

enum class EventKind : std::uint8_t {
  clock,   // the clock has moved to `time`
  timer,   // a deadline has come: what waited for it is ready
  step,    // `task` runs until it suspends or ends; 0: a bare callback runs
  spawn,   // `task` was created by `other`; the label is its name
  wait,    // `task` suspends; the label says on what, `other` is a task it waits for, or 0
  cancel,  // `other` asks `task` to stop; the label is the message
  finish,  // `task` is done; the label is "returned", "raised" or "cancelled"
  print,   // the program prints the label
};

struct ProbeEvent {
  EventKind kind;
  Instant time;
  std::uint64_t iteration;  // of the loop, counted from 1; 0 before the first
  TaskId task;
  TaskId other{};
  std::string_view label{};  // valid during the call only
};

class Probe {
 public:
  virtual ~Probe() = default;
  virtual void on_event(const ProbeEvent& event) = 0;
};

}  // namespace sim
