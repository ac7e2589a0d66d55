// sim/coro/task_core.hpp
//
// The part of a task that does not depend on the type of its result: it steps a coroutine on the
// loop and is the core of the future of what that returns. Mirrors asyncio.Task of CPython 3.11
// (__step, __wakeup, cancel, uncancel).
//
//   core.suspend_on(frame, blocker);       // an awaiter says where the task stands
//   ...
//   core.throw_if_asked();                 // and, when resumed, lets a cancellation in
//
// Invariant: a task that is not done is stepping, or ready, or waits for one blocker.

#pragma once

#include <coroutine>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "sim/base/check.hpp"
#include "sim/base/seldom.hpp"
#include "sim/coro/coro.hpp"
#include "sim/coro/future_core.hpp"
#include "sim/loop/runnable.hpp"

namespace sim {

namespace detail {

// What a task waits for, and whether that is asked, when the task steps, what is to go on.
class Awaited {
 public:
  Awaited() noexcept = default;
  explicit Awaited(Blocker& blocker) noexcept : word_(reinterpret_cast<std::intptr_t>(&blocker)) {}
  [[nodiscard]] static Awaited asked(Blocker& blocker) noexcept {
    Awaited awaited(blocker);
    awaited.ask();
    return awaited;
  }

  [[nodiscard]] bool any() const noexcept { return word_ != 0; }
  [[nodiscard]] Blocker* blocker() const noexcept {
    return reinterpret_cast<Blocker*>(is_asked() ? -word_ : word_);
  }
  // Requires: any().
  void ask() noexcept { word_ = -word_; }
  [[nodiscard]] bool is_asked() const noexcept { return word_ < 0; }

 private:
  // The address; below 0, where a program has none, if it is asked: a test tells all three cases.
  std::intptr_t word_ = 0;
};

}  // namespace detail

class TaskCore : public FutureCore, private detail::FrameSignals, public Runnable {
 public:
  [[nodiscard]] TaskId id() const noexcept { return owner(); }
  [[nodiscard]] std::string name() const;
  void set_name(std::string name);

  // Asks the task to stop, and what it waits for. Returns false if it is done, or its loop is.
  bool cancel(const CancelMessage& message) override;
  CancelAnswer begin_cancel(const CancelMessage& message) override;
  [[nodiscard]] Blocker* cancel_part(std::size_t index) noexcept override {
    return index == 0 ? waiting_on_.blocker() : nullptr;
  }
  bool end_cancel(const CancelMessage& message, PartsAnswer parts) override;
  [[nodiscard]] bool in_cancel() const noexcept override { return has(on_cancel_path); }

  [[nodiscard]] std::uint32_t cancelling() const noexcept {
    return extra_ != nullptr ? extra_->cancels : 0;
  }
  std::uint32_t uncancel() noexcept { return cancelling() == 0 ? 0 : --extra_->cancels; }

  // Tells the loop's exception handler, once, that the task is pending and about to be destroyed.
  void report_pending();
  // Nobody is to be told: what waits for the task is told already.
  void expect_to_be_pending() noexcept { brief_.marked = true; }

  TaskCore* as_task() noexcept override { return this; }
  [[nodiscard]] std::string describe() const override { return name(); }

  // What it waits for; nullptr if it is ready, stepping or done.
  [[nodiscard]] const Blocker* waiting_on() const noexcept {
    return waiting_on_.blocker();
  }

  void add_awaited(std::vector<Blocker*>& awaited) override {
    if (Blocker* waited = waiting_on_.blocker()) awaited.push_back(waited);
  }

  // How many coroutines await each other in it, the outermost included. 0 while it steps, and once
  // it is done.
  [[nodiscard]] std::size_t depth() const noexcept;
  using detail::FrameSignals::leaf;

  // The task that is stepping on this thread, or nullptr.
  [[nodiscard]] static TaskCore* current_or_null() noexcept;
  // The same for who knows that there is one.
  [[nodiscard]] static TaskCore& running() noexcept {
    return static_cast<TaskCore&>(*Loop::current_or_null()->running());
  }
  // The task behind a runnable of a loop, or nullptr.
  [[nodiscard]] static TaskCore* of(Runnable* runnable) noexcept;

