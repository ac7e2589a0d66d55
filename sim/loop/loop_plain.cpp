// The iterations of a loop that is plain, and whom nobody tells of anything.

#include "sim/loop/loop.hpp"

namespace sim {

namespace {

constexpr int nobody = 0;
constexpr int a_log = 1;           // of a probe
constexpr int a_calm_chooser = 2;  // who is asked for the order of timers

}  // namespace

template <int beside>
class Loop::PlainWay {
  static constexpr bool logged = beside == a_log;
  static constexpr bool calm = beside == a_calm_chooser;

 public:
  // What is due runs behind what is ready.
  static void iterate(Loop& loop) {
    TimerHeap& timers = loop.timers_.fifo();
    loop.ready_.begin_batch();
    const bool waits = !loop.ready_.batch_left() && !loop.hitch_.stale;
    if (waits && timers.look_for_next()) advance(loop, timers);
    loop.hitch_.stale = false;
    begin_iteration(loop);
    run_batch(loop, timers);
  }

  // Iterations as long as there is something to do and nothing is in the way, with no call between
  // two of them. One that is alone takes no place in line. Requires: no batch is left.
  static void run(Loop& loop) {
    const Alone alone(loop);
    go_on(loop);
    loop.running_ = nullptr;
  }

 private:
  // While one that is alone may go on by itself; for what is alone a calm chooser has no question.
  class Alone {
   public:
    explicit Alone(Loop& loop) noexcept : loop_(loop) {
      loop_.hitch_.company = loop_.in_context_;
      if (calm) loop_.hitch_.watched = false;
    }
    ~Alone() {
      loop_.hitch_.company = true;
      if (calm) loop_.hitch_.watched = true;
    }
    Alone(const Alone&) = delete;
    Alone& operator=(const Alone&) = delete;

   private:
    Loop& loop_;
  };

  static void go_on(Loop& loop) {
    TimerHeap& timers = loop.timers_.fifo();
    while (goes_on(loop)) {
      if (!loop.ready_.few_incoming()) {
        loop.ready_.begin_batch();
        begin_iteration(loop);
      } else {
        Runnable* alone;
        RunnableOp op = loop.run_op_;
        if (loop.ready_.any_incoming()) {
          alone = &loop.ready_.take_incoming();
          begin_iteration(loop);
        } else {
          if (!timers.look_for_next()) return;
          if constexpr (logged) {
            alone = &wake_next(loop, timers, op);
          } else {
            advance(loop, timers);
            begin_iteration(loop);
            if (calm && timers.several_due(loop.now())) {
              run_in_company(loop, timers);
              continue;
            }
            alone = &timers.pop_next();
            op = loop.due_op_;
          }
        }
        if (!timers.any_due(loop.now())) [[likely]] {
          loop.run_only(*alone, op);
          if (beside != nobody) loop.running_ = nullptr;  // who else would look
          continue;
        }
        loop.ready_.push_to_batch(*alone);
      }
      run_in_company(loop, timers);
    }
  }

  static void run_in_company(Loop& loop, TimerHeap& timers) {
    const bool before = loop.begin_company();
    run_batch(loop, timers);
    loop.end_company(before);
  }

  static bool goes_on(const Loop& loop) noexcept {
    if (logged) return loop.lone_log_ != nullptr && !loop.hitch_.stops();
    if (calm) return loop.plain() && !loop.hitch_.stops();
    return !loop.hitch_.any();
  }

  static void begin_iteration(Loop& loop) noexcept {
    ++loop.iteration_;
    if constexpr (logged) loop.log_->begin_turn(loop.now(), loop.iteration_);
  }

  static void run_batch(Loop& loop, TimerHeap& timers) {
    --loop.more_steps_;  // they are counted one by one
    take_due(loop, timers);
    loop.ready_.take_each([&loop](Runnable& first) { loop.step_in_a_row(first); });
    loop.running_ = nullptr;
  }

  static void take_due(Loop& loop, TimerHeap& timers) {
    if (calm) {
      if (!timers.any_due(loop.now())) return;
      loop.collect_due_by_choice();
      return loop.ready_.begin_batch();
    }
    while (Runnable* due = timers.pop_due(loop.now())) {
      tell_timer(loop, *due);
      loop.ready_.push_to_batch(*due);
    }
  }

  // Requires: the next deadline was looked for, and there is one.
  static void advance(Loop& loop, const TimerHeap& timers) {
    const Instant next = timers.next_deadline();
    const bool moves = logged && next > loop.now();
    loop.advance_to(next);
    if constexpr (logged) {
      if (moves) loop.log_->clock(next, loop.iteration_);
    }
  }

  // The iteration of the next deadline begins; what it does is written at once, if it can be.
  [[gnu::always_inline]] static Runnable& wake_next(Loop& loop, TimerHeap& timers,
                                                    RunnableOp& op) {
    const Instant next = timers.next_deadline();
    Runnable& due = timers.pop_next();
    EventLog& log = *loop.log_;
    const bool moves = next > loop.now();
    if (moves) [[likely]] {
      loop.advance_to(next);
      const std::uint64_t iteration = ++loop.iteration_;
      if (loop.armed_.empty() && log.wakes(next, iteration, due.owner())) [[likely]] {
        op = loop.due_op_;
        return due;
      }
      log.clock(next, iteration - 1);
    } else {
      ++loop.iteration_;
    }
    log.begin_turn(loop.now(), loop.iteration_);
    tell_timer(loop, due);
    return due;
  }

  static void tell_timer(Loop& loop, const Runnable& due) {
    if constexpr (logged) {
      const bool has_number = !loop.armed_.empty();
      if (has_number || !loop.log_->timer(due.owner())) [[unlikely]] loop.tell_timer(due);
    }
  }
};

void Loop::iterate_plainly() { PlainWay<nobody>::iterate(*this); }
void Loop::iterate_logged() { PlainWay<a_log>::iterate(*this); }
void Loop::run_plainly() { PlainWay<nobody>::run(*this); }
void Loop::run_logged() { PlainWay<a_log>::run(*this); }
void Loop::run_calmly() { PlainWay<a_calm_chooser>::run(*this); }

}  // namespace sim
