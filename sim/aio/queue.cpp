#include "sim/aio/queue.hpp"

#include <limits>

namespace sim::detail {
namespace {

const char* words_at(QueueCore::End end) noexcept {
  return end == QueueCore::End::putting ? "room in a queue" : "an item of a queue";
}

}  // namespace

QueueCore::QueueCore(std::int64_t maxsize)
    : maxsize_(maxsize),
      limit_(maxsize > 0 ? static_cast<std::size_t>(maxsize)
                         : std::numeric_limits<std::size_t>::max()) {
  finished_.set();
}

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
  limit_ = 0;
  if (how == QueueShutdown::immediate) {
    for (std::size_t left = item_count(); left > 0; --left) {
      if (unfinished_ > 0) task_done();
    }
    drop_items();
  }
  while (getters_.wake_and_drop_first()) {}
  while (putters_.wake_and_drop_first()) {}
}

void QueueCore::about_to_wait(End end) const {
  static_cast<void>(must_wait(end));
  object_.intend_wait(Access::write, Deed::stands);
}

// Woken, but it cannot take the call: the next in line may.
void QueueCore::pass_on(End end, bool woken) {
  object_.note(Deed::writes);
  if (!must_wait(end) && woken) line_at(end).wake_and_drop_first();
}

void QueueCore::Wait::before_resume(TaskCore& waiting, std::coroutine_handle<> frame) {
  if (waiting.wait_went_wrong() || !queue_.must_wait(end_) || queue_.shut_down_) return;
  let_stand_in(queue_.wait_on(end_), waiting, frame);
}

void QueueCore::Wait::pass_on() {
  const bool woken = state() != BlockerState::cancelled;
  try {
    go_wrong();
  } catch (...) {
    queue_.pass_on(end_, woken);
    throw;
  }
}

std::string QueueCore::Wait::describe() const { return words_at(end_); }

Coro<> QueueCore::wait_on(End end) {
  do {
    object_.intend_wait(Access::write, Deed::stands);
    WaitQueue::Waiter waiter = line_at(end).wait(words_at(end), nullptr, 1);
    try {
      co_await waiter;
    } catch (...) {
      pass_on(end, waiter.state() != BlockerState::cancelled);
      throw;
    }
  } while (must_wait(end) && !shut_down_);
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
