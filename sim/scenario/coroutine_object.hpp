// sim/scenario/coroutine_object.hpp
//
// What calling a coroutine gives: a call that has not begun. A Value holds it, so it has an
// identity, can stand in a list, and can be awaited once.
//
//   Value call = std::make_shared<CoroutineObject>("greet", start_greet, arguments);
//   Value result = co_await await_coroutine(object, caller);
//
// Promise: nothing runs before it is awaited, and awaiting takes no iteration of the loop. Who
// awaits it a second time gets Python's RuntimeError.
#pragma once

#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/base/list.hpp"
#include "sim/coro/coro.hpp"
#include "sim/scenario/value.hpp"

namespace sim::scenario {

// As deep as coroutines may await each other inside of one task; CPython 3.11's recursion limit of
// 1000 calls leaves about so many.
inline constexpr std::uint32_t kAwaitDepthMax = 991;

// Who awaits a coroutine.
struct Caller {
  std::uint32_t depth = 0;       // how many coroutines of the task are around it
  std::exception_ptr handled{};  // what those are handling: what a bare `raise` raises again
};

class CoroutineObject : public ListNode<> {
 public:
  using Start = std::function<Coro<Value>(Values arguments, Caller caller)>;

  CoroutineObject(std::string name, Start start, Values arguments);
  ~CoroutineObject();
  CoroutineObject(const CoroutineObject&) = delete;
  CoroutineObject& operator=(const CoroutineObject&) = delete;

  [[nodiscard]] std::string_view name() const { return name_; }

  // A number that whoever looks for doubles among arguments leaves here; it may be another's.
  std::uint32_t mark = 0;

 private:
  friend class Awaiting;
  enum class State : std::uint8_t { fresh, running, finished };

  // Whether it may be begun is touched, by one of so many who hold it.
  void touch(long holders);

  std::string name_;
  Start start_;
  Values arguments_;
  State state_ = State::fresh;
  bool held_by_more_ = false;  // or was once
};

// What the run on this thread called and never awaited. Requires: one at a time.
class NeverAwaited {
 public:
  NeverAwaited();
  ~NeverAwaited();
  NeverAwaited(const NeverAwaited&) = delete;
  NeverAwaited& operator=(const NeverAwaited&) = delete;

  // Those that are alive and were not begun will not be: the program is at its end.
  void end();

  // "coroutine 'greet' was never awaited", a line for each name, in the order of the first of each.
  [[nodiscard]] std::vector<std::string> lines() const;

 private:
  friend class CoroutineObject;

  struct Count {
    std::string name;
    std::uint64_t times;
  };

  void add(std::string_view name);

  List<CoroutineObject> fresh_;  // in the order of their calls
  std::vector<Count> counts_;
};

// Lives as long as one await of a coroutine; when it goes the coroutine is finished.
class Awaiting {
 public:
  explicit Awaiting(std::shared_ptr<CoroutineObject> object) : object_(std::move(object)) {}
  ~Awaiting();
  Awaiting(const Awaiting&) = delete;
  Awaiting& operator=(const Awaiting&) = delete;

  // What there is to co_await. Throws RuntimeError where the coroutine was begun before, and
  // RecursionError where it is too deep.
  [[nodiscard]] Coro<Value> begin(Caller caller);

 private:
  std::shared_ptr<CoroutineObject> object_;
  bool begun_ = false;
};

// A coroutine as the body of a task.
[[nodiscard]] Coro<Value> run_as_task(std::shared_ptr<CoroutineObject> object);

}  // namespace sim::scenario
