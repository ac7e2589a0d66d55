// How a task is cancelled, and what it is woken with then.

#include "sim/coro/task_core.hpp"

#include <exception>
#include <utility>

#include "sim/coro/cancel_through.hpp"

namespace sim {

bool TaskCore::cancel(const CancelMessage& message) {
  return detail::cancel_through(*this, message);
}

CancelAnswer TaskCore::begin_cancel(const CancelMessage& message) {
  if (loop_ != nullptr) loop_->note(Deed::stops, id().value());
  if (done() || loop_ == nullptr) {
    error_taken();
    return CancelAnswer::refused;
  }
  ++extra().cancels;
  if (loop_->probe() != nullptr) {
    const TaskCore* asker = current_or_null();
    loop_->tell(EventKind::cancel, id(), asker ? asker->id() : TaskId{}, message.text());
  }
  set(on_cancel_path);
  return CancelAnswer::ask_parts;
}

// Where nothing it waits for could be cancelled the task gets its CancelledError at the next step;
// in a ring of tasks that wait for each other there would be none.
bool TaskCore::end_cancel(const CancelMessage& message, PartsAnswer parts) {
  clear(on_cancel_path);
  if (parts.accepted) return true;
  set(must_cancel);
  extra().cancel_message = message;
  if (loop_->running() == this) loop_->watch_next_wait();
  if (parts.in_ring) {
    loop_->cancel(*this);
    loop_->post(*this);
  }
  return true;
}

void TaskCore::wake_cancelled(const CancelMessage& message) {
  extra().wake_message = message;
  set(wake_cancels);
  clear(timer_phase);
  loop_->cancel(*this);
  loop_->post(*this);
}

std::exception_ptr TaskCore::take_wake_error() {
  clear(wake_cancels);
  return std::make_exception_ptr(CancelledError(std::exchange(extra().wake_message, {})));
}

}  // namespace sim
