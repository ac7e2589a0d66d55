// sim/trace/trace_event.hpp
//
// A TraceEvent is what a probe was told, kept: it owns its label.
//
//   TraceEvent kept(event);                // in on_event(const ProbeEvent& event)
//   probe.on_event(kept.view());           // told again, to whoever did not hear it
//
// Promise: a kept event and the one it was made from say the same.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sim/base/ids.hpp"
#include "sim/base/time.hpp"
#include "sim/loop/probe.hpp"

namespace sim {

struct TraceEvent {
  explicit TraceEvent(const ProbeEvent& event)
      : kind(event.kind),
        time(event.time),
        iteration(event.iteration),
        task(event.task),
        other(event.other),
        label(event.label),
        object(event.object),
        count(event.count) {}

  // Valid as long as this event is.
  [[nodiscard]] ProbeEvent view() const noexcept {
    return {kind, time, iteration, task, other, label, object, count};
  }

  friend bool operator==(const TraceEvent&, const TraceEvent&) = default;

  EventKind kind;
  Instant time;
  std::uint64_t iteration;
  TaskId task;
  TaskId other;
  std::string label;
  ObjectId object;
  std::uint64_t count;
};

// "clock", "timer", ...: the kind as it is written in files.
[[nodiscard]] std::string_view name_of(EventKind kind) noexcept;

}  // namespace sim
