#include "sim/loop/handle.hpp"

#include <exception>

#include "sim/loop/loop.hpp"

namespace sim::detail {

void Call::release() noexcept {
  if (--references_ == 0) delete this;
}

void Call::cancel() noexcept {
  if (std::exchange(cancelled_, true) || loop_ == nullptr) return;
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
  std::exception_ptr error;
  ContextTurn turn(context_);
  try {
    invoke();
  } catch (...) {
    error = std::current_exception();
  }
  context_ = turn.end();
  if (error) [[unlikely]] loop.report(std::move(error), "Exception in callback");
}

void Call::act(Runnable& self, RunnableOp op) {
  auto& call = static_cast<Call&>(self);
  if (op == RunnableOp::ready) return call.on_ready();
  Loop& loop = call.leave_loop();
  if (op == RunnableOp::run) call.call(loop);
  call.forget();
  call.release();
}

}  // namespace sim::detail
