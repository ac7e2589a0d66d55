#include "sim/aio/event.hpp"

namespace sim {

void Event::set() noexcept {
  if (set_) return object_.touch(Access::write);
  set_ = true;
  object_.touch(Access::write, EventKind::set, waiters_.wake_all());
}

Coro<> Event::wait() {
  object_.touch(Access::read);
  if (set_) co_return;
  object_.intend_wait(Access::read);
  co_await waiters_.wait("an event", nullptr, &object_);
}

}  // namespace sim
