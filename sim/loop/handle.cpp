#include "sim/loop/handle.hpp"

#include <exception>

#include "sim/loop/loop.hpp"

namespace sim::detail {

Call::Call(Loop& loop)
    : Runnable(&Call::act),
      loop_(&loop),
      context_(LoopContext::copy_of_current()),
      cell_(loop.next_cell()) {}

// Its loop may have called it already.
void Call::note(Deed deed) const noexcept {
  if (cell_ == 0) [[likely]] return;
  if (Loop* loop = Loop::current_or_null()) loop->note(deed, cell_);
}

void Call::release() noexcept {
  if (--references_ == 0) delete this;
}

void Call::cancel() noexcept {
  note(Deed::writes_cell);
  if (std::exchange(cancelled_, true) || loop_ == nullptr) return;
  if (loop_->watches_objects()) [[unlikely]] loop_->tell_disarm(*this);
  leave_loop();
  forget();
  release();
}

Loop& Call::leave_loop() noexcept {
  Loop& loop = *std::exchange(loop_, nullptr);
  loop.cancel(*this);
  if (resident()) loop.leave(*this);
  return loop;
}

void Call::share(LoopContext& context) noexcept {
  context.retain();
  if (LoopContext* before = std::exchange(context_, &context)) before->release();
}

void Call::call(Loop& loop) {
  loop.tell(EventKind::step, {});
  const bool contexts = context_ != nullptr || LoopContext::current() != nullptr;
  try {
    if (contexts) [[unlikely]] return invoke_in_context();
    invoke();
    if (LoopContext::current() != nullptr) [[unlikely]] context_ = LoopContext::leave();
  } catch (...) {
    if (!contexts) context_ = LoopContext::leave();
    loop.report(std::current_exception(), "Exception in callback");
  }
}

void Call::invoke_in_context() {
  ContextTurn turn(context_);
  try {
    invoke();
  } catch (...) {
    context_ = turn.end();
    throw;
  }
  context_ = turn.end();
}

void Call::act(Runnable& self, RunnableOp op) {
  auto& call = static_cast<Call&>(self);
  if (op == RunnableOp::ready) return call.on_ready();
  if (op == RunnableOp::nears) return;
  Loop& loop = call.leave_loop();
  if (runs(op)) {
    call.note(Deed::writes_cell);
    call.call(loop);
  }
  call.forget();
  call.release();
}

}  // namespace sim::detail
