#include "sim/aio/gather_core.hpp"

#include "sim/coro/cancel_through.hpp"

namespace sim::detail {

GatherCore::~GatherCore() {
  for (std::uint32_t i = 0; i < child_count_; ++i) children_[i].unlink();
}

void GatherCore::Child::act(Runnable& self, RunnableOp op) {
  if (op != RunnableOp::run) return;
  auto& child = static_cast<Child&>(self);
  const CorePtr<FutureCore> keep(*child.outer);
  child.outer->child_done(*child.core);
}

void GatherCore::listen(std::span<const CorePtr<FutureCore>> arguments) {
  children_ = std::make_unique<Child[]>(arguments.size());
  std::vector<std::uint32_t> child_of;
  child_of.reserve(arguments.size());
  for (const CorePtr<FutureCore>& argument : arguments) child_of.push_back(find_or_add(*argument));
  if (child_count_ != arguments.size()) child_of_ = std::move(child_of);
}

std::uint32_t GatherCore::find_or_add(FutureCore& argument) {
  const std::uint32_t mark = argument.mark();
  if (mark < child_count_ && children_[mark].core.get() == &argument) return mark;
  argument.set_mark(child_count_);
  Child& child = children_[child_count_];
  child.outer = this;
  child.core = CorePtr<FutureCore>(argument);
  if (argument.done()) {
    loop().post(child);
  } else {
    argument.add_waiter(child);
  }
  return child_count_++;
}

void GatherCore::child_done(FutureCore& child) {
  ++done_count_;
  if (done()) return;
  if (errors_ == GatherErrors::raise && child.state() != BlockerState::finished) {
    return fail(child.cancelled() ? child.make_cancelled_error() : child.exception());
  }
  if (done_count_ != child_count_) return;
  if (cancel_requested_) {  // with the message of the last argument, whichever ended last
    return fail(argument(argument_count() - 1).make_cancelled_error());
  }
  collect();
  finish(BlockerState::finished);
}

bool GatherCore::cancel(const CancelMessage& message) { return cancel_through(*this, message); }

CancelAnswer GatherCore::begin_cancel(const CancelMessage&) {
  return done() ? CancelAnswer::refused : CancelAnswer::ask_parts;
}

bool GatherCore::end_cancel(const CancelMessage&, PartsAnswer parts) {
  if (parts.accepted) cancel_requested_ = true;
  return parts.accepted;
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
