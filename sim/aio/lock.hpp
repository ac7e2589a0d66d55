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

#include <cstddef>
#include <utility>
#include <vector>

#include "sim/base/ids.hpp"
#include "sim/coro/coro.hpp"
#include "sim/coro/shared_object.hpp"
#include "sim/coro/wait_queue.hpp"

namespace sim {

class Lock final : private WaitReason {
 public:
  class Held;

  Lock() = default;
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;

  // Waits until the lock is free, and takes it.
  Coro<> acquire();

  // Gives the lock back and wakes the first who waits. Throws RuntimeError if it is not locked.
  void release();

  // Takes the lock for as long as the returned Held lives. If it was given back by hand meanwhile
  // nobody is there to catch the RuntimeError of its end: the loop's exception handler is told.
  Coro<Held> hold();

  [[nodiscard]] bool locked() const {
    object_.note(Deed::reads);
    return locked_;
  }
  [[nodiscard]] std::size_t waiting() const {
    object_.note(Deed::stands);  // who looks at the queue, counts with those who stand in it
    return waiters_.waiting();
  }
  // The task that took it; none if it is free, or was taken outside of any task.
  [[nodiscard]] TaskId holder() const noexcept { return holder_; }
  // What strategies know it by.
  [[nodiscard]] const SharedObject& object() const noexcept { return object_; }

 private:
  void take();
  // The task that holds it, if that still runs.
  void add_awaited(const TaskCore& waiter, std::vector<Blocker*>& awaited) override;
  void give_back() noexcept;

  WaitQueue waiters_;
  SharedObject object_{"lock"};
  TaskId holder_;
  bool locked_ = false;
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

}  // namespace sim
