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
#include "sim/base/seldom.hpp"
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
  class StoodInPlace;
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

// What a place is apart from where it stands: in the brief of a blocker. Its flags are the depth.
class Seat : public Blocker {
 public:
  [[nodiscard]] std::size_t hidden_depth() const noexcept override { return brief_.flags; }

 protected:
  // What a picker that minds knows the wait by; what is waited for may be gone before the wait is.
  enum class Known : std::uint8_t { not_at_all, as_object, as_cell };

  explicit Seat(std::uint8_t depth) noexcept : Blocker({.flags = depth}) {}
  ~Seat() = default;

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

  // Whether a coroutine goes on in place of the frame that waits.
  void be_stood_in_for(bool is = true) noexcept { brief_.marked = is; }
  [[nodiscard]] bool stood_in_for() const noexcept { return brief_.marked; }
};

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
// waits for, and in which queue. It stands for `depth` coroutines. It has no destructor, as that
// would write down anew what it is: it is kept in a Standing. It may be waited with again.
class [[nodiscard]] WaitQueue::Place : public detail::Seat, public detail::Link {
 public:
  explicit Place(std::uint8_t depth = 0) noexcept : Seat(depth), task_(nullptr) {}

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

  // Whether the wait has begun and is not over.
  [[nodiscard]] bool suspended() const noexcept { return task_ != nullptr; }

  // The awaiter goes.
  void end() noexcept {
    if (suspended()) leave();
  }

  bool cancel(const CancelMessage& message) override {
    if (known(Known::as_object)) [[unlikely]] task_->loop().note(Deed::writes, number());
    note();
    if (!pending()) return false;
    brief_.state = BlockerState::cancelled;
    task_->wake_cancelled(message);
    return true;
  }

  void note_wait() override {
    if (const ObjectId whose = queue().whose_) return know(Known::as_object, whose.value());
    if (const std::uint32_t cell = task_->loop().next_cell()) know(Known::as_cell, cell);
  }

 protected:
  [[nodiscard]] virtual WaitQueue& queue() noexcept = 0;
  void be_of(std::coroutine_handle<> frame) noexcept { task_ = &PromiseBase::of(frame).task(); }
  void be_of_nobody() noexcept { task_ = nullptr; }
  void stand_in_line(WaitQueue& queue) noexcept { queue.waiters_.push_back_unknown(*this); }
  // Last of all, and not written where the awaiter goes. Requires: it has left the line.
  void end_wait() noexcept {
    task_ = nullptr;
    brief_.state = BlockerState::pending;
  }
  // Requires: suspended().
  [[nodiscard]] TaskCore& task() const noexcept { return *task_; }
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

  // Whether it is woken before it is cancelled makes a difference; where the queue is that of an
  // object, whoever wakes has written to that.
  [[nodiscard]] bool is_noted() const noexcept { return known(Known::as_cell); }
  void note() const noexcept {
    if (is_noted()) [[unlikely]] tell_note();
  }
  SIM_SELDOM void tell_note() const noexcept { task_->loop().note(Deed::writes_cell, number()); }

  // Whether it waits still, which is asked in order to wake it.
  [[nodiscard]] bool is_due() const noexcept {
    if (pending_unknown()) [[likely]] return true;
    note();
    return pending();
  }
  // Leaves it to the caller to make the task ready.
  TaskCore& finish_wait() noexcept {
    brief_.state = BlockerState::finished;
    return *task_;
  }
  void wake() noexcept { task_->loop().post(finish_wait()); }
  // The same for a task of the loop that runs; false: it is none. The thread knows where that is
  // sooner than it is fetched from the task, and what comes next need not wait for it.
  bool wake_if_here() noexcept {
    Loop* running = Loop::current_or_null();
    if (running != &task_->loop()) [[unlikely]] return false;
    asm("" : "+r"(running));  // lest the compiler takes the other one, which is the same
    brief_.state = BlockerState::finished;
    running->post(*task_);
    return true;
  }

  TaskCore* task_;  // nullptr while it does not wait; then nothing is known of where it stands
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

// A place of which a coroutine may go on, when the task steps, in place of the frame that waits. It
// goes before that frame if both are destroyed meanwhile, as the innermost frame always does.
class WaitQueue::StoodInPlace : public Place {
 public:
  using Place::Place;

  [[gnu::always_inline]] void end() noexcept {
    if (!suspended()) return;
    if (stood_in_for()) [[unlikely]] PromiseBase::forget_gone();
    leave();
  }

 protected:
  // Requires: be_of(frame).
  [[gnu::always_inline]] void wait_asking(std::coroutine_handle<> frame, WaitQueue& queue) {
    stand_in_line(queue);
    task().suspend_asking(frame, *detail::address_now(this));
  }
  void let_stand_in(Coro<> body, TaskCore& waiting, std::coroutine_handle<> frame) noexcept {
    be_stood_in_for();
    stand_in_ = body.release();
    waiting.call(frame, *stand_in_);
  }
  // Throws what the coroutine has thrown. Requires: stood_in_for(), and it has ended.
  SIM_SELDOM void end_stand_in() {
    be_stood_in_for(false);
    leave();
    end_wait();
    CoroAwaiter<void>(std::exchange(stand_in_, nullptr)).await_resume();
  }

 private:
  Promise<void>* stand_in_;  // nothing unless stood_in_for()
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
