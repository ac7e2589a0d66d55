#include "sim/aio/lock.hpp"

#include <exception>

#include "sim/coro/exceptions.hpp"
#include "sim/loop/loop.hpp"

namespace sim {

void Lock::take() {
  const Loop* loop = Loop::current_or_null();
  const Runnable* running = loop == nullptr ? nullptr : loop->running();
  holder_ = running == nullptr ? TaskId{} : running->owner();
  locked_ = true;
  object_.note(Deed::takes);
  object_.touch(Access::write, EventKind::acquire);
}

Coro<> Lock::acquire() {
  if (!locked_ && waiters_.all_cancelled()) {
    take();
    co_return;
  }
  object_.intend_wait(Access::write);
  object_.note(Deed::asks);
  try {
    co_await waiters_.wait("a lock", this, &object_);
  } catch (const CancelledError&) {
    object_.note(Deed::writes);
    if (!locked_) waiters_.wake_first();
    throw;
  }
  take();
}

void Lock::add_awaited(const TaskCore& waiter, std::vector<Blocker*>& awaited) {
  if (!locked_) return;
  for (Runnable* resident : waiter.loop().residents()) {
    TaskCore* task = TaskCore::of(resident);
    if (task != nullptr && task->id() == holder_) awaited.push_back(task);
  }
}

void Lock::release() {
  if (!locked_) {
    object_.note(Deed::reads);
    throw RuntimeError("Lock is not acquired.");
  }
  locked_ = false;
  holder_ = {};
  object_.note(Deed::frees);
  object_.touch(Access::write, EventKind::release);
  waiters_.wake_first();
}

// At the end of a loop, when frames are destroyed where they stand, a lock may well be free.
void Lock::give_back() noexcept {
  if (locked_) return release();
  object_.note(Deed::reads);
  Loop* loop = Loop::current_or_null();
  if (loop == nullptr || loop->running() == nullptr) return;
  loop->report(std::make_exception_ptr(RuntimeError("Lock is not acquired.")),
               "a lock is given back twice");
}

Coro<Lock::Held> Lock::hold() {
  co_await acquire();
  co_return Held(*this);
}

}  // namespace sim
