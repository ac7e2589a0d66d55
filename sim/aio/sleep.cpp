#include "sim/aio/sleep.hpp"

#include <cstdio>

namespace sim {

bool Sleep::cancel(const CancelMessage& message) {
  if (!pending()) return false;
  state_ = BlockerState::cancelled;
  left_timer_ = task_->loop().leave_timer(*task_);
  task_->wake_cancelled(message);
  return true;
}

void Sleep::throw_cancelled() {
  task_->loop().forget_timer(left_timer_);
  std::rethrow_exception(task_->take_wake_error());
}

std::string Sleep::describe() const {
  char text[48];
  std::snprintf(text, sizeof text, "sleep(%g)", to_seconds(delay_));
  return text;
}

}  // namespace sim
