// sim/aio/semaphore.hpp
//
// A Semaphore lets a number of tasks at a time into a piece of code.
//
//   Semaphore slots(3);
//   {
//     auto held = co_await slots.hold();
//     ...                                  // at most three are here
//   }
//
// Fair: a permit that is given back is handed to the first who waits, before anyone who comes
// later. A woken waiter that is cancelled passes its permit on. A BoundedSemaphore throws
// ValueError when more is given back than was taken; a Held, which cannot throw, leaves it with the
// loop as an exception that nobody took. Mirrors asyncio.Semaphore and
// asyncio.BoundedSemaphore of CPython 3.11.

#pragma once

#include <coroutine>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "sim/coro/awaitable.hpp"
#include "sim/coro/coro.hpp"
#include "sim/coro/shared_object.hpp"
#include "sim/coro/wait_queue.hpp"

namespace sim {

class Semaphore {
 public:
  class Held;

  // Throws ValueError if `value` is negative.
  explicit Semaphore(std::int64_t value = 1);
  virtual ~Semaphore() = default;
  Semaphore(const Semaphore&) = delete;
  Semaphore& operator=(const Semaphore&) = delete;

  class Acquire;
  class Hold;

  [[nodiscard]] Acquire acquire() noexcept;
  virtual void release();
  [[nodiscard]] Hold hold() noexcept;

  // Whether acquire() would have to wait.
  [[nodiscard]] bool locked() {
    object_.note(Deed::reads);
    return value_ == 0 || !waiters_.all_cancelled();
  }
  [[nodiscard]] std::int64_t value() const {
    object_.note(Deed::reads);
    return value_;
  }
  [[nodiscard]] std::size_t waiting() const {
    object_.note(Deed::reads);
    return waiters_.waiting();
  }
  // What strategies know it by.
  [[nodiscard]] const SharedObject& object() const noexcept { return object_; }

 private:
  class Awaiter;
  template <class Guard>
  friend class BasicCondition;

  [[nodiscard]] bool try_take() {
    if (value_ == 0 || !waiters_.all_cancelled()) {
      object_.note(Deed::reads);
      return false;
    }
    object_.touch(Deed::reads, Access::write, EventKind::acquire);
    --value_;
    return true;
  }
  [[nodiscard]] bool try_take_as(TaskId) { return try_take(); }
  // For a condition; it does it the long way.
  [[nodiscard]] bool try_take_unseen(TaskId) noexcept { return false; }
  [[nodiscard]] bool try_release_unseen() noexcept { return false; }
  void wake_next() noexcept {
    if (waiters_.wake_next()) --value_;
  }
  void give_back() noexcept;

  SharedObject object_;
  WaitQueue waiters_;
  std::int64_t value_;
};

class [[nodiscard]] Semaphore::Held {
 public:
  Held(Held&& other) noexcept : semaphore_(std::exchange(other.semaphore_, nullptr)) {}
  Held& operator=(Held&&) = delete;
  ~Held() {
    if (semaphore_ != nullptr) semaphore_->give_back();
  }

 private:
  friend class Semaphore;
  explicit Held(Semaphore& semaphore) noexcept : semaphore_(&semaphore) {}

  Semaphore* semaphore_;
};

// As Lock::Awaiter.
class Semaphore::Awaiter : public WaitQueue::Place {
 public:
  Awaiter(Semaphore& semaphore, std::uint8_t depth) noexcept
      : Place(depth), semaphore_(semaphore) {}

  [[nodiscard]] bool await_ready() {
    if (!semaphore_.try_take()) return false;
    need_not_wait();
    return true;
  }

  template <class P>
  [[gnu::always_inline]] void await_suspend(std::coroutine_handle<P> frame) {
    semaphore_.object_.intend_wait(Access::write, Deed::stands);
    Place::await_suspend(frame, semaphore_.waiters_);
  }

  void await_resume() {
    if (!suspended()) return;
    leave();
    if (task().wait_went_wrong()) [[unlikely]] pass_on();
    semaphore_.object_.touch(Access::write, EventKind::acquire);
    if (semaphore_.value_ > 0) semaphore_.wake_next();
  }

  [[nodiscard]] std::string describe() const override { return "a semaphore"; }

 protected:
  [[nodiscard]] Semaphore& semaphore() const noexcept { return semaphore_; }

 private:
  [[nodiscard]] WaitQueue& queue() noexcept override { return semaphore_.waiters_; }
  void pass_on();

  Semaphore& semaphore_;
};

// An acquire() that has not begun.
class [[nodiscard]] Semaphore::Acquire {
 public:
  explicit Acquire(Semaphore& semaphore, std::uint8_t depth = 1) noexcept
      : semaphore_(&semaphore), depth_(depth) {}
  [[nodiscard]] auto operator co_await() const noexcept {
    return WaitQueue::Standing<Awaiter>(*semaphore_, depth_);
  }
  operator Coro<>() const { return as_coro(Acquire(*semaphore_, 0)); }

 private:
  Semaphore* semaphore_;
  std::uint8_t depth_;
};

class [[nodiscard]] Semaphore::Hold {
 public:
  class HoldAwaiter : public Awaiter {
   public:
    using Awaiter::Awaiter;
    [[nodiscard]] Held await_resume() {
      Awaiter::await_resume();
      return Held(semaphore());
    }
  };

  explicit Hold(Semaphore& semaphore) noexcept : semaphore_(&semaphore) {}
  [[nodiscard]] auto operator co_await() const noexcept {
    return WaitQueue::Standing<HoldAwaiter>(*semaphore_, std::uint8_t{2});
  }
  operator Coro<Held>() const { return as_coro(*this); }

 private:
  Semaphore* semaphore_;
};

inline Semaphore::Acquire Semaphore::acquire() noexcept { return Acquire(*this); }
inline Semaphore::Hold Semaphore::hold() noexcept { return Hold(*this); }

class BoundedSemaphore final : public Semaphore {
 public:
  explicit BoundedSemaphore(std::int64_t value = 1) : Semaphore(value), bound_(value) {}

  // Throws ValueError if every permit is back already.
  void release() override;

 private:
  std::int64_t bound_;
};

}  // namespace sim
