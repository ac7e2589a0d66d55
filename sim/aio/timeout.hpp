// sim/aio/timeout.hpp
//
// timeout() gives a piece of code a time to be done in.
//
//   int paid = co_await timeout(1s, price(shop));            // or throws TimeoutError
//   Order order = co_await timeout(1s, orders.get());        // any other awaitable, too
//   co_await timeout(1s, [&](Timeout& limit) -> Coro<> {
//     co_await step();
//     limit.reschedule(Loop::current().now() + 5s);
//     co_await another();
//   });
//
// When the time is up the task is cancelled; on the way out that one request is taken back and its
// CancelledError becomes a TimeoutError, unless the task was asked to stop by somebody else, too,
// or something else was thrown. The body is a callable that is kept until it is done, so a lambda
// with captures is safe here (on g++ 12 as task_group.hpp says). A deadline that has passed strikes
// in the next iteration, and not at all if the body never suspends. Mirrors asyncio.timeout and
// asyncio.Timeout of CPython 3.11.7.

#pragma once

#include <chrono>
#include <concepts>
#include <coroutine>
#include <cstdint>
#include <exception>
#include <optional>
#include <type_traits>
#include <utility>

#include "sim/base/seldom.hpp"
#include "sim/base/time.hpp"
#include "sim/coro/awaitable.hpp"
#include "sim/coro/coro.hpp"
#include "sim/coro/future_core.hpp"
#include "sim/coro/task_core.hpp"
#include "sim/loop/loop.hpp"
#include "sim/loop/runnable.hpp"

namespace sim {

namespace detail {
class TimeLimit;
}  // namespace detail

class Timeout : private Runnable {
 public:
  // Strikes at `when`, or never.
  explicit Timeout(std::optional<Instant> when) noexcept
      : Timeout(when.has_value(), when.value_or(Instant{})) {}
  ~Timeout() {
    if (state_ != State::exited) [[unlikely]] end();
  }
  Timeout(const Timeout&) = delete;
  Timeout& operator=(const Timeout&) = delete;

  [[nodiscard]] std::optional<Instant> when() const noexcept {
    if (!limited_) return {};
    return when_;
  }
  // Throws RuntimeError if it was not entered, has struck, or is over.
  void reschedule(std::optional<Instant> when);
  // Whether it has struck.
  [[nodiscard]] bool expired() const noexcept {
    if (cell_ != 0) [[unlikely]] tell_read();
    return state_ == State::expiring || state_ == State::expired;
  }

  // What `async with` does, for those who cannot use timeout(): enter() in a task, and exit() with
  // what the body threw, if it did; exit() gives what is to be thrown now. Each throws RuntimeError
  // where asyncio does.
  void enter();
  [[nodiscard]] std::exception_ptr exit(std::exception_ptr error);

 private:
  enum class State : std::uint8_t { created, entered, expiring, expired, exited };

  friend class detail::TimeLimit;

  // As words of their own: what is copied whole is read as one before both are in the cache.
  Timeout(bool limited, Instant when) noexcept
      : Runnable(&Timeout::act_as_timer), limited_(limited), when_(when) {}

  static void act_as_timer(Runnable& self, RunnableOp op);
  // Requires: it was created, and no more; and it goes before the task does, or keeps it.
  void enter_in(TaskCore& task) {
    state_ = State::entered;
    task_ = &task;
    loop_ = &task.loop();
    cancelling_ = task.cancelling();
    if (limited_) [[likely]] arm();
  }
  // The same as exit() of a body that has thrown nothing, if the time was not up. Returns whether
  // that was so.
  [[nodiscard]] bool exit_in_time() noexcept {
    if (state_ != State::entered) [[unlikely]] return false;
    if (waits_for_deadline()) [[likely]] {
      disarm_waiting();
    } else if (linked()) {
      disarm_seen();
    }
    state_ = State::exited;
    return true;
  }
  SIM_SELDOM void end() noexcept;
  void let_task_go() noexcept;
  void arm();
  SIM_SELDOM void arm_seen();
  void strike();
  void disarm_waiting() noexcept;
  SIM_SELDOM void disarm_seen() noexcept;
  void tell_read() const noexcept;

