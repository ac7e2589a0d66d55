#include "sim/coro/wait_queue.hpp"

namespace sim {

bool WaitQueue::all_cancelled() noexcept {
  for (Place* waiter = waiters_.first(); waiter != nullptr; waiter = waiters_.next(*waiter)) {
    if (waiter->state() != BlockerState::cancelled) return false;
  }
  return true;
}

bool WaitQueue::wake_one_dropped(Place& first) noexcept {
  if (!first.is_due()) return wake_and_drop_first();
  first.wake();
  return true;
}

}  // namespace sim
