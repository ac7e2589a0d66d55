// tests/support/group_errors.hpp
//
// The types of the errors in an ExceptionGroup, in their order, groups in brackets:
//
//   EXPECT_EQ(co_await errors_of(task), "[ValueError [TypeError]]");
//
// What is no group is given as ending() gives it.

#pragma once

#include <exception>
#include <string>

#include "sim/aio/exception_group.hpp"
#include "sim/aio/sleep.hpp"
#include "tests/support/ending.hpp"

namespace sim::test {

inline std::string errors_in(const ExceptionGroup& group);

inline std::string error_type(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const ExceptionGroup& group) {
    return errors_in(group);
  } catch (const Exception& exception) {
    return std::string(exception.type_name());
  } catch (...) {
    return "exception";
  }
}

inline std::string errors_in(const ExceptionGroup& group) {
  std::string text;
  for (const std::exception_ptr& error : group.exceptions()) {
    text += (text.empty() ? "[" : " ") + error_type(error);
  }
  return text + "]";
}

template <class A>
Coro<std::string> errors_of(A awaitable) {
  std::string text = "done";
  try {
    co_await std::move(awaitable);
  } catch (const ExceptionGroup& group) {
    text = errors_in(group);
  } catch (...) {
    text = describe_exception(std::current_exception());
  }
  co_return text;
}

inline Coro<> crash_after(Duration delay) {
  co_await sleep(delay);
  throw ValueError("division by zero");
}

}  // namespace sim::test
