#include "sim/aio/semaphore.hpp"

#include "sim/coro/exceptions.hpp"

namespace sim {

Semaphore::Semaphore(std::int64_t value) : value_(value) {
  if (value < 0) throw ValueError("Semaphore initial value must be >= 0");
}

Coro<> Semaphore::acquire() {
  if (!locked()) {
    --value_;
    co_return;
  }
  WaitQueue::Waiter waiter = waiters_.wait("a semaphore");
  try {
    co_await waiter;
  } catch (const CancelledError&) {
    if (waiter.state() != BlockerState::cancelled) {
      ++value_;
      wake_next();
    }
    throw;
  }
  if (value_ > 0) wake_next();
}

void Semaphore::release() {
  ++value_;
  wake_next();
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
