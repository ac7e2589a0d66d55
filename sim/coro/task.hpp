// sim/coro/task.hpp
//
// A Task runs a coroutine on the loop, and is the future of what that returns.
//
//   Task<int> asked = create_task(price(shop), "price");
//   co_await sleep(1s);
//   int paid = co_await asked;             // the result, or what was thrown
//
// A handle: copies are the same task. Dropping the last one neither cancels nor detaches it; the
// loop owns a task until it is done. The first step comes in the next iteration (S = 1), never
// inside create_task. An error that nobody ever takes is told to the loop's exception handler when
// the task goes, or when the run ends. Mirrors asyncio.Task.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/base/ids.hpp"
#include "sim/coro/awaitable.hpp"
#include "sim/coro/coro.hpp"
#include "sim/coro/future.hpp"
#include "sim/coro/task_core.hpp"

namespace sim {

namespace detail {

template <class T>
class TaskState final : public TaskCore {
 public:
  // Takes the frame over.
  TaskState(Loop& loop, Promise<T>& root) noexcept : TaskCore(loop, root) {
    if constexpr (!std::is_empty_v<ResultSlot<T>>) check_result_place(&result_);
  }
  using TaskCore::start;
  using TaskCore::start_plainly;
  using TaskCore::starts_plainly;

  void* result_slot() noexcept override { return &result_; }
  [[nodiscard]] ResultSlot<T>& result() noexcept { return result_; }
  // As that of a FutureCore, for who knows what it is.
  [[gnu::always_inline]] void release() noexcept {
    if (--references() == 0) drop_here();
  }

 private:
  void drop() noexcept override { drop_here(); }
  // What holds nothing needs no destructor.
  [[gnu::always_inline]] void drop_here() noexcept {
    if constexpr (std::is_trivially_destructible_v<ResultSlot<T>>) {
      if (done() && extra_ == nullptr) [[likely]] {  // then there are no callbacks either
        return FreeList::release(this, sizeof(TaskState));
      }
    }
    FutureCore::drop();
  }


  void take_result([[maybe_unused]] PromiseBase& root) override {
    if constexpr (std::is_void_v<T>) {
      result_.emplace();
    } else {
      result_.emplace(static_cast<Promise<T>&>(root).take_result());
    }
  }

  [[no_unique_address]] ResultSlot<T> result_;
};

template <class T>
[[gnu::noinline]] TaskState<T>* start_task_anyhow(Loop& loop, Promise<T>& root,
                                                  std::string_view name, LoopContext* context) {
  auto* task = new TaskState<T>(loop, root);
  task->start(name, context);
  return task;
}

// What most tasks need, and no call but the last: then nothing is kept over one.
template <class T>
[[gnu::noinline]] TaskState<T>* start_task(Loop& loop, Promise<T>& root) {
  if (!TaskState<T>::starts_plainly(loop)) [[unlikely]] {
    return start_task_anyhow(loop, root, {}, nullptr);
  }
  void* block = FreeList::take_waiting(sizeof(TaskState<T>));
  if (block == nullptr) [[unlikely]] return start_task_anyhow(loop, root, {}, nullptr);
  if (!loop.give_newest_a_place()) [[unlikely]] {
    FreeList::release(block, sizeof(TaskState<T>));
    return start_task_anyhow(loop, root, {}, nullptr);
  }
  auto* task = ::new (block) TaskState<T>(loop, root);
  task->start_plainly(loop);
  return task;
}

}  // namespace detail

// What is known of any task, whatever it returns.
class AnyTask : public AnyFuture {
 public:
  explicit AnyTask(TaskCore& core) noexcept : AnyFuture(core) {}
  // Requires: `core` is a task.
  explicit AnyTask(FutureCore& core) noexcept : AnyFuture(core) {}

  [[nodiscard]] TaskId id() const noexcept { return task_core().id(); }

  // "Task-N" unless it was given one; N counts all tasks of the run, as in CPython 3.11.
  [[nodiscard]] std::string name() const { return task_core().name(); }
  void set_name(std::string name) { task_core().set_name(std::move(name)); }

  // How many requests to stop are pending, and one request less.
  [[nodiscard]] std::uint32_t cancelling() const noexcept { return task_core().cancelling(); }
  std::uint32_t uncancel() noexcept { return task_core().uncancel(); }

