#include "sim/aio/event.hpp"

namespace sim {

void Event::set() noexcept {
  if (set_) return object_.touch(Access::write);
  set_ = true;
  object_.touch(Access::write, EventKind::set, waiters_.wake_all());
}

}  // namespace sim
