// sim/aio/wait.hpp
//
// wait() waits for tasks or futures and says which are done and which are not.
//
//   auto [done, pending] = co_await wait(tasks, {.timeout = 2s});
//   auto first = co_await wait(tasks, {.return_when = ReturnWhen::first_completed});
//
// Nothing is cancelled, neither by the timeout nor when the waiter is cancelled, and nothing that
// a task raised is thrown. Both sides keep the order of the arguments; one that stands twice is
// one. The two sides are told apart when the waiter resumes: what is done by then is done.
//
// The waiter resumes two iterations after the last step of the child that met the condition
// (L = 2). A cancelled child does not meet `first_exception`. A timeout of 0 or less still lets
// the children run for an iteration. Throws ValueError if there is nothing to wait for.
// Mirrors asyncio.wait of CPython 3.11.

#pragma once

#include <ranges>
#include <type_traits>
#include <utility>
#include <vector>

#include "sim/aio/wait_core.hpp"
#include "sim/coro/coro.hpp"
#include "sim/coro/future.hpp"
#include "sim/coro/task.hpp"

namespace sim {

template <class F>
struct WaitResult {
  std::vector<F> done;
  std::vector<F> pending;
};

template <class R>
concept FutureRange =
    std::ranges::input_range<R> && std::is_base_of_v<AnyFuture, std::ranges::range_value_t<R>>;

namespace detail {

template <class F>
Coro<WaitResult<F>> wait_for_each(std::vector<CorePtr<FutureCore>> cores, WaitOptions options) {
  remove_duplicates(cores);
  co_await wait_until(cores, options);
  WaitResult<F> result;
  for (const CorePtr<FutureCore>& core : cores) {
    core->note(Deed::reads_cell);
    (core->done() ? result.done : result.pending).push_back(F(*core));
  }
  co_return result;
}

}  // namespace detail

template <FutureRange R>
auto wait(R&& futures, WaitOptions options = {}) {
  using F = std::ranges::range_value_t<R>;
  std::vector<CorePtr<FutureCore>> cores;
  for (const F& future : futures) cores.emplace_back(future.core());
  return detail::wait_for_each<F>(std::move(cores), options);
}

}  // namespace sim
