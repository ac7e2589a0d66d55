#include "sim/aio/condition.hpp"

#include <exception>

#include "sim/coro/exceptions.hpp"

namespace sim {

template <class Guard>
Coro<> BasicCondition<Guard>::wait() {
  if (!locked()) throw RuntimeError("cannot wait on un-acquired lock");
  release();
  object_.touch_wait(Access::write);
  lock_->object().intend(Access::write);
  std::exception_ptr error;
  try {
    co_await waiters_.wait("a condition", nullptr, &object_);
  } catch (...) {
    error = std::current_exception();
  }
  co_await take_back(std::move(error));
}

// Takes the lock, whatever happens, and then throws what is due.
template <class Guard>
Coro<> BasicCondition<Guard>::take_back(std::exception_ptr error) {
  bool cancelled = false;
  for (bool taken = false; !taken;) {
    try {
      co_await acquire();
      taken = true;
    } catch (const CancelledError&) {
      cancelled = true;
    }
  }
  if (cancelled) throw CancelledError();
  if (error) std::rethrow_exception(error);
}

template <class Guard>
void BasicCondition<Guard>::notify(std::size_t most) {
  if (!locked()) throw RuntimeError("cannot notify on un-acquired lock");
  object_.touch(Access::write, EventKind::notify, waiters_.wake(most));
}

template class BasicCondition<Lock>;
template class BasicCondition<Semaphore>;

}  // namespace sim
