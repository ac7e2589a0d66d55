// props/zoo/asyncio/waiters.hpp
//
// Waiters are what asyncio's old primitives kept: a deque of futures, one for each who waits.
//
//   Future<> future = waiters.add();
//   const Finally leave([&] { waiters.remove(future); });
//   co_await future;

#pragma once

#include <algorithm>
#include <cstddef>
#include <deque>

#include "sim/coro/future.hpp"

namespace sim::zoo::asyncio {

class Waiters {
 public:
  Future<> add() {
    waiting_.emplace_back();
    return waiting_.back();
  }
  void remove(const Future<>& future) {
    const auto place = std::ranges::find(waiting_, future);
    if (place != waiting_.end()) waiting_.erase(place);
  }

  [[nodiscard]] bool empty() const noexcept { return waiting_.empty(); }
  [[nodiscard]] std::size_t count() const noexcept { return waiting_.size(); }
  [[nodiscard]] bool all_cancelled() const {
    return std::ranges::all_of(waiting_, &Future<>::cancelled);
  }

  // Wakes, in their order, so many of those who were not woken yet; all keep their places.
  void wake(std::size_t most = 1) {
    for (std::size_t at = 0; at < waiting_.size() && most > 0; ++at) {
      if (waiting_[at].done()) continue;
      waiting_[at].set_result();
      --most;
    }
  }

  // Wakes the first who was not woken yet, which leaves its place, as do those before it. Returns
  // whether there was one.
  bool wake_and_drop() {
    while (!waiting_.empty()) {
      Future<> first = waiting_.front();
      waiting_.pop_front();
      if (first.done()) continue;
      first.set_result();
      return true;
    }
    return false;
  }

 private:
  std::deque<Future<>> waiting_;
};

}  // namespace sim::zoo::asyncio
