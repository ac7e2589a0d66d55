#include "sim/aio/event.hpp"

namespace sim {

void Event::set() noexcept {
  object_.touch(Access::write);
  if (set_) return;
  set_ = true;
  waiters_.wake_all();
}

Coro<> Event::wait() {
  object_.touch(Access::read);
  if (set_) co_return;
  object_.intend(Access::read);
  co_await waiters_.wait("an event");
}

}  // namespace sim
