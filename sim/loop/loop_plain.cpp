// The iterations of a loop that is plain, or would be but for a probe that keeps a log.

#include "sim/loop/loop.hpp"

namespace sim {

template <bool logged>
class Loop::PlainWay {
 public:
  // What is due runs behind what is ready.
  static void iterate(Loop& loop) {
    TimerHeap& timers = loop.timers_.fifo();
    loop.ready_.begin_batch();
    if (!loop.ready_.batch_left() && !loop.hitch_.stale) advance(loop, timers);
    loop.hitch_.stale = false;
    begin_iteration(loop);
    run_batch(loop, timers);
  }

  // Iterations as long as there is something to do and nothing is in the way, with no call between
  // two of them. One that is alone takes no place in line. Requires: no batch is left.
  static void run(Loop& loop) {
    TimerHeap& timers = loop.timers_.fifo();
    while (goes_on(loop)) {
      if (!loop.ready_.few_incoming()) {
        loop.ready_.begin_batch();
        begin_iteration(loop);
      } else {
        Runnable* alone;
        if (loop.ready_.any_incoming()) {
          alone = &loop.ready_.take_incoming();
          begin_iteration(loop);
        } else {
          if (timers.empty()) return;
          advance(loop, timers);
          alone = &timers.pop_next();
          begin_iteration(loop);
          tell_timer(loop, *alone);
        }
        if (!timers.any_due(loop.now())) [[likely]] {
          loop.step_in_a_row(*alone);
          loop.running_ = nullptr;
          continue;
        }
        loop.ready_.push_to_batch(*alone);
      }
      run_batch(loop, timers);
    }
  }

 private:
  static bool goes_on(const Loop& loop) noexcept {
    return logged ? loop.lone_log_ != nullptr && !loop.hitch_.stops() : !loop.hitch_.any();
  }

  static void begin_iteration(Loop& loop) noexcept {
    ++loop.iteration_;
    if constexpr (logged) loop.log_->begin_turn(loop.now(), loop.iteration_);
  }

  static void run_batch(Loop& loop, TimerHeap& timers) {
    while (Runnable* due = timers.pop_due(loop.now())) {
      tell_timer(loop, *due);
      loop.ready_.push_to_batch(*due);
    }
    while (loop.ready_.batch_left()) loop.step_in_a_row(loop.ready_.take_first());
    loop.running_ = nullptr;
  }

  static void advance(Loop& loop, TimerHeap& timers) {
    const Instant next = timers.earliest();
    if (next <= loop.now()) return;
    loop.advance_to(next);
    if constexpr (logged) loop.log_->clock(next, loop.iteration_);
  }

  static void tell_timer(Loop& loop, const Runnable& due) {
    if constexpr (logged) {
      const bool has_number = !loop.armed_.empty();
      if (has_number || !loop.log_->timer(due.owner())) [[unlikely]] loop.tell_timer(due);
    }
  }
};

void Loop::iterate_plainly() { PlainWay<false>::iterate(*this); }
void Loop::iterate_logged() { PlainWay<true>::iterate(*this); }
void Loop::run_plainly() { PlainWay<false>::run(*this); }
void Loop::run_logged() { PlainWay<true>::run(*this); }

}  // namespace sim
