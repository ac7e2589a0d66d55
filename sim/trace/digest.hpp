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
// given one; where it is alone the loop writes its events without telling them. What only those
// hear who watch objects does not count: the digest of a run is the same whoever else listens.

#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "sim/base/stream_digest.hpp"
#include "sim/loop/event_log.hpp"
#include "sim/loop/probe.hpp"

namespace sim {

class TraceDigest final : public Probe, private EventLog {
 public:
  explicit TraceDigest(Probe* next = nullptr) noexcept : next_(next) {}

  void on_event(const ProbeEvent& event) override {
    if (told_to_all(event.kind)) add(event);
    pass_on(next_, event);
  }
  [[nodiscard]] EventLog* log() noexcept override { return next_ == nullptr ? this : nullptr; }
  [[nodiscard]] bool watches_objects() const noexcept override {
    return next_ != nullptr && next_->watches_objects();
  }

  [[nodiscard]] std::uint64_t value() const noexcept { return digest_.value(written()); }

 private:
  // Without what is told to those only who watch objects.
  void add(ProbeEvent event) {
    event.object = {};
    if (event.kind != EventKind::wait) event.count = 0;
    EventLog::add(event);
  }
  // What makes no whole block waits for more.
  void make_room() override {
    const Bytes all = written();
    const std::size_t rest = all.size() % StreamDigest::block_bytes;
    digest_.add(all.first(all.size() - rest));
    std::ranges::copy(all.last(rest), room_.begin());
    begin(room_, rest);
  }

  Probe* next_;
  StreamDigest digest_;
  std::array<Byte, 2048> room_;  // not cleared: make_room() begins it
};

}  // namespace sim
