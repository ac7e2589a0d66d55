#include "sim/scenario/coroutine_object.hpp"

#include <algorithm>

#include "sim/coro/task.hpp"
#include "sim/scenario/raise.hpp"

namespace sim::scenario {

namespace {

thread_local NeverAwaited* current_list = nullptr;

}  // namespace

NeverAwaited::NeverAwaited() { current_list = this; }

NeverAwaited::~NeverAwaited() { current_list = nullptr; }

void NeverAwaited::end() {
  while (!fresh_.empty()) add(fresh_.pop_front().name());
}

void NeverAwaited::add(std::string_view name) {
  const auto known = std::ranges::find(counts_, name, &Count::name);
  if (known == counts_.end()) {
    counts_.push_back({std::string(name), 1});
  } else {
    ++known->times;
  }
}

std::vector<std::string> NeverAwaited::lines() const {
  std::vector<std::string> lines;
  for (const Count& count : counts_) {
    lines.push_back("coroutine '" + count.name + "' was never awaited");
    if (count.times > 1) lines.back() += " (" + std::to_string(count.times) + " times)";
  }
  return lines;
}

CoroutineObject::CoroutineObject(std::string name, Start start, Values arguments)
    : name_(std::move(name)), start_(std::move(start)), arguments_(std::move(arguments)) {
  if (current_list != nullptr) current_list->fresh_.push_back(*this);
}

// As a tuple would: however deep calls stand in the arguments of calls, no stack is needed.
CoroutineObject::~CoroutineObject() {
  if (linked()) {
    unlink();
    if (current_list != nullptr) current_list->add(name_);
  }
  const TupleObject arguments(std::move(arguments_));
}

// Who awaits it holds it twice: as a value, and for the time it takes. One that others may await,
// too, is rare enough to be one cell with all its kind.
void CoroutineObject::touch(long holders) {
  held_by_more_ = held_by_more_ || holders > 2;
  if (!held_by_more_) return;
  if (Loop* loop = Loop::current_or_null()) loop->note(Deed::writes_cell);
}

Coro<Value> Awaiting::begin(Caller caller) {
  using State = CoroutineObject::State;
  object_->touch(object_.use_count());
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
  object_->unlink();
  return object_->start_(std::move(object_->arguments_), std::move(caller));
}

Awaiting::~Awaiting() {
  // A task that was cancelled before its first step closes its coroutine, too.
  using State = CoroutineObject::State;
  if (!begun_ && object_->state_ != State::fresh) return;
  object_->touch(object_.use_count());
  object_->state_ = State::finished;
  object_->unlink();
}

namespace {

// The task may end with what holds the task itself.
Coro<Value> run_awaiting(std::unique_ptr<Awaiting> awaiting) {
  Coro<Value> body = awaiting->begin(Caller());
  Value result = co_await std::move(body);
  note_result(current_task().core(), result);
  co_return result;
}

}  // namespace

Coro<Value> run_as_task(std::shared_ptr<CoroutineObject> object) {
  return run_awaiting(std::make_unique<Awaiting>(std::move(object)));
}

}  // namespace sim::scenario
