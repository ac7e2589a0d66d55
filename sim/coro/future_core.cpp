#include "sim/coro/future_core.hpp"

#include <utility>

#include "sim/base/check.hpp"

namespace sim {

FutureCore::Extra& FutureCore::extra() {
  if (extra_ == nullptr) extra_ = new Extra;
  return *extra_;
}

void FutureCore::drop_extra() noexcept {
  error_taken();
  delete extra_;
}

void FutureCore::tell_note(Deed deed) const {
  if (loop_ != nullptr) loop_->note(deed, extra_->cell);
}

FirstEar& FutureCore::take_ear() noexcept {
  brief_.unusual = static_cast<std::uint8_t>(brief_.unusual & ~heard_first);
  return static_cast<FirstEar&>(callbacks_.leave_ground());
}

void FutureCore::drop_callbacks() noexcept {
  if ((brief_.unusual & heard_first) != 0) take_ear().hear_drop();
  List<Runnable> dropped;
  dropped.splice_back(callbacks_);
  while (!dropped.empty()) dropped.pop_front().act(RunnableOp::drop);
}

bool FutureCore::cancel(const CancelMessage& message) {
  note(Deed::writes_cell);
  if (done()) {
    error_taken();
    return false;
  }
  if (message) extra().cancel_message = message;
  finish(BlockerState::cancelled);
  return true;
}

bool FutureCore::wakes_cancelled() const noexcept {
  if (brief_.state == BlockerState::failed) return is_cancelled_error(extra_->error);
  return brief_.state == BlockerState::cancelled;
}

void FutureCore::fail(std::exception_ptr error) {
  note(Deed::writes_cell);
  if (done()) throw InvalidStateError("invalid state");
  extra().error = std::move(error);
  await_taker();
  finish(BlockerState::failed);
}

// The loop of a future that is not a task may be gone, and nobody would know; the one that runs
// is not.
void FutureCore::await_taker() noexcept {
  if (loop_ == nullptr || loop_ != Loop::current_or_null()) return;
  extra_->untaken.core = this;
  loop_->await_taker(extra_->untaken);
}

void FutureCore::drop() noexcept {
  if (extra_ != nullptr) report_if_lost();
  delete this;
}

void FutureCore::report_if_lost() noexcept {
  if (!extra_->untaken.linked()) return;
  extra_->untaken.unlink();
  references() = 1;  // whoever is told may take a look
  loop_->call_exception_handler(lost());
  --references();
}

Unhandled FutureCore::lost() const {
  return {extra_->error, "Future exception was never retrieved"};
}

void FutureCore::refuse_early_result() const {
  note(Deed::reads_cell);
  throw RuntimeError("await wasn't used with future");
}

void FutureCore::number_cell() noexcept {
  const std::uint32_t cell = loop_->next_cell();
  if (cell == 0) return;
  extra().cell = cell;
  brief_.unusual |= noted;
}

void FutureCore::finish_unusually(BlockerState state) {
  note(Deed::writes_cell);
  brief_.state = state;
  if ((brief_.unusual & heard_first) != 0) take_ear().hear_end(*this);
  if (callbacks_.empty()) return;
  SIM_CHECK(loop_ != nullptr, "a future is finished after its loop has ended");
  if (callbacks_.single()) {
    if ((brief_.unusual & tells_ready) != 0) callbacks_.last().act(RunnableOp::ready);
    if (!callbacks_.empty()) loop_->post(callbacks_.pop_last());
    return;
  }
  List<Runnable> called;
  called.splice_back(callbacks_);
  if ((brief_.unusual & tells_ready) != 0) {
    for (Runnable *next, *r = called.first(); r != nullptr; r = next) {
      next = called.next(*r);
      r->act(RunnableOp::ready);
    }
  }
  loop_->post_all(called);
}

void FutureCore::forget_errors() noexcept {
  if (extra_ == nullptr) return;
  error_taken();
  extra_->error = nullptr;
  extra_->cancel_message = {};
  extra_->wake_message = {};
}

void FutureCore::throw_unsuccessful() {
  switch (brief_.state) {
    case BlockerState::finished:
    case BlockerState::pending: throw InvalidStateError("Result is not set.");
    case BlockerState::failed:
      error_taken();
      std::rethrow_exception(extra_->error);
    case BlockerState::cancelled: break;
  }
  std::rethrow_exception(make_cancelled_error());
}

std::exception_ptr FutureCore::exception() {
  switch (brief_.state) {
    case BlockerState::finished: break;
    case BlockerState::pending: throw InvalidStateError("Exception is not set.");
    case BlockerState::failed:
      error_taken();
      return extra_->error;
    case BlockerState::cancelled: std::rethrow_exception(make_cancelled_error());
  }
  return nullptr;
}

std::exception_ptr FutureCore::make_cancelled_error() {
  if (cancelled() && extra_ != nullptr && extra_->error) {
    return std::exchange(extra_->error, nullptr);
  }
  return std::make_exception_ptr(CancelledError(cancel_message()));
}

CancelMessage FutureCore::cancel_message() const {
  return extra_ != nullptr ? extra_->cancel_message : CancelMessage();
}

}  // namespace sim
