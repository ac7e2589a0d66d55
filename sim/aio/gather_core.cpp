#include "sim/aio/gather_core.hpp"

#include <memory>
#include <utility>

#include "sim/coro/cancel_through.hpp"

namespace sim::detail {

// The place of a gather among the callbacks of a future, or of a task that others know, too.
struct GatherCore::Callback final : Runnable, Pooled {
  Callback(GatherCore& gather, FutureCore& heard) noexcept
      : Runnable(&Callback::act),
        outer(&gather),
        child(&heard),
        before(std::exchange(gather.callbacks_of_children_, this)) {}
  static void act(Runnable& self, RunnableOp op);
  void keep_outer() noexcept;
  void child_ended() noexcept;

  GatherCore* outer;
  FutureCore* child;
  Callback* before;
  bool keeps_outer = false;
};

void GatherCore::Callback::act(Runnable& self, RunnableOp op) {
  auto& callback = static_cast<Callback&>(self);
  if (op == RunnableOp::ready) return callback.child_ended();
  if (callback.resident()) callback.outer->loop().leave(callback);
  if (op == RunnableOp::evict) callback.unlink();
  const CorePtr<GatherCore> keep(*callback.outer);
  if (std::exchange(callback.keeps_outer, false)) keep->release();
  if (runs(op)) keep->child_done(*callback.child);
}

void GatherCore::Callback::keep_outer() noexcept {
  if (!std::exchange(keeps_outer, true)) outer->retain();
}

void GatherCore::Callback::child_ended() noexcept {
  ++outer->ended_count_;
  if (!outer->may_skip_turn(*child)) return keep_outer();
  unlink();
  outer->skip_turn();
  if (resident()) outer->loop().leave(*this);
  if (std::exchange(keeps_outer, false)) outer->release();
}

// The callback of a task that was made for the gather alone, once that is done. It was the first.
struct GatherCore::Turn final : Runnable, Pooled {
  Turn(GatherCore& gather, FutureCore* ended) noexcept
      : Runnable(&Turn::act), outer(CorePtr<GatherCore>::adopt(&gather)), child(ended) {}
  static void act(Runnable& self, RunnableOp op) {
    const std::unique_ptr<Turn> turn(&static_cast<Turn&>(self));
    if (!runs(op)) return;
    if (turn->child == nullptr) return turn->outer->finish_collected();
    turn->outer->child_done(*turn->child);
  }

