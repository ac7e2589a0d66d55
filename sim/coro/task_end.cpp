// How a task ends, and where the loop goes on then.

#include <coroutine>
#include <string_view>

#include "sim/coro/exceptions.hpp"
#include "sim/coro/task_core.hpp"

namespace sim {

inline bool TaskCore::ends_unusually() const noexcept {
  return gives(child_threw) || has(must_cancel);
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

// The task may be gone when this returns.
[[gnu::noinline]] void TaskCore::complete_unusually() {
  const BlockerState end = settle_unusual_end();
  if (loop_->watches_waits()) [[unlikely]] tell_finish(end);
  loop_->leave_for_good(*this);
  finish_here(end);
  release();  // the loop's reference
}

// The task whose next step is all that comes next when this one ends, if there is such a one: then
// it goes on from the last frame of this one, in the next iteration.
inline TaskCore* TaskCore::only_waiter() noexcept {
  if (!SIM_TRANSFERS_DIRECTLY || brief_.unusual != 0 || sole()) return nullptr;
  if (!callbacks_.single() || !loop_->alone() || !loop_->none_is_next()) return nullptr;
  if (!callbacks_.last().acts_as(&TaskCore::act_as_task)) return nullptr;
  auto& waiter = static_cast<TaskCore&>(callbacks_.last());
  const bool plain = (waiter.brief_.flags & seldom) == 0 && !waiter.waiting_on_.is_asked();
  return plain ? &waiter : nullptr;
}

[[gnu::always_inline]] inline std::coroutine_handle<> TaskCore::go_on_in(
    TaskCore& waiter) noexcept {
  brief_.state = BlockerState::finished;
  callbacks_.pop_only();
  loop_->go_on_with(waiter);
  waiter.waiting_on_ = {};
  return waiter.still_leaf();
}

// Without its frame; gives where the loop goes on.
[[gnu::noinline]] std::coroutine_handle<> TaskCore::complete_anyhow() noexcept {
  if (ends_unusually()) [[unlikely]] {
    complete_unusually();
    return std::noop_coroutine();
  }
  if (loop_->watches_waits()) [[unlikely]] tell_finish(BlockerState::finished);
  loop_->leave_for_good(*this);
  std::coroutine_handle<> next = std::noop_coroutine();
  if (callbacks_.empty() && brief_.unusual == 0) {  // nobody is to be told
    brief_.state = BlockerState::finished;
  } else if (TaskCore* const waiter = only_waiter()) {
    next = go_on_in(*waiter);
  } else {
    finish_here(BlockerState::finished);
  }
  release();
  return next;
}

// Of a pair there is less to be asked: the first callback, which is the only one, is the task that
// waits, and holds on to this one.
[[gnu::always_inline]] inline bool TaskCore::pair_is_alone() noexcept {
  return SIM_TRANSFERS_DIRECTLY && callbacks_.single() && loop_->alone() &&
         loop_->settled_last(*this) && loop_->none_is_next() &&
         (static_cast<TaskCore&>(callbacks_.last()).brief_.flags & seldom) == 0;
}

[[gnu::always_inline]] inline std::coroutine_handle<> TaskCore::complete_paired() noexcept {
  if (!pair_is_alone()) return complete_anyhow();
  loop_->leave_as_last();
  --references();  // the loop's
  return go_on_in(static_cast<TaskCore&>(callbacks_.last()));
}

// The same place, from which a compiler has to find the rest anew: so that only this is kept over
// the call before, and not what has been worked out from it, too.
[[nodiscard, gnu::always_inline]] inline Runnable& seen_anew(Runnable& place) noexcept {
  Runnable* anew = &place;
  asm("" : "+r"(anew));
  return *anew;
}

// What stands in the arguments of the frame goes before anybody is told, and may ask the task to
// stop still. One of a pair has not thrown, nor is it to be cancelled.
template <bool has_result>
[[gnu::always_inline]] inline std::coroutine_handle<> TaskCore::end(
    Runnable& ending, std::coroutine_handle<> root) noexcept {
  if constexpr (!has_result) {
    auto& task = static_cast<TaskCore&>(ending);
    if (!task.ends_unusually()) [[likely]] task.take_result(PromiseBase::of(root));
  }
  root.destroy();
  auto& bare = static_cast<TaskCore&>(seen_anew(ending));
  return bare.brief_.flags == paired ? bare.complete_paired() : bare.complete_anyhow();
}

template <bool has_result>
[[gnu::noinline]] void TaskCore::end_slowly(std::coroutine_handle<> root) noexcept {
  const bool company = loop_->begin_company();
  Loop& loop = *loop_;
  static_cast<void>(end<has_result>(*this, root));
  loop.end_company(company);
}

// The task that runs is the one that ends, and so much is known sooner than the frame is looked
// into: what comes next need not wait for that.
template <bool has_result>
[[gnu::always_inline]] inline std::coroutine_handle<> TaskCore::end_running(
    TaskCore& task, std::coroutine_handle<> root) noexcept {
  Runnable* running = Loop::current_or_null()->running();
  if (running != &task) [[unlikely]] {
    task.end_slowly<has_result>(root);
    return std::noop_coroutine();
  }
  return end<has_result>(seen_anew(*running), root);  // and not the other one, which is the same
}

std::coroutine_handle<> detail::end_task(FrameSignals& task,
                                         std::coroutine_handle<> root) noexcept {
  return TaskCore::end_running<false>(static_cast<TaskCore&>(task), root);
}

std::coroutine_handle<> detail::end_task_with_result(FrameSignals& task,
                                                     std::coroutine_handle<> root) noexcept {
  return TaskCore::end_running<true>(static_cast<TaskCore&>(task), root);
}

}  // namespace sim
