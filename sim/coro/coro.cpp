#include "sim/coro/coro.hpp"

#include <utility>

namespace sim {
namespace {

constexpr int depth_max = 100;

thread_local int depth = 0;
thread_local PromiseBase* put_off = nullptr;  // linked by the parents that they do not have yet

}  // namespace

void PromiseBase::discard(PromiseBase& fresh) noexcept {
  if (depth == depth_max) {
    fresh.parent_ = std::exchange(put_off, &fresh);
    return;
  }
  ++depth;
  fresh.self_.destroy();
  --depth;
  while (depth == 0 && put_off != nullptr) {
    discard(*std::exchange(put_off, put_off->parent_));
  }
}

}  // namespace sim
