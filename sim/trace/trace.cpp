#include "sim/trace/trace.hpp"

#include <cstddef>
#include <utility>

#include "sim/base/check.hpp"
#include "sim/base/pages.hpp"

namespace sim {
namespace {

// In bytes. A short run takes little, and a long one seldom asks for more.
constexpr std::size_t first_block = 512;
// As the system may give all of a large page at once, there is nothing between one that is small
// beside it and that.
constexpr std::size_t largest_small_block = std::size_t{1} << 16;

std::size_t next_size(std::size_t size) noexcept {
  return size < largest_small_block ? size * 2 : large_page;
}

class Keeper final : public Probe {
 public:
  explicit Keeper(std::vector<TraceEvent>& events) noexcept : events_(events) {}
  void on_event(const ProbeEvent& event) override { events_.emplace_back(event); }

 private:
  std::vector<TraceEvent>& events_;
};

}  // namespace

Trace::Block::Block(std::size_t bytes)
    : room(nullptr, {std::align_val_t{bytes == large_page ? bytes : alignof(std::max_align_t)}}),
      size(bytes) {
  room.reset(static_cast<Byte*>(::operator new(bytes, room.get_deleter().alignment)));
  if (bytes == large_page) prefer_large_pages(room.get(), bytes);
}

void Trace::swap(Trace& other) noexcept {
  EventLog::swap(other);
  std::swap(blocks_, other.blocks_);
  std::swap(labels_, other.labels_);
  std::swap(events_, other.events_);
  std::swap(made_at_, other.made_at_);
}

void Trace::copy(const Trace& other) {
  for (const TraceEvent& event : other) push_back(event);
}

void Trace::make_room() {
  std::size_t size = first_block;
  if (!blocks_.empty()) {
    Block& full = blocks_.back();
    size = next_size(full.size);
    full.size = written().size();
  }
  blocks_.emplace_back(size);
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
  if (const Mark now = mark(); now != made_at_) {
    events_.clear();
    Keeper keeper(events_);
    tell(keeper);
    made_at_ = now;
  }
  return events_;
}

}  // namespace sim
