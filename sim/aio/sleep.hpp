// sim/aio/sleep.hpp
//
// sleep() suspends the task for a time.
//
//   co_await sleep(1s);
//   co_await sleep(0s);                    // lets every task that is ready run once
//   int seven = co_await sleep(1s, 7);     // gives back what it was given
//
// The task resumes in the iteration after the one in which its deadline has come (T = 2); tasks
// with the same deadline in the order in which they went to sleep. A delay of 0 or less is a bare
// yield (T = 1). Throws CancelledError if the task is cancelled meanwhile. Mirrors asyncio.sleep.

#pragma once

#include <concepts>
#include <coroutine>
#include <cstdint>
#include <string>
#include <utility>

#include "sim/base/address_now.hpp"
#include "sim/base/seldom.hpp"
#include "sim/base/time.hpp"
#include "sim/coro/blocker.hpp"
#include "sim/coro/task_core.hpp"

namespace sim {

class Sleep;

namespace detail {

// What a task that sleeps waits for. It is made when a wait for a time begins: a yield has no need
// of it.
class SleepBlocker final : public Blocker {
 public:
  bool cancel(const CancelMessage& message) override;
  [[nodiscard]] std::string describe() const override;
  [[nodiscard]] const Duration* length() const noexcept override;

  // Of a cancelled sleep, until it resumes.
  [[nodiscard]] std::uint32_t left_timer() const noexcept { return brief_.number; }

 private:
  [[nodiscard]] const Sleep& sleep() const noexcept;
};

// A sleep without its length, which stands before it.
class SleepWait {
 protected:
  friend class SleepBlocker;
  SleepWait() noexcept {}
  ~SleepWait() = default;

  union {
    SleepBlocker wait_;  // once the wait for a time has begun
  };
  TaskCore* task_;  // the same
};

struct SleepLength {
  Duration delay_;
};

}  // namespace detail

// A sleep, which has not begun until it is awaited. It is its own awaiter, so that it takes no more
// room in a frame than it must; a copy is a sleep of the same length that has not begun.
class [[nodiscard]] Sleep : detail::SleepLength, detail::SleepWait {
 public:
  explicit Sleep(Duration delay, bool always_timed = false) noexcept
      : SleepLength{always_timed ? timed_length(delay) : told_apart(delay)} {}
  Sleep(const Sleep& other) noexcept : SleepLength(other) {}
  Sleep& operator=(const Sleep&) = delete;

  [[nodiscard]] bool await_ready() const noexcept { return false; }

  // False where nobody else would have a turn meanwhile: then it is over.
  template <FramePromise P>
  [[gnu::always_inline]] bool await_suspend(std::coroutine_handle<P> frame) {
    if (delay_ > Duration::zero()) return detail::address_now(this)->begin(frame, delay_);
    if (timed()) return detail::address_now(this)->begin(frame, Duration::zero());
    return TaskCore::yield_to_others(frame);
  }

  // Who resumes is the task that runs.
  void await_resume() {
    if (TaskCore::running().wait_went_wrong()) [[unlikely]] detail::address_now(this)->go_wrong();
  }

 private:
  friend class detail::SleepBlocker;

  // The length of a sleep that takes a timer though it takes no time.
  static constexpr Duration timed_moment = Duration::min();
  // Whatever takes no time is the same yield, and not taken for the other.
  [[nodiscard]] static constexpr Duration told_apart(Duration delay) noexcept {
    return delay > Duration::zero() ? delay : Duration::zero();
  }
  [[nodiscard]] static constexpr Duration timed_length(Duration delay) noexcept {
    return delay > Duration::zero() ? delay : timed_moment;
  }
  [[nodiscard]] bool timed() const noexcept {
    return delay_ > Duration::zero() || delay_ == timed_moment;
  }
  bool begin(std::coroutine_handle<> frame, Duration length);
  SIM_SELDOM void go_wrong();
};

// A sleep that has not begun and gives back a value.
template <class T>
class [[nodiscard]] SleepWithResult {
 public:
  SleepWithResult(Duration delay, T result) : delay_(delay), result_(std::move(result)) {}

  class [[nodiscard]] Awaiter : public Sleep {
   public:
    Awaiter(Duration delay, T result) : Sleep(delay), result_(std::move(result)) {}
    T await_resume() {
      Sleep::await_resume();
      return std::move(result_);
    }

   private:
    T result_;
  };

  Awaiter operator co_await() && { return Awaiter(delay_, std::move(result_)); }
  Awaiter operator co_await() &
    requires std::copy_constructible<T>
  {
    return Awaiter(delay_, result_);
  }

 private:
  Duration delay_;
  T result_;
};

// By reference, as GCC keeps a copy of what is given by value in the frame of whoever sleeps.
inline Sleep sleep(const Duration& delay) noexcept { return Sleep(delay); }

// A sleep that takes a timer even where no time passes (T = 2): what asyncio makes of a delay that
// is more than 0 and too short for the clock.
inline Sleep timed_sleep(Duration delay) noexcept { return Sleep(delay, true); }

template <class T>
SleepWithResult<T> sleep(Duration delay, T result) {
  return {delay, std::move(result)};
}

}  // namespace sim
