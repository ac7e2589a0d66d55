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

class DoneEar : public Runnable, public WaitReason {
 public:
  DoneEar(FutureCore& core, WaitQueue& waiter)
      : Runnable(&DoneEar::act),
        loop_(core.loop()),
        core_(core),
        waiter_(waiter),
        cell_(core.loop().next_cell()) {
    core.note(Deed::hears_cell);
    if (core.done()) {
      core.loop().post(*this);
    } else {
      core.add_waiter(*this);
    }
  }
  ~DoneEar() {
    loop_.note(Deed::writes_cell, cell_);
    loop_.cancel(*this);
  }

  void add_awaited(const TaskCore&, std::vector<Blocker*>& awaited) override {
    if (!core_.done()) awaited.push_back(&core_);
  }

 private:
  static void act(Runnable& self, RunnableOp op) {
    if (!runs(op)) return;
    auto& ear = static_cast<DoneEar&>(self);
    ear.loop_.note(Deed::writes_cell, ear.cell_);
    ear.waiter_.wake_first();
  }

  Loop& loop_;
  FutureCore& core_;
  WaitQueue& waiter_;
  std::uint32_t cell_;
};

}  // namespace sim::detail