  [[nodiscard]] TaskCore& task_core() const noexcept { return static_cast<TaskCore&>(core()); }

 protected:
  explicit AnyTask(CorePtr<FutureCore> core) noexcept : AnyFuture(std::move(core)) {}
};

template <class T = void>
class Task : public AnyTask {
 public:
  using value_type = T;

  // Requires: the result of `core` is a T.
  explicit Task(TaskCore& core) noexcept : AnyTask(core) {}
  explicit Task(FutureCore& core) noexcept : Task(static_cast<TaskCore&>(core)) {}

  operator Future<T>() const noexcept { return Future<T>(core()); }

  detail::FutureAwaiter<T, detail::TaskState<T>> operator co_await() const& noexcept {
    return detail::FutureAwaiter<T, detail::TaskState<T>>(CorePtr<FutureCore>(core()));
  }
  detail::FutureAwaiter<T, detail::TaskState<T>> operator co_await() && noexcept {
    return detail::FutureAwaiter<T, detail::TaskState<T>>(take_core());
  }

  // The result. Throws what it raised, CancelledError, or InvalidStateError if it is not done.
  T result() const {
    core().note(Deed::writes_cell);
    return detail::read_result<T, detail::TaskState<T>>(core());
  }

  // Calls `function(task)` in the iteration after it is done, in the order of adding; in
  // `context`, or else in a copy of the current one.
  template <class F>
  Handle add_done_callback(F function, LoopContext* context = nullptr) {
    return detail::add_done_callback<Task>(core(), std::move(function), context);
  }

 private:
  template <class U>
  friend Task<U> create_task_on(Loop& loop, Coro<U> body, std::string_view name,
                                LoopContext* context);
  template <class U>
  friend Task<U> create_task_on(Loop& loop, Coro<U> body);
  explicit Task(CorePtr<FutureCore> core) noexcept : AnyTask(std::move(core)) {}
};

// Starts `body` on a loop that need not run yet; in `context` (a Context), or else in a copy of the
// current one. Throws RuntimeError if it was awaited already.
template <class T>
Task<T> create_task_on(Loop& loop, Coro<T> body, std::string_view name,
                       LoopContext* context = nullptr) {
  Promise<T>* root = body.release();
  if (root == nullptr) [[unlikely]] detail::refuse_reuse();
  auto* task = name.empty() && context == nullptr
                   ? detail::start_task(loop, *root)
                   : detail::start_task_anyhow(loop, *root, name, context);
  return Task<T>(CorePtr<FutureCore>::adopt(task));
}

// Without a name: GCC keeps what is left out in the frame of the coroutine that calls.
template <class T>
Task<T> create_task_on(Loop& loop, Coro<T> body) {
  Promise<T>* root = body.release();
  if (root == nullptr) [[unlikely]] detail::refuse_reuse();
  return Task<T>(CorePtr<FutureCore>::adopt(detail::start_task(loop, *root)));
}

// Starts a coroutine, or anything else that can be awaited, on the running loop.
template <class T>
Task<T> create_task(Coro<T> body) {
  return create_task_on(Loop::current(), std::move(body));
}
template <class T>
Task<T> create_task(Coro<T> body, std::string_view name, LoopContext* context = nullptr) {
  return create_task_on(Loop::current(), std::move(body), name, context);
}
template <Awaitable A>
auto create_task(A body, std::string_view name = {}, LoopContext* context = nullptr) {
  return create_task_on(Loop::current(), as_coro(std::move(body)), name, context);
}

// The task that is stepping now. Throws RuntimeError outside of any.
[[nodiscard]] inline AnyTask current_task() {
  TaskCore* core = TaskCore::current_or_null();
  if (core == nullptr) throw RuntimeError("no task is running");
  return AnyTask(*core);
}

// The tasks of a loop that are not done, in the order of creation.
[[nodiscard]] inline std::vector<AnyTask> all_tasks(const Loop& loop = Loop::current()) {
  std::vector<AnyTask> tasks;
  if (Loop* running = Loop::current_or_null()) running->note(Deed::everything);
  for (Runnable* resident : loop.residents()) {
    if (TaskCore* core = TaskCore::of(resident)) tasks.emplace_back(*core);
  }
  return tasks;
}

}  // namespace sim
