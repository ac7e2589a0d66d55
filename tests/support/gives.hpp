// tests/support/gives.hpp
//
// A coroutine that gives a number after a time, and one that fails after a time.
//
//   co_await gather(gives(1, 2s), raises("no", 1s));

#pragma once

#include <string>

#include "sim/aio/sleep.hpp"
#include "sim/coro/coro.hpp"
#include "sim/coro/exceptions.hpp"

namespace sim::test {

inline Coro<int> gives(int value, Duration delay) {
  co_await sleep(delay);
  co_return value;
}

// A ValueError.
inline Coro<int> raises(std::string what, Duration delay) {
  co_await sleep(delay);
  throw ValueError(what);
}

}  // namespace sim::test
