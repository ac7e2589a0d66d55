#include "sim/aio/sleep.hpp"

#include "sim/base/seconds_text.hpp"

namespace sim {

// It is the first that a SleepWait holds.
const Sleep& detail::SleepBlocker::sleep() const noexcept {
  return static_cast<const Sleep&>(*reinterpret_cast<const SleepWait*>(this));
}

bool detail::SleepBlocker::cancel(const CancelMessage& message) {
  if (!pending()) return false;
  brief_.state = BlockerState::cancelled;
  TaskCore& task = *sleep().task_;
  brief_.number = task.loop().leave_timer(task);
  task.wake_cancelled(message);
  return true;
}

const Duration* detail::SleepBlocker::length() const noexcept {
  static constexpr Duration no_time{0};
  return sleep().delay_ == Sleep::timed_moment ? &no_time : &sleep().delay_;
}

std::string detail::SleepBlocker::describe() const {
  std::string text = "sleep(";
  append_seconds(text, *length());
  text.push_back(')');
  return text;
}

bool Sleep::begin(std::coroutine_handle<> frame, Duration length) {
  Loop& loop = *Loop::current_or_null();
  const Instant deadline = saturating_add(loop.now(), length);
  if (TaskCore::sleeps_alone(loop, deadline)) return false;
  task_ = &PromiseBase::of(frame).task();
  new (&wait_) detail::SleepBlocker;
  task_->sleep_on(frame, wait_, length, loop, deadline);
  return true;
}

void Sleep::go_wrong() {
  const bool cancelled = timed() && wait_.state() == BlockerState::cancelled;
  TaskCore& task = TaskCore::running();
  if (cancelled) task.loop().forget_timer(wait_.left_timer());
  task.throw_wait_error(cancelled);
}

}  // namespace sim