  State state_ = State::created;
  bool limited_;
  bool keeps_task_ = false;
  std::uint32_t cell_ = 0;  // what a picker that minds knows the call to come by
  Instant when_;            // if limited_
  // Nothing before it was entered.
  std::uint32_t cancelling_;
  TaskCore* task_;
  Loop* loop_;  // of the task; it may be gone once no timer is armed
};

namespace detail {

template <class F>
using TimeoutBodyResult = AwaitResult<std::invoke_result_t<F&, Timeout&>>;

template <class F>
Coro<TimeoutBodyResult<F>> run_with_timeout(std::optional<Instant> when, F body) {
  using T = TimeoutBodyResult<F>;
  Timeout limit(when);
  limit.enter();
  std::exception_ptr error;
  try {
    if constexpr (std::is_void_v<T>) {
      co_await body(limit);
      if (std::exception_ptr due = limit.exit(nullptr)) std::rethrow_exception(due);
      co_return;
    } else {
      T result = co_await body(limit);
      if (std::exception_ptr due = limit.exit(nullptr)) std::rethrow_exception(due);
      co_return result;
    }
  } catch (...) {
    error = std::current_exception();
  }
  std::rethrow_exception(limit.exit(std::move(error)));
}

// What is awaited under a time limit, and has not begun: it needs no frame around its own, and is
// its own awaiter; what it is moved to has not begun, either.
class TimeLimit {
 protected:
  TimeLimit(bool limited, Instant when) noexcept : limit_(limited, when) {}
  TimeLimit(const TimeLimit& other) noexcept
      : limit_(other.limit_.limited_, other.limit_.when_) {}
  TimeLimit& operator=(const TimeLimit&) = delete;
  ~TimeLimit() = default;

  [[nodiscard]] bool fresh() const noexcept { return limit_.state_ == Timeout::State::created; }
  void enter_in(TaskCore& task) { limit_.enter_in(task); }
  void leave() {
    if (!limit_.exit_in_time()) [[unlikely]] leave_late();
  }
  SIM_SELDOM void leave_late() {
    if (std::exception_ptr due = limit_.exit(nullptr)) std::rethrow_exception(due);
  }
  // With what is being handled.
  [[noreturn]] SIM_SELDOM void leave_by_error() {
    std::rethrow_exception(limit_.exit(std::current_exception()));
  }

 private:
  Timeout limit_;
};

template <class T>
class [[nodiscard]] TimedCoro : TimeLimit {
 public:
  TimedCoro(bool limited, Instant when, Coro<T>&& body) noexcept
      : TimeLimit(limited, when), body_(body.release()) {}
  TimedCoro(TimedCoro&& other) noexcept : TimeLimit(other), body_(other.body_.release()) {}
  TimedCoro& operator=(TimedCoro&&) = delete;
  ~TimedCoro() {
    if (!body_.over() && fresh()) [[unlikely]] discard();
  }

  [[nodiscard]] bool await_ready() const { return body_.await_ready(); }
  template <class P>
  std::coroutine_handle<> await_suspend(std::coroutine_handle<P> frame) {
    enter_in(frame.promise().task());
    return body_.await_suspend(frame);
  }
  T await_resume() {
    if constexpr (std::is_void_v<T>) {
      if (body_.threw()) [[unlikely]] return resume_by_throwing();
      body_.await_resume();
      leave();
    } else {
      if (!std::is_nothrow_move_constructible_v<T> || body_.threw()) [[unlikely]] {
        return resume_by_throwing();
      }
      T result = body_.await_resume();
      leave();
      return result;
    }
  }

  operator Coro<T>() && { return as_coro(std::move(*this)); }

 private:
  // Or it may throw.
  SIM_SELDOM T resume_by_throwing() {
    try {
      if constexpr (std::is_void_v<T>) {
        body_.await_resume();
        return leave();
      } else {
        T result = body_.await_resume();
        leave();
        return result;
      }
    } catch (...) {
      if (body_.over()) throw;
      body_.drop();
      leave_by_error();
    }
  }
  SIM_SELDOM void discard() noexcept { PromiseBase::discard(*body_.release()); }

