#include "sim/aio/semaphore.hpp"

#include <exception>

#include "sim/coro/exceptions.hpp"
#include "sim/loop/loop.hpp"

namespace sim {

Semaphore::Semaphore(std::int64_t value)
    : object_("semaphore", value < 0 ? 0 : static_cast<std::uint64_t>(value)), value_(value) {
  if (value < 0) throw ValueError("Semaphore initial value must be >= 0");
}

Coro<> Semaphore::acquire() {
  if (!locked()) {
    object_.touch(Access::write, EventKind::acquire);
    --value_;
    co_return;
  }
  object_.intend_wait(Access::write);
  object_.note(Deed::stands);
  WaitQueue::Waiter waiter = waiters_.wait("a semaphore", nullptr, &object_);
  try {
    co_await waiter;
  } catch (const CancelledError&) {
    object_.note(Deed::writes);
    if (waiter.state() != BlockerState::cancelled) {
      ++value_;
      wake_next();
    }
    throw;
  }
  object_.touch(Access::write, EventKind::acquire);
  if (value_ > 0) wake_next();
}

void Semaphore::release() {
  object_.touch(Access::write, EventKind::release);
  ++value_;
  wake_next();
}

void Semaphore::give_back() noexcept {
  try {
    release();
  } catch (const ValueError&) {
    Loop* loop = Loop::current_or_null();
    if (loop != nullptr) loop->report(std::current_exception(), "a permit is given back twice");
  }
}

Coro<Semaphore::Held> Semaphore::hold() {
  co_await acquire();
  co_return Held(*this);
}

void Semaphore::wake_next() noexcept {
  if (waiters_.wake_next()) --value_;
}

void BoundedSemaphore::release() {
  if (value() >= bound_) throw ValueError("BoundedSemaphore released too many times");
  Semaphore::release();
}

}  // namespace sim
