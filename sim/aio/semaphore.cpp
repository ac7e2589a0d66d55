#include "sim/aio/semaphore.hpp"

#include <exception>

#include "sim/coro/exceptions.hpp"
#include "sim/loop/loop.hpp"

namespace sim {

Semaphore::Semaphore(std::int64_t value)
    : object_("semaphore", value < 0 ? 0 : static_cast<std::uint64_t>(value)),
      waiters_(object_.id()),
      value_(value) {
  if (value < 0) throw ValueError("Semaphore initial value must be >= 0");
}

void Semaphore::Awaiter::pass_on() {
  try {
    go_wrong();
  } catch (const CancelledError&) {
    semaphore_.object_.note(Deed::writes);
    if (state() != BlockerState::cancelled) {
      ++semaphore_.value_;
      semaphore_.wake_next();
    }
    throw;
  }
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

void BoundedSemaphore::release() {
  if (value() >= bound_) throw ValueError("BoundedSemaphore released too many times");
  Semaphore::release();
}

}  // namespace sim
