#include "sim/aio/queue.hpp"

namespace sim::detail {

void QueueCore::task_done() {
  object_.note(Deed::writes);
  if (unfinished_ <= 0) throw ValueError("task_done() called too many times");
  if (--unfinished_ == 0) finished_.set();
}

Coro<> QueueCore::join() {
  object_.note(Deed::reads);
  if (unfinished_ > 0) co_await finished_.wait();
}

void QueueCore::shutdown(QueueShutdown how) {
  object_.note(Deed::writes);
  shut_down_ = true;
  if (how == QueueShutdown::immediate) {
    for (std::size_t left = item_count(); left > 0; --left) {
      if (unfinished_ > 0) task_done();
    }
    drop_items();
  }
  while (getters_.wake_and_drop_first()) {}
  while (putters_.wake_and_drop_first()) {}
}

Coro<> QueueCore::until_not_full() {
  while (full()) {
    if (shut_down_) throw QueueShutDown();
    object_.intend_wait(Access::write, Deed::stands);
    WaitQueue::Waiter waiter = putters_.wait("room in a queue", nullptr, 1);
    try {
      co_await waiter;
    } catch (...) {
      object_.note(Deed::writes);
      // Woken, but it cannot take the call: the next in line may.
      if (!full() && waiter.state() != BlockerState::cancelled) putters_.wake_and_drop_first();
      throw;
    }
  }
}

Coro<> QueueCore::until_not_empty() {
  while (empty()) {
    if (shut_down_) throw QueueShutDown();
    object_.intend_wait(Access::write, Deed::stands);
    WaitQueue::Waiter waiter = getters_.wait("an item of a queue", nullptr, 1);
    try {
      co_await waiter;
    } catch (...) {
      object_.note(Deed::writes);
      if (!empty() && waiter.state() != BlockerState::cancelled) getters_.wake_and_drop_first();
      throw;
    }
  }
}

void QueueCore::refuse_put() const {
  if (shut_down_) {
    object_.note(Deed::reads);
    throw QueueShutDown();
  }
  object_.touch(Access::read);
  throw QueueFull();
}

void QueueCore::refuse_get() const {
  object_.touch(Access::read);
  if (shut_down_) throw QueueShutDown();
  throw QueueEmpty();
}

}  // namespace sim::detail
