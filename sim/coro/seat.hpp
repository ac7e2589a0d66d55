// sim/coro/seat.hpp
//
// A Seat is what a task waits with that stands in a line, however the line is kept: whose it is,
// how the wait has ended, and what a picker that minds knows the wait by.
//
//   class WaitQueue::Place : public detail::Seat { ... };  // that has a link of its own
//   class WakeLine::Place : public detail::Seat { ... };   // there the task itself stands in line
//
// It stands for `depth` coroutines. It has no destructor, as that would write down anew what it is:
// it is kept in a WaitQueue::Standing, which calls end() when the awaiter goes.

#pragma once

#include <coroutine>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "sim/base/address_now.hpp"
#include "sim/base/seldom.hpp"
#include "sim/coro/blocker.hpp"
#include "sim/coro/coro.hpp"
#include "sim/coro/task_core.hpp"
#include "sim/loop/picker.hpp"

namespace sim::detail {

// What a seat is apart from whose it is stands in the brief of a blocker. Its flags are the depth.
class Seat : public Blocker {
 public:
  [[nodiscard]] std::size_t hidden_depth() const noexcept override { return brief_.flags; }

  // Whether the wait has begun and is not over.
  [[nodiscard]] bool suspended() const noexcept { return task_ != nullptr; }

 protected:
  // What a picker that minds knows the wait by; what is waited for may be gone before the wait is.
  enum class Known : std::uint8_t { not_at_all, as_object, as_cell };

  explicit Seat(std::uint8_t depth) noexcept : Blocker({.flags = depth}), task_(nullptr) {}
  ~Seat() = default;

  void be_of(std::coroutine_handle<> frame) noexcept { task_ = &PromiseBase::of(frame).task(); }
  void be_of_nobody() noexcept { task_ = nullptr; }
  // Last of all, and not written where the awaiter goes. Requires: it has left the line.
  void end_wait() noexcept {
    task_ = nullptr;
    brief_.state = BlockerState::pending;
  }
  // Requires: suspended().
  [[nodiscard]] TaskCore& task() const noexcept { return *task_; }

  // Leaves it to the caller to make the task ready.
  TaskCore& finish_wait() noexcept {
    brief_.state = BlockerState::finished;
    return *task_;
  }
  // Requires: the task stands in no list.
  void wake_cancelled(const CancelMessage& message) {
    brief_.state = BlockerState::cancelled;
    task_->wake_cancelled(message);
  }

  void know(Known how, std::uint32_t number) noexcept {
    brief_.unusual = static_cast<std::uint8_t>(how);
    brief_.number = number;
  }
  [[nodiscard]] bool known(Known how) const noexcept {
    return brief_.unusual == static_cast<std::uint8_t>(how);
  }
  [[nodiscard]] std::uint32_t number() const noexcept { return brief_.number; }
  // Whether it is pending, and no picker minds.
  [[nodiscard]] bool pending_unknown() const noexcept {
    return brief_.is({}, {.state = all_states, .unusual = 0xFF});
  }
  // Whether it is woken before it is cancelled makes a difference; where the line is that of an
  // object, whoever wakes has written to that.
  void note() const noexcept {
    if (known(Known::as_cell)) [[unlikely]] tell_note();
  }
  void note_cancel() const noexcept {
    if (known(Known::as_object)) [[unlikely]] task_->loop().note(Deed::writes, number());
    note();
  }

  // Whether a coroutine goes on in place of the frame that waits.
  void be_stood_in_for(bool is = true) noexcept { brief_.marked = is; }
  [[nodiscard]] bool stood_in_for() const noexcept { return brief_.marked; }

  TaskCore* task_;  // nullptr while it does not wait; then nothing is known of where it stands

 private:
  SIM_SELDOM void tell_note() const noexcept { task_->loop().note(Deed::writes_cell, number()); }
};

// A place of which a coroutine may go on, when the task steps, in place of the frame that waits. It
// goes before that frame if both are destroyed meanwhile, as the innermost frame always does.
template <class Place>
class StoodIn : public Place {
 public:
  using Place::Place;

  [[gnu::always_inline]] void end() noexcept {
    if (!this->suspended()) return;
    if (this->stood_in_for()) [[unlikely]] PromiseBase::forget_gone();
    this->leave();
  }

 protected:
  // Requires: be_of(frame).
  template <class Line>
  [[gnu::always_inline]] void wait_asking(std::coroutine_handle<> frame, Line& line) {
    this->stand_in_line(line);
    this->task().suspend_asking(frame, *address_now(this));
  }
  void let_stand_in(Coro<> body, TaskCore& waiting, std::coroutine_handle<> frame) noexcept {
    this->be_stood_in_for();
    stand_in_ = body.release();
    waiting.call(frame, *stand_in_);
  }
  // Throws what the coroutine has thrown. Requires: stood_in_for(), and it has ended.
  SIM_SELDOM void end_stand_in() {
    this->be_stood_in_for(false);
    this->leave();
    this->end_wait();
    CoroAwaiter<void>(std::exchange(stand_in_, nullptr)).await_resume();
  }

 private:
  Promise<void>* stand_in_;  // nothing unless stood_in_for()
};

}  // namespace sim::detail