  CorePtr<GatherCore> outer;
  FutureCore* child;  // nullptr: all results are there
};

GatherCore::GatherCore(Loop& loop, GatherErrors errors, GatherChildren tasks)
    : FutureCore(loop), children_(std::move(tasks)), errors_(errors) {
  for (std::uint32_t i = 0; i < children_.count(); ++i) listen_to_fresh(children_[i]);
}

GatherCore::~GatherCore() {
  while (callbacks_of_children_ != nullptr) {
    const std::unique_ptr<Callback> callback(callbacks_of_children_);
    callbacks_of_children_ = callback->before;
    if (callback->resident()) loop().leave(*callback);
    callback->unlink();
  }
}

// Where another child is not done yet, the callback of one that has a result only counts it.
bool GatherCore::may_skip_turn(const FutureCore& child) const noexcept {
  return ended_count_ != children_.count() && child.state() == BlockerState::finished &&
         child.loop().plain();
}

void GatherCore::skip_turn() noexcept {
  ++done_count_;
  loop().skip_step();
}

void GatherCore::hear_end(FutureCore& child) {
  ++ended_count_;
  if (may_skip_turn(child)) {
    skip_turn();
    return release();
  }
  if (!may_collect(child)) return loop().post(*new Turn(*this, &child));
  collect();
  let_children_go();
  loop().post(*new Turn(*this, nullptr));
}

// Whether the last child to end may be the one with which the gather ends, and nobody can tell
// whether the results are taken now, while the children are at hand, or when it does.
bool GatherCore::may_collect(const FutureCore& child) const noexcept {
  return child.state() == BlockerState::finished && collects_at_once() && all_finished_ &&
         done_count_ + 1 == children_.count() && begun_ && !done() && !cancel_requested_ &&
         !sole() && child_of_.empty() && loop().plain();
}

void GatherCore::finish_collected() {
  ++done_count_;
  if (!done()) finish(BlockerState::finished);
}

void GatherCore::add(FutureCore& argument) {
  const auto place = static_cast<std::uint32_t>(argument_count());
  const std::uint32_t child = find_or_add(argument);
  if (child_of_.empty()) {
    if (child == place) [[likely]] return;
    for (std::uint32_t earlier = 0; earlier < place; ++earlier) child_of_.push_back(earlier);
  }
  child_of_.push_back(child);
}

void GatherCore::add_fresh(CorePtr<FutureCore> task) {
  if (!child_of_.empty()) [[unlikely]] child_of_.push_back(children_.count());
  listen_to_fresh(*task);
  children_.push(std::move(task));
}

// It keeps the gather until it has heard.
void GatherCore::listen_to_fresh(FutureCore& task) noexcept {
  retain();
  task.note(Deed::hears_cell);
  task.listen_first(*this);
}

void GatherCore::begin() {
  begun_ = true;
  numbers_.reset();
  if (children_.count() != 0) return;
  collect();
  finish(BlockerState::finished);
}

std::uint32_t GatherCore::find_or_add(FutureCore& argument) {
  const std::uint32_t number = number_of(argument);
  if (number != children_.count()) return number;
  argument.note(Deed::hears_cell);
  call_back_after(argument);
  children_.push(CorePtr<FutureCore>(argument));
  return number;
}

// The number of the child that it is, or would be.
std::uint32_t GatherCore::number_of(FutureCore& argument) {
  constexpr std::uint32_t few = 16;
  const std::uint32_t count = children_.count();
  if (count >= few && !numbers_) {
    numbers_ = std::make_unique<PointerNumbers>();
    for (std::uint32_t i = 0; i < count; ++i) numbers_->first_number(&children_[i], i);
  }
  if (numbers_) return numbers_->first_number(&argument, count);
  for (std::uint32_t i = 0; i < count; ++i) {
    if (&children_[i] == &argument) return i;
  }
  return count;
}

void GatherCore::call_back_after(FutureCore& argument) {
  Callback& callback = *new Callback(*this, argument);
  const bool is_task = argument.as_task() != nullptr;
  if (is_task || argument.done()) callback.keep_outer();
  if (!is_task) loop().settle(callback);  // both futures may outlive the loop
  if (argument.done()) {
    ++ended_count_;
    loop().post(callback);
  } else {
    argument.add_told_waiter(callback);
  }
}

void GatherCore::child_done(FutureCore& child) {
  note(done() ? Deed::reads_cell : Deed::hears_cell);
  ++done_count_;
  if (child.state() != BlockerState::finished) all_finished_ = false;
  if (done() || !begun_) return child.error_taken();
  if (errors_ == GatherErrors::raise && child.state() != BlockerState::finished) {
    return fail(child.cancelled() ? child.make_cancelled_error() : child.exception());
  }
  if (done_count_ != children_.count()) return;
  if (!all_finished_) take_errors();
  if (cancel_requested_) {  // with the message of the last argument, whichever ended last
    return fail(argument(argument_count() - 1).make_cancelled_error());
  }
  if (sole()) return;  // only we who call this: nobody will ask for the results
  collect();
  finish(BlockerState::finished);
  if (loop().plain() && child_of_.empty()) let_children_go();
}

// Nobody asks for them any more, unless it is for their names; and here they are at hand, while the
// gather may go when so many others have ended that they have to be fetched again. What is in the
// context of one goes with the gather, as in CPython.
void GatherCore::let_children_go() noexcept {
  for (std::uint32_t i = 0; i < children_.count(); ++i) {
    if (!children_[i].holds_nothing()) return;
  }
  const GatherChildren gone(std::move(children_));
}

// A gather that waits for all has seen the errors of all, whatever it does with them.
void GatherCore::take_errors() noexcept {
  for (std::uint32_t i = 0; i < children_.count(); ++i) children_[i].error_taken();
}

Unhandled GatherCore::lost() const {
  return {extra_->error, "_GatheringFuture exception was never retrieved"};
}

bool GatherCore::cancel(const CancelMessage& message) { return cancel_through(*this, message); }

CancelAnswer GatherCore::begin_cancel(const CancelMessage&) {
  note(Deed::writes_cell);
  return done() ? CancelAnswer::refused : CancelAnswer::ask_parts;
}

bool GatherCore::end_cancel(const CancelMessage&, PartsAnswer parts) {
  if (parts.accepted) cancel_requested_ = true;
  return parts.accepted;
}

void GatherCore::add_awaited(std::vector<Blocker*>& awaited) {
  for (std::uint32_t i = 0; i < children_.count(); ++i) {
    if (!children_[i].done()) awaited.push_back(&children_[i]);
  }
}

std::string GatherCore::describe() const {
  std::string text = "gather(";
  for (std::size_t i = 0; i < argument_count(); ++i) {
    if (i != 0) text += ", ";
    text += argument(i).describe();
  }
  return text + ")";
}

std::exception_ptr error_of(FutureCore& child) {
  if (child.state() == BlockerState::finished) return nullptr;
  if (!child.cancelled()) return child.exception();
  const CancelMessage message = child.cancel_message();
  return std::make_exception_ptr(CancelledError(message ? message : CancelMessage("")));
}

}  // namespace sim::detail
