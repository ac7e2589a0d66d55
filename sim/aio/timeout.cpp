#include "sim/aio/timeout.hpp"

#include <string>

#include "sim/base/check.hpp"
#include "sim/coro/exceptions.hpp"

namespace sim {

Timeout::~Timeout() {
  if (timer_) timer_->cancel();
}

void Timeout::enter() {
  if (state_ != State::created) throw RuntimeError("Timeout has already been entered");
  TaskCore* task = TaskCore::current_or_null();
  if (task == nullptr) throw RuntimeError("Timeout should be used inside a task");
  state_ = State::entered;
  task_ = CorePtr<TaskCore>(*task);
  cancelling_ = task->cancelling();
  reschedule(when_);
}

void Timeout::reschedule(std::optional<Instant> when) {
  static constexpr const char* names[] = {"created", "active", "expiring", "expired", "finished"};
  if (state_ == State::created) throw RuntimeError("Timeout has not been entered");
  if (state_ != State::entered) {
    throw RuntimeError(std::string("Cannot change state of ") +
                       names[static_cast<std::size_t>(state_)] + " Timeout");
  }
  when_ = when;
  if (timer_) timer_->cancel();
  timer_.reset();
  if (!when) return;
  Loop& loop = task_->loop();
  if (*when <= loop.now()) {
    timer_.emplace(loop.call_soon([this] { strike(); }));
  } else {
    timer_.emplace(loop.call_at(*when, [this] { strike(); }));
  }
}

void Timeout::strike() {
  task_->cancel({});
  state_ = State::expiring;
  timer_.reset();
}

std::exception_ptr Timeout::exit(std::exception_ptr error) {
  SIM_CHECK(state_ == State::entered || state_ == State::expiring, "a timeout is left twice");
  if (timer_) timer_->cancel();
  timer_.reset();
  if (state_ == State::entered) {
    state_ = State::exited;
    return error;
  }
  state_ = State::expired;
  if (task_->uncancel() <= cancelling_ && is_cancelled_error(error)) {
    return std::make_exception_ptr(TimeoutError());
  }
  return error;
}

}  // namespace sim
