#include "sim/aio/condition.hpp"

#include <exception>

#include "sim/coro/exceptions.hpp"

namespace sim {

// Takes the lock, whatever happens, and then throws what is due.
template <class Guard>
Coro<> BasicCondition<Guard>::take_back(std::exception_ptr error) {
  bool cancelled = false;
  for (bool taken = false; !taken;) {
    try {
      co_await typename Guard::Acquire(*lock_, 2);  // in wait(), which has no frame
      taken = true;
    } catch (const CancelledError&) {
      cancelled = true;
    }
  }
  if (cancelled) throw CancelledError();
  if (error) std::rethrow_exception(error);
}

// Where the condition has ended while the task waited, and so the lock is not taken.
template <class Guard>
Coro<> BasicCondition<Guard>::throws(std::exception_ptr error) {
  if (error) std::rethrow_exception(error);
  co_return;
}

template <class Guard>
void BasicCondition<Guard>::notify(std::size_t most) {
  if (!locked()) throw RuntimeError("cannot notify on un-acquired lock");
  if (most == everybody && !object_.id()) return waiters_.wake_all();
  object_.touch(Access::write, EventKind::notify, waiters_.wake(most));
}

template <class Guard>
void BasicCondition<Guard>::begin_wait(Loop& loop) {
  if (!locked()) throw RuntimeError("cannot wait on un-acquired lock");
  waiters_.join(loop);
  release();
  object_.touch_wait(Access::write);
  lock_->object().intend(Access::write);
}

template class BasicCondition<Lock>;
template class BasicCondition<Semaphore>;

}  // namespace sim
