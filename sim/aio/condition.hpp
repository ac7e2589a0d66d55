// sim/aio/condition.hpp
//
// A Condition lets tasks that hold a lock wait until another task says that something changed.
//
//   Condition changed;
//   auto held = co_await changed.hold();
//   co_await changed.wait_for([&] { return !items.empty(); });
//   ...
//   changed.notify();                      // by whoever holds the lock
//
// wait() gives the lock back, waits to be notified, and takes the lock again before it returns or
// throws, however often it is cancelled meanwhile; what it throws then is a new CancelledError
// without the message (gh-111693). A notification goes to the first who was not notified yet; it is
// lost if that one is cancelled before it resumes (gh-112202). Mirrors asyncio.Condition of 3.11.

#pragma once

#include <coroutine>
#include <cstddef>
#include <exception>
#include <limits>
#include <memory>
#include <string>
#include <utility>

#include "sim/aio/lock.hpp"
#include "sim/aio/semaphore.hpp"
#include "sim/base/address_now.hpp"
#include "sim/base/seldom.hpp"
#include "sim/coro/awaitable.hpp"
#include "sim/coro/coro.hpp"
#include "sim/coro/exceptions.hpp"
#include "sim/coro/seat.hpp"
#include "sim/coro/shared_object.hpp"
#include "sim/coro/wait_queue.hpp"
#include "sim/coro/wake_line.hpp"

namespace sim {

// Over a lock, or anything else that is taken and given back: a semaphore.
template <class Guard>
class BasicCondition {
 public:
  // With a lock of its own, or over one that outlives it.
  BasicCondition() : own_(std::make_unique<Guard>()), lock_(own_.get()) {}
  explicit BasicCondition(Guard& lock) noexcept : lock_(&lock) {}
  BasicCondition(const BasicCondition&) = delete;
  BasicCondition& operator=(const BasicCondition&) = delete;

  [[nodiscard]] auto acquire() noexcept { return lock_->acquire(); }
  void release() { lock_->release(); }
  [[nodiscard]] auto hold() noexcept { return lock_->hold(); }
  [[nodiscard]] bool locked() const { return lock_->locked(); }
  [[nodiscard]] Guard& lock() const noexcept { return *lock_; }

  class Wait;

  // Throws RuntimeError if the lock is not held.
  [[nodiscard]] Wait wait() noexcept { return Wait(*this); }

  // Waits until `predicate()` is true, and gives its value.
  template <class Predicate>
  auto wait_for(Predicate predicate) -> Coro<decltype(predicate())> {
    auto value = predicate();
    while (!value) {
      co_await wait();
      value = predicate();
    }
    co_return value;
  }

  // Wakes up to `most` of those who wait. Throws RuntimeError if the lock is not held.
  void notify(std::size_t most = 1);
  void notify_all() { notify(everybody); }

  [[nodiscard]] std::size_t waiting() const {
    object_.note(Deed::reads);
    return waiters_.waiting();
  }
  // What strategies know it by.
  [[nodiscard]] const SharedObject& object() const noexcept { return object_; }

 private:
  class Awaiter;

  static constexpr std::size_t everybody = std::numeric_limits<std::size_t>::max();

  Coro<> take_back(std::exception_ptr error);
  static Coro<> throws(std::exception_ptr error);

  // Gives the lock back, where nobody is told of it or waits for that.
  [[nodiscard]] bool try_begin_wait(const Loop& loop) noexcept {
    return waiters_.is_plainly_of(loop) && lock_->try_release_plainly();
  }
  void begin_wait(Loop& loop);

  std::unique_ptr<Guard> own_;
  Guard* lock_;
  SharedObject object_{"condition"};
  WakeLine waiters_{object_.id()};
};

// A wait() that has not begun. Who is woken takes the lock before its frame goes on; only where it
// is not free, or something is to be thrown, a coroutine takes it.
template <class Guard>
class BasicCondition<Guard>::Awaiter final : public detail::StoodIn<WakeLine::Place> {
 public:
  explicit Awaiter(BasicCondition& condition) noexcept : StoodIn(1), condition_(condition) {}

  [[nodiscard]] bool await_ready() const noexcept { return false; }

  // It says first whose it is, so that it need not be written before that it is nobody's.
  [[gnu::always_inline]] void await_suspend(std::coroutine_handle<> frame) {
    be_of(frame);
    if (!condition_.try_begin_wait(task().loop())) [[unlikely]] {
      return detail::address_now(this)->wait_slowly(frame);
    }
    wait_asking(frame, condition_.waiters_);
  }

  void before_resume(TaskCore& waiting, std::coroutine_handle<> frame) override {
    if (line_is_gone()) return let_stand_in(throws(take_error(waiting)), waiting, frame);
    leave();
    take_lock(waiting, frame);
  }
  void resume_asked(TaskCore& waiting) override {
    leave_line_unsaid(condition_.waiters_);
    if (!condition_.lock_->try_take_plainly(waiting.id())) [[unlikely]] {
      return resume_slowly(waiting);
    }
    waiting.resume();
  }

  // Whoever asked for the lock has left the line.
  void await_resume() {
    if (stood_in_for()) [[unlikely]] return detail::address_now(this)->end_stand_in();
    end_wait();
  }

  [[nodiscard]] BasicCondition& condition() const noexcept { return condition_; }
  [[nodiscard]] std::string describe() const override { return "a condition"; }

 private:
  SIM_SELDOM void wait_slowly(std::coroutine_handle<> frame) {
    Loop& loop = task().loop();
    be_of_nobody();  // if that throws
    condition_.begin_wait(loop);
    be_of(frame);
    wait_asking(frame, condition_.waiters_);
  }
  [[nodiscard]] bool woken(const TaskCore& waiting) const noexcept {
    if (!waiting.wait_went_wrong()) [[likely]] return true;
    return !waiting.has_asked_error() && state() != BlockerState::cancelled;
  }
  void take_lock(TaskCore& waiting, std::coroutine_handle<> frame) {
    if (woken(waiting) && condition_.lock_->try_take_as(waiting.id())) [[likely]] return;
    take_slowly(waiting, frame);
  }
  [[gnu::noinline]] void resume_slowly(TaskCore& waiting) {
    say_it_left();
    take_lock(waiting, waiting.leaf());
    waiting.resume();
  }
  // By a coroutine, which throws at its end what is to be thrown.
  void take_slowly(TaskCore& waiting, std::coroutine_handle<> frame) {
    let_stand_in(condition_.take_back(take_error(waiting)), waiting, frame);
  }
  [[nodiscard]] std::exception_ptr take_error(TaskCore& waiting) const {
    std::exception_ptr error = waiting.take_asked_error();
    if (!error && state() == BlockerState::cancelled) error = waiting.take_wake_error();
    return error;
  }
  [[nodiscard]] WakeLine& line() noexcept override { return condition_.waiters_; }

  BasicCondition& condition_;
};

// A wait() that has not begun. It is its own awaiter; a copy has not begun, either.
template <class Guard>
class [[nodiscard]] BasicCondition<Guard>::Wait : public WaitQueue::Standing<Awaiter> {
 public:
  explicit Wait(BasicCondition& condition) noexcept : WaitQueue::Standing<Awaiter>(condition) {}
  Wait(const Wait& other) noexcept : Wait(other.place().condition()) {}
  operator Coro<>() const { return as_coro(*this); }
};

extern template class BasicCondition<Lock>;
extern template class BasicCondition<Semaphore>;

using Condition = BasicCondition<Lock>;

}  // namespace sim
