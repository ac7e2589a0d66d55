// sim/aio/wait_for_core.hpp
//
// The part of wait_for() that does not depend on the type of the result. wait_for.hpp is the face.

#pragma once

#include "sim/base/time.hpp"
#include "sim/coro/coro.hpp"
#include "sim/coro/future_core.hpp"
#include "sim/coro/wait_queue.hpp"
#include "sim/loop/loop.hpp"

namespace sim::detail {

// Asks `core` to stop and waits until it is done.
Coro<> cancel_and_wait(CorePtr<FutureCore> core);

// Throws TimeoutError if `core` was cancelled. Requires: it is done.
void throw_timeout_if_cancelled(FutureCore& core);

// Begins with the timer: it was scheduled before anything that the awaited task schedules.
class WaitForTimer {
 public:
  WaitForTimer(Loop& loop, Duration timeout)
      : timer_(loop.call_later(timeout, [this] { waiter_.wake_first(); })) {}
  ~WaitForTimer() { timer_.cancel(); }
  WaitForTimer(const WaitForTimer&) = delete;
  WaitForTimer& operator=(const WaitForTimer&) = delete;

  // Returns when `core` is done; after the timeout, when it has been cancelled and is done.
  // Throws TimeoutError if the cancellation is what ended it, and CancelledError if the waiter is
  // cancelled while `core` is not done.
  Coro<> wait(CorePtr<FutureCore> core);

 private:
  WaitQueue waiter_;
  TimerHandle timer_;
};

}  // namespace sim::detail
