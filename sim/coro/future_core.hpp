// sim/coro/future_core.hpp
//
// The part of a future that does not depend on the type of its result: state, who is to be told,
// and how a cancellation or an error is handed out. Future<T> and Task<T> are handles to one.
//
//   core.add_waiter(runnable);             // a place in the list of done-callbacks
//   core.finish(BlockerState::finished);   // all of them are ready now, in their order
//
// Mirrors asyncio.Future of CPython 3.11: completion posts, it never calls. An awaiting task is
// one of the callbacks, so it is woken in the iteration after the completion (L = 1).

#pragma once

#include <cstdint>
#include <exception>
#include <string>

#include "sim/base/check.hpp"
#include "sim/base/free_list.hpp"
#include "sim/base/list.hpp"
#include "sim/base/pile.hpp"
#include "sim/coro/blocker.hpp"
#include "sim/loop/loop.hpp"
#include "sim/loop/loop_context.hpp"
#include "sim/loop/runnable.hpp"
#include "sim/loop/unhandled.hpp"

namespace sim {

// A counted pointer to a core.
template <class Core>
class CorePtr {
 public:
  CorePtr() noexcept = default;
  // Shares `core`.
  explicit CorePtr(Core& core) noexcept : core_(&core) { core.retain(); }
  CorePtr(const CorePtr& other) noexcept : core_(other.core_) {
    if (core_ != nullptr) core_->retain();
  }
  CorePtr(CorePtr&& other) noexcept : core_(std::exchange(other.core_, nullptr)) {}
  CorePtr& operator=(CorePtr other) noexcept {
    std::swap(core_, other.core_);
    return *this;
  }
  [[gnu::always_inline]] ~CorePtr() {
    if (core_ != nullptr) core_->release();
  }

  // Takes over the reference that a new core is born with.
  [[nodiscard]] static CorePtr adopt(Core* core) noexcept {
    CorePtr pointer;
    pointer.core_ = core;
    return pointer;
  }

  // Hands its reference over to the caller.
  [[nodiscard]] Core* give() noexcept { return std::exchange(core_, nullptr); }

  [[nodiscard]] Core* get() const noexcept { return core_; }
  Core& operator*() const noexcept { return *core_; }
  Core* operator->() const noexcept { return core_; }
  explicit operator bool() const noexcept { return core_ != nullptr; }

 private:
  Core* core_ = nullptr;
};

class FutureCore;

// Who hears at once that a future is done, before any of its callbacks becomes ready. One may
// listen to many; it must live until each of them is done, or dropped: never done any more.
class FirstEar : public ListNode<> {
 public:
  virtual void hear_end(FutureCore& core) = 0;
  virtual void hear_drop() noexcept = 0;

 protected:
  ~FirstEar() = default;
};

class FutureCore : public Blocker, public Pooled {
 public:
  explicit FutureCore(Loop& loop) noexcept : Blocker({.number = 1}), loop_(&loop) {
    if (loop.watches_waits()) [[unlikely]] number_cell();
  }

  void retain() noexcept { ++references(); }
  void release() noexcept {
    if (--references() == 0) drop();
  }

  [[nodiscard]] Loop& loop() const noexcept { return *loop_; }
  [[nodiscard]] bool belongs_to(const Loop& loop) const noexcept { return loop_ == &loop; }
  [[nodiscard]] bool orphaned() const noexcept { return loop_ == nullptr; }  // its loop has ended
  [[nodiscard]] bool done() const noexcept { return brief_.state != BlockerState::pending; }
  [[nodiscard]] bool cancelled() const noexcept { return brief_.state == BlockerState::cancelled; }

  bool cancel(const CancelMessage& message) override;
  [[nodiscard]] bool wakes_cancelled() const noexcept override;
  [[nodiscard]] std::string describe() const override { return "a future"; }

  // Tells a picker that minds that its state is read, joined, awaited, written.
  void note(Deed deed) const {
    if ((brief_.unusual & noted) != 0) [[unlikely]] tell_note(deed);
  }
  void note_wait() override { note(Deed::awaits_cell); }
  void note_resumed() override { note(Deed::joins_cell); }

  // Makes it done with an error. Throws InvalidStateError if it is done already.
  void fail(std::exception_ptr error);

  // Makes it done. Everything in the list of callbacks becomes ready. Requires: it is pending.
  void finish(BlockerState state) { finish_here(state); }
  // The same without a call.
  [[gnu::always_inline]] void finish_here(BlockerState state) {
    SIM_CHECK(pending(), "a future is finished twice");
    if (brief_.unusual != 0) [[unlikely]] return finish_unusually(state);
    brief_.state = state;
    if (callbacks_.empty()) return;
    SIM_CHECK(loop_ != nullptr, "a future is finished after its loop has ended");
    if (!callbacks_.single()) [[unlikely]] return loop_->post_all(callbacks_);
    loop_->post_only(callbacks_);
  }

  // Puts `runnable` at the end of the callbacks. Requires: it is pending.
  void add_waiter(Runnable& runnable) noexcept { callbacks_.push(runnable); }

