#include "sim/aio/lock.hpp"

#include <exception>

#include "sim/coro/exceptions.hpp"
#include "sim/loop/loop.hpp"

namespace sim {

void Lock::Awaiter::wait_seen(std::coroutine_handle<> frame) {
  lock_.object_.intend_wait(Access::write, Deed::asks);
  Place::await_suspend(frame, lock_.waiters_);
}

void Lock::Awaiter::resume_warily() {
  if (task().wait_went_wrong()) pass_on();
  lock_.take_as(task().id().value());
  leave();
  end_wait();
}

void Lock::Awaiter::pass_on() {
  try {
    go_wrong();
  } catch (const CancelledError&) {
    lock_.object_.note(Deed::writes);
    if (!lock_.taken()) lock_.waiters_.wake_first();
    throw;
  }
}

bool Lock::try_take_warily() {
  if (!is_free()) return false;
  take_as(who_runs());
  return true;
}

void Lock::add_holder(const Loop& loop, std::vector<Blocker*>& awaited) const {
  const TaskId taker = holder();
  if (!taker) return;
  for (Runnable* resident : loop.residents()) {
    TaskCore* task = TaskCore::of(resident);
    if (task != nullptr && task->id() == taker) awaited.push_back(task);
  }
}

// Somebody is told of what is done with it.
void Lock::release_seen() {
  object_.touch(Deed::frees, Access::write, EventKind::release);
  waiters_.wake_first();
}

void Lock::wake_first() noexcept { waiters_.wake_first(); }

void Lock::refuse_release() {
  object_.note(Deed::reads);
  throw RuntimeError("Lock is not acquired.");
}

// At the end of a loop, when frames are destroyed where they stand, a lock may well be free.
void Lock::give_back() noexcept {
  if (taken()) return release();
  object_.note(Deed::reads);
  Loop* loop = Loop::current_or_null();
  if (loop == nullptr || loop->running() == nullptr) return;
  loop->report(std::make_exception_ptr(RuntimeError("Lock is not acquired.")),
               "a lock is given back twice");
}

}  // namespace sim
