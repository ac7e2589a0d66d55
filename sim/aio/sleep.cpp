#include "sim/aio/sleep.hpp"

#include <array>
#include <charconv>

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

// With six digits, as "%g" has them, which takes three times as long.
std::string Sleep::describe() const {
  std::array<char, 32> digits;
  const std::to_chars_result end =
      std::to_chars(digits.data(), digits.data() + digits.size(), to_seconds(delay_),
                    std::chars_format::general, 6);
  return "sleep(" + std::string(digits.data(), end.ptr) + ")";
}

}  // namespace sim
