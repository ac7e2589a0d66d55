// sim/scenario/event_digest.hpp
//
// Rolls a run's events into one number, and hands them on.
//
//   EventDigest digest(settings.probe);       // or nullptr
//   loop.set_probe(&digest);
//   ...
//   std::uint64_t trace = digest.value();
//
// Promise: equal sequences of events have equal digests, on every machine.
#pragma once

#include <cstdint>

#include "sim/base/hash.hpp"
#include "sim/loop/probe.hpp"

namespace sim::scenario {

class EventDigest final : public Probe {
 public:
  explicit EventDigest(Probe* next) : next_(next) {}

  void on_event(const ProbeEvent& event) override {
    digest_.add(static_cast<std::uint64_t>(event.kind));
    digest_.add(static_cast<std::uint64_t>(event.time.time_since_epoch().count()));
    digest_.add(event.iteration);
    digest_.add(event.task.value());
    digest_.add(event.other.value());
    digest_.add(event.label);
    if (next_ != nullptr) next_->on_event(event);
  }

  [[nodiscard]] std::uint64_t value() const { return digest_.value(); }

 private:
  Probe* next_;
  Digest digest_;
};

}  // namespace sim::scenario
