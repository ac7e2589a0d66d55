// sim/coro/blocker.hpp
//
// A Blocker is what a suspended task waits for: a future, a task, a sleep, a place in a queue. It
// is asked when the task is to be cancelled, as Task.cancel() of asyncio asks `_fut_waiter`.
//
//   if (!waiting_on->cancel(message)) must_cancel = true;
//
// Invariant: it is pending until it is finished, failed or cancelled, and then stays so.

#pragma once

#include <cstdint>
#include <string>

#include "sim/base/ids.hpp"
#include "sim/coro/exceptions.hpp"

namespace sim {

enum class BlockerState : std::uint8_t { pending, finished, failed, cancelled };

class TaskCore;

class Blocker {
 public:
  Blocker(const Blocker&) = delete;
  Blocker& operator=(const Blocker&) = delete;

  [[nodiscard]] BlockerState state() const noexcept { return state_; }
  [[nodiscard]] bool pending() const noexcept { return state_ == BlockerState::pending; }

  // Ends the wait with a cancellation. Returns false, and does nothing, if it is over already.
  virtual bool cancel(const CancelMessage& message) = 0;

  // Whether the task that waits will be woken with a CancelledError.
  [[nodiscard]] virtual bool wakes_cancelled() const noexcept {
    return state_ == BlockerState::cancelled;
  }

  // The task this is, where it is one: cancelling runs along chains of tasks without recursion.
  [[nodiscard]] virtual TaskCore* as_task() noexcept { return nullptr; }

  // What it is, for people: "sleep until 2.5", "Task-3".
  [[nodiscard]] virtual std::string describe() const = 0;

 protected:
  friend class TaskCore;
  Blocker() noexcept = default;
  ~Blocker() = default;

  BlockerState state_ = BlockerState::pending;
};

}  // namespace sim