  // For awaiters. The frame suspends until the blocker ends; the caller has put this task's
  // runnable where it will be woken from.
  void suspend_on(std::coroutine_handle<> frame, Blocker& blocker) {
    stand_in(frame);
    if (loop_->watches_waits()) [[unlikely]] return wait_unusually(blocker);
    waiting_on_ = detail::Awaited(blocker);
  }
  // The same, and the blocker is asked, when the task steps, what is to go on.
  void suspend_asking(std::coroutine_handle<> frame, Blocker& blocker) {
    stand_in(frame);
    if (loop_->watches_waits()) [[unlikely]] return wait_unusually_asking(blocker);
    waiting_on_ = detail::Awaited::asked(blocker);
  }
  // Whether this task may await `core`; if not, the frame is resumed with the words with which
  // asyncio refuses it.
  [[nodiscard]] bool may_await(const FutureCore& core) const noexcept {
    return &core != this && core.belongs_to(*loop_);
  }
  SIM_SELDOM void refuse_await(std::coroutine_handle<> frame, FutureCore& core);
  // The frame suspends until `core` is done, or is refused that.
  [[gnu::always_inline]] void wait_for_any(std::coroutine_handle<> frame, FutureCore& core) {
    if (!may_await(core)) [[unlikely]] return refuse_await(frame, core);
    core.add_waiter(*this);
    suspend_on(frame, core);
  }
  // The frame suspends for one iteration.
  void yield(std::coroutine_handle<> frame);
  // The same but where the task is the only one that has a turn in that: then it goes on at once,
  // and false is returned.
  [[gnu::always_inline]] static bool yield_to_others(std::coroutine_handle<> frame) {
    Loop& loop = *Loop::current_or_null();  // that of the task, which need not be asked for it
    TaskCore& task = PromiseBase::of(frame).task();
    if (loop.in_company_only()) [[likely]] {
      task.stand_in(frame);
      loop.post(task);
    } else if (loop.alone() && loop.none_is_next()) {
      loop.go_on();
      return false;
    } else if (loop.near_yields()) {
      task.stand_in(frame);
      loop.post(task);
    } else {
      task.yield(frame);
    }
    return true;
  }
  // Instead of a sleep until `deadline`: whether nobody else has a turn until then, and it is over.
  [[nodiscard]] static bool sleeps_alone(Loop& loop, Instant deadline) {
    if (!loop.alone() || !loop.none_is_until(deadline)) return false;
    loop.go_on_at(deadline);
    return true;
  }
  // The frame suspends and `error` is thrown into it in the next iteration.
  void throw_soon(std::coroutine_handle<> frame, std::exception_ptr error);
  // First thing on resumption: whether anything is to be thrown, or was; then throw_wait_error()
  // throws it, of a wait that was `cancelled` or not.
  [[nodiscard]] bool wait_went_wrong() const noexcept {
    return (brief_.flags & (throw_asked | wake_cancels)) != 0;
  }
  SIM_SELDOM void throw_wait_error(bool cancelled);
  // The same for who waits for a future: throws the cancellation that was asked for meanwhile.
  void throw_if_asked() {
    if ((brief_.flags & throw_asked) != 0) [[unlikely]] throw_asked_error();
  }
  // The same when resumed by `source`, whose error has been seen then.
  void throw_if_asked(FutureCore& source) {
    if ((brief_.flags & throw_asked) != 0) [[unlikely]] throw_asked_error_after(source);
  }
  // The frame suspends until `other` is done. It gives where that begins, if this one is alone and
  // nothing else has a turn in the next iteration, which has begun then; or else a coroutine that
  // does nothing.
  [[nodiscard, gnu::always_inline]] std::coroutine_handle<> wait_for(std::coroutine_handle<> frame,
                                                                     TaskCore& other) {
    Loop& loop = *loop_;
    if (other.brief_.flags != fresh || !loop.alone() || !loop.go_on_with_only(other)) {
      return wait_for_later(frame, other);
    }
    if (other.callbacks_.empty()) [[likely]] {
      other.callbacks_.push_first(*this);
      other.brief_.flags ^= fresh | paired;
    } else {
      other.callbacks_.push(*this);
      other.clear(fresh);
    }
    stand_in(frame);
    waiting_on_ = detail::Awaited(other);
    return other.still_leaf();
  }
  // For a blocker that is asked: what it has found is to go on does, and that ends the step. The
  // task may be gone when this returns.
  void resume();
  // For a blocker that is asked: `callee`, which has not begun, goes on as if `frame` had awaited
  // it; and the error that was to be thrown into that, or nothing.
  void call(std::coroutine_handle<> frame, PromiseBase& callee) noexcept;
  [[nodiscard]] bool has_asked_error() const noexcept { return has(throw_asked); }
  [[nodiscard]] std::exception_ptr take_asked_error();
  // Wakes the task with a cancellation of a wait that has no future behind it.
  void wake_cancelled(const CancelMessage& message);
  [[nodiscard]] std::exception_ptr take_wake_error();

