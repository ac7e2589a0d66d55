// sim/coro/awaitable.hpp
//
// An Awaitable is what may stand behind co_await in a Coro: a coroutine, a future, a task, or what
// a function such as sleep() returns.
//
//   template <Awaitable A>
//   void watch(A awaitable);
//   Coro<AwaitResult<A>> coroutine = as_coro(std::move(awaitable));
//
// as_coro() makes a coroutine of any of them and adds no iteration of the loop.

#pragma once

#include <type_traits>
#include <utility>

#include "sim/coro/coro.hpp"

namespace sim {

namespace detail {

template <class A>
decltype(auto) awaiter_of(A&& awaitable) {
  if constexpr (requires { std::forward<A>(awaitable).operator co_await(); }) {
    return std::forward<A>(awaitable).operator co_await();
  } else {
    return std::forward<A>(awaitable);
  }
}

template <class A>
struct IsCoro : std::false_type {};
template <class T>
struct IsCoro<Coro<T>> : std::true_type {};

}  // namespace detail

template <class A>
concept Awaitable =
    requires(A&& awaitable) { detail::awaiter_of(std::move(awaitable)).await_resume(); };

// What awaiting an A gives.
template <class A>
using AwaitResult = decltype(detail::awaiter_of(std::declval<A>()).await_resume());

template <class T>
[[nodiscard]] Coro<T> as_coro(Coro<T> coroutine) {
  return coroutine;
}

template <Awaitable A>
  requires(!detail::IsCoro<A>::value)
[[nodiscard]] Coro<AwaitResult<A>> as_coro(A awaitable) {
  co_return co_await std::move(awaitable);
}

}  // namespace sim