  // A callback whose runnable must be told `ready` when the future is done, and may leave then.
  void add_told_waiter(Runnable& runnable) noexcept {
    brief_.unusual |= tells_ready;
    callbacks_.push(runnable);
  }

  // Requires: it is pending, nobody listens, and there is no callback yet.
  void listen_first(FirstEar& ear) noexcept {
    brief_.unusual |= heard_first;
    callbacks_.stand_on(ear);
  }

  // Whether it has neither callbacks nor an error, a name or a context.
  [[nodiscard]] bool holds_nothing() const noexcept {
    return callbacks_.empty() && extra_ == nullptr;
  }
  // Whether there is one counted pointer to it and no more.
  [[nodiscard]] bool sole() const noexcept { return brief_.number == 1; }
  // Whether who awaits it has to wait.
  [[nodiscard]] bool keeps_waiting() const noexcept {
    return brief_.is({}, {.state = all_states, .unusual = refuses});
  }

  // Somebody has seen the error it failed with: nobody is told of it when the future goes. Of an
  // error that it failed with while its loop was not running nobody is told anyway.
  void error_taken() noexcept {
    if (extra_ != nullptr) [[unlikely]] extra_->untaken.unlink();
  }

  // Throws what the future was ended with. Throws InvalidStateError if it is pending.
  void throw_if_unsuccessful() {
    if (brief_.state != BlockerState::finished) [[unlikely]] throw_unsuccessful();
  }

  // The error it failed with, or nothing. Throws CancelledError if it was cancelled,
  // InvalidStateError if it is pending.
  [[nodiscard]] std::exception_ptr exception();

  // The CancelledError for the next who asks: the first gets the one that ended the task, with
  // its message; later ones get a new one with the message of cancel().
  [[nodiscard]] std::exception_ptr make_cancelled_error();

  [[nodiscard]] CancelMessage cancel_message() const;

  // Once an await of it has gone wrong (of the task itself, or of another loop's future) every
  // later one raises RuntimeError until it is done: CPython's C code leaves `fut_blocking` set.
  void refuse_awaits() noexcept { brief_.unusual |= refuses; }
  [[noreturn]] void refuse_early_result() const;  // RuntimeError

  // Lets go of the error and the messages, which may hold what holds the future. Requires: nobody
  // asks for them any more.
  void forget_errors() noexcept;

  // Whether something else will end it though nobody holds it: then its callbacks hold it.
  [[nodiscard]] virtual bool ends_by_itself() const noexcept { return false; }

  // Where the result lies; what points there knows its type.
  [[nodiscard]] virtual void* result_slot() noexcept = 0;

 protected:
  // For a core that calls number_cell() itself.
  struct Unnumbered {};
  FutureCore(Loop& loop, Unnumbered, const Brief& born) noexcept : Blocker(born), loop_(&loop) {}
  void number_cell() noexcept;

  virtual ~FutureCore() {
    if (!callbacks_.empty()) [[unlikely]] drop_callbacks();
    if (extra_ != nullptr) [[unlikely]] drop_extra();
  }

  // Nobody points to it any more.
  virtual void drop() noexcept;
  // For the report on an error that nobody took.
  struct LostError final : detail::Untaken {
    [[nodiscard]] Unhandled lost() const override { return core->lost(); }
    FutureCore* core = nullptr;
  };

  // What most futures never need.
  struct Extra : Pooled {
    std::exception_ptr error;      // it failed, or the CancelledError that ended it
    CancelMessage cancel_message;  // of cancel(), kept with a future that it ended
    CancelMessage wake_message;    // of the cancellation that wakes a task next
    std::string name;              // of a task that was given one
    CorePtr<LoopContext> context;  // of a task that has one
    std::uint32_t cell = 0;        // what a picker that minds knows its state by
    std::uint32_t cancels = 0;     // of a task: requests to stop that are pending
    LostError untaken;             // listed from the failure until the error is taken
  };

  Extra& extra();
  void drop_extra() noexcept;
  void await_taker() noexcept;  // Requires: it has failed.
  void report_if_lost() noexcept;
  [[nodiscard]] virtual Unhandled lost() const;
  void drop_callbacks() noexcept;
  void tell_note(Deed deed) const;
  [[noreturn]] void throw_unsuccessful();

  // What few futures are: one test for all.
  enum Unusual : std::uint8_t {
    noted = 1,        // a picker that minds knows its state by a number
    tells_ready = 2,  // some of its callbacks want to be told
    refuses = 4,      // to be awaited
    heard_first = 8,  // its callbacks stand on a FirstEar
  };
  [[nodiscard]] FirstEar& take_ear() noexcept;
  void finish_unusually(BlockerState state);

  // In its brief the flags are for a task, which is marked if nobody is to be told that it was
  // pending; what is unusual is listed above; and the number is that of counted pointers to it.
  [[nodiscard]] std::uint32_t& references() noexcept { return brief_.number; }

  // Two that are written as one lie on a multiple of 16, so that no cache line ends between.
  Pile<Runnable> callbacks_;
  Extra* extra_ = nullptr;  // its own
  Loop* loop_;              // nullptr once it is evicted
};

}  // namespace sim
