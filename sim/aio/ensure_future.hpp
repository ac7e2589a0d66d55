// sim/aio/ensure_future.hpp
//
// ensure_future() gives a future for whatever can be awaited: a future or task itself, anything
// else as a new task. Mirrors asyncio.ensure_future.
//
//   CorePtr<FutureCore> core = detail::ensure_future(loop, std::move(awaitable));

#pragma once

#include <type_traits>
#include <utility>

#include "sim/coro/awaitable.hpp"
#include "sim/coro/future.hpp"
#include "sim/coro/task.hpp"

namespace sim::detail {

template <class A>
CorePtr<FutureCore> ensure_future(Loop& loop, A&& awaitable) {
  if constexpr (std::is_base_of_v<AnyFuture, std::remove_cvref_t<A>>) {
    return CorePtr<FutureCore>(awaitable.core());
  } else {
    return CorePtr<FutureCore>(
        create_task_on(loop, as_coro(std::forward<A>(awaitable))).core());
  }
}

}  // namespace sim::detail
