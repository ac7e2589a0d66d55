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

#include <cstddef>
#include <cstdint>
#include <utility>

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

  Coro<> acquire();
  virtual void release();
  Coro<Held> hold();

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
  void wake_next() noexcept;
  void give_back() noexcept;

  WaitQueue waiters_;
  SharedObject object_;
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

class BoundedSemaphore final : public Semaphore {
 public:
  explicit BoundedSemaphore(std::int64_t value = 1) : Semaphore(value), bound_(value) {}

  // Throws ValueError if every permit is back already.
  void release() override;

 private:
  std::int64_t bound_;
};

}  // namespace sim
