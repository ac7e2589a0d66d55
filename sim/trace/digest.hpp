// sim/trace/digest.hpp
//
// A TraceDigest is the probe that rolls all it is told into one number, and keeps nothing.
//
//   TraceDigest digest;
//   run(program(), {.probe = &digest});
//   std::uint64_t trace = digest.value();
//
// Equal sequences of events have equal digests, on every machine; two runs of one program and one
// schedule that differ are not deterministic. It hands each event on to another probe, if it is
// given one.

#pragma once

#include <cstdint>

#include "sim/base/hash.hpp"
#include "sim/loop/probe.hpp"

namespace sim {

class TraceDigest final : public Probe {
 public:
  explicit TraceDigest(Probe* next = nullptr) noexcept : next_(next) {}

  void on_event(const ProbeEvent& event) override {
    digest_.add(static_cast<std::uint64_t>(event.kind));
    digest_.add(static_cast<std::uint64_t>(event.time.time_since_epoch().count()));
    digest_.add(event.iteration);
    digest_.add(event.task.value());
    digest_.add(event.other.value());
    digest_.add(event.label);
    if (next_ != nullptr) next_->on_event(event);
  }

  [[nodiscard]] std::uint64_t value() const noexcept { return digest_.value(); }

 private:
  Probe* next_;
  Digest digest_;
};

}  // namespace sim
