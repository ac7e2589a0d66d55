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
#include <type_traits>
#include <utility>
#include <vector>

#include "sim/base/address_now.hpp"
#include "sim/base/ids.hpp"
#include "sim/base/list.hpp"
#include "sim/coro/blocker.hpp"
#include "sim/coro/seat.hpp"
#include "sim/coro/task_core.hpp"

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
  using StoodInPlace = detail::StoodIn<Place>;
  template <class P>
  class Standing;

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
  // The same if that is the first, and nothing unusual; or does nothing. Requires: !empty().
  bool wake_front_plainly() noexcept;

  // Wakes, in their order, up to `most` of those who were not woken yet. Returns how many.
  std::size_t wake(std::size_t most) noexcept;
  std::size_t wake_all() noexcept;

  // Wakes the first who was not woken yet; it leaves the queue at once, and with it those before
  // it. Returns false if there is none, and then the queue is empty.
  bool wake_and_drop_first() noexcept { return !waiters_.empty() && wake_and_drop_one(); }

  [[nodiscard]] bool empty() const noexcept { return waiters_.empty(); }
  // Whether all who stand in the queue were cancelled and are about to leave.
  [[nodiscard]] bool all_cancelled() noexcept;
  [[nodiscard]] bool first_is_cancelled() noexcept;  // Requires: !empty().
  // Who stands in the queue, those included who were woken and have not resumed yet.
  [[nodiscard]] std::size_t waiting() const noexcept { return waiters_.count(); }

 private:
  bool wake_and_drop_one() noexcept;
  bool wake_one_dropped(Place& first) noexcept;
  template <bool counted>
  std::size_t wake_some(std::size_t most) noexcept;

  static constexpr std::size_t everybody = std::numeric_limits<std::size_t>::max();

  List<Place> waiters_;
  ObjectId whose_;
};

namespace detail {

struct Link : ListNode<> {
  Link() noexcept : ListNode<>(Unknown{}) {}
  // As unlink(), of what stands in lists alone.
  void leave() noexcept {
    if (linked()) leave_line();
  }
  // Requires: it stands in the queue. Unsaid: it is left to the caller to say so.
  void leave_line() noexcept { List<Link>::remove(*this); }
  void leave_line_unsaid() noexcept { List<Link>::remove_unsaid(*this); }
  void say_it_left() noexcept { List<Link>::say_removed(*this); }
};

}  // namespace detail

// A place in a queue, and what a task waits with that stands there: for who says itself what it
// waits for, and in which queue. It may be waited with again.
class [[nodiscard]] WaitQueue::Place : public detail::Seat, public detail::Link {
 public:
  explicit Place(std::uint8_t depth = 0) noexcept : Seat(depth) {}

  [[nodiscard]] bool await_ready() const noexcept { return false; }

  [[gnu::always_inline]] void await_suspend(std::coroutine_handle<> frame, WaitQueue& queue) {
    be_of(frame);
    stand_in_line(queue);
    task_->suspend_on(frame, *detail::address_now(this));
  }

  void await_resume() {
    if (task_->wait_went_wrong()) [[unlikely]] go_wrong();
    leave();
    end_wait();
  }

  // The awaiter goes.
  void end() noexcept {
    if (suspended()) leave();
  }

  bool cancel(const CancelMessage& message) override {
    note_cancel();
    if (!pending()) return false;
    wake_cancelled(message);
    return true;
  }

  void note_wait() override {
    if (const ObjectId whose = queue().whose_) return know(Known::as_object, whose.value());
    if (const std::uint32_t cell = task_->loop().next_cell()) know(Known::as_cell, cell);
  }

 protected:
  [[nodiscard]] virtual WaitQueue& queue() noexcept = 0;
  void stand_in_line(WaitQueue& queue) noexcept { queue.waiters_.push_back_unknown(*this); }
  // If it throws the wait is over. It does not if an earlier wait has left a cancellation.
  void go_wrong() {
    leave();
    TaskCore& task = *std::exchange(task_, nullptr);
    const BlockerState ended = std::exchange(brief_.state, BlockerState::pending);
    task.throw_wait_error(ended == BlockerState::cancelled);
    task_ = &task;
  }

