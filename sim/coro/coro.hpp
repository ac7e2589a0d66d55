// sim/coro/coro.hpp
//
// A Coro<T> is a computation that has not begun: what calling an `async def` gives.
//
//   Coro<int> price(Shop& shop) {
//     co_await sleep(1s);
//     co_return 42;
//   }
//   int paid = co_await price(shop);       // runs inside the caller's task, like a call
//
// Lazy: nothing runs until it is awaited or made a task. Awaiting it takes no iteration of the
// loop (S = L = T = 0) and no stack, however deep it goes. It can be awaited once: a second time
// throws RuntimeError, as in Python. Dropping it unawaited destroys its arguments, and the loop
// that runs then keeps a note, "coroutine was never awaited", among what is unhandled.
//
// `co_yield StopRun{}` ends the whole run where it stands, as Loop::halt() does: nothing is stepped
// again, and what lives goes with the loop, last made first. It is for checks that have failed.
//
// Take parameters by value, or by reference to what outlives the run; a lambda with captures that
// is a coroutine must outlive its frame. Frames come from the thread's free list.

#pragma once

#include <coroutine>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>
#include <utility>

#include "sim/base/free_list.hpp"
#include "sim/base/tls_model.hpp"
#include "sim/coro/exceptions.hpp"
#include "sim/coro/result_slot.hpp"

namespace sim {

template <class T = void>
class Coro;

class TaskCore;
class PromiseBase;

// Symmetric transfer keeps the stack flat only where the compiler makes it a tail call. GCC does
// so when it optimises and no sanitizer wants the frame; elsewhere the task's step loop goes from
// frame to frame.
#if defined(__clang__) || (defined(__OPTIMIZE__) && !defined(__SANITIZE_ADDRESS__))
#define SIM_TRANSFERS_DIRECTLY 1
#else
#define SIM_TRANSFERS_DIRECTLY 0
#endif

// What a coroutine yields to end the run.
struct StopRun {};

namespace detail {

// What the frames of a task tell it. It stands apart so that they need not know what a task is.
class FrameSignals {
 public:
  enum Signal : std::uintptr_t {
    goes_on = 1,      // in leaf(), as frames do not transfer themselves
    child_threw = 2,  // an error is on its way from a frame to the one that awaits it
  };

  explicit FrameSignals(std::coroutine_handle<> root) noexcept : word_(word_of(root)) {}

  // Where the task stands, or where it goes on; while it steps, and once it is done, nothing that
  // may be looked at.
  [[nodiscard]] std::coroutine_handle<> leaf() const noexcept { return frame_at(word_ & ~all); }
  // It stands still there, where no signal is given; mostly as before, and that is not written.
  void stand_in(std::coroutine_handle<> leaf) noexcept {
    if (word_ != word_of(leaf)) word_ = word_of(leaf);
  }
  [[nodiscard]] std::coroutine_handle<> still_leaf() const noexcept { return frame_at(word_); }
  // Where a task keeps the result of its outermost frame: so far behind this.
  static constexpr std::size_t result_distance = 7 * sizeof(void*);
  [[nodiscard]] void* result() noexcept {
    return reinterpret_cast<std::byte*>(this) + result_distance;
  }
  [[nodiscard]] std::coroutine_handle<> take_still_leaf() noexcept {
    return frame_at(std::exchange(word_, 0));
  }
  void go_on_in(std::coroutine_handle<> leaf) noexcept {
    word_ = (word_ & child_threw) | goes_on | word_of(leaf);
  }
  // Where it goes on; none if it does not.
  [[nodiscard]] std::coroutine_handle<> take_next_leaf() noexcept {
    if (!gives(goes_on)) return {};
    return frame_at(std::exchange(word_, word_ & child_threw) & ~all);
  }

  [[nodiscard]] bool gives(Signal signal) const noexcept { return (word_ & signal) != 0; }
  void give(Signal signal) noexcept { word_ |= signal; }
  void take(Signal signal) noexcept { word_ &= ~std::uintptr_t{signal}; }

 private:
  static constexpr std::uintptr_t all = std::uintptr_t{goes_on} | child_threw;

  // A frame, which is at hand where it suspends, and not its promise, which is somewhere in it.
  [[nodiscard]] static std::uintptr_t word_of(std::coroutine_handle<> leaf) noexcept {
    return reinterpret_cast<std::uintptr_t>(leaf.address());
  }
  [[nodiscard]] static std::coroutine_handle<> frame_at(std::uintptr_t word) noexcept {
    return std::coroutine_handle<>::from_address(reinterpret_cast<void*>(word));
  }

