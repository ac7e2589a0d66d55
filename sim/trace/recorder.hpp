// sim/trace/recorder.hpp
//
// A Recorder is the probe that keeps what it is told.
//
//   Recorder recorder;
//   run(program(), {.probe = &recorder});
//   export_text(recorder.trace(), std::cout);
//
// It keeps what is done with objects, too, so that what judges a run can do so later. It hands each
// event on to another probe, if it is given one; where it is alone the loop writes its events
// without telling them.

#pragma once

#include <utility>

#include "sim/loop/probe.hpp"
#include "sim/trace/trace.hpp"

namespace sim {

class Recorder final : public Probe {
 public:
  explicit Recorder(Probe* next = nullptr) noexcept : next_(next) {}

  void on_event(const ProbeEvent& event) override {
    trace_.push_back(event);
    pass_on(next_, event);
  }
  [[nodiscard]] EventLog* log() noexcept override {
    return next_ == nullptr ? &trace_.log() : nullptr;
  }

  [[nodiscard]] bool watches_objects() const noexcept override { return true; }

  [[nodiscard]] const Trace& trace() const noexcept { return trace_; }

  // Hands the trace over and begins a new one.
  [[nodiscard]] Trace take() noexcept { return std::exchange(trace_, Trace()); }

 private:
  Probe* next_;
  Trace trace_;
};

}  // namespace sim
