#include "sim/coro/future_core.hpp"

#include <utility>

#include "sim/base/check.hpp"

namespace sim {

FutureCore::~FutureCore() { drop_callbacks(); }

FutureCore::Extra& FutureCore::extra() {
  if (!extra_) extra_ = std::make_unique<Extra>();
  return *extra_;
}

void FutureCore::drop_callbacks() noexcept {
  while (!callbacks_.empty()) callbacks_.pop_front().act(RunnableOp::drop);
}

bool FutureCore::cancel(const CancelMessage& message) {
  if (done()) return false;
  if (message) extra().cancel_message = message;
  finish(BlockerState::cancelled);
  return true;
}

bool FutureCore::wakes_cancelled() const noexcept {
  if (state_ == BlockerState::failed) return is_cancelled_error(extra_->error);
  return state_ == BlockerState::cancelled;
}

void FutureCore::fail(std::exception_ptr error) {
  if (done()) throw InvalidStateError("invalid state");
  extra().error = std::move(error);
  finish(BlockerState::failed);
}

void FutureCore::finish(BlockerState state) {
  SIM_CHECK(pending(), "a future is finished twice");
  state_ = state;
  if (callbacks_.empty()) return;
  SIM_CHECK(loop_ != nullptr, "a future is finished after its loop has ended");
  if (tells_ready_) [[unlikely]] {
    for (Runnable* r = callbacks_.first(); r != nullptr; r = callbacks_.next(*r)) {
      r->act(RunnableOp::ready);
    }
  }
  loop_->post_all(callbacks_);
}

void FutureCore::throw_if_unsuccessful() {
  switch (state_) {
    case BlockerState::finished: return;
    case BlockerState::pending: throw InvalidStateError("Result is not set.");
    case BlockerState::failed: std::rethrow_exception(extra_->error);
    case BlockerState::cancelled: std::rethrow_exception(make_cancelled_error());
  }
}

std::exception_ptr FutureCore::exception() {
  switch (state_) {
    case BlockerState::finished: break;
    case BlockerState::pending: throw InvalidStateError("Exception is not set.");
    case BlockerState::failed: return extra_->error;
    case BlockerState::cancelled: std::rethrow_exception(make_cancelled_error());
  }
  return nullptr;
}

std::exception_ptr FutureCore::make_cancelled_error() {
  if (cancelled() && extra_ && extra_->error) return std::exchange(extra_->error, nullptr);
  return std::make_exception_ptr(CancelledError(cancel_message()));
}

CancelMessage FutureCore::cancel_message() const {
  return extra_ ? extra_->cancel_message : CancelMessage();
}

}  // namespace sim
