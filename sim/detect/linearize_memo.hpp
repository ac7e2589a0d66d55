// sim/detect/linearize_memo.hpp
//
// A LinearizeMemo keeps where a search has been: which end it stood at, what was placed of what was
// under way, and the state that this left behind.
//
//   if (memo.insert(at, placed, state)) ... not been here: memo.last() is its number ...
//
// An index by hash over a list: nobody iterates over it, so its order is never seen.

#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "sim/base/hash.hpp"
#include "sim/detect/linearize_plan.hpp"

namespace sim::detail {

template <class Model>
class LinearizeMemo {
 public:
  using State = typename Model::State;

  struct Entry {
    std::size_t at;
    SlotSet placed;
    State state;
    friend bool operator==(const Entry&, const Entry&) = default;
  };

  // Returns false if it is there already.
  bool insert(std::size_t at, const SlotSet& placed, const State& state) {
    if (2 * entries_.size() >= table_.size()) grow();
    Entry entry{at, placed, state};
    std::uint32_t& place = find(entry);
    if (place != 0) return false;
    entries_.push_back(std::move(entry));
    place = static_cast<std::uint32_t>(entries_.size());
    return true;
  }

  [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }
  [[nodiscard]] const Entry& operator[](std::size_t number) const { return entries_[number]; }

 private:
  [[nodiscard]] static std::uint64_t hash(const Entry& entry) {
    Digest digest;
    digest.add(static_cast<std::uint64_t>(entry.at));
    entry.placed.add_to(digest);
    Model::digest(digest, entry.state);
    return digest.value();
  }

  [[nodiscard]] std::uint32_t& find(const Entry& entry) {
    std::size_t place = hash(entry) & (table_.size() - 1);
    while (table_[place] != 0 && entries_[table_[place] - 1] != entry) {
      place = (place + 1) & (table_.size() - 1);
    }
    return table_[place];
  }

  void grow() {
    table_.assign(table_.empty() ? 64 : 2 * table_.size(), 0);
    for (std::size_t number = 0; number < entries_.size(); ++number) {
      find(entries_[number]) = static_cast<std::uint32_t>(number + 1);
    }
  }

  std::vector<Entry> entries_;
  std::vector<std::uint32_t> table_;  // numbers of entries, from 1; 0: free
};

}  // namespace sim::detail
