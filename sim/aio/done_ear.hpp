// sim/aio/done_ear.hpp
//
// A DoneEar hears, in the iteration after it, that a future is done, and wakes the first who waits
// in a queue: a done-callback without a function, for combinators that wait for one thing.
//
//   WaitQueue waiter;
//   DoneEar ear(core, waiter);
//   co_await waiter.wait("...");
//
// Going out of scope takes the callback back, as remove_done_callback does.

#pragma once

#include "sim/coro/future_core.hpp"
#include "sim/coro/wait_queue.hpp"
#include "sim/loop/runnable.hpp"

namespace sim::detail {

class DoneEar : public Runnable {
 public:
  DoneEar(FutureCore& core, WaitQueue& waiter) : Runnable(&DoneEar::act), waiter_(waiter) {
    if (core.done()) {
      core.loop().post(*this);
    } else {
      core.add_waiter(*this);
    }
  }
  ~DoneEar() { unlink(); }

 private:
  static void act(Runnable& self, RunnableOp op) {
    if (op == RunnableOp::run) static_cast<DoneEar&>(self).waiter_.wake_first();
  }

  WaitQueue& waiter_;
};

}  // namespace sim::detail
