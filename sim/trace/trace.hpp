// sim/trace/trace.hpp
//
// A Trace is everything that was seen of a run, in the order in which it happened.
//
//   for (const TraceEvent& event : trace) ...
//   trace.tell(detector);                  // as if the run happened again
//
// Equal traces are equal runs, as far as they were seen.

#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "sim/loop/probe.hpp"
#include "sim/trace/trace_event.hpp"

namespace sim {

class Trace {
 public:
  using const_iterator = std::vector<TraceEvent>::const_iterator;

  void push_back(TraceEvent event) { events_.push_back(std::move(event)); }
  void clear() noexcept { events_.clear(); }

  // Tells all events to `probe`, in their order.
  void tell(Probe& probe) const {
    for (const TraceEvent& event : events_) probe.on_event(event.view());
  }

  [[nodiscard]] const_iterator begin() const noexcept { return events_.begin(); }
  [[nodiscard]] const_iterator end() const noexcept { return events_.end(); }
  [[nodiscard]] bool empty() const noexcept { return events_.empty(); }
  [[nodiscard]] std::size_t size() const noexcept { return events_.size(); }
  // Requires: index < size().
  [[nodiscard]] const TraceEvent& operator[](std::size_t index) const { return events_[index]; }

  friend bool operator==(const Trace&, const Trace&) = default;

 private:
  std::vector<TraceEvent> events_;
};

}  // namespace sim