  // The frame suspends for a sleep: the runnable waits for the deadline; when that has come the
  // wait ends, and the task steps one iteration later, as the timer handle and the task step of
  // asyncio do.
  void sleep_on(std::coroutine_handle<> frame, Blocker& blocker, Duration length, Loop& loop,
                Instant deadline) {
    if (loop.waits_warily()) [[unlikely]] {
      return sleep_unusually(frame, blocker, length, deadline);
    }
    set(timer_phase);
    stand_in(frame);
    waiting_on_ = detail::Awaited(blocker);
    loop.arm_plainly(*this, deadline);  // last, so that nothing is kept over a call
  }

 protected:
  // It is the loop's, too: start() comes next.
  TaskCore(Loop& loop, PromiseBase& root) noexcept
      : FutureCore(loop, Unnumbered{}, {.flags = fresh, .number = 2}),
        FrameSignals(root.frame()),
        Runnable(&TaskCore::act_as_task, loop.next_task_id(), Newcomer{}) {
    root.task_ = this;
  }
  ~TaskCore() { check_dropped(); }
  // What is constant for a compiler.
  void check_result_place(const void* place) noexcept {
    SIM_CHECK(place == FrameSignals::result(), "a result is not where frames give it");
  }
  void check_dropped() const {
    SIM_CHECK(done() || !leaf(), "a task is dropped before it is done");
  }

  // Whether start_plainly() will do: nobody watches, and there is no context.
  [[nodiscard]] static bool starts_plainly(const Loop& loop) noexcept {
    return !loop.watches_waits() && LoopContext::current() == nullptr;
  }
  // Without a name. Requires: starts_plainly(), and a place in the loop.
  void start_plainly(Loop& loop) noexcept { loop.settle_newcomer(*this); }
  // It runs in `context` itself, or else in a copy of the current one.
  void start(std::string_view name, LoopContext* context) {
    if (!name.empty() || context != nullptr || LoopContext::current() != nullptr) [[unlikely]] {
      prepare(name, context);
    }
    loop_->make_place();
    loop_->settle_newcomer(*this);
    if (loop_->watches_waits()) [[unlikely]] tell_spawn();
  }
  virtual void take_result(PromiseBase& root) = 0;

 private:
  friend class PromiseBase;
  friend void detail::stop_run(TaskCore& task, std::coroutine_handle<> frame) noexcept;
  friend void detail::rethrow_from_child(detail::FrameSignals& task);
  friend void detail::keep_current_exception(detail::FrameSignals& task) noexcept;
  friend std::coroutine_handle<> detail::end_task(detail::FrameSignals& task,
                                                   std::coroutine_handle<> root) noexcept;
  friend std::coroutine_handle<> detail::end_task_with_result(
      detail::FrameSignals& task, std::coroutine_handle<> root) noexcept;

