// tests/support/outcome.hpp
//
// How something ends, as a text to compare: "returned", or what was thrown, as Python prints it.
//
//   EXPECT_EQ(outcome_of([&] { future.result(); }), "InvalidStateError: Result is not set.");
//   EXPECT_EQ(co_await outcome(task), "CancelledError: enough");

#pragma once

#include <exception>
#include <string>
#include <utility>

#include "sim/coro/awaitable.hpp"
#include "sim/coro/coro.hpp"
#include "sim/coro/exceptions.hpp"

namespace sim::test {

template <class Function>
std::string outcome_of(Function function) {
  try {
    static_cast<void>(function());
    return "returned";
  } catch (...) {
    return describe_exception(std::current_exception());
  }
}

template <Awaitable A>
Coro<std::string> outcome(A awaitable) {
  try {
    static_cast<void>(co_await std::move(awaitable));
    co_return "returned";
  } catch (...) {
    co_return describe_exception(std::current_exception());
  }
}

}  // namespace sim::test
