// sim/trace/trace.hpp
//
// A Trace is everything that was seen of a run, in the order in which it happened.
//
//   for (const TraceEvent& event : trace) ...
//   trace.tell(detector);                  // as if the run happened again
//
// It keeps a few bytes for each event (sim/loop/event_log.hpp), and makes events of them for who
// looks at them: at all of them, the first time, and again after more has come. Equal traces are
// equal runs, as far as they were seen.

#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include "sim/loop/event_log.hpp"
#include "sim/loop/probe.hpp"
#include "sim/trace/trace_event.hpp"

namespace sim {

class Trace : private EventLog, private LogReader::Labels {
 public:
  using const_iterator = std::vector<TraceEvent>::const_iterator;

  Trace() noexcept = default;
  Trace(const Trace& other) : Trace() { copy(other); }
  Trace(Trace&& other) noexcept : Trace() { swap(other); }
  Trace& operator=(Trace other) noexcept {
    swap(other);
    return *this;
  }
  ~Trace() override = default;

  void push_back(const ProbeEvent& event) { add(event); }
  void push_back(const TraceEvent& event) { add(event.view()); }
  void clear() noexcept { *this = Trace(); }

  // Where events are written that are to be pushed back. It stays here when the trace is moved.
  [[nodiscard]] EventLog& log() noexcept { return *this; }

  // Tells all events to `probe`, in their order.
  void tell(Probe& probe) const;

  // Valid until the trace changes.
  [[nodiscard]] const_iterator begin() const { return events().begin(); }
  [[nodiscard]] const_iterator end() const { return events().end(); }
  [[nodiscard]] bool empty() const noexcept { return blocks_.empty(); }
  [[nodiscard]] std::size_t size() const { return events().size(); }
  // Requires: index < size().
  [[nodiscard]] const TraceEvent& operator[](std::size_t index) const { return events()[index]; }

  friend bool operator==(const Trace& left, const Trace& right) {
    return left.events() == right.events();
  }

 private:
  struct Release {
    std::align_val_t alignment;
    void operator()(Byte* room) const noexcept { ::operator delete(room, alignment); }
  };
  struct Block {
    explicit Block(std::size_t bytes);

    std::unique_ptr<Byte, Release> room;
    std::size_t size;  // of the room; of what was written, once the next block has begun
  };

  void swap(Trace& other) noexcept;
  void copy(const Trace& other);
  void make_room() override;
  void keep(std::uint64_t word, std::string_view label) override;
  [[nodiscard]] std::string_view label(std::uint64_t word) const override;
  [[nodiscard]] Bytes bytes_of(const Block& block) const noexcept;
  [[nodiscard]] const std::vector<TraceEvent>& events() const;

  std::vector<Block> blocks_;
  std::map<std::uint64_t, std::string> labels_;  // by the word that stands for them
  mutable std::vector<TraceEvent> events_;       // made of the bytes when somebody looks
  mutable Mark made_at_;                         // when it was at this one
};

}  // namespace sim
