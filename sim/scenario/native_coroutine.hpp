// sim/scenario/native_coroutine.hpp
//
// A coroutine that the library brings, as a value: `lock.acquire()`, not begun.
//
//   Coro<Value> run_acquire(Values arguments);          // takes the lock that is arguments[0]
//   Value call = native_coroutine("acquire", run_acquire, {lock});
//
// Promise: what it was called with, the object of a method first, lives until it has finished.
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "sim/scenario/coroutine_object.hpp"
#include "sim/scenario/value.hpp"

namespace sim::scenario {

using NativeBody = Coro<Value> (*)(Values arguments);

[[nodiscard]] inline Value native_coroutine(std::string name, NativeBody body, Values arguments) {
  return std::make_shared<CoroutineObject>(
      std::move(name),
      [body](Values given, const Caller&) { return body(std::move(given)); },
      std::move(arguments));
}

}  // namespace sim::scenario
