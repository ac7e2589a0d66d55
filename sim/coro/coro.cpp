#include "sim/coro/coro.hpp"

#include <coroutine>
#include <utility>

#include "sim/coro/exceptions.hpp"
#include "sim/loop/loop.hpp"

namespace sim {
namespace {

constexpr int depth_max = 100;

thread_local int depth = 0;
thread_local std::coroutine_handle<> put_off;  // linked by the parents that they do not have yet

// Python warns of it, and asks no exception handler. Of coroutines in the arguments of others only
// the outermost is noted.
void note_that_it_was_never_awaited() {
  if (Loop* loop = Loop::current_or_null()) {
    const Unhandled what{nullptr, "coroutine was never awaited"};
    loop->tell_unhandled(what);
    loop->default_exception_handler(what);
  }
}

}  // namespace

void detail::refuse_reuse() { throw RuntimeError("cannot reuse already awaited coroutine"); }

thread_local constinit const PromiseBase* PromiseBase::gone_ = nullptr;

void PromiseBase::discard(PromiseBase& fresh) noexcept {
  if (depth == depth_max) {
    fresh.parent_ = std::exchange(put_off, fresh.frame());
    return;
  }
  if (depth == 0) note_that_it_was_never_awaited();
  for (std::coroutine_handle<> next = fresh.frame(); next;) {
    ++depth;
    next.destroy();
    --depth;
    next = depth == 0 ? put_off : nullptr;
    if (next) put_off = of(next).parent_;
  }
}

}  // namespace sim