  enum Flag : std::uint8_t {
    must_cancel = 1,   // a CancelledError is due at the next step or suspension; in its own step
                       // the loop is told that it is to be looked at when it suspends
    throw_asked = 2,   // extra().error is thrown into the frame when it resumes
    fresh = 4,         // the coroutine has not begun
    timer_phase = 8,   // the runnable stands for the timer of a sleep, not for a step
    on_cancel_path = 16,
    has_context = 32,  // extra().context is there
    wake_cancels = 64,  // extra().wake_message is that of a wait which a cancellation has ended
    paired = 128,       // its first callback is a task that waits for it, and is not asked; and
                        // nothing was thrown in it
  };

  // A step that has none of these is a plain one.
  static constexpr int seldom =
      must_cancel | throw_asked | fresh | timer_phase | has_context | wake_cancels;

  [[nodiscard]] bool has(Flag flag) const noexcept { return (brief_.flags & flag) != 0; }
  void set(Flag flag) noexcept { brief_.flags = static_cast<std::uint8_t>(brief_.flags | flag); }
  void clear(Flag flag) noexcept { brief_.flags = static_cast<std::uint8_t>(brief_.flags & ~flag); }

  [[nodiscard]] Unhandled lost() const override;
  [[nodiscard]] std::string why_not_await(const FutureCore& core) const;
  void prepare(std::string_view name, LoopContext* context);
  void own_context(CorePtr<LoopContext> context);

  static void act_as_task(Runnable& self, RunnableOp op);
  void step_seldom();
  void step_when_due();
  void step_when_due_heard();
  std::coroutine_handle<> wait_for_later(std::coroutine_handle<> frame, FutureCore& other);
  void act_heard(RunnableOp op);
  void act_seldom(RunnableOp op);
  void step();
  void step_heard();
  void step_first();
  void step_logged(EventLog& log);
  void step_at_once(Loop& loop, EventLog& log);
  void step_at_once_far(Loop& loop, EventLog& log);
  void step_logged_far(EventLog& log);
  void step_logged_farther(EventLog& log);
  void step_by_asking();
  void step_warily();
  void end_sleep();
  void deliver_must_cancel();
  SIM_SELDOM void sleep_unusually(std::coroutine_handle<> frame, Blocker& blocker, Duration length,
                                  Instant deadline);
  SIM_SELDOM void wait_unusually(Blocker& blocker);
  SIM_SELDOM void wait_unusually_asking(Blocker& blocker);
  void go_on();
  void keep_context();
  template <bool has_result>
  static std::coroutine_handle<> end_running(TaskCore& task, std::coroutine_handle<> root) noexcept;
  template <bool has_result>
  static std::coroutine_handle<> end(Runnable& ending, std::coroutine_handle<> root) noexcept;
  template <bool has_result>
  void end_slowly(std::coroutine_handle<> root) noexcept;
  [[nodiscard]] bool ends_unusually() const noexcept;
  std::coroutine_handle<> complete_paired() noexcept;
  std::coroutine_handle<> complete_anyhow() noexcept;
  [[nodiscard]] bool pair_is_alone() noexcept;
  std::coroutine_handle<> go_on_in(TaskCore& waiter) noexcept;
  [[nodiscard]] TaskCore* only_waiter() noexcept;
  void complete_unusually();
  BlockerState settle_unusual_end();
  void tell_finish(BlockerState end);
  void evict() noexcept;
  void destroy_frames() noexcept;
  [[noreturn]] void throw_asked_error();
  [[noreturn]] void throw_asked_error_after(FutureCore& source);
  void tell_spawn();
  void tell_wait(const Blocker& blocker);
  void yield_watched_far(std::coroutine_handle<> frame);
  void tell_wait_in_full(const Blocker* blocker);
  void tell_needs(Blocker& blocker);

  detail::Awaited waiting_on_;
};

inline void TaskCore::resume() {
#if SIM_TRANSFERS_DIRECTLY
  still_leaf().resume();
#else
  const CorePtr<TaskCore> self(*this);
  still_leaf().resume();
  go_on();
#endif
}

inline TaskCore& PromiseBase::task() const noexcept { return static_cast<TaskCore&>(*task_); }

}  // namespace sim
