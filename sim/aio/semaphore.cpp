#include "sim/aio/semaphore.hpp"

#include <exception>
#include <limits>

#include "sim/coro/exceptions.hpp"
#include "sim/loop/loop.hpp"

namespace sim {

Semaphore::Semaphore(std::int64_t value)
    : Semaphore(value, std::numeric_limits<std::int64_t>::max()) {}

Semaphore::Semaphore(std::int64_t value, std::int64_t bound)
    : object_("semaphore", value < 0 ? 0 : static_cast<std::uint64_t>(value)),
      waiters_(object_.id()),
      value_(value),
      bound_(bound) {
  if (value < 0) throw ValueError("Semaphore initial value must be >= 0");
}

void Semaphore::Awaiter::wait_seen(std::coroutine_handle<> frame) {
  semaphore_.object_.intend_wait(Access::write, Deed::stands);
  Place::await_suspend(frame, semaphore_.waiters_);
}

void Semaphore::Awaiter::resume_warily() {
  if (task().wait_went_wrong()) pass_on();
  semaphore_.object_.touch(Access::write, EventKind::acquire);
  leave();
  end_wait();
  if (semaphore_.value_ > 0) semaphore_.wake_next();
}

void Semaphore::Awaiter::pass_on() {
  const bool woken = state() != BlockerState::cancelled;
  try {
    go_wrong();
  } catch (const CancelledError&) {
    semaphore_.object_.note(Deed::writes);
    if (woken) {
      ++semaphore_.value_;
      semaphore_.wake_next();
    }
    throw;
  }
}

void Semaphore::release_warily() {
  if (value_ >= bound_) throw ValueError("BoundedSemaphore released too many times");
  object_.touch(Access::write, EventKind::release);
  ++value_;
  wake_next();
}

bool Semaphore::try_take_warily() {
  if (value_ == 0 || !waiters_.all_cancelled()) {
    object_.note(Deed::reads);
    return false;
  }
  object_.touch(Deed::reads, Access::write, EventKind::acquire);
  --value_;
  return true;
}

void Semaphore::give_back() noexcept {
  try {
    release();
  } catch (const ValueError&) {
    Loop* loop = Loop::current_or_null();
    if (loop != nullptr) loop->report(std::current_exception(), "a permit is given back twice");
  }
}

}  // namespace sim
