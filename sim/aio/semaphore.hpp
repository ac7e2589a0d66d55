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

#include "sim/base/address_now.hpp"
#include "sim/base/seldom.hpp"
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
  Semaphore(const Semaphore&) = delete;
  Semaphore& operator=(const Semaphore&) = delete;

  class Acquire;
  class Hold;

  [[nodiscard]] Acquire acquire() noexcept;
  void release() {
    if (object_.id() || value_ >= bound_) [[unlikely]] return release_warily();
    if (waiters_.empty()) {
      ++value_;
    } else if (!waiters_.wake_front_plainly()) {  // who is woken has the permit
      release_warily();
    }
  }
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

 protected:
  // Of which no more than `bound` permits may be free.
  Semaphore(std::int64_t value, std::int64_t bound);

 private:
  class Awaiter;
  class HoldAwaiter;
  template <class Guard>
  friend class BasicCondition;

  [[nodiscard]] bool try_take() {
    if (object_.id()) [[unlikely]] return try_take_warily();
    if (value_ == 0) return false;
    if (!waiters_.empty()) return waiters_.first_is_cancelled() && try_take_warily();
    --value_;
    return true;
  }
  [[nodiscard]] SIM_SELDOM bool try_take_warily();
  [[nodiscard]] bool try_take_as(TaskId) { return try_take(); }
  // For a condition; it does it the long way.
  [[nodiscard]] bool try_take_plainly(TaskId) noexcept { return false; }
  [[nodiscard]] bool try_release_plainly() noexcept { return false; }
  void wake_next() noexcept {
    if (waiters_.wake_next()) --value_;
  }
  void give_back() noexcept;
  SIM_SELDOM void release_warily();

  SharedObject object_;
  WaitQueue waiters_;
  std::int64_t value_;
  std::int64_t bound_;
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

  [[nodiscard]] bool await_ready() { return semaphore_.try_take(); }

  [[gnu::always_inline]] void await_suspend(std::coroutine_handle<> frame) {
    if (semaphore_.object_.id()) [[unlikely]] return detail::address_now(this)->wait_seen(frame);
    Place::await_suspend(frame, semaphore_.waiters_);
  }

  void await_resume() {
    if (!suspended()) return;
    if (semaphore_.object_.id() || semaphore_.value_ > 0 || task().wait_went_wrong()) [[unlikely]] {
      return detail::address_now(this)->resume_warily();
    }
    leave_line_unsaid();
    end_wait();
  }

  [[nodiscard]] std::string describe() const override { return "a semaphore"; }

  [[nodiscard]] Semaphore& semaphore() const noexcept { return semaphore_; }

 private:
  [[nodiscard]] WaitQueue& queue() noexcept override { return semaphore_.waiters_; }
  SIM_SELDOM void wait_seen(std::coroutine_handle<> frame);
  SIM_SELDOM void resume_warily();
  void pass_on();

  Semaphore& semaphore_;
};

// As Lock::Acquire.
class [[nodiscard]] Semaphore::Acquire : public WaitQueue::Standing<Awaiter> {
 public:
  explicit Acquire(Semaphore& semaphore, std::uint8_t depth = 1) noexcept
      : Standing(semaphore, depth) {}
  Acquire(const Acquire& other) noexcept
      : Acquire(other.place().semaphore(),
                static_cast<std::uint8_t>(other.place().hidden_depth())) {}
  operator Coro<>() const { return as_coro(Acquire(place().semaphore(), 0)); }
};

class Semaphore::HoldAwaiter : public Awaiter {
 public:
  using Awaiter::Awaiter;
  [[nodiscard]] Held await_resume() {
    Awaiter::await_resume();
    return Held(semaphore());
  }
};

class [[nodiscard]] Semaphore::Hold : public WaitQueue::Standing<HoldAwaiter> {
 public:
  explicit Hold(Semaphore& semaphore) noexcept : Standing(semaphore, std::uint8_t{2}) {}
  Hold(const Hold& other) noexcept : Hold(other.place().semaphore()) {}
  operator Coro<Held>() const { return as_coro(*this); }
};

inline Semaphore::Acquire Semaphore::acquire() noexcept { return Acquire(*this); }
inline Semaphore::Hold Semaphore::hold() noexcept { return Hold(*this); }

class BoundedSemaphore final : public Semaphore {
 public:
  // Its release() throws ValueError if every permit is back already.
  explicit BoundedSemaphore(std::int64_t value = 1) : Semaphore(value, value) {}
};

}  // namespace sim
