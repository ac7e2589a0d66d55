// sim/coro/wait_queue.hpp
//
// A WaitQueue is who waits for something, in the order of arrival: the one way to wait, from
// which every primitive is made.
//
//   WaitQueue waiters;
//   co_await waiters.wait("the lock");     // suspends at the end of the queue
//   waiters.wake_first();                  // the first resumes in the next iteration
//
// A waiter keeps its place until it has resumed, woken or cancelled, as the futures in the deques
// of asyncio's locks and queues do: so a primitive can see, in the iteration between, that the
// first in line is already on its way. A woken waiter that is cancelled before it resumes gets the
// CancelledError; what it was woken for is then its primitive's to pass on.

#pragma once

#include <coroutine>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/ids.hpp"
#include "sim/base/list.hpp"
#include "sim/coro/blocker.hpp"
#include "sim/coro/task_core.hpp"
#include "sim/loop/picker.hpp"

namespace sim {

// What a place in a queue is for, where that is known: for those who draw who waits for whom.
class WaitReason {
 public:
  // Adds what must end before `waiter` is woken.
  virtual void add_awaited(const TaskCore& waiter, std::vector<Blocker*>& awaited) = 0;

 protected:
  ~WaitReason() = default;
};

class WaitQueue {
 public:
  class Place;
  class Waiter;

  // Of the object `whose`: whoever leaves the queue by a cancellation has written to it.
  explicit WaitQueue(ObjectId whose = {}) noexcept : whose_(whose) {}

  // Suspends at the end of the queue until woken. `what` is said in reports and must outlive the
  // wait, as must `reason`. Throws CancelledError if the task is cancelled meanwhile.
  // It stands for `depth` coroutines.
  [[nodiscard]] Waiter wait(std::string_view what = "a queue", WaitReason* reason = nullptr,
                            std::uint8_t depth = 0);

  // Wakes the first in line. Returns false if nobody waits, or if the first was woken already.
  bool wake_first() noexcept;

  // Wakes the first who was not woken yet. Returns false if there is none.
  bool wake_next() noexcept;

  // Wakes, in their order, up to `most` of those who were not woken yet. Returns how many.
  std::size_t wake(std::size_t most) noexcept;
  std::size_t wake_all() noexcept { return wake(std::numeric_limits<std::size_t>::max()); }

  // Wakes the first who was not woken yet; it leaves the queue at once, and with it those before
  // it. Returns false if there is none, and then the queue is empty.
  bool wake_and_drop_first() noexcept { return !waiters_.empty() && wake_and_drop_one(); }

  [[nodiscard]] bool empty() const noexcept { return waiters_.empty(); }
  // Whether all who stand in the queue were cancelled and are about to leave.
  [[nodiscard]] bool all_cancelled() noexcept;
  // Who stands in the queue, those included who were woken and have not resumed yet.
  [[nodiscard]] std::size_t waiting() const noexcept { return waiters_.count(); }

 private:
  bool wake_and_drop_one() noexcept;

  List<Place> waiters_;
  ObjectId whose_;
};

namespace detail {

// What a place is apart from where it stands: in one word with the state.
class Seat : public Blocker {
 public:
  [[nodiscard]] std::size_t hidden_depth() const noexcept override { return depth_; }

 protected:
  // What a picker that minds knows the wait by; what is waited for may be gone before the wait is.
  enum class Known : std::uint8_t { not_at_all, as_object, as_cell };

  explicit Seat(std::uint8_t depth) noexcept : depth_(depth) {}
  ~Seat() = default;

  void know(Known how, std::uint32_t number) noexcept {
    known_ = how;
    number_ = number;
  }
  [[nodiscard]] bool known(Known how) const noexcept { return known_ == how; }
  [[nodiscard]] std::uint32_t number() const noexcept { return number_; }

 private:
  Known known_ = Known::not_at_all;
  std::uint16_t depth_;  // so long that there is no gap, and all is written at once
  std::uint32_t number_ = 0;
};

// Who leaves the queue when it goes.
struct Link : ListNode<> {
  ~Link() { leave(); }
  // As unlink(), of what stands in lists alone.
  void leave() noexcept {
    if (linked()) List<Link>::remove(*this);
  }
};

}  // namespace detail

// A place in a queue, and what a task waits with that stands there: for who says itself what it
// waits for. It stands for `depth` coroutines.
class [[nodiscard]] WaitQueue::Place : public detail::Seat, public detail::Link {
 public:
  explicit Place(WaitQueue& queue, std::uint8_t depth = 0) noexcept : Seat(depth), queue_(queue) {}

  [[nodiscard]] bool await_ready() const noexcept { return false; }