 private:
  friend class WaitQueue;

  // Whether it waits still, which is asked in order to wake it.
  [[nodiscard]] bool is_due() const noexcept {
    if (pending_unknown()) [[likely]] return true;
    note();
    return pending();
  }
  void wake() noexcept { task_->loop().post(finish_wait()); }
  // The same for a task of the loop that runs; false: it is none. The thread knows where that is
  // sooner than it is fetched from the task, and what comes next need not wait for it.
  bool wake_if_here() noexcept {
    Loop* running = Loop::current_or_null();
    if (running != &task_->loop()) [[unlikely]] return false;
    asm("" : "+r"(running));  // lest the compiler takes the other one, which is the same
    running->post(finish_wait());
    return true;
  }
};

// What a coroutine awaits with a place, which leaves the queue when the awaiter goes.
template <class P>
class [[nodiscard]] WaitQueue::Standing {
 public:
  template <class... Args>
  explicit Standing(Args&&... args) noexcept : place_(std::forward<Args>(args)...) {}
  Standing(const Standing&) = delete;
  Standing& operator=(const Standing&) = delete;
  [[gnu::always_inline]] ~Standing() {
    static_assert(std::is_trivially_destructible_v<P>);
    place_.end();
  }

  [[nodiscard]] const P& place() const noexcept { return place_; }

  [[nodiscard]] bool await_ready() { return place_.await_ready(); }
  template <FramePromise F>
  [[gnu::always_inline]] void await_suspend(std::coroutine_handle<F> frame) {
    place_.await_suspend(frame);
  }
  decltype(auto) await_resume() { return place_.await_resume(); }

 private:
  P place_;
};

// A place that is told what it is for. It may be asked afterwards how the wait has ended, and so is
// not waited with again.
class [[nodiscard]] WaitQueue::Waiter final : public Place {
 public:
  Waiter(WaitQueue& queue, std::string_view what, WaitReason* reason, std::uint8_t depth) noexcept
      : Place(depth), queue_(queue), what_(what), reason_(reason) {}
  ~Waiter() { end(); }

  template <FramePromise P>
  void await_suspend(std::coroutine_handle<P> frame) { Place::await_suspend(frame, queue_); }
  void await_resume() {
    leave();
    if (task().wait_went_wrong()) [[unlikely]] {
      task().throw_wait_error(state() == BlockerState::cancelled);
    }
  }

  void add_awaited(std::vector<Blocker*>& awaited) override {
    if (reason_ != nullptr) reason_->add_awaited(task(), awaited);
  }
  [[nodiscard]] std::string describe() const override { return std::string(what_); }

 private:
  [[nodiscard]] WaitQueue& queue() noexcept override { return queue_; }

  WaitQueue& queue_;
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
  if (!first.is_due()) return false;
  first.wake();
  return true;
}

inline bool WaitQueue::wake_front_plainly() noexcept {
  Place& first = waiters_.front();
  return first.pending_unknown() && first.wake_if_here();
}

inline bool WaitQueue::wake_next() noexcept {
  Place* waiter = waiters_.first();
  for (; waiter != nullptr; waiter = waiters_.next(*waiter)) {
    if (!waiter->is_due()) continue;
    waiter->wake();
    return true;
  }
  return false;
}

// Apart, so that who finds an empty queue needs no room for it.
[[gnu::noinline]] inline bool WaitQueue::wake_and_drop_one() noexcept {
  Place& first = waiters_.pop_front();
  if (!first.pending_unknown() || !first.wake_if_here()) [[unlikely]] {
    return wake_one_dropped(first);
  }
  return true;
}

inline bool WaitQueue::first_is_cancelled() noexcept {
  return waiters_.front().state() == BlockerState::cancelled;
}

}  // namespace sim
