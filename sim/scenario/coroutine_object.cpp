#include "sim/scenario/coroutine_object.hpp"

#include "sim/scenario/raise.hpp"

namespace sim::scenario {

// As a tuple would: however deep calls stand in the arguments of calls, no stack is needed.
CoroutineObject::~CoroutineObject() { const TupleObject arguments(std::move(arguments_)); }

Coro<Value> Awaiting::begin(Caller caller) {
  using State = CoroutineObject::State;
  if (object_->state_ == State::running) {
    raise("RuntimeError", "coroutine is being awaited already");
  }
  if (object_->state_ == State::finished) {
    raise("RuntimeError", "cannot reuse already awaited coroutine");
  }
  if (caller.depth >= kAwaitDepthMax) {
    raise("RecursionError", "maximum recursion depth exceeded");
  }
  ++caller.depth;
  begun_ = true;
  object_->state_ = State::running;
  return object_->start_(std::move(object_->arguments_), std::move(caller));
}

Awaiting::~Awaiting() {
  // A task that was cancelled before its first step closes its coroutine, too.
  using State = CoroutineObject::State;
  if (begun_ || object_->state_ == State::fresh) object_->state_ = State::finished;
}

namespace {

Coro<Value> run_awaiting(std::unique_ptr<Awaiting> awaiting) {
  Coro<Value> body = awaiting->begin(Caller());
  co_return co_await std::move(body);
}

}  // namespace

Coro<Value> run_as_task(std::shared_ptr<CoroutineObject> object) {
  return run_awaiting(std::make_unique<Awaiting>(std::move(object)));
}

}  // namespace sim::scenario
