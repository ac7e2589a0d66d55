// sim/aio/event.hpp
//
// An Event is a flag that tasks wait for.
//
//   Event open;
//   co_await open.wait();                  // until somebody calls open.set()
//
// set() wakes all who wait, in their order, in the next iteration, even if the flag is cleared
// meanwhile. Waiting for a flag that is set does not suspend. Mirrors asyncio.Event.

#pragma once

#include <cstddef>

#include "sim/coro/coro.hpp"
#include "sim/coro/shared_object.hpp"
#include "sim/coro/wait_queue.hpp"

namespace sim {

class Event {
 public:
  Event() = default;
  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;

  [[nodiscard]] bool is_set() const noexcept {
    object_.touch(Access::read);
    return set_;
  }
  void set() noexcept;
  void clear() noexcept {
    object_.touch(Access::write, EventKind::clear);
    set_ = false;
  }

  // Waits until the flag is set.
  Coro<> wait();

  [[nodiscard]] std::size_t waiting() const noexcept { return waiters_.waiting(); }

  // What strategies know it by.
  [[nodiscard]] const SharedObject& object() const noexcept { return object_; }

 private:
  WaitQueue waiters_;
  SharedObject object_{"event"};
  bool set_ = false;
};

}  // namespace sim
