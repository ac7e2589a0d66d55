#include "sim/coro/task_core.hpp"

#include <algorithm>
#include <utility>

#include "sim/base/check.hpp"
#include "sim/base/look_ahead.hpp"

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
  if ((brief_.flags & seldom) == 0) [[likely]] {
    if (loop.alone()) [[likely]] {
      loop.go_on_with(*this);
      waiting_on_ = {};
      return resume();
    }
    if (EventLog* const log = loop.alone_with_log()) return step_at_once(loop, *log);
  }
  waiting_on_.blocker()->brief_.state = BlockerState::finished;
  loop.post(*this);
}

// As end_sleep() where the timer's iteration is its own, and nothing else is to be asked of it.
inline void TaskCore::step_when_due() {
  Loop& loop = *Loop::current_or_null();
  if (brief_.flags != timer_phase || !loop.alone()) [[unlikely]] return step_seldom();
  brief_.flags = 0;
  loop.go_on();
  waiting_on_ = {};
  resume();
}

// The same where a log has heard of the timer, and hears of the step.
[[gnu::noinline]] void TaskCore::step_when_due_heard() {
  Loop& loop = *Loop::current_or_null();
  EventLog* const log = loop.alone_with_log();
  if (brief_.flags != timer_phase || log == nullptr) [[unlikely]] return step_seldom();
  brief_.flags = 0;
  loop.go_on();
  log->step_of_woken();
  waiting_on_ = {};
  resume();
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
  if (op != RunnableOp::run) [[unlikely]] {
    if (op != RunnableOp::run_due) return task.act_heard(op);
    return task.step_when_due();
  }
  if ((task.brief_.flags & seldom) != 0) [[unlikely]] {
    if (task.brief_.flags != fresh) return task.step_seldom();
    task.brief_.flags = 0;  // nobody hears of it
    return task.resume();
  }
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
  if ((brief_.flags & seldom) == fresh && loop_->step_log() == nullptr) return step_first();
  step_warily();
}

[[gnu::noinline]] void TaskCore::act_heard(RunnableOp op) {
  if (op != RunnableOp::run_heard) [[unlikely]] return act_seldom(op);
  if ((brief_.flags & seldom) != 0) [[unlikely]] return step_seldom();
  step_logged(*loop_->step_log());
}

inline void TaskCore::act_seldom(RunnableOp op) {
  if (op == RunnableOp::run_due_heard) return step_when_due_heard();
  if (op == RunnableOp::nears) return ask_for_memory(leaf().address(), 2 * cache_line);
  if (op == RunnableOp::evict) evict();
}

// In the frame that the last one has left for, where they cannot go there themselves.
void TaskCore::go_on() {
  while (const std::coroutine_handle<> next = take_next_leaf()) next.resume();
}

// One that the step has begun, having none; for a step that has a turn of its own, too.
void TaskCore::keep_context() {
  if (!loop_->watches_next_wait()) [[likely]] return;
  loop_->end_watch_of_wait();
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

void detail::keep_current_exception(FrameSignals& signals) noexcept {
  auto& task = static_cast<TaskCore&>(signals);
  task.extra().error = std::current_exception();
  task.clear(TaskCore::paired);
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
  if (std::exchange(brief_.marked, true)) return;
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
