// sim/aio/wait_for.hpp
//
// wait_for() waits for one thing, but not longer than a time.
//
//   int paid = co_await wait_for(price(shop), 2s);      // or throws TimeoutError
//
// When the time is up the task is cancelled and waited for, however long its clean-up takes; a
// result or an error that it ends with all the same wins over TimeoutError. A coroutine runs in a
// task of its own. A timeout of 0 or less cancels it before its first step, unless it is done.
// If the waiter is cancelled the task is, too; but a cancellation that comes when the task has
// just ended is swallowed and the result given (gh-86296). Mirrors asyncio.wait_for of CPython
// 3.11; wait_for_312 is that of 3.12, which runs a coroutine inside the caller's task under a
// timeout() and never swallows.

#pragma once

#include <optional>
#include <utility>

#include "sim/aio/ensure_future.hpp"
#include "sim/aio/timeout.hpp"
#include "sim/aio/wait_for_core.hpp"
#include "sim/base/time.hpp"
#include "sim/coro/awaitable.hpp"
#include "sim/coro/coro.hpp"
#include "sim/coro/future.hpp"

namespace sim {

namespace detail {

// A timeout of 0 or less: what is not done is cancelled.
template <class T>
Coro<T> wait_for_no_time(CorePtr<FutureCore> core) {
  core->note(Deed::reads_cell);
  if (!core->done()) {
    co_await cancel_and_wait(core);
    throw_timeout_if_cancelled(*core);
  }
  co_return read_result<T>(*core);
}

}  // namespace detail

template <Awaitable A>
Coro<AwaitResult<A>> wait_for(A awaitable, std::optional<Duration> timeout) {
  using T = AwaitResult<A>;
  Loop& loop = Loop::current();
  if (!timeout) co_return co_await std::move(awaitable);
  if (*timeout <= Duration::zero()) {
    co_return co_await detail::wait_for_no_time<T>(
        detail::ensure_future(loop, std::move(awaitable)));
  }
  detail::WaitForTimer timer(loop, *timeout);
  const CorePtr<FutureCore> core = detail::ensure_future(loop, std::move(awaitable));
  co_await timer.wait(core);
  co_return detail::read_result<T>(*core);
}

template <Awaitable A>
Coro<AwaitResult<A>> wait_for_312(A awaitable, std::optional<Duration> timeout) {
  using T = AwaitResult<A>;
  if (timeout && *timeout <= Duration::zero()) {
    co_return co_await detail::wait_for_no_time<T>(
        detail::ensure_future(Loop::current(), std::move(awaitable)));
  }
  co_return co_await sim::timeout(timeout, as_coro(std::move(awaitable)));
}

}  // namespace sim
