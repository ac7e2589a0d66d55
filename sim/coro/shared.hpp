// sim/coro/shared.hpp
//
// A Shared<T> is a variable of several tasks, whose reads and writes are seen.
//
//   Shared<int> balance(100);
//   int before = balance.get();            // at once
//   balance.set(before - 30);
//   int now = co_await balance.read();     // after a turn of its own: others may run first
//   co_await balance.write(now - 30);
//
// Strategies that look for races need to know who touches what (sim/loop/picker.hpp); a plain
// variable works as well, but they look for it in the dark.

#pragma once

#include <coroutine>
#include <utility>

#include "sim/coro/shared_object.hpp"

namespace sim {

template <class T>
class Shared {
 public:
  class ReadAwaiter;
  class WriteAwaiter;

  explicit Shared(T value = T()) : value_(std::move(value)) {}

  [[nodiscard]] const T& get() const {
    object_.touch(Access::read, EventKind::read);
    return value_;
  }
  void set(T value) {
    object_.touch(Access::write, EventKind::write);
    value_ = std::move(value);
  }
  // Lets `function(value)` read and change it, in one go. Returns what that returns.
  template <class F>
  decltype(auto) update(F function) {
    object_.touch(Access::write, EventKind::write, 1);
    return function(value_);
  }

  [[nodiscard]] ReadAwaiter read() const { return ReadAwaiter(*this); }
  [[nodiscard]] WriteAwaiter write(T value) { return WriteAwaiter(*this, std::move(value)); }

  // What strategies know it by.
  [[nodiscard]] const SharedObject& object() const noexcept { return object_; }

 private:
  T value_;
  SharedObject object_;
};

template <class T>
class [[nodiscard]] Shared<T>::ReadAwaiter : public TurnAwaiter {
 public:
  explicit ReadAwaiter(const Shared& shared)
      : TurnAwaiter(shared.object().id(), Access::read), shared_(shared) {}
  T await_resume() const {
    TurnAwaiter::await_resume();
    return shared_.get();
  }

 private:
  const Shared& shared_;
};

template <class T>
class [[nodiscard]] Shared<T>::WriteAwaiter : public TurnAwaiter {
 public:
  WriteAwaiter(Shared& shared, T value)
      : TurnAwaiter(shared.object().id(), Access::write),
        shared_(shared),
        value_(std::move(value)) {}
  void await_resume() {
    TurnAwaiter::await_resume();
    shared_.set(std::move(value_));
  }

 private:
  Shared& shared_;
  T value_;
};

}  // namespace sim
