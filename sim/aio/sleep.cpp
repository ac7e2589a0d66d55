#include "sim/aio/sleep.hpp"

#include "sim/base/seconds_text.hpp"

namespace sim {

bool Sleep::cancel(const CancelMessage& message) {
  if (!pending()) return false;
  state_ = BlockerState::cancelled;
  left_timer_ = task_->loop().leave_timer(*task_);
  task_->wake_cancelled(message);
  return true;
}

void Sleep::begin(PromiseBase& frame) {
  state_ = BlockerState::pending;
  TaskCore& task = *task_;
  task.sleep_until(saturating_add(Loop::current_or_null()->now(), delay_));
  task.suspend_on(frame, *this);
}

void Sleep::go_wrong() {
  const bool cancelled = state_ == BlockerState::cancelled;
  if (cancelled) task_->loop().forget_timer(left_timer_);
  task_->throw_wait_error(cancelled);
}

std::string Sleep::describe() const {
  std::string text = "sleep(";
  append_seconds(text, delay_);
  text.push_back(')');
  return text;
}

}  // namespace sim
