#include "sim/aio/timeout.hpp"

#include <string>

#include "sim/base/check.hpp"
#include "sim/coro/exceptions.hpp"

namespace sim {

// It is its own call to come. Requires: scheduled().
void Timeout::disarm() noexcept {
  if (cell_ != 0 || !loop_->plain()) [[unlikely]] return disarm_seen();
  loop_->cancel_plainly(*this);
}

void Timeout::disarm_seen() noexcept {
  loop_->note(Deed::writes_cell, cell_);
  if (loop_->watches_objects()) loop_->tell_disarm(*this);
  loop_->cancel(*this);
}

void Timeout::tell_read() const noexcept {
  if (Loop* loop = Loop::current_or_null()) loop->note(Deed::reads_cell, cell_);
}

void Timeout::act_as_timer(Runnable& self, RunnableOp op) {
  if (runs(op)) static_cast<Timeout&>(self).strike();
}

void Timeout::enter() {
  if (state_ != State::created) throw RuntimeError("Timeout has already been entered");
  TaskCore* task = TaskCore::current_or_null();
  if (task == nullptr) throw RuntimeError("Timeout should be used inside a task");
  task->retain();
  keeps_task_ = true;
  enter_in(*task);
}

void Timeout::reschedule(std::optional<Instant> when) {
  static constexpr const char* names[] = {"created", "active", "expiring", "expired", "finished"};
  if (state_ == State::created) throw RuntimeError("Timeout has not been entered");
  if (state_ != State::entered) {
    throw RuntimeError(std::string("Cannot change state of ") +
                       names[static_cast<std::size_t>(state_)] + " Timeout");
  }
  limited_ = when.has_value();
  when_ = when.value_or(Instant{});
  if (scheduled()) disarm();
  if (limited_) arm();
}

// Requires: limited_.
void Timeout::arm() {
  Loop& loop = *loop_;
  if (!loop.plain() || loop.minds() || when_ <= loop.now()) [[unlikely]] return arm_seen();
  loop.arm_plainly(*this, when_);
}

void Timeout::arm_seen() {
  if (loop_->minds()) cell_ = loop_->next_cell();
  if (when_ <= loop_->now()) return loop_->post(*this);
  loop_->arm_call(*this, when_);
}

void Timeout::strike() {
  loop_->note(Deed::writes_cell, cell_);
  loop_->tell(EventKind::step, {});
  task_->cancel({});
  state_ = State::expiring;
}

std::exception_ptr Timeout::exit(std::exception_ptr error) {
  SIM_CHECK(state_ == State::entered || state_ == State::expiring, "a timeout is left twice");
  if (scheduled()) disarm();
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