  CoroAwaiter<T> body_;  // over once the limit is left
};

// What is its own awaiter: a sleep, a place in a queue.
template <class A>
concept OwnAwaiter = std::is_object_v<A> && Awaitable<A> && std::is_move_constructible_v<A> &&
                     requires(A& body) {
  { body.await_ready() } -> std::convertible_to<bool>;
  body.await_resume();
};

template <OwnAwaiter A>
class [[nodiscard]] TimedAwaiter : TimeLimit {
 public:
  TimedAwaiter(bool limited, Instant when, A&& body)
      : TimeLimit(limited, when), body_(std::move(body)) {}
  TimedAwaiter(TimedAwaiter&& other) : TimeLimit(other), body_(std::move(other.body_)) {}
  TimedAwaiter& operator=(TimedAwaiter&&) = delete;

  // Who awaits is the task that runs. What the body throws before it suspends is thrown as it is.
  [[nodiscard]] bool await_ready() {
    if (!fresh()) [[unlikely]] refuse_reuse();
    enter_in(TaskCore::running());
    return body_.await_ready();
  }
  template <FramePromise P>
  [[gnu::always_inline]] auto await_suspend(std::coroutine_handle<P> frame) {
    return body_.await_suspend(frame);
  }
  AwaitResult<A> await_resume() {
    if constexpr (std::is_void_v<AwaitResult<A>>) {
      resume_body();
      leave();
    } else {
      AwaitResult<A> result = resume_body();
      leave();
      return result;
    }
  }

  operator Coro<AwaitResult<A>>() && { return as_coro(std::move(*this)); }

 private:
  [[gnu::always_inline]] AwaitResult<A> resume_body() {
    try {
      return body_.await_resume();
    } catch (...) {
      leave_by_error();
    }
  }

  A body_;
};

}  // namespace detail

template <class F>
  requires std::is_invocable_v<F&, Timeout&>
auto timeout_at(std::optional<Instant> when, F body) {
  return detail::run_with_timeout(when, std::move(body));
}

template <class T>
detail::TimedCoro<T> timeout_at(std::optional<Instant> when, Coro<T>&& body) noexcept {
  return {when.has_value(), when.value_or(Instant{}), std::move(body)};
}

template <detail::OwnAwaiter A>
  requires(!std::is_invocable_v<A&, Timeout&>)
detail::TimedAwaiter<A> timeout_at(std::optional<Instant> when, A body) {
  return {when.has_value(), when.value_or(Instant{}), std::move(body)};
}

template <Awaitable A>
  requires(!std::is_invocable_v<A&, Timeout&> && !detail::OwnAwaiter<A>)
Coro<AwaitResult<A>> timeout_at(std::optional<Instant> when, A body) {
  return detail::run_with_timeout(
      when, [kept = std::move(body)](Timeout&) mutable -> A&& { return std::move(kept); });
}

// The deadline is `delay` from this call, not from the first await. What GCC would keep a copy of
// in the frame of the caller is taken by reference.
template <class Body>
auto timeout(std::optional<Duration> delay, Body body) {
  std::optional<Instant> when;
  if (delay) when = saturating_add(Loop::current().now(), *delay);
  return timeout_at(when, std::move(body));
}
template <class Rep, class Period, class T>
  requires std::is_convertible_v<std::chrono::duration<Rep, Period>, Duration>
detail::TimedCoro<T> timeout(const std::chrono::duration<Rep, Period>& delay, Coro<T>&& body) {
  return {true, saturating_add(Loop::current().now(), delay), std::move(body)};
}
template <class Rep, class Period, detail::OwnAwaiter A>
  requires std::is_convertible_v<std::chrono::duration<Rep, Period>, Duration> &&
           (!std::is_invocable_v<A&, Timeout&>)
detail::TimedAwaiter<A> timeout(const std::chrono::duration<Rep, Period>& delay, A&& body) {
  return {true, saturating_add(Loop::current().now(), delay), std::move(body)};
}

}  // namespace sim
