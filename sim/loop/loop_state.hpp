// sim/loop/loop_state.hpp
//
// Where a loop stands: its clock, what is ready, the calls to come, what runs, and which iteration
// that is in; and how a step that is alone in its iteration goes on with the next one itself.
//
//   if (loop.alone() && loop.none_is_next()) loop.go_on();  // instead of a yield
//
// An iteration that runs one handle, which would run nothing else in the next one, need not end for
// that one to begin: nobody could tell. It is counted as the loop would count it, and so are the
// handles run.

#pragma once

#include <chrono>
#include <cstdint>
#include <utility>

#include "sim/base/time.hpp"
#include "sim/loop/clock.hpp"
#include "sim/loop/event_log.hpp"
#include "sim/loop/hitches.hpp"
#include "sim/loop/ready_queue.hpp"
#include "sim/loop/runnable.hpp"
#include "sim/loop/timers.hpp"

namespace sim {

class LoopState {
 public:
  [[nodiscard]] Instant now() const noexcept { return clock_.now(); }
  [[nodiscard]] double time() const noexcept { return to_seconds(now()); }

  [[nodiscard]] std::uint64_t iteration() const noexcept { return iteration_; }
  // Handles run.
  [[nodiscard]] std::uint64_t steps() const noexcept { return iteration_ + more_steps_; }
  [[nodiscard]] bool halted() const noexcept { return hitch_.halted; }

  // What runs now; nullptr between two handles.
  [[nodiscard]] Runnable* running() const noexcept { return running_; }

  // Whether what runs is alone in its iteration, on a plain loop of which no more is wanted than
  // that it runs; or that but for others in the iteration.
  [[nodiscard]] bool alone() const noexcept { return hitch_.none_at_all(); }
  [[nodiscard]] bool in_company_only() const noexcept { return hitch_.only_company(); }
  // As alone(), where a log hears of the loop: it is told of the iteration from the step.
  [[nodiscard]] EventLog* alone_with_log() const noexcept {
    return hitch_.stops() || hitch_.company ? nullptr : lone_log_;
  }

  // Whether nothing else has a turn in the next iteration; then that begins, with what runs already
  // or with `next`. Requires: alone(), or alone_with_log(); so nothing is left of this one.
  [[nodiscard]] bool none_is_next() noexcept {
    return !ready_.any_incoming() && timers_.fifo().none_until(now());
  }
  void go_on() noexcept { ++iteration_; }
  void go_on_with(Runnable& next) noexcept {
    go_on();
    running_ = &next;
  }
  // The same for what would wait for `deadline`: the iteration of its timer, and of its step.
  [[nodiscard]] bool none_is_until(Instant deadline) noexcept {
    return !ready_.any_incoming() && timers_.fifo().none_until(deadline);
  }
  void go_on_at(Instant deadline) noexcept {
    advance_to(deadline);
    iteration_ += 2;
  }
  // Whether only `next` has a turn in the next iteration; then that begins with it, and it is not
  // ready any more. Requires: alone().
  [[nodiscard]] bool go_on_with_only(Runnable& next) noexcept {
    if (!ready_.is_only_incoming(next) || !timers_.fifo().none_until(now())) return false;
    static_cast<void>(ready_.take_incoming());
    go_on_with(next);
    return true;
  }

  // From here on what runs is not alone; as it was before. For who has something to do after it.
  [[nodiscard]] bool begin_company() noexcept { return std::exchange(hitch_.company, true); }
  void end_company(bool before) noexcept { hitch_.company = before; }

 protected:
  LoopState() noexcept = default;
  ~LoopState() = default;

  // asyncio never waits longer than a day in one iteration: a longer jump costs empty ones.
  static constexpr Duration wait_max = std::chrono::hours{24};
  // Does nothing if `next` is not in the future.
  void advance_to(Instant next) noexcept {
    if (next <= now()) [[unlikely]] return;
    const Duration more = next - now() - Duration{1};
    if (more >= wait_max) [[unlikely]] return advance_far(next, more);
    clock_.advance_to_later(next);
  }
  [[gnu::noinline, gnu::cold]] void advance_far(Instant next, Duration more) noexcept {
    const auto empty = std::uint64_t(more / wait_max);
    iteration_ += empty;
    more_steps_ -= empty;
    clock_.advance_to(next);
  }

  // One in which handles are counted as they run: as many as it has, and not one.
  void begin_counted_iteration() noexcept {
    ++iteration_;
    --more_steps_;
  }

  Clock clock_;
  ReadyQueue ready_;
  Timers timers_;
  Runnable* running_ = nullptr;
  EventLog* lone_log_ = nullptr;  // the probe's, where but for that the loop is plain
  Hitches hitch_;
  std::uint64_t iteration_ = 0;
  std::uint64_t earlier_steps_ = 0;
  RunnableOp run_op_ = RunnableOp::run;      // what is said to what runs
  RunnableOp due_op_ = RunnableOp::run_due;  // and to what was due and is alone
  std::uint64_t more_steps_ = 0;  // than iterations, most of which have one; it may be less than 0
};

}  // namespace sim
