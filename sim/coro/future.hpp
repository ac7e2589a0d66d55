// sim/coro/future.hpp
//
// A Future<T> is a result to come, which somebody sets by hand.
//
//   Future<int> answer;                    // of the running loop
//   loop.call_later(1s, [answer]() mutable { answer.set_result(42); });
//   int got = co_await answer;             // or throws what set_exception was given
//
// A handle: copies are the same future. Awaiting one that is done does not suspend (T = 0);
// otherwise the awaiting task is woken in the iteration after it is done (L = 1), in the order in
// which callbacks and awaiters were added. Mirrors asyncio.Future.

#pragma once

#include <concepts>
#include <coroutine>
#include <exception>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>

#include "sim/coro/coro.hpp"
#include "sim/coro/future_core.hpp"
#include "sim/coro/result_slot.hpp"
#include "sim/coro/task_core.hpp"

namespace sim {

namespace detail {

template <class T>
class FutureState : public FutureCore {
 public:
  using FutureCore::FutureCore;
  void* result_slot() noexcept override { return &result_; }

 private:
  [[no_unique_address]] ResultSlot<T> result_;
};

// Where the result of a `State` lies; of one that is known as a FutureCore alone, it is asked.
template <class T, class State>
ResultSlot<T>& result_of(FutureCore& core) {
  if constexpr (std::is_same_v<State, FutureCore>) {
    return *static_cast<ResultSlot<T>*>(core.result_slot());
  } else {
    return static_cast<State&>(core).result();
  }
}

// What the result of a future is read as: a copy, as it may be read again; moved where it must.
template <class T, class State = FutureCore>
T read_result(FutureCore& core) {
  core.throw_if_unsuccessful();
  if constexpr (!std::is_void_v<T>) {
    ResultSlot<T>& slot = result_of<T, State>(core);
    if constexpr (std::is_copy_constructible_v<T>) {
      return *slot;
    } else {
      return std::move(*slot);
    }
  }
}

// The same for who is about to let go of the future: nobody else can read it any more where that
// is the last pointer to it.
template <class T, class State>
T take_result(FutureCore& core) {
  if constexpr (!std::is_trivially_copyable_v<T> && !std::is_void_v<T>) {
    if (core.sole() && core.state() == BlockerState::finished) {
      return std::move(*result_of<T, State>(core));
    }
  }
  return read_result<T, State>(core);
}

template <class T, class State = FutureCore>
class [[nodiscard]] FutureAwaiter {
 public:
  explicit FutureAwaiter(CorePtr<FutureCore> core) noexcept
      : core_(CorePtr<State>::adopt(static_cast<State*>(core.give()))) {}

  [[nodiscard]] bool await_ready() {
    if (core_->keeps_waiting()) [[likely]] return false;
    if (!core_->pending()) core_->note(Deed::joins_cell);
    return true;
  }

  // A task that begins next of all may do so at once.
  template <FramePromise P>
  [[gnu::always_inline]] auto await_suspend(std::coroutine_handle<P> frame) {
    TaskCore& task = frame.promise().task();
    if constexpr (SIM_TRANSFERS_DIRECTLY && std::is_base_of_v<TaskCore, State>) {
      return task.wait_for(frame, *core_);
    } else {
      task.wait_for_any(frame, *core_);
    }
  }

  // Who resumes is the task that runs; nothing is to be thrown where it did not wait.
  T await_resume() {
    TaskCore::running().throw_if_asked(*core_);
    if (core_->state() != BlockerState::finished) [[unlikely]] {
      if (!core_->done()) core_->refuse_early_result();
    }
    return take_result<T, State>(*core_);
  }

 private:
  CorePtr<State> core_;
};

// A done-callback: called with the future, in the iteration after it is done.
template <class F, class Handle>
class DoneCall final : public Call, public Pooled {
 public:
  DoneCall(FutureCore& core, F function)
      : Call(core.loop()), core_(&core), function_(std::move(function)) {
    if (core.ends_by_itself()) kept_ = CorePtr<FutureCore>(core);
  }

 private:
  ~DoneCall() override = default;
  void invoke() override { (*function_)(Handle(*core_)); }
  void on_ready() noexcept override { kept_ = CorePtr<FutureCore>(*core_); }
  void forget() noexcept override {
    function_.reset();
    kept_ = {};
  }

