// sim/aio/shield.hpp
//
// shield() waits for something without passing a cancellation on to it.
//
//   int paid = co_await shield(price(shop));        // cancelled here, price() runs on
//
// A coroutine becomes a task at once. If the waiter is cancelled the outer future is, and the
// inner one goes on and keeps its result; an error of it is then nobody's, and is reported. If the
// inner one is cancelled so is the outer. What is done already is given as it is (T = 0). Mirrors
// asyncio.shield of CPython 3.11.

#pragma once

#include <type_traits>
#include <utility>
#include <vector>

#include "sim/aio/ensure_future.hpp"
#include "sim/coro/awaitable.hpp"
#include "sim/coro/future.hpp"

namespace sim {

namespace detail {

// Hears of each result that a shield passes on. A type of its own namespace may be told.
template <class T>
void note_result(FutureCore&, const T&) noexcept {}

// Follows an inner future.
template <class T>
class ShieldState final : public FutureCore, private Runnable {
 public:
  explicit ShieldState(CorePtr<FutureCore> inner)
      : FutureCore(inner->loop()), Runnable(&ShieldState::act), inner_(std::move(inner)) {
    inner_->note(Deed::hears_cell);
    inner_->add_told_waiter(*this);
    add_waiter(outer_ear_);
  }
  void* result_slot() noexcept override { return &result_; }
  void add_awaited(std::vector<Blocker*>& awaited) override {
    if (!inner_->done()) awaited.push_back(inner_.get());
  }
  [[nodiscard]] std::string describe() const override {
    return "shield(" + inner_->describe() + ")";
  }
  [[nodiscard]] std::string title() const override { return "shield()"; }
  [[nodiscard]] bool ends_by_itself() const noexcept override { return true; }

  bool cancel(const CancelMessage& message) override {
    note(Deed::writes_cell);
    if (done()) return false;
    if (Loop::current_or_null() == &loop()) {
      outer_ear_.outer = CorePtr<ShieldState>(*this);
    } else {
      outer_ear_.unlink();  // the loop may be gone
    }
    return FutureCore::cancel(message);
  }

 private:
  // Hears that the outer one is cancelled: then nobody listens to the inner one any more.
  struct OuterEar : Runnable {
    OuterEar() noexcept : Runnable(&OuterEar::act) {}
    ~OuterEar() { unlink(); }

    static void act(Runnable& self, RunnableOp op) {
      if (!runs(op) && op != RunnableOp::drop) return;
      const CorePtr<ShieldState> outer = std::move(static_cast<OuterEar&>(self).outer);
      if (!outer) return;
      outer->inner_->note(Deed::hears_cell);
      if (!outer->inner_->done()) outer->unlink();
    }

    CorePtr<ShieldState> outer;
  };

  ~ShieldState() override { unlink(); }

  static void act(Runnable& self, RunnableOp op) {
    auto& outer = static_cast<ShieldState&>(self);
    if (op == RunnableOp::ready) outer.kept_ = CorePtr<ShieldState>(outer);
    if (!runs(op) && op != RunnableOp::drop) return;
    const CorePtr<ShieldState> kept = std::move(outer.kept_);
    if (op == RunnableOp::drop) return;
    outer.note(Deed::hears_cell);
    if (outer.done()) {
      outer.inner_->error_taken();
    } else {
      outer.outer_ear_.unlink();
      outer.follow();
    }
  }

  void follow() {
    if (inner_->cancelled()) {
      finish(BlockerState::cancelled);
    } else if (inner_->state() == BlockerState::failed) {
      fail(inner_->exception());
    } else {
      take_result();
      finish(BlockerState::finished);
    }
  }

  void take_result() {
    if constexpr (std::is_void_v<T>) {
      result_.emplace();
    } else {
      note_result(*this, result_.emplace(read_result<T>(*inner_)));
    }
  }

  CorePtr<FutureCore> inner_;
  CorePtr<ShieldState> kept_;  // itself, while it stands in line: the inner one has ended
  OuterEar outer_ear_;
  [[no_unique_address]] ResultSlot<T> result_;
};

}  // namespace detail

template <Awaitable A>
Future<AwaitResult<A>> shield(A awaitable) {
  using T = AwaitResult<A>;
  CorePtr<FutureCore> inner = detail::ensure_future(Loop::current(), std::move(awaitable));
  inner->note(Deed::reads_cell);
  if (inner->done()) return Future<T>(*inner);
  const auto outer =
      CorePtr<FutureCore>::adopt(new detail::ShieldState<T>(std::move(inner)));
  return Future<T>(*outer);
}

}  // namespace sim
