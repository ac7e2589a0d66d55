#include "sim/aio/barrier.hpp"

#include <exception>

namespace sim {

Barrier::Barrier(std::int64_t parties) : parties_(parties) {
  if (parties < 1) throw ValueError("parties must be > 0");
}

Coro<std::int64_t> Barrier::wait() {
  auto held = co_await changed_.hold();
  co_await changed_.wait_for(
      [this] { return state_ != State::draining && state_ != State::resetting; });
  if (state_ == State::broken) throw BrokenBarrierError("Barrier aborted");
  std::int64_t index = 0;
  std::exception_ptr error;
  try {
    index = co_await pass();
  } catch (...) {
    error = std::current_exception();
  }
  leave();
  if (error) std::rethrow_exception(error);
  co_return index;
}

Coro<std::int64_t> Barrier::pass() {
  tell_change();
  const std::int64_t index = count_++;
  if (index + 1 == parties_) {
    state_ = State::draining;
    changed_.notify_all();
    co_return index;
  }
  co_await changed_.wait_for([this] { return state_ != State::filling; });
  if (state_ == State::broken || state_ == State::resetting) {
    throw BrokenBarrierError("Abort or reset of barrier");
  }
  co_return index;
}

// The last one out lets those in who wait for the barrier to be empty.
void Barrier::leave() {
  tell_change();
  if (--count_ != 0) return;
  if (state_ == State::resetting || state_ == State::draining) state_ = State::filling;
  changed_.notify_all();
}

Coro<> Barrier::reset() {
  auto held = co_await changed_.hold();
  tell_change();
  state_ = count_ > 0 ? State::resetting : State::filling;
  changed_.notify_all();
}

Coro<> Barrier::abort() {
  auto held = co_await changed_.hold();
  tell_change();
  state_ = State::broken;
  changed_.notify_all();
}

}  // namespace sim
