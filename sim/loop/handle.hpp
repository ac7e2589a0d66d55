// sim/loop/handle.hpp
//
// A Handle is a call to come: what call_soon gives. A TimerHandle has a deadline, too: what
// call_later and call_at give.
//
//   Handle soon = loop.call_soon([] { ... });
//   TimerHandle later = loop.call_later(2s, [] { ... });
//   later.cancel();                        // it will not be called
//
// Copies are the same call. Dropping the last one cancels nothing; the loop keeps what it still
// has to call. A handle may outlive its loop. The function runs in a copy of the context in which
// it was given to the loop (loop_context.hpp). Mirrors asyncio.Handle and asyncio.TimerHandle.

#pragma once

#include <cstdint>
#include <type_traits>
#include <utility>

#include "sim/base/free_list.hpp"
#include "sim/base/time.hpp"
#include "sim/loop/loop_context.hpp"
#include "sim/loop/picker.hpp"
#include "sim/loop/runnable.hpp"

namespace sim {

class Loop;

namespace detail {

// The record behind a handle; derived classes hold the function to call.
class Call : public Runnable {
 public:
  void retain() noexcept { ++references_; }
  void release() noexcept;

  void cancel() noexcept;
  [[nodiscard]] bool cancelled() const noexcept {
    note(Deed::reads_cell);
    return cancelled_;
  }
  [[nodiscard]] Instant when() const noexcept { return when_; }
  void set_when(Instant when) noexcept { when_ = when; }

  // Runs in `context` itself.
  void share(LoopContext& context) noexcept;

 protected:
  explicit Call(Loop& loop);
  virtual ~Call() {
    if (context_ != nullptr) [[unlikely]] context_->release();
  }

  virtual void invoke() = 0;
  virtual void on_ready() noexcept {}
  virtual void forget() noexcept = 0;  // destroys the function

 private:
  static void act(Runnable& self, RunnableOp op);
  Loop& leave_loop() noexcept;
  void note(Deed deed) const noexcept;
  void call(Loop& loop);
  void invoke_in_context();

  Loop* loop_;  // nullptr once called, cancelled or dropped
  LoopContext* context_;
  Instant when_{};
  int references_ = 1;  // the loop's
  std::uint32_t cell_;  // what a picker that minds knows it by
  bool cancelled_ = false;
};

template <class F>
class CallOf final : public Call, public Pooled {
 public:
  CallOf(Loop& loop, F function) : Call(loop) { new (&function_) F(std::move(function)); }

 private:
  ~CallOf() override { forget(); }

  void invoke() override { function_(); }

  void forget() noexcept override {
    if (std::exchange(forgotten_, true)) return;
    function_.~F();
  }

  union {
    F function_;
  };
  bool forgotten_ = false;
};

}  // namespace detail

class Handle {
 public:
  Handle(const Handle& other) noexcept : call_(other.call_) { call_->retain(); }
  Handle(Handle&& other) noexcept : Handle(static_cast<const Handle&>(other)) {}
  Handle& operator=(Handle other) noexcept {
    std::swap(call_, other.call_);
    return *this;
  }
  ~Handle() { call_->release(); }

  // Does nothing once it was called.
  void cancel() noexcept { call_->cancel(); }
  [[nodiscard]] bool cancelled() const noexcept { return call_->cancelled(); }

  explicit Handle(detail::Call& call) noexcept : call_(&call) { call.retain(); }

 protected:
  detail::Call* call_;
};

class TimerHandle : public Handle {
 public:
  // The deadline.
  [[nodiscard]] Instant when() const noexcept { return call_->when(); }

 private:
  friend class Loop;
  using Handle::Handle;
};

}  // namespace sim
