// How a task suspends where somebody watches, or something else is unusual.

#include <algorithm>
#include <exception>
#include <string>
#include <utility>
#include <vector>

#include "sim/coro/exceptions.hpp"
#include "sim/coro/task_core.hpp"

namespace sim {

// Not where it is called, lest GCC takes it for what most have, and compares.
void Blocker::resume_asked(TaskCore& waiting) {
  before_resume(waiting, waiting.leaf());
  waiting.resume();
}

// Somebody watches, or it was cancelled before it began to wait.
[[gnu::noinline]] void TaskCore::wait_unusually(Blocker& blocker) {
  if (loop_->watches_waits()) tell_wait(blocker);
  waiting_on_ = detail::Awaited(blocker);
  if (has(must_cancel) && blocker.cancel(extra().cancel_message)) clear(must_cancel);
}

[[gnu::noinline]] std::coroutine_handle<> TaskCore::wait_for_later(std::coroutine_handle<> frame,
                                                                   FutureCore& other) {
  wait_for_any(frame, other);
  return std::noop_coroutine();
}

// Where only a log hears of it no more is done than where nobody does.
void TaskCore::sleep_unusually(std::coroutine_handle<> frame, Blocker& blocker, Duration length,
                               Instant deadline) {
  Loop& loop = *loop_;
  set(timer_phase);
  if (has(must_cancel) || !loop.lone_log() || !loop.wait_log().same_sleeps(id(), length))
      [[unlikely]] {
    loop.arm_wait(*this, deadline);
    return suspend_on(frame, blocker);
  }
  stand_in(frame);
  waiting_on_ = detail::Awaited(blocker);
  loop.arm_plainly(*this, deadline);
}

[[gnu::noinline]] void TaskCore::wait_unusually_asking(Blocker& blocker) {
  wait_unusually(blocker);
  waiting_on_.ask();
}

std::string TaskCore::why_not_await(const FutureCore& core) const {
  if (&core == this) return "Task cannot await on itself: <Task " + name() + ">";
  return "Task <Task " + name() + "> got Future <" + core.describe() +
         "> attached to a different loop";
}

void TaskCore::refuse_await(std::coroutine_handle<> frame, FutureCore& core) {
  core.note(Deed::reads_cell);
  core.refuse_awaits();
  throw_soon(frame, std::make_exception_ptr(RuntimeError(why_not_await(core))));
}

void TaskCore::throw_soon(std::coroutine_handle<> frame, std::exception_ptr error) {
  yield(frame);
  extra().error = std::move(error);
  set(throw_asked);
}

void TaskCore::yield(std::coroutine_handle<> frame) {
  if (!loop_->wait_log().near_yields()) [[unlikely]] {
    if (loop_->watches_waits()) return yield_watched_far(frame);
  }
  stand_in(frame);
  loop_->post(*this);
}

[[gnu::noinline]] void TaskCore::yield_watched_far(std::coroutine_handle<> frame) {
  stand_in(frame);
  if (!loop_->wait_log().yields(id())) tell_wait_in_full(nullptr);
  loop_->post(*this);
}

void TaskCore::tell_wait(const Blocker& blocker) {
  const Duration* const length = blocker.length();
  if (length == nullptr || !loop_->wait_log().sleeps(id(), *length)) tell_wait_in_full(&blocker);
}

// What the chooser cancels here is cancelled as if it had been asked to just before.
[[gnu::noinline]] void TaskCore::tell_wait_in_full(const Blocker* blocker) {
  keep_context();
  if (blocker != nullptr && loop_->minds()) const_cast<Blocker*>(blocker)->note_wait();
  if (loop_->chooser() != nullptr && loop_->strikes(id())) cancel({});
  if (loop_->probe() == nullptr) return;
  if (blocker == nullptr) return loop_->tell_wait(id(), {}, turn_label);
  Blocker& waited = const_cast<Blocker&>(*blocker);
  TaskCore* other = waited.as_task();
  if (loop_->watches_objects() && other == nullptr && !loop_->about_to_wait()) tell_needs(waited);
  if (const Duration* length = waited.length()) {
    return loop_->tell_wait(id(), {}, sleep_label, static_cast<std::uint64_t>(length->count()));
  }
  loop_->tell_wait(id(), other == nullptr ? TaskId{} : other->id(), waited.describe());
}

// The tasks behind what is no task itself: the children of a gather, of a gather in it.
void TaskCore::tell_needs(Blocker& blocker) {
  std::vector<Blocker*> parts{&blocker};
  for (std::size_t next = 0; next < parts.size(); ++next) {
    std::vector<Blocker*> awaited;
    parts[next]->add_awaited(awaited);
    for (Blocker* part : awaited) {
      if (TaskCore* task = part->as_task()) {
        loop_->tell(EventKind::need, id(), task->id());
      } else if (std::find(parts.begin(), parts.end(), part) == parts.end()) {
        parts.push_back(part);
      }
    }
  }
}

}  // namespace sim