  template <class P>
  [[gnu::always_inline]] void await_suspend(std::coroutine_handle<P> frame) {
    task_ = &frame.promise().task();
    queue_.waiters_.push_back(*this);
    task_->suspend_on(frame.promise(), *this);
  }

  void await_resume() {
    leave();
    if (task_->wait_went_wrong()) [[unlikely]] go_wrong();
  }

  // Whether it was awaited.
  [[nodiscard]] bool suspended() const noexcept { return task_ != nullptr; }

  bool cancel(const CancelMessage& message) override {
    if (known(Known::as_object)) [[unlikely]] task_->loop().note(Deed::writes, number());
    note();
    if (!pending()) return false;
    state_ = BlockerState::cancelled;
    task_->wake_cancelled(message);
    return true;
  }

  void note_wait() override {
    if (queue_.whose_) return know(Known::as_object, queue_.whose_.value());
    if (const std::uint32_t cell = task_->loop().next_cell()) know(Known::as_cell, cell);
  }

 protected:
  // Requires: suspended().
  [[nodiscard]] TaskCore& task() const noexcept { return *task_; }
  void go_wrong() { task_->throw_wait_error(state_ == BlockerState::cancelled); }

 private:
  friend class WaitQueue;

  // Whether it is woken before it is cancelled makes a difference; where the queue is that of an
  // object, whoever wakes has written to that.
  void note() const noexcept {
    if (known(Known::as_cell)) [[unlikely]] tell_note();
  }
  [[gnu::noinline]] void tell_note() const noexcept {
    task_->loop().note(Deed::writes_cell, number());
  }

  void wake() noexcept {
    state_ = BlockerState::finished;
    task_->loop().post(*task_);
  }
  // The same for who wakes but one. If its loop is the one that runs the thread knows that sooner
  // than it is fetched from the task, and what is done next need not wait for it.
  void wake_alone() noexcept {
    state_ = BlockerState::finished;
    Loop* running = Loop::current_or_null();
    if (running != &task_->loop()) [[unlikely]] return task_->loop().post(*task_);
    asm("" : "+r"(running));  // lest the other one is taken, as it is the same
    running->post(*task_);
  }

  WaitQueue& queue_;
  TaskCore* task_ = nullptr;
};

// A place that is told what it is for.
class [[nodiscard]] WaitQueue::Waiter : public Place {
 public:
  Waiter(WaitQueue& queue, std::string_view what, WaitReason* reason, std::uint8_t depth) noexcept
      : Place(queue, depth), what_(what), reason_(reason) {}

  void add_awaited(std::vector<Blocker*>& awaited) override {
    if (reason_ != nullptr) reason_->add_awaited(task(), awaited);
  }
  [[nodiscard]] std::string describe() const override { return std::string(what_); }

 private:
  std::string_view what_;
  WaitReason* reason_;
};

inline WaitQueue::Waiter WaitQueue::wait(std::string_view what, WaitReason* reason,
                                         std::uint8_t depth) {
  return Waiter(*this, what, reason, depth);
}

inline bool WaitQueue::wake_first() noexcept {
  if (waiters_.empty()) return false;
  Place& first = waiters_.front();
  first.note();
  if (!first.pending()) return false;
  first.wake_alone();
  return true;
}

inline bool WaitQueue::wake_next() noexcept {
  Place* waiter = waiters_.first();
  for (; waiter != nullptr; waiter = waiters_.next(*waiter)) {
    waiter->note();
    if (!waiter->pending()) continue;
    waiter->wake_alone();
    return true;
  }
  return false;
}

inline std::size_t WaitQueue::wake(std::size_t most) noexcept {
  std::size_t woken = 0;
  Place* waiter = waiters_.first();
  for (; waiter != nullptr && woken < most; waiter = waiters_.next(*waiter)) {
    waiter->note();
    if (!waiter->pending()) continue;
    waiter->wake();
    ++woken;
  }
  return woken;
}

// Apart, so that who finds an empty queue needs no room for it.
[[gnu::noinline]] inline bool WaitQueue::wake_and_drop_one() noexcept {
  while (!waiters_.empty()) {
    Place& first = waiters_.pop_front();
    first.note();
    if (!first.pending()) continue;
    first.wake_alone();
    return true;
  }
  return false;
}

inline bool WaitQueue::all_cancelled() noexcept {
  if (waiters_.empty()) [[likely]] return true;
  for (Place* waiter = waiters_.first(); waiter != nullptr; waiter = waiters_.next(*waiter)) {
    if (waiter->state() != BlockerState::cancelled) return false;
  }
  return true;
}

}  // namespace sim
