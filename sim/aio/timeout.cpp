#include "sim/aio/timeout.hpp"

#include <string>
#include <utility>

#include "sim/base/check.hpp"
#include "sim/coro/exceptions.hpp"

namespace sim {

// It was not left, or not in time.
void Timeout::end() noexcept {
  if (scheduled()) disarm_seen();
  let_task_go();
}

void Timeout::let_task_go() noexcept {
  if (std::exchange(keeps_task_, false)) task_->release();
}

// It is its own call to come. Requires: waits_for_deadline().
void Timeout::disarm_waiting() noexcept {
  if (!loop_->plain()) [[unlikely]] return disarm_seen();
  loop_->plain_timers().cancel(*this);
}

// The same wherever it stands.
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
  if (scheduled()) disarm_seen();
  if (limited_) arm();
}

// Requires: limited_, and not scheduled().
void Timeout::arm() {
  Loop& loop = *loop_;
  if (!loop.plain() || when_ <= loop.now()) [[unlikely]] return arm_seen();
  loop.plain_timers().push(when_, *this);
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
  if (scheduled()) disarm_seen();
  if (state_ == State::entered) {
    state_ = State::exited;
  } else {
    state_ = State::expired;
    const bool alone = task_->uncancel() <= cancelling_;
    if (alone && is_cancelled_error(error)) error = std::make_exception_ptr(TimeoutError());
  }
  let_task_go();
  return error;
}

}  // namespace sim
