#include "sim/aio/gather_core.hpp"

#include <new>
#include <utility>

#include "sim/base/free_list.hpp"
#include "sim/coro/cancel_through.hpp"

namespace sim::detail {

GatherCore::~GatherCore() {
  for (std::uint32_t i = 0; i < child_count_; ++i) {
    if (children_[i].resident()) loop().leave(children_[i]);
    children_[i].unlink();
    children_[i].~Child();
  }
  FreeList::release(children_, arguments_max_ * sizeof(Child));
}

void GatherCore::Child::act(Runnable& self, RunnableOp op) {
  auto& child = static_cast<Child&>(self);
  if (op == RunnableOp::ready) return child.core_done();
  if (child.resident()) child.outer->loop().leave(child);
  if (op == RunnableOp::evict) child.unlink();
  const CorePtr<GatherCore> keep(*child.outer);
  if (std::exchange(child.keeps_outer, false)) keep->release();
  if (op == RunnableOp::run) keep->child_done(*child.core);
}

void GatherCore::Child::keep_outer() noexcept {
  if (!std::exchange(keeps_outer, true)) outer->retain();
}

// Where another child is not done yet, the callback of one that has a result only counts it.
void GatherCore::Child::core_done() noexcept {
  const bool last = ++outer->ended_count_ == outer->child_count_;
  if (!last && core->state() == BlockerState::finished && core->loop().plain()) {
    return skip_turn();
  }
  keep_outer();
}

void GatherCore::Child::skip_turn() noexcept {
  unlink();
  ++outer->done_count_;
  outer->loop().skip_step();
  if (resident()) outer->loop().leave(*this);
  if (std::exchange(keeps_outer, false)) outer->release();
}

GatherCore::GatherCore(Loop& loop, GatherErrors errors, std::size_t arguments_max)
    : FutureCore(loop),
      children_(static_cast<Child*>(FreeList::allocate(arguments_max * sizeof(Child)))),
      arguments_max_(arguments_max),
      errors_(errors) {}

void GatherCore::add(FutureCore& argument) {
  const std::uint32_t child = find_or_add(argument);
  const std::uint32_t place = argument_count_++;
  if (child_of_.empty()) {
    if (child == place) [[likely]] return;
    for (std::uint32_t earlier = 0; earlier < place; ++earlier) child_of_.push_back(earlier);
  }
  child_of_.push_back(child);
}

void GatherCore::add_fresh(CorePtr<FutureCore> task) {
  ++argument_count_;
  if (!child_of_.empty()) [[unlikely]] child_of_.push_back(child_count_);
  Child& child = *new (&children_[child_count_++]) Child(*this, std::move(task));
  child.keep_outer();
  child.core->note(Deed::hears_cell);
  child.core->add_told_waiter(child);
}

void GatherCore::begin() {
  begun_ = true;
  if (child_count_ != 0) return;
  collect();
  finish(BlockerState::finished);
}

std::uint32_t GatherCore::find_or_add(FutureCore& argument) {
  const std::uint32_t mark = argument.mark();
  if (mark < child_count_ && children_[mark].core.get() == &argument) return mark;
  argument.set_mark(child_count_);
  argument.note(Deed::hears_cell);
  Child& child = *new (&children_[child_count_]) Child(*this, CorePtr<FutureCore>(argument));
  const bool is_task = argument.as_task() != nullptr;
  if (is_task || argument.done()) child.keep_outer();
  if (!is_task) loop().settle(child);  // both futures may outlive the loop
  if (argument.done()) {
    ++ended_count_;
    loop().post(child);
  } else {
    argument.add_told_waiter(child);
  }
  return child_count_++;
}

void GatherCore::child_done(FutureCore& child) {
  note(done() ? Deed::reads_cell : Deed::hears_cell);
  ++done_count_;
  if (done() || !begun_) return child.error_taken();
  if (errors_ == GatherErrors::raise && child.state() != BlockerState::finished) {
    return fail(child.cancelled() ? child.make_cancelled_error() : child.exception());
  }
  if (done_count_ != child_count_) return;
  take_errors();
  if (cancel_requested_) {  // with the message of the last argument, whichever ended last
    return fail(argument(argument_count() - 1).make_cancelled_error());
  }
  if (references_ == 1) return;  // only we who call this: nobody will ask for the results
  collect();
  finish(BlockerState::finished);
}

// A gather that waits for all has seen the errors of all, whatever it does with them.
void GatherCore::take_errors() noexcept {
  for (std::uint32_t i = 0; i < child_count_; ++i) children_[i].core->error_taken();
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
  for (std::uint32_t i = 0; i < child_count_; ++i) {
    if (!children_[i].core->done()) awaited.push_back(children_[i].core.get());
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
