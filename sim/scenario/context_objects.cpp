#include "sim/scenario/context_objects.hpp"

#include <memory>
#include <utility>

#include "sim/coro/task.hpp"
#include "sim/scenario/awaitables.hpp"
#include "sim/scenario/coroutine_object.hpp"
#include "sim/scenario/format_value.hpp"
#include "sim/scenario/make_group.hpp"
#include "sim/scenario/raise.hpp"

namespace sim::scenario {
namespace {

std::optional<Instant> to_instant(const Value& when) {
  if (when.is_none()) return std::nullopt;
  return Instant{to_duration(when)};
}

std::exception_ptr error_of(const Value& error) {
  return error.is_none() ? nullptr : to_error(error);
}

// A group's exceptions as the scenario has them.
[[noreturn]] void throw_group(const ExceptionGroup& group) {
  Values members;
  for (const std::exception_ptr& error : group.exceptions()) {
    members.push_back(to_exception(error));
  }
  raise(make_group(*find_exception_class("BaseExceptionGroup"), group.title(),
                   make_list(std::move(members))));
}

[[noreturn]] void throw_out_of_group(const std::exception_ptr& due) {
  try {
    std::rethrow_exception(due);
  } catch (const ExceptionGroup& group) {
    throw_group(group);
  }
}

// Each keeps the object for as long as it runs.
template <class Object>
using Kept = std::shared_ptr<Object>;

template <class Object>
Kept<Object> keep(Object& object) {
  return std::static_pointer_cast<Object>(object.shared_from_this());
}

Coro<Value> enter_timeout(Kept<TimeoutObject> object, Timeout& limit) {
  object->note(Deed::writes_cell);
  limit.enter();
  co_return Value(std::static_pointer_cast<NativeObject>(object));
}

Coro<Value> exit_timeout(Kept<TimeoutObject> object, Timeout& limit, Value error) {
  object->note(Deed::writes_cell);
  const std::exception_ptr before = error_of(error);
  const std::exception_ptr due = limit.exit(before);
  if (due != before) std::rethrow_exception(due);
  co_return Value();
}

Coro<Value> enter_group(Kept<TaskGroupObject> object, TaskGroup& group) {
  group.enter();
  co_return Value(std::static_pointer_cast<NativeObject>(object));
}

Coro<Value> exit_group(Kept<TaskGroupObject>, TaskGroup& group, Value error) {
  const std::exception_ptr before = error_of(error);
  const std::exception_ptr due = co_await group.exit(before);
  if (due) throw_out_of_group(due);
  co_return Value();
}

Value make_coroutine(const char* name, CoroutineObject::Start start) {
  return std::make_shared<CoroutineObject>(name, std::move(start), Values());
}

}  // namespace

// ---- timeout -------------------------------------------------------------------------------

Value TimeoutObject::enter() {
  return make_coroutine("__aenter__", [this, self = keep(*this)](Values, const Caller&) {
    return enter_timeout(self, limit_);
  });
}

Value TimeoutObject::exit(const Value& error) {
  return make_coroutine("__aexit__", [this, self = keep(*this), error](Values, const Caller&) {
    return exit_timeout(self, limit_, error);
  });
}

TimeoutObject::TimeoutObject(std::optional<Instant> when, Value told)
    : limit_(when), when_(std::move(told)), cell_(Loop::current().next_cell()) {}

void TimeoutObject::note(Deed deed) const {
  if (cell_ != 0) [[unlikely]] Loop::current().note(deed, cell_);
}

void TimeoutObject::reschedule(const Value& when) {
  note(Deed::writes_cell);
  static_cast<void>(limit_.expired());  // which decides whether that may be
  limit_.reschedule(to_instant(when));
  when_ = when;
}

Value make_timeout(const Value& delay) {
  std::optional<Instant> when;
  if (!delay.is_none()) when = saturating_add(Loop::current().now(), to_duration(delay));
  const Value told = when ? Value(to_seconds(*when)) : Value();
  return std::shared_ptr<NativeObject>(std::make_shared<TimeoutObject>(when, told));
}

Value make_timeout_at(const Value& when) {
  return std::shared_ptr<NativeObject>(std::make_shared<TimeoutObject>(to_instant(when), when));
}

// ---- task group ----------------------------------------------------------------------------

Value TaskGroupObject::enter() {
  return make_coroutine("__aenter__", [this, self = keep(*this)](Values, const Caller&) {
    return enter_group(self, group_);
  });
}

Value TaskGroupObject::exit(const Value& error) {
  return make_coroutine("__aexit__", [this, self = keep(*this), error](Values, const Caller&) {
    return exit_group(self, group_, error);
  });
}

Value TaskGroupObject::create_task(const Value& coroutine, const Value& name) {
  group_.check_open();
  auto object = coroutine_of(coroutine);
  if (object == nullptr) raise("TypeError", "a coroutine was expected, got " + to_repr(coroutine));
  note_task_number();
  const auto task = group_.create_task(run_as_task(std::move(object)),
                                       name.is_none() ? std::string() : to_text(name));
  return CorePtr<FutureCore>(task.core());
}

TaskGroupObject* group_of(const Value& value) {
  return dynamic_cast<TaskGroupObject*>(value.native());
}

}  // namespace sim::scenario
