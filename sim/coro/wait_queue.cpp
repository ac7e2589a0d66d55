#include "sim/coro/wait_queue.hpp"

#include "sim/base/look_ahead.hpp"

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

// Those of one loop become ready together. A processor has no other work while it looks for the
// next one, and so is told where that will be. Nobody counts where all are woken.
template <bool counted>
inline std::size_t WaitQueue::wake_some(std::size_t most) noexcept {
  std::size_t left = most;
  LookAhead ahead;
  for (List<Place>::Walk line(waiters_); line.left() && (!counted || left != 0);) {
    Place& first = line.here();
    line.step();
    if (!first.is_due()) continue;
    Loop& loop = first.task_->loop();
    List<Runnable>::Row ready(first.finish_wait());
    for (--left; line.left() && (!counted || left != 0); line.step()) {
      Place& waiter = line.here();
      if (!waiter.is_due()) continue;
      if (!waiter.task_->belongs_to(loop)) [[unlikely]] break;
      ahead.pass(&waiter, static_cast<Runnable*>(waiter.task_));
      ready.add(waiter.finish_wait());
      --left;
    }
    loop.post_all(ready);
  }
  return most - left;
}

std::size_t WaitQueue::wake(std::size_t most) noexcept {
  return most < everybody ? wake_some<true>(most) : wake_some<false>(most);
}
std::size_t WaitQueue::wake_all() noexcept { return wake_some<false>(everybody); }

}  // namespace sim
