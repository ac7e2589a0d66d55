#include "sim/trace/trace.hpp"

#include <algorithm>
#include <utility>

#include "sim/base/check.hpp"

namespace sim {
namespace {

// In bytes. A short run takes little, and a long one seldom asks for more.
constexpr std::size_t first_block = 512;
constexpr std::size_t largest_block = std::size_t{1} << 16;

class Keeper final : public Probe {
 public:
  explicit Keeper(std::vector<TraceEvent>& events) noexcept : events_(events) {}
  void on_event(const ProbeEvent& event) override { events_.emplace_back(event); }

 private:
  std::vector<TraceEvent>& events_;
};

}  // namespace

void Trace::swap(Trace& other) noexcept {
  EventLog::swap(other);
  std::swap(blocks_, other.blocks_);
  std::swap(full_bytes_, other.full_bytes_);
  std::swap(labels_, other.labels_);
  std::swap(events_, other.events_);
  std::swap(made_of_, other.made_of_);
}

void Trace::copy(const Trace& other) {
  for (const TraceEvent& event : other) push_back(event);
}

void Trace::make_room() {
  std::size_t size = first_block;
  if (!blocks_.empty()) {
    Block& full = blocks_.back();
    size = std::min(full.size * 2, largest_block);
    full.size = written().size();
    full_bytes_ += full.size;
  }
  blocks_.push_back({std::make_unique_for_overwrite<Byte[]>(size), size});
  EventLog::begin({blocks_.back().room.get(), size});
}

void Trace::keep(std::uint64_t word, std::string_view label) {
  const auto [found, is_new] = labels_.try_emplace(word, label);
  SIM_CHECK(is_new || found->second == label, "one word stands for two labels");
}

std::string_view Trace::label(std::uint64_t word) const {
  const auto found = labels_.find(word);
  SIM_CHECK(found != labels_.end(), "a word of a trace stands for no label");
  return found->second;
}

EventLog::Bytes Trace::bytes_of(const Block& block) const noexcept {
  if (&block == &blocks_.back()) return written();
  return {block.room.get(), block.size};
}

void Trace::tell(Probe& probe) const {
  LogReader reader(*this);
  for (const Block& block : blocks_) reader.read(bytes_of(block), probe);
}

const std::vector<TraceEvent>& Trace::events() const {
  if (const std::size_t all = bytes(); all != made_of_) {
    events_.clear();
    Keeper keeper(events_);
    tell(keeper);
    made_of_ = all;
  }
  return events_;
}

}  // namespace sim
