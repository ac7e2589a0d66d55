// sim/detect/vector_clock.hpp
//
// A VectorClock says of each thread of a run how far it has come before a moment.
//
//   VectorClock now;
//   now.tick(2);                           // thread 2 makes a step
//   now.join(other);                       // what was before `other` is before this, too
//   now.knows({2, 1});                     // whether the first step of thread 2 is before it
//
// A thread is whatever goes on in a line of its own: here a task, or a chain of steps. What is not
// ordered by clocks may come either way round (C. Fidge 1988, F. Mattern 1989); an access is known
// by one number of one thread, its epoch (C. Flanagan, S. Freund, "FastTrack", PLDI 2009), so that
// looking whether it is before takes O(1). Joining takes O(threads).

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace sim {

class VectorClock {
 public:
  // A step of a thread; its steps count from 1.
  struct Epoch {
    std::uint32_t thread = 0;
    std::uint32_t tick = 0;
  };

  void clear() noexcept { ticks_.clear(); }

  [[nodiscard]] std::uint32_t at(std::uint32_t thread) const noexcept {
    return thread < ticks_.size() ? ticks_[thread] : 0;
  }
  [[nodiscard]] bool knows(const Epoch& epoch) const noexcept {
    return at(epoch.thread) >= epoch.tick;
  }

  void tick(std::uint32_t thread) {
    if (ticks_.size() <= thread) ticks_.resize(std::size_t{thread} + 1);
    ++ticks_[thread];
  }
  void join(const VectorClock& other) {
    if (ticks_.size() < other.ticks_.size()) ticks_.resize(other.ticks_.size());
    for (std::size_t thread = 0; thread < other.ticks_.size(); ++thread) {
      ticks_[thread] = std::max(ticks_[thread], other.ticks_[thread]);
    }
  }

 private:
  std::vector<std::uint32_t> ticks_;
};

}  // namespace sim
