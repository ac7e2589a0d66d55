#include "sim/loop/loop_context.hpp"

namespace sim {

thread_local constinit LoopContext* LoopContext::current_ = nullptr;

namespace {

// Outside of all turns a context is its thread's, and goes with it.
struct ThreadEnd {
  ~ThreadEnd() {
    LoopContext* left = LoopContext::current();
    const ContextTurn nobodys(nullptr);
    if (left != nullptr) left->release();
  }
};

}  // namespace

void LoopContext::begin(LoopContext& context) noexcept {
  context.entered_ = true;
  current_ = &context;
  static thread_local const ThreadEnd end;
}

}  // namespace sim
