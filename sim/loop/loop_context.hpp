// sim/loop/loop_context.hpp
//
// What a call to come inherits from whoever asks for it: an object that the loop carries along and
// does not look into. The values of context variables are one (sim/coro/context.hpp).
//
//   ContextTurn turn(mine);                // mine may be nullptr: nothing was ever kept
//   ...                                    // runs; what it keeps goes where current() points
//   mine = turn.end();                     // the same, or one that was made meanwhile
//
// Where nothing was ever kept there is no object; whoever has none, and finds none, need not take a
// turn, and may leave() what was begun meanwhile.

#pragma once

#include <utility>

#include "sim/base/tls_model.hpp"

namespace sim {

class LoopContext {
 public:
  LoopContext(const LoopContext&) = delete;
  LoopContext& operator=(const LoopContext&) = delete;

  // A new one with the same content and one reference; nullptr if there is no content.
  [[nodiscard]] virtual LoopContext* copy() const = 0;

  void retain() noexcept { ++references_; }
  void release() noexcept {
    if (--references_ == 0) delete this;
  }

  // Whether it is the current one, or one around the current one, of its thread.
  [[nodiscard]] bool entered() const noexcept { return entered_; }

  // What belongs to what runs on this thread; nullptr if that has kept nothing.
  [[nodiscard]] static LoopContext* current() noexcept { return current_; }

  // A copy of it, with one reference.
  [[nodiscard]] static LoopContext* copy_of_current() {
    return current_ == nullptr ? nullptr : current_->copy();
  }

  // Gives what runs now its context, and the reference to it. Requires: it has none.
  static void begin(LoopContext& context) noexcept;
  // Takes it away again, with the reference: for what began its turn without one.
  [[nodiscard]] static LoopContext* leave() noexcept;

 protected:
  LoopContext() noexcept = default;
  virtual ~LoopContext() = default;

 private:
  friend class ContextTurn;

  SIM_TLS_MODEL static thread_local constinit LoopContext* current_;

  int references_ = 1;
  bool entered_ = false;
};

// A stretch of time in which a context is the current one of its thread.
class ContextTurn {
 public:
  explicit ContextTurn(LoopContext* mine) noexcept
      : outer_(std::exchange(LoopContext::current_, mine)) {
    if (mine != nullptr) [[unlikely]] mine->entered_ = true;
  }

  // The context of the turn; its reference is whoever's it was, of a new one the caller's.
  [[nodiscard]] LoopContext* end() noexcept {
    LoopContext* mine = std::exchange(LoopContext::current_, outer_);
    if (mine != nullptr) [[unlikely]] mine->entered_ = false;
    return mine;
  }

 private:
  LoopContext* outer_;
};

}  // namespace sim
