// sim/aio/lock.hpp
//
// A Lock lets one task at a time into a piece of code.
//
//   Lock lock;
//   {
//     auto held = co_await lock.hold();
//     ...                                  // nobody else is here
//   }                                      // given back, on every way out
//
// Fair: tasks get the lock in the order in which they asked (L = 1, T = 2; a free one is taken
// without suspending). A woken waiter that is cancelled passes it on. Mirrors asyncio.Lock;
// `hold` stands in for `async with`.

#pragma once

#include <coroutine>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "sim/base/ids.hpp"
#include "sim/base/address_now.hpp"
#include "sim/base/seldom.hpp"
#include "sim/coro/awaitable.hpp"
#include "sim/coro/coro.hpp"
#include "sim/coro/shared_object.hpp"
#include "sim/coro/wait_queue.hpp"
#include "sim/loop/loop.hpp"

namespace sim {

class Lock final {
 public:
  class Held;

  Lock() = default;
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;

  class Acquire;
  class Hold;

  // Waits until the lock is free, and takes it.
  [[nodiscard]] Acquire acquire() noexcept;

  // Gives the lock back and wakes the first who waits. Throws RuntimeError if it is not locked.
  void release();

  // Takes the lock for as long as the returned Held lives. If it was given back by hand meanwhile
  // nobody is there to catch the RuntimeError of its end: the loop's exception handler is told.
  [[nodiscard]] Hold hold() noexcept;

  [[nodiscard]] bool locked() const {
    object_.note(Deed::reads);
    return taken();
  }
  [[nodiscard]] std::size_t waiting() const {
    object_.note(Deed::stands);  // who looks at the queue, counts with those who stand in it
    return waiters_.waiting();
  }
  // The task that took it; none if it is free, or was taken outside of any task.
  [[nodiscard]] TaskId holder() const noexcept {
    const std::uint64_t who = word_ & ~unusual;
    return TaskId{who == nobody ? 0 : who};
  }
  // What strategies know it by.
  [[nodiscard]] const SharedObject& object() const noexcept { return object_; }

 private:
  class Awaiter;
  class HoldAwaiter;
  template <class Guard>
  friend class BasicCondition;

  // In word_, of a lock of which somebody is told, or for which tasks have waited, and may yet.
  // Of any other one the holder is all there is to know.
  static constexpr std::uint64_t unusual = std::uint64_t{1} << 63;
  static constexpr std::uint64_t nobody = unusual >> 1;  // takes it outside of any task

  [[nodiscard]] bool taken() const noexcept { return (word_ & ~unusual) != 0; }
  [[nodiscard]] bool is_free() noexcept { return !taken() && waiters_.all_cancelled(); }
  [[nodiscard]] bool try_take() {
    if (word_ == 0) {
      word_ = who_runs();
      return true;
    }
    if (!waiters_.empty() && !waiters_.first_is_cancelled()) return false;
    return try_take_warily();
  }
  [[nodiscard]] SIM_SELDOM bool try_take_warily();
  [[nodiscard]] bool try_take_as(TaskId holder) {
    if (!is_free()) return false;
    take_as(holder.value());
    return true;
  }
  // The same for a condition, if it is no unusual one.
  [[nodiscard]] bool try_take_plainly(TaskId holder) noexcept {
    if (word_ != 0) [[unlikely]] return false;
    word_ = holder.value();
    return true;
  }
  [[nodiscard]] bool try_release_plainly() noexcept {
    if (word_ == 0 || word_ >= unusual) [[unlikely]] return false;
    word_ = 0;
    return true;
  }
  void be_unusual() noexcept { word_ |= unusual; }
  [[nodiscard]] static std::uint64_t who_runs() noexcept;
  void take_as(std::uint64_t holder);  // Requires: it is one.
  // The task that holds it, if that still runs.
  void add_holder(const Loop& loop, std::vector<Blocker*>& awaited) const;
  void give_back() noexcept;
  [[gnu::always_inline]] void release_unusual();
  SIM_SELDOM void release_seen();
  SIM_SELDOM void wake_first() noexcept;
  [[noreturn]] SIM_SELDOM void refuse_release();

