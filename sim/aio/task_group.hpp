// sim/aio/task_group.hpp
//
// A TaskGroup is tasks that end together.
//
//   co_await task_group([&](TaskGroup& group) -> Coro<> {
//     group.create_task(serve(shop));
//     group.create_task(clean(shop));
//     co_await sleep(1s);
//   });                                    // here both are done
//
// The group ends when its body and all its tasks have (L = 2). When one of them raises, the others
// and the body are cancelled, in the order of creation, and an ExceptionGroup of what was raised is
// thrown once all have ended; CancelledErrors are left out of it. If the waiting task is cancelled
// the tasks are, too. The body is kept until it is done, so a lambda with captures is safe here;
// but g++ 12 destroys twice what a lambda captures by value if it is written inside a co_await
// expression: there, capture by reference or give the lambda a name first.
// Mirrors asyncio.TaskGroup of CPython 3.11.

#pragma once

#include <cstddef>
#include <exception>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "sim/aio/exception_group.hpp"
#include "sim/base/list.hpp"
#include "sim/coro/awaitable.hpp"
#include "sim/coro/coro.hpp"
#include "sim/coro/future_core.hpp"
#include "sim/coro/task.hpp"
#include "sim/coro/wait_queue.hpp"

namespace sim {

class TaskGroup final : private WaitReason {
 public:
  TaskGroup() = default;
  ~TaskGroup();
  TaskGroup(const TaskGroup&) = delete;
  TaskGroup& operator=(const TaskGroup&) = delete;

  // Throws RuntimeError if the group has not been entered, is finished, or is shutting down.
  // The task runs in `context`, or else in a copy of the current one.
  template <Awaitable A>
  auto create_task(A body, std::string_view name = {}, LoopContext* context = nullptr) {
    check_open();
    auto task = create_task_on(parent_->loop(), as_coro(std::move(body)), name, context);
    adopt(task.task_core());
    return task;
  }

  // Throws what create_task() would throw.
  void add_awaited(const TaskCore& waiter, std::vector<Blocker*>& awaited) override;
  void check_open() const;

  // What `async with` does, for those who cannot use task_group(): enter() in a task, and exit()
  // with what the body threw, if it did; exit() waits, and gives what is to be thrown now.
  void enter();
  [[nodiscard]] Coro<std::exception_ptr> exit(std::exception_ptr error);

  [[nodiscard]] std::size_t unfinished() const noexcept { return unfinished_; }

 private:
  struct Member;

  void note() const { parent_->loop().note(Deed::writes_cell, cell_); }
  void adopt(TaskCore& task);
  void member_done(Member& member);
  void abort();
  [[nodiscard]] std::exception_ptr what_is_due(std::exception_ptr error,
                                               std::exception_ptr cancellation);

  bool entered_ = false;
  bool exiting_ = false;
  bool aborting_ = false;
  bool parent_cancel_requested_ = false;
  CorePtr<TaskCore> parent_;
  std::size_t unfinished_ = 0;
  std::uint32_t cell_ = 0;  // what a picker that minds knows it by
  List<Member, TaskGroup> members_;
  std::vector<std::exception_ptr> errors_;
  WaitQueue completed_;
};

namespace detail {

template <class F>
using GroupBodyResult = typename std::invoke_result_t<F&, TaskGroup&>::value_type;

}  // namespace detail

// Runs `body(group)` and waits for the group; gives what the body returns.
template <class F>
  requires std::is_invocable_v<F&, TaskGroup&>
Coro<detail::GroupBodyResult<F>> task_group(F body) {
  using T = detail::GroupBodyResult<F>;
  TaskGroup group;
  group.enter();
  std::exception_ptr error;
  detail::ResultSlot<T> result;
  try {
    if constexpr (std::is_void_v<T>) {
      co_await body(group);
    } else {
      result.emplace(co_await body(group));
    }
  } catch (...) {
    error = std::current_exception();
  }
  const std::exception_ptr due = co_await group.exit(std::move(error));
  if (due) std::rethrow_exception(due);
  if constexpr (!std::is_void_v<T>) co_return std::move(*result);
}

}  // namespace sim
