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
#include <optional>
#include <type_traits>
#include <utility>

#include "sim/base/free_list.hpp"
#include "sim/coro/exceptions.hpp"

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

void stop_run(TaskCore& task, PromiseBase& frame) noexcept;
void go_on_with(TaskCore& task, std::coroutine_handle<> frame) noexcept;
void end_root(TaskCore& task) noexcept;
void rethrow_from_child(TaskCore& task);  // throws what the awaited coroutine threw, if it did

inline std::coroutine_handle<> transfer([[maybe_unused]] TaskCore& task,
                                        std::coroutine_handle<> frame) noexcept {
#if SIM_TRANSFERS_DIRECTLY
  return frame;
#else
  go_on_with(task, frame);
  return std::noop_coroutine();
#endif
}

}  // namespace detail

// What every frame knows: its task, who awaits it, and who owns it.
class PromiseBase {
 public:
  static void* operator new(std::size_t size) { return FreeList::allocate(size); }
  static void operator delete(void* frame, std::size_t size) noexcept {
    FreeList::release(frame, size);
  }

  PromiseBase(const PromiseBase&) = delete;
  PromiseBase& operator=(const PromiseBase&) = delete;

  [[nodiscard]] TaskCore& task() const noexcept { return *task_; }

  std::suspend_always initial_suspend() const noexcept { return {}; }
  auto final_suspend() const noexcept { return FinalAwaiter{}; }
  auto yield_value(const StopRun&) const noexcept { return StopAwaiter{}; }
  // Destroys a frame that has not begun, and those that stand in its arguments: those that are
  // very deep inside not by recursion, but one after the other.
  static void discard(PromiseBase& fresh) noexcept;
  void unhandled_exception() noexcept;  // kept with the task until the awaiting frame takes it

 protected:
  PromiseBase() noexcept = default;

  std::coroutine_handle<> self_;

 private:
  friend class TaskCore;
  template <class>
  friend class CoroAwaiter;

  struct FinalAwaiter {
    bool await_ready() const noexcept { return false; }
    template <class P>
    std::coroutine_handle<> await_suspend(std::coroutine_handle<P> frame) const noexcept {
      return leave(frame.promise());
    }
    void await_resume() const noexcept {}
  };

  struct StopAwaiter {
    bool await_ready() const noexcept { return false; }
    template <class P>
    void await_suspend(std::coroutine_handle<P> frame) const noexcept {
      detail::stop_run(frame.promise().task(), frame.promise());
    }
    void await_resume() const noexcept {}
  };

  // Goes into `child`, which this frame awaits.
  std::coroutine_handle<> enter(PromiseBase& child, PromiseBase** owner) noexcept {
    child.parent_ = this;
    child.task_ = task_;
    child.owner_ = owner;
    return detail::transfer(*task_, child.self_);
  }

  // Goes back to the frame that awaits this one; from the outermost one, to the loop.
  static std::coroutine_handle<> leave(PromiseBase& frame) noexcept {
    if (frame.parent_ != nullptr) return detail::transfer(*frame.task_, frame.parent_->self_);
    detail::end_root(*frame.task_);
    return std::noop_coroutine();
  }

  PromiseBase* parent_ = nullptr;
  TaskCore* task_ = nullptr;
  PromiseBase** owner_ = nullptr;  // the awaiter's pointer to us, cleared when we go first
};

template <class T>
class Promise final : public PromiseBase {
 public:
  Coro<T> get_return_object() noexcept;

  template <class U>
  void return_value(U&& value) {
    result_.emplace(std::forward<U>(value));
  }

  [[nodiscard]] T take_result() { return std::move(*result_); }

 private:
  std::optional<T> result_;
};

template <>
class Promise<void> final : public PromiseBase {
 public:
  Coro<void> get_return_object() noexcept;
  void return_void() const noexcept {}
  void take_result() const noexcept {}
};

// What `co_await coroutine` waits with. It owns the frame.
template <class T>
class [[nodiscard]] CoroAwaiter {
 public:
  explicit CoroAwaiter(Promise<T>* child) noexcept : child_(child) {}
  CoroAwaiter(const CoroAwaiter&) = delete;
  CoroAwaiter& operator=(const CoroAwaiter&) = delete;
  ~CoroAwaiter() {
    if (child_ != nullptr) handle().destroy();
  }

  bool await_ready() const {
    if (child_ == nullptr) throw RuntimeError("cannot reuse already awaited coroutine");
    return false;
  }

  template <class P>
  std::coroutine_handle<> await_suspend(std::coroutine_handle<P> frame) noexcept {
    return frame.promise().enter(*child_, &child_);
  }

  T await_resume() {
    detail::rethrow_from_child(child_->task());
    return promise().take_result();
  }

 private:
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
  self_ = std::coroutine_handle<Promise>::from_promise(*this);
  return Coro<T>(*this);
}

inline Coro<void> Promise<void>::get_return_object() noexcept {
  self_ = std::coroutine_handle<Promise>::from_promise(*this);
  return Coro<void>(*this);
}

}  // namespace sim
