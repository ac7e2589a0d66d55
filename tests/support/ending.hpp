// tests/support/ending.hpp
//
// How something ended, in words: its value, "done" where it has none, or what it threw.
//
//   play([]() -> Coro<> {
//     auto task = create_task(lock.acquire());
//     task.cancel("stop");
//     EXPECT_EQ(co_await ending(task), "CancelledError: stop");
//   });
//
// play() keeps the lambda until the run is over, so it and those within it may have captures.

#pragma once

#include <concepts>
#include <exception>
#include <string>
#include <type_traits>
#include <utility>

#include "sim/aio/run.hpp"
#include "sim/aio/sleep.hpp"
#include "sim/coro/awaitable.hpp"
#include "sim/coro/coro.hpp"
#include "sim/coro/exceptions.hpp"

namespace sim::test {

using std::chrono_literals::operator""h;
using std::chrono_literals::operator""s;
using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""ns;

template <class F>
auto play(F body) {
  return run(body());
}

template <class T>
std::string words(const T& value) {
  if constexpr (std::same_as<T, bool>) {
    return value ? "true" : "false";
  } else if constexpr (std::same_as<T, char>) {
    return std::string(1, value);
  } else if constexpr (std::is_arithmetic_v<T>) {
    return std::to_string(value);
  } else {
    return std::string(value);
  }
}

// Awaits it first.
template <class A>
Coro<std::string> ending(A awaitable) {
  std::string text;
  try {
    if constexpr (std::is_void_v<AwaitResult<A>>) {
      co_await std::move(awaitable);
      text = "done";
    } else {
      text = words(co_await std::move(awaitable));
    }
  } catch (...) {
    text = describe_exception(std::current_exception());
  }
  co_return text;
}

// What calling `function` comes to.
template <class F>
std::string outcome(F function) {
  try {
    if constexpr (std::is_void_v<decltype(function())>) {
      function();
      return "done";
    } else {
      return words(function());
    }
  } catch (...) {
    return describe_exception(std::current_exception());
  }
}

// How a future stands now; "InvalidStateError: ..." where it is not done.
template <class Future>
std::string state_of(const Future& future) {
  return outcome([&] { return future.result(); });
}

// The message of the exception that awaiting it throws; empty where it throws none.
template <class A>
Coro<std::string> complaint(A awaitable) {
  std::string text;
  try {
    co_await std::move(awaitable);
  } catch (const std::exception& error) {
    text = error.what();
  }
  co_return text;
}

// Lets a loop run for the two iterations of a task that does nothing.
inline void run_briefly(Runner& runner) { runner.run([]() -> Coro<> { co_return; }()); }

// Sleeps of no time: so many iterations pass.
inline Coro<> pass(int iterations) {
  for (; iterations > 0; --iterations) co_await sleep(0s);
}

}  // namespace sim::test
