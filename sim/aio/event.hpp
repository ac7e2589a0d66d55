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

#include <coroutine>
#include <cstddef>
#include <string>

#include "sim/coro/awaitable.hpp"
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
  class Wait;
  [[nodiscard]] Wait wait() noexcept;

  [[nodiscard]] std::size_t waiting() const noexcept { return waiters_.waiting(); }

  // What strategies know it by.
  [[nodiscard]] const SharedObject& object() const noexcept { return object_; }

 private:
  class Awaiter;

  SharedObject object_{"event"};
  WaitQueue waiters_{object_.id()};
  bool set_ = false;
};

class Event::Awaiter : public WaitQueue::Place {
 public:
  explicit Awaiter(Event& event) noexcept : Place(1), event_(event) {}

  [[nodiscard]] bool await_ready() const noexcept { return event_.is_set(); }

  void await_suspend(std::coroutine_handle<> frame) {
    event_.object_.intend_wait(Access::read);
    Place::await_suspend(frame, event_.waiters_);
  }

  void await_resume() {
    if (suspended()) Place::await_resume();
  }

  [[nodiscard]] Event& event() const noexcept { return event_; }
  [[nodiscard]] std::string describe() const override { return "an event"; }

 private:
  [[nodiscard]] WaitQueue& queue() noexcept override { return event_.waiters_; }

  Event& event_;
};

// A wait() that has not begun. It is its own awaiter; a copy has not begun, either.
class [[nodiscard]] Event::Wait : public WaitQueue::Standing<Awaiter> {
 public:
  explicit Wait(Event& event) noexcept : Standing(event) {}
  Wait(const Wait& other) noexcept : Wait(other.place().event()) {}
  operator Coro<>() const { return as_coro(*this); }
};

inline Event::Wait Event::wait() noexcept { return Wait(*this); }

}  // namespace sim