  SharedObject object_{"lock"};
  WaitQueue waiters_{object_.id()};
  std::uint64_t word_ = object_.id() ? unusual : 0;  // with the number of the task that holds it
};

class [[nodiscard]] Lock::Held {
 public:
  Held(Held&& other) noexcept : lock_(std::exchange(other.lock_, nullptr)) {}
  Held& operator=(Held&&) = delete;
  ~Held() {
    if (lock_ != nullptr) lock_->give_back();
  }

 private:
  friend class Lock;
  explicit Held(Lock& lock) noexcept : lock_(&lock) {}

  Lock* lock_;  // nullptr once moved from
};

// A free lock is taken at once, and the place in the queue lies in the frame of whoever awaits: so
// neither takes memory of its own.
class Lock::Awaiter : public WaitQueue::Place {
 public:
  Awaiter(Lock& lock, std::uint8_t depth) noexcept : Place(depth), lock_(lock) {}

  [[nodiscard]] bool await_ready() { return lock_.try_take(); }

  [[gnu::always_inline]] void await_suspend(std::coroutine_handle<> frame) {
    lock_.be_unusual();
    if (lock_.object_.id()) [[unlikely]] return detail::address_now(this)->wait_seen(frame);
    Place::await_suspend(frame, lock_.waiters_);
  }

  void await_resume() {
    if (!suspended()) return;
    if (lock_.object_.id() || task().wait_went_wrong()) [[unlikely]] {
      return detail::address_now(this)->resume_warily();
    }
    lock_.word_ = task().id().value() | unusual;
    leave_line_unsaid();
    end_wait();
  }

  void add_awaited(std::vector<Blocker*>& awaited) override {
    lock_.add_holder(task().loop(), awaited);
  }
  [[nodiscard]] std::string describe() const override { return "a lock"; }

  [[nodiscard]] Lock& lock() const noexcept { return lock_; }

 private:
  [[nodiscard]] WaitQueue& queue() noexcept override { return lock_.waiters_; }
  SIM_SELDOM void wait_seen(std::coroutine_handle<> frame);
  SIM_SELDOM void resume_warily();
  void pass_on();

  Lock& lock_;
};

// An acquire() that has not begun. It is its own awaiter, so that GCC keeps no other one in the
// frame; a copy has not begun, either. `depth` is that of acquire() itself, and of what it stands
// in for.
class [[nodiscard]] Lock::Acquire : public WaitQueue::Standing<Awaiter> {
 public:
  explicit Acquire(Lock& lock, std::uint8_t depth = 1) noexcept : Standing(lock, depth) {}
  Acquire(const Acquire& other) noexcept
      : Acquire(other.place().lock(), static_cast<std::uint8_t>(other.place().hidden_depth())) {}
  operator Coro<>() const { return as_coro(Acquire(place().lock(), 0)); }
};

class Lock::HoldAwaiter : public Awaiter {
 public:
  using Awaiter::Awaiter;
  [[nodiscard]] Held await_resume() {
    Awaiter::await_resume();
    return Held(lock());
  }
};

class [[nodiscard]] Lock::Hold : public WaitQueue::Standing<HoldAwaiter> {
 public:
  explicit Hold(Lock& lock) noexcept : Standing(lock, std::uint8_t{2}) {}
  Hold(const Hold& other) noexcept : Hold(other.place().lock()) {}
  operator Coro<Held>() const { return as_coro(*this); }
};

inline Lock::Acquire Lock::acquire() noexcept { return Acquire(*this); }
inline Lock::Hold Lock::hold() noexcept { return Hold(*this); }

inline std::uint64_t Lock::who_runs() noexcept {
  const Loop* loop = Loop::current_or_null();
  const Runnable* running = loop == nullptr ? nullptr : loop->running();
  const TaskId holder = running == nullptr ? TaskId{} : running->owner();
  return holder ? holder.value() : nobody;
}

inline void Lock::take_as(std::uint64_t holder) {
  word_ = holder | (word_ & unusual);
  object_.touch(Deed::takes, Access::write, EventKind::acquire);
}

inline void Lock::release() {
  if (!try_release_plainly()) release_unusual();
}

inline void Lock::release_unusual() {
  if (word_ == 0 || word_ == unusual) [[unlikely]] refuse_release();
  word_ = unusual;
  if (object_.id()) [[unlikely]] return release_seen();
  if (waiters_.empty()) {
    word_ = 0;
  } else if (!waiters_.wake_front_plainly()) {
    wake_first();
  }
}

}  // namespace sim
