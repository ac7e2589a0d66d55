// sim/aio/barrier.hpp
//
// A Barrier lets tasks through when a number of them have come to it.
//
//   Barrier start(3);
//   std::int64_t index = co_await start.wait();      // 0, 1 or 2: the order of arrival
//
// The last to arrive goes on first, without suspending; the others resume in the iteration after.
// reset() and abort() throw BrokenBarrierError into those who wait. Mirrors asyncio.Barrier of
// CPython 3.11, which is a Condition and a count; an index may be handed out twice after a waiter
// was cancelled (gh-155233).

#pragma once

#include <cstdint>

#include "sim/aio/condition.hpp"
#include "sim/coro/coro.hpp"
#include "sim/coro/exceptions.hpp"

namespace sim {

class BrokenBarrierError : public RuntimeError {
 public:
  using RuntimeError::RuntimeError;
  [[nodiscard]] std::string_view type_name() const noexcept override {
    return "BrokenBarrierError";
  }
};

class Barrier {
 public:
  // Throws ValueError if `parties` is less than 1.
  explicit Barrier(std::int64_t parties);

  Coro<std::int64_t> wait();
  Coro<> reset();
  Coro<> abort();

  [[nodiscard]] std::int64_t parties() const noexcept { return parties_; }
  [[nodiscard]] std::int64_t n_waiting() const {
    changed_.object().note(Deed::reads);
    return state_ == State::filling ? count_ : 0;
  }
  [[nodiscard]] bool broken() const {
    changed_.object().note(Deed::reads);
    return state_ == State::broken;
  }

 private:
  enum class State : std::uint8_t { filling, draining, resetting, broken };

  Coro<std::int64_t> pass();
  void leave();
  // n_waiting() and broken() may be asked without the lock.
  void tell_change() const { changed_.object().note(Deed::writes); }

  Condition changed_;
  std::int64_t parties_;
  std::int64_t count_ = 0;
  State state_ = State::filling;
};

}  // namespace sim
