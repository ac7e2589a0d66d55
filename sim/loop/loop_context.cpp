#include "sim/loop/loop_context.hpp"

#include "sim/loop/loop.hpp"

namespace sim {

thread_local constinit LoopContext* LoopContext::current_ = nullptr;

namespace {

// Outside of all turns a context is its thread's, and goes with it.
struct ThreadEnd {
  ~ThreadEnd() {
    if (LoopContext* left = LoopContext::leave()) left->release();
  }
};

}  // namespace

void LoopContext::begin(LoopContext& context) noexcept {
  context.entered_ = true;
  current_ = &context;
  if (Loop* loop = Loop::current_or_null()) loop->watch_next_wait();
  static thread_local const ThreadEnd end;
}

LoopContext* LoopContext::leave() noexcept {
  LoopContext* mine = std::exchange(current_, nullptr);
  if (mine != nullptr) mine->entered_ = false;
  return mine;
}

}  // namespace sim