  std::uintptr_t word_;  // the leaf, and the signals where its address has zeros
};

[[noreturn]] void rethrow_from_child(FrameSignals& task);  // what the awaited coroutine threw
void keep_current_exception(FrameSignals& task) noexcept;  // until the awaiting frame takes it
// And its outermost frame; gives where the loop goes on, or a coroutine that does nothing.
std::coroutine_handle<> end_task(FrameSignals& task, std::coroutine_handle<> root) noexcept;
// The same of which the task has the result already.
std::coroutine_handle<> end_task_with_result(FrameSignals& task,
                                             std::coroutine_handle<> root) noexcept;
void stop_run(TaskCore& task, std::coroutine_handle<> frame) noexcept;
[[noreturn]] void refuse_reuse();  // throws RuntimeError

}  // namespace detail

// What every frame knows: its task, and who awaits it.
class PromiseBase {
 public:
  static void* operator new(std::size_t size) { return FreeList::allocate(size); }
  static void operator delete(void* frame, std::size_t size) noexcept {
    FreeList::release(frame, size);
  }

  PromiseBase(const PromiseBase&) = delete;
  PromiseBase& operator=(const PromiseBase&) = delete;

  // The promise of a frame, whatever the coroutine returns: it stands right behind the two pointers
  // that a frame begins with.
  [[nodiscard]] static PromiseBase& of(std::coroutine_handle<> frame) noexcept {
    return std::coroutine_handle<PromiseBase>::from_address(frame.address()).promise();
  }

  [[nodiscard]] TaskCore& task() const noexcept;  // sim/coro/task_core.hpp

  [[nodiscard]] detail::FrameSignals& signals() const noexcept { return *task_; }

  std::suspend_always initial_suspend() const noexcept { return {}; }
  auto yield_value(const StopRun&) const noexcept { return StopAwaiter{}; }
  // For who awaits a frame without a CoroAwaiter, and is destroyed after it.
  static void forget_gone() noexcept { gone_ = nullptr; }
  // Destroys a frame that has not begun, and those that stand in its arguments: those that are
  // very deep inside not by recursion, but one after the other.
  static void discard(PromiseBase& fresh) noexcept;
  void unhandled_exception() noexcept { detail::keep_current_exception(*task_); }

 protected:
  PromiseBase() noexcept = default;

  // Knows the promise from where it stands: GCC would look up the frame's own handle in the frame.
  template <class P>
  struct FinalAwaiter {
    bool await_ready() const noexcept { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<>) const noexcept {
      return leave(ending);
    }
    void await_resume() const noexcept {}

    P& ending;
  };

 private:
  friend class TaskCore;
  template <class>
  friend class CoroAwaiter;

  struct StopAwaiter {
    bool await_ready() const noexcept { return false; }
    template <class P>
    void await_suspend(std::coroutine_handle<P> frame) const noexcept {
      detail::stop_run(frame.promise().task(), frame);
    }
    void await_resume() const noexcept {}
  };

  // The frame around this promise.
  [[nodiscard]] std::coroutine_handle<> frame() const noexcept {
    return std::coroutine_handle<PromiseBase>::from_promise(const_cast<PromiseBase&>(*this));
  }

  // Goes into `child`, which this frame awaits. GCC would write both as one vector, of which what
  // is read soon is had later.
  std::coroutine_handle<> enter(PromiseBase& child) noexcept {
    child.parent_ = frame();
    asm("" : "+m"(child.parent_));
    child.task_ = task_;
    return transfer_to(child.frame());
  }

  // Goes back to the frame that awaits this one; from the outermost one, to the loop. That frame
  // does not exist any more then.
  template <class P>
  static std::coroutine_handle<> leave(P& frame) noexcept {
    if (frame.parent_) [[likely]] return frame.transfer_to(frame.parent_);
    detail::FrameSignals& task = *frame.task_;
    if constexpr (P::gives_result_early) {
      frame.give_result(task.result());
      return detail::end_task_with_result(task, frame.frame());
    } else {
      return detail::end_task(task, frame.frame());
    }
  }

  // To another frame of its task.
  std::coroutine_handle<> transfer_to(std::coroutine_handle<> next) const noexcept {
#if SIM_TRANSFERS_DIRECTLY
    return next;
#else
    task_->go_on_in(next);
    return std::noop_coroutine();
#endif
  }

  // Whether the awaited frame was destroyed before the one that awaits it, which learns it here.
  static bool is_gone(const PromiseBase* child) noexcept {
    if (gone_ != child) [[likely]] return false;
    gone_ = nullptr;
    return true;
  }

  SIM_TLS_MODEL static thread_local constinit const PromiseBase* gone_;

  std::coroutine_handle<> parent_;
  detail::FrameSignals* task_ = nullptr;
};

// What may wait: the frame of a Coro, and of no other coroutine type.
template <class P>
concept FramePromise = std::is_base_of_v<PromiseBase, P>;

template <class T>
class Promise final : public PromiseBase {
  static_assert(alignof(T) <= __STDCPP_DEFAULT_NEW_ALIGNMENT__,
                "GCC 12 does not align frames for what is aligned further");

