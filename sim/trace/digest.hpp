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
// given one. What only those hear who watch objects does not count: the digest of a run is the same
// whoever else listens.

#pragma once

#include <cstdint>

#include "sim/base/hash.hpp"
#include "sim/loop/probe.hpp"

namespace sim {

class TraceDigest final : public Probe {
 public:
  explicit TraceDigest(Probe* next = nullptr) noexcept : next_(next) {}

  void on_event(const ProbeEvent& event) override {
    if (told_to_all(event.kind)) add(event);
    pass_on(next_, event);
  }
  [[nodiscard]] bool watches_objects() const noexcept override {
    return next_ != nullptr && next_->watches_objects();
  }

  [[nodiscard]] std::uint64_t value() const noexcept { return digest_.value(); }

 private:
  void add(const ProbeEvent& event) {
    digest_.add(static_cast<std::uint64_t>(event.kind));
    digest_.add(static_cast<std::uint64_t>(event.time.time_since_epoch().count()));
    digest_.add(event.iteration);
    digest_.add(event.task.value());
    digest_.add(event.other.value());
    digest_.add(event.label);
  }

  Probe* next_;
  Digest digest_;
};

}  // namespace sim
