#include "sim/coro/task_core.hpp"

#include <algorithm>
#include <utility>

#include "sim/base/check.hpp"

namespace sim {

namespace detail {

void stop_run(TaskCore& task, std::coroutine_handle<> frame) noexcept {
  task.stand_in(frame);
  task.keep_context();
  task.loop_->halt();
}

void rethrow_from_child(FrameSignals& signals) {
  signals.take(FrameSignals::child_threw);
  std::rethrow_exception(std::exchange(static_cast<TaskCore&>(signals).extra_->error, nullptr));
}

}  // namespace detail

void TaskCore::prepare(std::string_view name, LoopContext* context) {
  if (!name.empty()) set_name(std::string(name));
  if (context != nullptr) return own_context(CorePtr<LoopContext>(*context));
  if (LoopContext* copy = LoopContext::copy_of_current()) {
    own_context(CorePtr<LoopContext>::adopt(copy));
  }
}

void TaskCore::own_context(CorePtr<LoopContext> context) {
  extra().context = std::move(context);
  set(has_context);
}

void TaskCore::tell_spawn() {
  number_cell();
  if (loop_->probe() == nullptr) return;
  const TaskCore* creator = current_or_null();
  loop_->tell(EventKind::spawn, id(), creator != nullptr ? creator->id() : TaskId{}, name());
}

std::string TaskCore::name() const {
  if (extra_ != nullptr && !extra_->name.empty()) return extra_->name;
  return "Task-" + std::to_string(id().value());
}

void TaskCore::set_name(std::string name) { extra().name = std::move(name); }

std::size_t TaskCore::depth() const noexcept {
  if (done() || loop_ == nullptr || loop_->running() == this) return 0;
  const Blocker* const waited = waiting_on();
  std::size_t depth = waited == nullptr ? 0 : waited->hidden_depth();
  for (std::coroutine_handle<> frame = leaf(); frame; frame = PromiseBase::of(frame).parent_) {
    ++depth;
  }
  return depth;
}

TaskCore* TaskCore::of(Runnable* runnable) noexcept {
  if (runnable == nullptr || !runnable->acts_as(&TaskCore::act_as_task)) return nullptr;
  return static_cast<TaskCore*>(runnable);
}

TaskCore* TaskCore::current_or_null() noexcept {
  const Loop* loop = Loop::current_or_null();
  return loop == nullptr ? nullptr : of(loop->running());
}

// ---- stepping ------------------------------------------------------------------------------

// One that is alone steps at once: nothing else has a turn in the next iteration.
inline void TaskCore::end_sleep() {
  Loop& loop = *Loop::current_or_null();
  clear(timer_phase);
  if ((flags_ & seldom) == 0) [[likely]] {
    if (loop.alone()) [[likely]] {
      loop.go_on_with(*this);
      waiting_on_ = {};
      return resume();
    }
    if (EventLog* const log = loop.alone_with_log()) return step_at_once(loop, *log);
  }
  waiting_on_.blocker()->state_ = BlockerState::finished;
  loop.post(*this);
}

// What is clear already is not cleared: a processor of today has more room for a test than for a
// write.
inline void TaskCore::step() {
  if (waiting_on_.any()) {
    const detail::Awaited waited = std::exchange(waiting_on_, {});
    if (waited.is_asked()) return waited.blocker()->resume_asked(*this);
  }
  resume();
}

// The same where a log hears of it, and so may of a lock that is taken first.
inline void TaskCore::step_heard() {
  if (waiting_on_.any()) {
    if (waiting_on_.is_asked()) return step_by_asking();
    waiting_on_ = {};
  }
  resume();
}

inline void TaskCore::step_first() {
  clear(fresh);
  resume();
}

[[gnu::noinline]] void TaskCore::step_by_asking() {
  std::exchange(waiting_on_, {}).blocker()->before_resume(*this, leaf());
  resume();
}

// Few tests for all that seldom happens; and nothing after the step, so that its frame is gone to
// and not called.
void TaskCore::act_as_task(Runnable& self, RunnableOp op) {
  auto& task = static_cast<TaskCore&>(self);
  if (op != RunnableOp::run) [[unlikely]] return task.act_heard(op);
  if ((task.flags_ & seldom) != 0) [[unlikely]] return task.step_seldom();
  task.step();
}

inline void TaskCore::step_logged(EventLog& log) {
  if (!log.near_step(id())) [[unlikely]] return step_logged_far(log);
  step_heard();
}

[[gnu::noinline]] void TaskCore::step_at_once(Loop& loop, EventLog& log) {
  loop.go_on_with(*this);
  if (!log.same_step_next(loop.now(), loop.iteration(), id())) [[unlikely]] {
    return step_at_once_far(loop, log);
  }
  step_heard();
}

[[gnu::noinline]] void TaskCore::step_at_once_far(Loop& loop, EventLog& log) {
  log.begin_turn(loop.now(), loop.iteration());
  step_logged(log);
}

[[gnu::noinline]] void TaskCore::step_logged_far(EventLog& log) {
  if (!log.same_step(id())) [[unlikely]] return step_logged_farther(log);
  step_heard();
}

[[gnu::noinline]] void TaskCore::step_logged_farther(EventLog& log) {
  if (!log.far_step(id())) [[unlikely]] return step_warily();
  step_heard();
}

// Nothing that it calls is followed by anything, so that no registers are kept.
[[gnu::noinline]] void TaskCore::step_seldom() {
  if (has(timer_phase)) [[likely]] return end_sleep();
  if ((flags_ & seldom) == fresh && loop_->step_log() == nullptr) return step_first();
  step_warily();
}

[[gnu::noinline]] void TaskCore::act_heard(RunnableOp op) {
  if (op != RunnableOp::run_heard) [[unlikely]] return act_at_end(op);
  if ((flags_ & seldom) != 0) [[unlikely]] return step_seldom();
  step_logged(*loop_->step_log());
}

[[gnu::noinline]] void TaskCore::act_at_end(RunnableOp op) {
  if (op == RunnableOp::evict) evict();
}

// In the frame that the last one has left for, where they cannot go there themselves.
void TaskCore::go_on() {
  while (const std::coroutine_handle<> next = take_next_leaf()) next.resume();
}

// One that the step has begun, having none; for a step that has a turn of its own, too.
void TaskCore::keep_context() {
  if (!loop_->context_begun()) [[likely]] return;
  loop_->take_context();
  if (has(has_context) || LoopContext::current() == nullptr) return;
  own_context(CorePtr<LoopContext>::adopt(LoopContext::leave()));
}

void TaskCore::step_warily() {
  loop_->tell(EventKind::step, id());
  if (has(must_cancel)) [[unlikely]] deliver_must_cancel();
  const detail::Awaited waited = std::exchange(waiting_on_, {});
  if (waited.any() && loop_->minds()) waited.blocker()->note_resumed();
  if (waited.is_asked()) waited.blocker()->before_resume(*this, leaf());
  if (has(fresh) && has(throw_asked)) {
    clear(throw_asked);  // cancelled before its first step: the body never runs
    const std::coroutine_handle<> root = take_still_leaf();
    give(child_threw);
    static_cast<void>(detail::end_task(*this, root));
    return;
  }
  clear(fresh);
  const CorePtr<TaskCore> self(*this);
  Loop& loop = *loop_;
  const bool company = loop.begin_company();
  ContextTurn turn(has(has_context) ? extra_->context.get() : nullptr);
  resume();
  LoopContext* context = turn.end();
  loop.end_company(company);
  if (context != nullptr && !has(has_context)) [[unlikely]] {
    own_context(CorePtr<LoopContext>::adopt(context));
  }
}

// What ends the wait wins if it is a CancelledError itself.
void TaskCore::deliver_must_cancel() {
  clear(must_cancel);
  if (waiting_on_.any() && waiting_on_.blocker()->wakes_cancelled()) return;
  extra().error = std::make_exception_ptr(CancelledError(extra().cancel_message));
  set(throw_asked);
}

// It has thrown, or was cancelled in its last step.
[[gnu::noinline]] BlockerState TaskCore::settle_unusual_end() {
  if (!gives(child_threw)) {
    clear(must_cancel);
    return BlockerState::cancelled;
  }
  take(child_threw);
  if (!is_cancelled_error(extra_->error)) {
    await_taker();
    return BlockerState::failed;
  }
  extra_->cancel_message = {};
  return BlockerState::cancelled;
}

[[gnu::noinline]] void TaskCore::tell_finish(BlockerState end) {
  keep_context();
  static constexpr std::string_view words[] = {"pending", "returned", "raised", "cancelled"};
  loop_->tell(EventKind::finish, id(), {}, words[static_cast<std::size_t>(end)]);
}

// What stands in its arguments goes before anybody is told. The task may be gone when this returns.
[[gnu::always_inline]] inline void TaskCore::complete(std::coroutine_handle<> root,
                                                      BlockerState end) {
  root.destroy();
  if (loop_->watches_waits()) [[unlikely]] tell_finish(end);
  loop_->leave_for_good(*this);
  finish_here(end);
  release();  // the loop's reference
}

[[gnu::noinline]] void TaskCore::complete_unusually(std::coroutine_handle<> root) {
  complete(root, settle_unusual_end());
}

// The task whose next step is all that comes next when this one ends, if there is such a one: then
// it goes on from the last frame of this one, in the next iteration.
inline TaskCore* TaskCore::only_waiter() noexcept {
  if (!SIM_TRANSFERS_DIRECTLY || unusual_ != 0 || references_ == 1 || callbacks_.empty()) {
    return nullptr;
  }
  if (!callbacks_.single() || !loop_->alone() || !loop_->none_is_next()) return nullptr;
  TaskCore* const waiter = of(&callbacks_.last());
  const bool plain = waiter != nullptr && (waiter->flags_ & seldom) == 0;
  return plain && !waiter->waiting_on_.is_asked() ? waiter : nullptr;
}

// As complete(); gives where the loop goes on.
[[gnu::always_inline]] inline std::coroutine_handle<> TaskCore::complete_plainly(
    std::coroutine_handle<> root) {
  root.destroy();
  if (loop_->watches_waits()) [[unlikely]] tell_finish(BlockerState::finished);
  Loop& loop = *loop_;
  loop.leave_for_good(*this);
  if (TaskCore* const waiter = only_waiter()) {
    state_ = BlockerState::finished;
    static_cast<void>(callbacks_.pop_last());
    release();
    loop.go_on_with(*waiter);
    waiter->waiting_on_ = {};
    return waiter->still_leaf();
  }
  finish_here(BlockerState::finished);
  release();
  return std::noop_coroutine();
}

[[gnu::always_inline]] inline std::coroutine_handle<> TaskCore::end(
    std::coroutine_handle<> root) noexcept {
  if (gives(child_threw) || has(must_cancel)) [[unlikely]] {
    complete_unusually(root);
    return std::noop_coroutine();
  }
  take_result(PromiseBase::of(root));
  return complete_plainly(root);
}

[[gnu::noinline]] void TaskCore::end_slowly(std::coroutine_handle<> root) noexcept {
  const bool company = loop_->begin_company();
  Loop& loop = *loop_;
  static_cast<void>(end(root));
  loop.end_company(company);
}

// The task that runs is the one that ends, and so much is known sooner than the frame is looked
// into: what comes next need not wait for that.
std::coroutine_handle<> detail::end_task(FrameSignals& signals,
                                         std::coroutine_handle<> root) noexcept {
  auto& task = static_cast<TaskCore&>(signals);
  Runnable* running = Loop::current_or_null()->running();
  if (running != &task) [[unlikely]] {
    task.end_slowly(root);
    return std::noop_coroutine();
  }
  asm("" : "+r"(running));  // lest the compiler takes the other one, which is the same
  return static_cast<TaskCore*>(running)->end(root);
}

void detail::keep_current_exception(FrameSignals& signals) noexcept {
  static_cast<TaskCore&>(signals).extra().error = std::current_exception();
  signals.give(FrameSignals::child_threw);
}

void TaskCore::throw_asked_error() { std::rethrow_exception(take_asked_error()); }

void TaskCore::throw_asked_error_after(FutureCore& source) {
  source.error_taken();
  throw_asked_error();
}

void TaskCore::throw_wait_error(bool cancelled) {
  if (has(throw_asked)) throw_asked_error();
  if (cancelled) std::rethrow_exception(take_wake_error());
  clear(wake_cancels);
}

std::exception_ptr TaskCore::take_asked_error() {
  if (!has(throw_asked)) return nullptr;
  clear(throw_asked);
  return std::exchange(extra().error, nullptr);
}

void TaskCore::call(std::coroutine_handle<> frame, PromiseBase& callee) noexcept {
  static_cast<void>(PromiseBase::of(frame).enter(callee));
  stand_in(callee.frame());
}

// ---- the end of the loop -------------------------------------------------------------------

void TaskCore::evict() noexcept {
  const CorePtr<TaskCore> self = CorePtr<TaskCore>::adopt(this);  // the loop's reference
  if (loop_->exception_handler() != nullptr) report_pending();
  loop_->cancel(*this);
  waiting_on_ = {};
  destroy_frames();
  loop_->cancel(*this);  // a destructor may have woken it
  drop_callbacks();
  loop_->leave(*this);
  loop_ = nullptr;
}

void TaskCore::report_pending() {
  if (std::exchange(expected_pending_, true)) return;
  loop_->call_exception_handler({nullptr, "Task was destroyed but it is pending!", id(), name()});
}

Unhandled TaskCore::lost() const {
  return {extra_->error, "Task exception was never retrieved", id(), name()};
}

// From the innermost frame outwards, so that a long chain of awaits needs no stack.
void TaskCore::destroy_frames() noexcept {
  for (std::coroutine_handle<> frame = take_still_leaf(); frame;) {
    const PromiseBase& promise = PromiseBase::of(frame);
    const std::coroutine_handle<> parent = promise.parent_;
    frame.destroy();
    if (parent) PromiseBase::gone_ = &promise;
    frame = parent;
  }
}

}  // namespace sim
