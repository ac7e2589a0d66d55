// tests/interpose/in_a_run.hpp
//
// A function called in the step of a task, or what it throws there.
//
//   EXPECT_EQ(test::in_a_run([] { return time(nullptr); }), 1'000'000'002);   // after two seconds

#pragma once

#include <exception>
#include <optional>

#include "sim/aio/sleep.hpp"
#include "sim/coro/task.hpp"
#include "sim/loop/loop.hpp"

namespace sim::test {

template <class F, class T>
Coro<> call_after_two_seconds(F& function, std::optional<T>& result, std::exception_ptr& error) {
  co_await sleep(std::chrono::seconds(2));
  try {
    result = function();
  } catch (...) {
    error = std::current_exception();
  }
}

template <class F>
auto in_a_run(F function, Loop& loop) {
  std::optional<decltype(function())> result;
  std::exception_ptr error;
  create_task_on(loop, call_after_two_seconds(function, result, error), "main");
  while (loop.run_once()) {
  }
  if (error) std::rethrow_exception(error);
  return *result;
}

template <class F>
auto in_a_run(F function) {
  Loop loop;
  return in_a_run(std::move(function), loop);
}

// What the function throws there.
template <class E, class F>
std::string thrown_in_a_run(F function) {
  try {
    in_a_run([&] {
      function();
      return 0;
    });
  } catch (const E& error) {
    return error.what();
  }
  return "nothing was thrown";
}

}  // namespace sim::test