  FutureCore* core_;          // it keeps us in its list while it is pending
  CorePtr<FutureCore> kept_;  // and we keep it from then on
  std::optional<F> function_;
};

}  // namespace detail

// What is known of any future, whatever it returns.
class AnyFuture {
 public:
  explicit AnyFuture(FutureCore& core) noexcept : core_(core) {}

  [[nodiscard]] bool done() const {
    core_->note(Deed::reads_cell);
    return core_->done();
  }
  [[nodiscard]] bool cancelled() const {
    core_->note(Deed::reads_cell);
    return core_->cancelled();
  }

  // Makes the future done with a CancelledError; asks a task to stop. Returns false if it is done.
  bool cancel(const CancelMessage& message = {}) { return core_->cancel(message); }

  // What it failed with, or nothing. Throws CancelledError if it was cancelled,
  // InvalidStateError if it is not done.
  [[nodiscard]] std::exception_ptr exception() const {
    core_->note(Deed::writes_cell);  // it is taken
    return core_->exception();
  }

  [[nodiscard]] FutureCore& core() const noexcept { return *core_; }
  // The same for who keeps the future by it: the handle is empty then.
  [[nodiscard]] CorePtr<FutureCore> take_core() noexcept { return std::move(core_); }

  friend bool operator==(const AnyFuture& a, const AnyFuture& b) noexcept {
    return a.core_.get() == b.core_.get();
  }

 protected:
  explicit AnyFuture(CorePtr<FutureCore> core) noexcept : core_(std::move(core)) {}

 private:
  CorePtr<FutureCore> core_;
};

template <class T = void>
class Future : public AnyFuture {
 public:
  using value_type = T;

  // A future of the running loop, or of `loop`.
  Future() : Future(Loop::current()) {}
  explicit Future(Loop& loop)
      : AnyFuture(CorePtr<FutureCore>::adopt(new detail::FutureState<T>(loop))) {}
  // Requires: the result of `core` is a T.
  explicit Future(FutureCore& core) noexcept : AnyFuture(core) {}

  detail::FutureAwaiter<T> operator co_await() const& noexcept {
    return detail::FutureAwaiter<T>(CorePtr<FutureCore>(core()));
  }
  detail::FutureAwaiter<T> operator co_await() && noexcept {
    return detail::FutureAwaiter<T>(take_core());
  }

  // The result. Throws what it failed with, CancelledError, or InvalidStateError if not done.
  T result() const {
    core().note(Deed::writes_cell);
    return detail::read_result<T>(core());
  }

  // Throws InvalidStateError if it is done.
  template <class... U>
  void set_result(U&&... value) {
    if (done()) throw InvalidStateError("invalid state");
    static_cast<detail::ResultSlot<T>*>(core().result_slot())->emplace(std::forward<U>(value)...);
    core().finish(BlockerState::finished);
  }

  void set_exception(std::exception_ptr error) { core().fail(std::move(error)); }
  template <class E>
    requires(!std::same_as<std::remove_cvref_t<E>, std::exception_ptr>)
  void set_exception(E&& error) {
    core().fail(std::make_exception_ptr(std::forward<E>(error)));
  }

  // Calls `function(future)` in the iteration after it is done, in the order of adding; in
  // `context`, or else in a copy of the current one. What is returned can take it back
  // (remove_done_callback). Throws RuntimeError if its loop has ended.
  template <class F>
  Handle add_done_callback(F function, LoopContext* context = nullptr);
};

namespace detail {

template <class FutureHandle, class F>
Handle add_done_callback(FutureCore& core, F function, LoopContext* context) {
  if (core.orphaned()) throw RuntimeError("Event loop is closed");
  Call& call = *new DoneCall<F, FutureHandle>(core, std::move(function));
  if (context != nullptr) call.share(*context);
  Handle handle(call);
  core.note(Deed::hears_cell);
  core.loop().settle(call);
  if (core.done()) {
    static_cast<Runnable&>(call).act(RunnableOp::ready);
    core.loop().post(call);
  } else {
    core.add_told_waiter(call);
  }
  return handle;
}

}  // namespace detail

template <class T>
template <class F>
Handle Future<T>::add_done_callback(F function, LoopContext* context) {
  return detail::add_done_callback<Future>(core(), std::move(function), context);
}

}  // namespace sim
