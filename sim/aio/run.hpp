// sim/aio/run.hpp
//
// run() runs a coroutine on a loop of its own, from virtual time 0 to its end.
//
//   Coro<int> main() { co_await sleep(3600s); co_return 42; }
//   int answer = run(main());              // 42, an hour later, at once
//
// When the coroutine has ended, what still runs is cancelled, in the order of creation, and waited
// for, as asyncio.run does; the result is given, or the exception thrown, after that. Where asyncio
// would wait for ever, because nothing is ready and no timer is pending, run() throws Deadlock.
// Nothing is alive afterwards.
//
// A Runner keeps its loop over several coroutines, as asyncio.Runner does, and drive() tells how a
// run ended instead of throwing. Mirrors asyncio.run and asyncio.Runner of CPython 3.11, iteration
// by iteration: its steps for asynchronous generators and executors, which do not exist here, are
// empty tasks.

#pragma once

#include <cstdint>
#include <exception>
#include <limits>
#include <optional>
#include <utility>

#include "sim/aio/interruption.hpp"
#include "sim/base/time.hpp"
#include "sim/coro/context.hpp"
#include "sim/coro/coro.hpp"
#include "sim/coro/exceptions.hpp"
#include "sim/coro/task.hpp"
#include "sim/loop/loop.hpp"

namespace sim {

// Nothing is ready, no timer is pending, and what was to end has not. The message says who waits
// for what.
class Deadlock : public RuntimeError {
 public:
  using RuntimeError::RuntimeError;
};

// The run was stopped at a limit of its options.
class LimitReached : public RuntimeError {
 public:
  using RuntimeError::RuntimeError;
};

// The run was left by Loop::halt().
class Halted : public RuntimeError {
 public:
  using RuntimeError::RuntimeError;
};

struct RunOptions {
  Chooser* chooser = nullptr;
  Probe* probe = nullptr;
  ExceptionHandler* exception_handler = nullptr;  // none: see Loop::unhandled()
  std::uint64_t iterations_max = std::numeric_limits<std::uint64_t>::max();
  Instant time_max = Instant::max();
  TiePolicy ties = TiePolicy::fifo;
  std::optional<Interruption> interruption{};
  double jitter = 0.0;  // see Loop::set_jitter()
};

enum class RunEnd : std::uint8_t { done, deadlock, limit, halted };

class Runner {
 public:
  explicit Runner(RunOptions options = {});
  // On a loop that is there, and is empty; it keeps its chooser and its probe.
  explicit Runner(Loop& loop, RunOptions options = {});
  ~Runner();  // closes; what is left then ends with the loop
  Runner(const Runner&) = delete;
  Runner& operator=(const Runner&) = delete;

  [[nodiscard]] Loop& loop() noexcept { return loop_; }

  // Runs `body` to its end and gives what it returns, or throws what it raised. It runs in
  // `context`, or else in that of the runner: all its runs share one, which begins as a copy of
  // the one that was current at the first of them.
  // Throws Deadlock, LimitReached, Halted; after one of these, or once closed, RuntimeError.
  template <class T>
  T run(Coro<T> body, LoopContext* context = nullptr) {
    if (closed_) throw RuntimeError("Runner is closed");
    if (!context_) context_ = copy_context();
    if (context == nullptr) context = *context_;
    const Task<T> task = create_task_on(loop_, std::move(body), {}, context);
    throw_unless_done(drive(task.core()));
    return task.result();
  }

  // Runs the loop until `core` is done, or for as long as it goes. The iteration after the end is
  // still run, as asyncio's run_until_complete does.
  [[nodiscard]] RunEnd drive(FutureCore& core);

  // Cancels what still runs and waits for it. Does nothing the second time.
  // Throws Deadlock, LimitReached, Halted.
  void close() { throw_unless_done(shut_down()); }
  [[nodiscard]] RunEnd shut_down();

  // Throws what stands for an end that is not `done`.
  void throw_unless_done(RunEnd end);

 private:
  [[nodiscard]] bool at_limit();
  void interrupt();
  RunEnd cancel_all_tasks();
  RunEnd run_empty_task();

  RunOptions options_;
  bool closed_ = false;
  std::optional<Loop> own_loop_;
  Loop& loop_;
  std::optional<Context> context_;
};

namespace detail {

// What the future was ended with, or nothing. Requires: it is done.
[[nodiscard]] std::exception_ptr ending_error(FutureCore& core);

}  // namespace detail

template <class T>
T run(Coro<T> body, RunOptions options = {}) {
  Runner runner(options);
  const Task<T> task = create_task_on(runner.loop(), std::move(body));
  runner.throw_unless_done(runner.drive(task.core()));
  // Before the others are cancelled: who asks a cancelled task first gets its message.
  const std::exception_ptr error = detail::ending_error(task.core());
  runner.close();
  if (error) std::rethrow_exception(error);
  return task.result();
}

// Who waits for what, a line for each task that is not done: "Task-2 waits for sleep(1)"; and a
// line for tasks that wait for each other, if there are such: "a ring: Task-2, Task-3".
[[nodiscard]] std::string describe_waits(const Loop& loop);

}  // namespace sim
