// sim/aio/gather_core.hpp
//
// The part of gather() that does not depend on the types of its results. gather.hpp is the face.
//
// Mirrors asyncio.gather and _GatheringFuture of CPython 3.11: a child's end is heard by a
// callback, one iteration later; the awaiter of the whole resumes one iteration after that. A child
// that is a task keeps the gather alive until that callback, as CPython's callback does: it takes
// the message of a cancelled child even where nobody holds the gather any more. A future that is no
// task keeps it alive from its end on.

#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <string>
#include <vector>

#include "sim/aio/gather_children.hpp"
#include "sim/base/pointer_numbers.hpp"
#include "sim/coro/future_core.hpp"

namespace sim::detail {

enum class GatherErrors : std::uint8_t { raise, collect };

class GatherCore : public FutureCore, private FirstEar {
 public:
  // Begins to listen to one more argument; one that stands twice is one child. A caller makes a
  // task of a coroutine right before adding it: then what the tasks and the callbacks wait for
  // stands in the loop from left to right, as in CPython.
  void add(FutureCore& argument);
  // The same for a task that was made for it alone, which nobody has seen yet.
  void add_fresh(CorePtr<FutureCore> task);

  // No more arguments come. Without any, it is done.
  void begin();

  // Asks every child that is not done, and once more where it stands twice, as in CPython.
  bool cancel(const CancelMessage& message) override;
  CancelAnswer begin_cancel(const CancelMessage& message) override;
  [[nodiscard]] Blocker* cancel_part(std::size_t index) noexcept override {
    return index < argument_count() ? &argument(index) : nullptr;
  }
  bool end_cancel(const CancelMessage& message, PartsAnswer parts) override;
  [[nodiscard]] bool ends_by_itself() const noexcept override { return true; }
  void add_awaited(std::vector<Blocker*>& awaited) override;
  [[nodiscard]] std::string describe() const override;
  [[nodiscard]] std::string title() const override { return "gather()"; }

 protected:
  // `arguments_max`: no more are added.
  GatherCore(Loop& loop, GatherErrors errors, std::size_t arguments_max)
      : FutureCore(loop), children_(arguments_max), errors_(errors) {}
  // Of tasks that were made for it alone; no argument is added any more.
  GatherCore(Loop& loop, GatherErrors errors, GatherChildren tasks);
  ~GatherCore() override;

  // The child of the argument at `index`.
  [[nodiscard]] FutureCore& argument(std::size_t index) const noexcept {
    return children_[child_of_.empty() ? index : child_of_[index]];
  }
  [[nodiscard]] std::size_t argument_count() const noexcept {
    return child_of_.empty() ? children_.count() : child_of_.size();
  }

  // All children are done: makes the result of theirs.
  virtual void collect() = 0;
  // Whether that calls nothing of a user's, and throws nothing but for want of memory.
  [[nodiscard]] virtual bool collects_at_once() const noexcept = 0;

 private:
  struct Callback;
  struct Turn;

  void hear_end(FutureCore& child) override;
  void hear_drop() noexcept override { release(); }
  [[nodiscard]] bool may_skip_turn(const FutureCore& child) const noexcept;
  void skip_turn() noexcept;

  [[nodiscard]] Unhandled lost() const override;
  void take_errors() noexcept;
  std::uint32_t find_or_add(FutureCore& argument);
  [[nodiscard]] std::uint32_t number_of(FutureCore& argument);
  void call_back_after(FutureCore& argument);
  void listen_to_fresh(FutureCore& task) noexcept;
  void child_done(FutureCore& child);
  [[nodiscard]] bool may_collect(const FutureCore& child) const noexcept;
  void finish_collected();
  void let_children_go() noexcept;

  GatherChildren children_;
  Callback* callbacks_of_children_ = nullptr;  // the last of those that were not made for it alone
  std::vector<std::uint32_t> child_of_;        // by argument; empty if no argument stands twice
  std::unique_ptr<PointerNumbers> numbers_;    // of children, until no argument comes
  std::uint32_t done_count_ = 0;               // of those whose callback was called
  std::uint32_t ended_count_ = 0;              // of those who are done
  GatherErrors errors_;
  bool begun_ = false;
  bool cancel_requested_ = false;
  bool all_finished_ = true;  // of those whose callback was called
};

// What a child that is done stands for under `return_exceptions`; nullptr if it has a result.
[[nodiscard]] std::exception_ptr error_of(FutureCore& child);

}  // namespace sim::detail