 public:
  Coro<T> get_return_object() noexcept;

  template <class U>
  void return_value(U&& value) {
    result_.emplace(std::forward<U>(value));
  }

  [[nodiscard]] T take_result() { return std::move(*result_); }

  auto final_suspend() noexcept { return FinalAwaiter<Promise>{*this}; }
  // Bytes, which may be copied before anybody asks whether there is a result.
  static constexpr bool gives_result_early = std::is_trivially_copyable_v<T>;
  void give_result(void* slot) const noexcept {
    if constexpr (!std::is_empty_v<detail::ResultSlot<T>>) {
      std::memcpy(slot, &result_, sizeof(result_));
    }
  }

 private:
  detail::ResultSlot<T> result_;
};

template <>
class Promise<void> final : public PromiseBase {
 public:
  Coro<void> get_return_object() noexcept;
  void return_void() const noexcept {}
  void take_result() const noexcept {}
  auto final_suspend() noexcept { return FinalAwaiter<Promise>{*this}; }
  static constexpr bool gives_result_early = true;
  void give_result(void*) const noexcept {}
};

// What `co_await coroutine` waits with. It owns the frame.
template <class T>
class [[nodiscard]] CoroAwaiter {
 public:
  explicit CoroAwaiter(Promise<T>* child) noexcept : child_(child) {}
  CoroAwaiter(const CoroAwaiter&) = delete;
  CoroAwaiter& operator=(const CoroAwaiter&) = delete;
  ~CoroAwaiter() {
    if (child_ != nullptr && !PromiseBase::is_gone(child_)) handle().destroy();
  }

  bool await_ready() const {
    if (child_ == nullptr) [[unlikely]] detail::refuse_reuse();
    return false;
  }

  template <class P>
  std::coroutine_handle<> await_suspend(std::coroutine_handle<P> frame) noexcept {
    return frame.promise().enter(*child_);
  }

  // Who comes here finds the frame of the child; it goes now, as what it has returned does not need
  // it any more.
  T await_resume() {
    detail::FrameSignals& task = child_->signals();
    if (task.gives(detail::FrameSignals::child_threw)) [[unlikely]] {
      detail::rethrow_from_child(task);
    }
    if constexpr (std::is_void_v<T>) {
      drop_child();
    } else {
      T result = promise().take_result();
      drop_child();
      return result;
    }
  }

  // Whether what it awaits has thrown. Requires: that is what it resumes from.
  [[nodiscard]] bool threw() const noexcept {
    return child_->signals().gives(detail::FrameSignals::child_threw);
  }
  // For who has not awaited it: the frame, which has not begun.
  [[nodiscard]] Promise<T>* release() noexcept {
    return static_cast<Promise<T>*>(std::exchange(child_, nullptr));
  }

  // Whether it was resumed, and the frame is gone; it goes, whatever has become of it.
  [[nodiscard]] bool over() const noexcept { return child_ == nullptr; }
  void drop() noexcept {
    if (child_ != nullptr && !PromiseBase::is_gone(child_)) handle().destroy();
    child_ = nullptr;
  }

 private:
  void drop_child() noexcept {
    handle().destroy();
    child_ = nullptr;
  }
  Promise<T>& promise() noexcept { return static_cast<Promise<T>&>(*child_); }
  std::coroutine_handle<Promise<T>> handle() noexcept {
    return std::coroutine_handle<Promise<T>>::from_promise(promise());
  }

  PromiseBase* child_;
};

template <class T>
class [[nodiscard]] Coro {
 public:
  using promise_type = Promise<T>;
  using value_type = T;

  Coro(Coro&& other) noexcept : promise_(std::exchange(other.promise_, nullptr)) {}
  Coro& operator=(Coro other) noexcept {
    std::swap(promise_, other.promise_);
    return *this;
  }
  ~Coro() {
    if (promise_ != nullptr) PromiseBase::discard(*promise_);
  }

  // Throws RuntimeError, when awaited, if it was awaited or made a task before.
  CoroAwaiter<T> operator co_await() noexcept { return CoroAwaiter<T>(release()); }

  // Whether it can still be awaited.
  [[nodiscard]] bool fresh() const noexcept { return promise_ != nullptr; }

  // Hands the frame over; whoever takes it destroys it.
  [[nodiscard]] promise_type* release() noexcept { return std::exchange(promise_, nullptr); }

 private:
  friend promise_type;
  explicit Coro(promise_type& promise) noexcept : promise_(&promise) {}

  promise_type* promise_;
};

template <class T>
Coro<T> Promise<T>::get_return_object() noexcept {
  return Coro<T>(*this);
}

inline Coro<void> Promise<void>::get_return_object() noexcept { return Coro<void>(*this); }

}  // namespace sim
