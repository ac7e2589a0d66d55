#include "sim/aio/event.hpp"

namespace sim {

void Event::set() noexcept {
  if (set_) return;
  set_ = true;
  waiters_.wake_all();
}

Coro<> Event::wait() {
  if (!set_) co_await waiters_.wait("an event");
}

}  // namespace sim
