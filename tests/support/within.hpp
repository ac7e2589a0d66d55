// tests/support/within.hpp
//
// within() is `async with`: it enters, awaits body(), exits, and throws what is due then. For tests
// that look at a Timeout or a TaskGroup after it is over.
//
//   Timeout limit(Loop::current().now() + 1s);
//   EXPECT_EQ(co_await ending(within(limit, [] { return sleep(10s); })), "TimeoutError");
//   EXPECT_TRUE(limit.expired());

#pragma once

#include <exception>
#include <utility>

#include "sim/aio/task_group.hpp"
#include "sim/aio/timeout.hpp"
#include "sim/coro/coro.hpp"

namespace sim::test {

inline Coro<std::exception_ptr> leave(Timeout& limit, std::exception_ptr error) {
  co_return limit.exit(std::move(error));
}

inline Coro<std::exception_ptr> leave(TaskGroup& group, std::exception_ptr error) {
  return group.exit(std::move(error));
}

template <class Context, class F>
Coro<> within(Context& context, F body) {
  context.enter();
  std::exception_ptr error;
  try {
    co_await body();
  } catch (...) {
    error = std::current_exception();
  }
  const std::exception_ptr due = co_await leave(context, std::move(error));
  if (due) std::rethrow_exception(due);
}

}  // namespace sim::test
