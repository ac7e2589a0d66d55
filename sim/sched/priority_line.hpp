// sim/sched/priority_line.hpp
//
// A PriorityLine is a line in which whoever has the highest priority is first.
//
//   line.push(place, priority);
//   line.set(place, another);
//   Picker::Place best = line.top();
//   line.erase(best);
//
// A binary heap that knows where each stands: O(log n) for all but top(). Equal priorities have no
// order that means anything; with 64 random bits there are none.

#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/loop/picker.hpp"

namespace sim {

class PriorityLine {
 public:
  using Place = Picker::Place;

  void clear() noexcept { heap_.clear(); }
  [[nodiscard]] bool empty() const noexcept { return heap_.empty(); }
  [[nodiscard]] std::size_t size() const noexcept { return heap_.size(); }
  [[nodiscard]] Place top() const noexcept { return heap_.front().place; }

  void push(Place place, std::uint64_t priority) {
    if (index_.size() <= place) [[unlikely]] index_.resize(place + 1);
    heap_.push_back({});
    rise(heap_.size() - 1, {priority, place});
  }

  // Requires: it stands here.
  void erase(Place place) {
    const std::size_t hole = index_[place];
    const Entry last = heap_.back();
    heap_.pop_back();
    if (hole < heap_.size()) settle(hole, last);
  }

  // Requires: it stands here.
  void set(Place place, std::uint64_t priority) { settle(index_[place], {priority, place}); }

 private:
  struct Entry {
    std::uint64_t priority = 0;
    Place place = 0;
  };

  void settle(std::size_t at, Entry entry) {
    if (at > 0 && heap_[(at - 1) / 2].priority < entry.priority) return rise(at, entry);
    sink(at, entry);
  }

  void rise(std::size_t at, Entry entry) {
    while (at > 0 && heap_[(at - 1) / 2].priority < entry.priority) {
      put(at, heap_[(at - 1) / 2]);
      at = (at - 1) / 2;
    }
    put(at, entry);
  }

  void sink(std::size_t at, Entry entry) {
    for (std::size_t child = 2 * at + 1; child < heap_.size(); child = 2 * at + 1) {
      if (child + 1 < heap_.size() && heap_[child].priority < heap_[child + 1].priority) ++child;
      if (heap_[child].priority <= entry.priority) break;
      put(at, heap_[child]);
      at = child;
    }
    put(at, entry);
  }

  void put(std::size_t at, Entry entry) {
    heap_[at] = entry;
    index_[entry.place] = static_cast<std::uint32_t>(at);
  }

  std::vector<Entry> heap_;
  std::vector<std::uint32_t> index_;  // by place: where in heap_
};

}  // namespace sim
