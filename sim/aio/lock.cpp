#include "sim/aio/lock.hpp"

#include "sim/coro/exceptions.hpp"

namespace sim {

void Lock::take() noexcept {
  const TaskCore* task = TaskCore::current_or_null();
  holder_ = task == nullptr ? TaskId{} : task->id();
  locked_ = true;
}

Coro<> Lock::acquire() {
  if (!locked_ && waiters_.all_cancelled()) {
    take();
    co_return;
  }
  try {
    co_await waiters_.wait("a lock");
  } catch (const CancelledError&) {
    if (!locked_) waiters_.wake_first();
    throw;
  }
  take();
}

void Lock::release() {
  if (!locked_) throw RuntimeError("Lock is not acquired.");
  locked_ = false;
  holder_ = {};
  waiters_.wake_first();
}

Coro<Lock::Held> Lock::hold() {
  co_await acquire();
  co_return Held(*this);
}

}  // namespace sim
