// sim/detect/linearize_plan.hpp
//
// A LinearizePlan is a history without its meaning: who comes back when, and what is under way
// then.
//
//   LinearizePlan plan(intervals);         // of the operations, in the order of their begin
//   for (const auto& end : plan.ends()) ... plan.candidates(end) ...
//
// An operation that is under way has a slot, a small number that is given to another once it is
// over. Those that never end keep theirs.

#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/base/hash.hpp"

namespace sim::detail {

// Of one operation, in moments.
struct Interval {
  std::uint64_t begin;
  std::uint64_t end;
  bool certain;  // it happened; else nobody knows
  bool open;     // it never ended, and `end` says nothing
};

// A set of slots.
class SlotSet {
 public:
  [[nodiscard]] bool has(std::uint32_t slot) const noexcept {
    const std::size_t word = slot / 64;
    const std::uint64_t bits = word == 0 ? first_ : word <= rest_.size() ? rest_[word - 1] : 0;
    return (bits >> (slot % 64) & 1) != 0;
  }
  void add(std::uint32_t slot) {
    const std::size_t word = slot / 64;
    if (word > rest_.size()) rest_.resize(word);
    (word == 0 ? first_ : rest_[word - 1]) |= std::uint64_t{1} << (slot % 64);
  }
  void remove(std::uint32_t slot) noexcept {
    const std::size_t word = slot / 64;
    if (word > rest_.size()) return;
    (word == 0 ? first_ : rest_[word - 1]) &= ~(std::uint64_t{1} << (slot % 64));
    while (!rest_.empty() && rest_.back() == 0) rest_.pop_back();
  }
  void add_to(Digest& digest) const {
    digest.add(first_);
    for (const std::uint64_t word : rest_) digest.add(word);
  }
  friend bool operator==(const SlotSet&, const SlotSet&) = default;

 private:
  std::uint64_t first_ = 0;
  std::vector<std::uint64_t> rest_;  // its last word is not 0
};

class LinearizePlan {
 public:
  using Index = std::uint32_t;  // of an operation

  // Something comes back, or is given up.
  struct End {
    Index operation;
    bool certain;
    Index first_open;     // what else is under way and comes back later: a stretch of a list
    Index open_count;
    Index endless_count;  // how many of the endless have begun
  };

  explicit LinearizePlan(const std::vector<Interval>& intervals);

  [[nodiscard]] const std::vector<End>& ends() const noexcept { return ends_; }
  [[nodiscard]] std::uint32_t slot(Index operation) const noexcept { return slots_[operation]; }

  // Who may be placed just before `end`: its own operation, and all others that are under way.
  [[nodiscard]] std::size_t candidate_count(const End& end) const noexcept {
    return std::size_t{1} + end.open_count + end.endless_count;
  }
  [[nodiscard]] Index candidate(const End& end, std::size_t number) const noexcept {
    if (number == 0) return end.operation;
    if (--number < end.open_count) return open_[end.first_open + number];
    return endless_[number - end.open_count];
  }
  // Those that never end, in the order of their begin.
  [[nodiscard]] const std::vector<Index>& endless() const noexcept { return endless_; }

 private:
  void begin(Index operation, bool open);
  void end(Index operation, bool certain);

  std::vector<End> ends_;
  std::vector<std::uint32_t> slots_;       // by operation
  std::vector<std::uint32_t> free_slots_;
  std::uint32_t slot_count_ = 0;
  std::vector<Index> under_way_;           // while it is made
  std::vector<Index> open_;
  std::vector<Index> endless_;
};

}  // namespace sim::detail
