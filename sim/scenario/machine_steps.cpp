// What each step does: the verbs of machine.hpp.
#include <algorithm>
#include <utility>

#include "sim/scenario/awaitables.hpp"
#include "sim/scenario/context_objects.hpp"
#include "sim/scenario/machine.hpp"
#include "sim/scenario/operators.hpp"
#include "sim/scenario/raise.hpp"
#include "sim/scenario/source.hpp"
#include "sim/scenario/wait_for_value.hpp"

namespace sim::scenario {

using MaybeRequest = std::optional<Request>;

// ---- awaiting ------------------------------------------------------------------------------

Request Machine::request_for(Value awaitable) {
  check_awaitable(awaitable);
  Request request;
  request.kind = Request::Kind::await;
  request.awaitable = std::move(awaitable);
  return request;
}

Request Machine::await(Value awaitable, const Target& target) {
  Request request = request_for(std::move(awaitable));
  waiting_target_ = &target;
  return request;
}

Request Machine::nap(const SleepStep& sleep) {
  return {Request::Kind::nap, to_sleep(evaluate_(*sleep.delay)), {}};
}

MaybeRequest Machine::of(const AwaitStep& step, const Step&) {
  return await(evaluate_(*step.value), step.as);
}

MaybeRequest Machine::of(const GatherStep& gather, const Step&) {
  const Value awaitables = evaluate_(*gather.awaitables);
  const bool collect = truth(optional(gather.return_exceptions, false));
  if (!is_iterable(awaitables)) {
    raise("TypeError", "asyncio.tasks.gather() argument after * must be an iterable, not " +
                           std::string(type_name(awaitables)));
  }
  return await(gather_values(to_items(awaitables), collect), gather.as);
}

MaybeRequest Machine::of(const WaitStep& wait, const Step&) {
  const Value awaitables = evaluate_(*wait.awaitables);
  const Value timeout = optional(wait.timeout, Value());
  const Value return_when = optional(wait.return_when, "ALL_COMPLETED");
  return await(make_wait(run_, awaitables, timeout, return_when), wait.as);
}

MaybeRequest Machine::of(const WaitForStep& step, const Step&) {
  const Value awaitable = evaluate_(*step.awaitable);
  return await(make_wait_for(run_, awaitable, evaluate_(*step.timeout)), step.as);
}

// ---- tasks ---------------------------------------------------------------------------------

MaybeRequest Machine::of(const SpawnStep& spawn, const Step&) {
  const Value group = optional(spawn.group, Value());
  if (spawn.group && group_of(group) == nullptr) {
    raise("AttributeError",
          "'" + std::string(type_name(group)) + "' object has no attribute 'create_task'");
  }
  const Value coroutine = evaluate_(*spawn.coro);
  const Value name = optional(spawn.name, Value());
  assign(spawn.as, spawn.group ? group_of(group)->create_task(coroutine, name)
                               : start_task(coroutine, name));
  return {};
}

MaybeRequest Machine::of(const CancelStep& cancel, const Step&) {
  const Value target = evaluate_(*cancel.target);
  const Value message = optional(cancel.message, Value());
  FutureCore* future = target.future();
  if (future == nullptr) {
    raise("AttributeError",
          "'" + std::string(type_name(target)) + "' object has no attribute 'cancel'");
  }
  assign(cancel.as, cancel_with(*future, message));
  return {};
}

// ---- values --------------------------------------------------------------------------------

MaybeRequest Machine::of(const PrintStep& print, const Step&) {
  run_.print(evaluate_.text(print.text));
  return {};
}

MaybeRequest Machine::of(const CallStep& call, const Step&) {
  assign(call.as, evaluate_(*call.value));
  return {};
}

void Machine::assign(const Assignment& assignment) {
  Value value = evaluate_(*assignment.value);
  if (const auto* index = std::get_if<Index>(&assignment.target->node)) {
    const Value object = evaluate_(*index->object);
    return store_item(object, evaluate_(*index->index), std::move(value));
  }
  const Binding binding = std::get<Name>(assignment.target->node).binding;
  if (binding.kind == NameKind::shared) return run_.set_shared(binding.index, std::move(value));
  locals_[binding.index] = std::move(value);
}

MaybeRequest Machine::of(const LetStep& let, const Step&) {
  for (const Assignment& assignment : let.assignments) assign(assignment);
  return {};
}

MaybeRequest Machine::of(const SetStep& set, const Step&) {
  for (const Assignment& assignment : set.assignments) assign(assignment);
  return {};
}

// ---- the way through -----------------------------------------------------------------------

MaybeRequest Machine::of(const IfStep& choice, const Step&) {
  const Block& block = truth(evaluate_(*choice.condition)) ? choice.then_body : choice.else_body;
  if (!block.empty()) enter(block, Level::Kind::plain, nullptr);
  return {};
}

MaybeRequest Machine::of(const WhileStep& loop, const Step& step) {
  enter(loop.body, Level::Kind::round, &step);
  levels_.back().next = loop.body.size();  // the condition comes first
  return {};
}

MaybeRequest Machine::of(const ForStep& loop, const Step& step) {
  Value iterable = evaluate_(*loop.iterable);
  if (!is_iterable(iterable)) {
    raise("TypeError", "'" + std::string(type_name(iterable)) + "' object is not iterable");
  }
  enter(loop.body, Level::Kind::round, &step);
  levels_.back().items.of = std::move(iterable);
  levels_.back().next = loop.body.size();
  return {};
}

MaybeRequest Machine::next_round(Level& level) {
  const auto* loop = std::get_if<WhileStep>(&level.owner->node);
  const bool goes_on =
      loop != nullptr ? truth(evaluate_(*loop->condition)) : bind_next_item(level);
  if (!goes_on) {
    leave({Exit::Kind::leave_loop, {}, {}});
    return {};
  }
  if (!run_.may_go_round()) {
    run_.stop(Outcome::step_limit);
    return Request{Request::Kind::stop};
  }
  level.next = 0;
  return {};
}

// As in Python, a list that grows or shrinks under the loop is seen as it is.
bool Machine::bind_next_item(Level& level) {
  Items& items = level.items;
  const LocalName& variable = std::get<ForStep>(level.owner->node).variable;
  if (const RangeObject* range = items.of.range()) {
    if (items.place >= range->size()) return false;
    std::optional<Value>& bound = locals_[variable.slot];
    const std::int64_t item = range->at(items.place++);
    if (!bound || !bound->set(item)) bound = item;
    return true;
  }
  if (const std::string* text = items.of.text()) {
    if (items.place >= text->size()) return false;
    const std::string_view rest = std::string_view(*text).substr(items.place);
    const std::size_t size = std::max<std::size_t>(utf8_length(rest), 1);
    items.place += size;
    bind(variable, rest.substr(0, size));
    return true;
  }
  if (NativeObject* native = items.of.native()) {
    std::optional<Value> item = native->next_item();
    if (item) bind(variable, *std::move(item));
    return item.has_value();
  }
  if (items.place >= *length(items.of)) return false;
  const std::size_t place = items.place++;
  if (const ListObject* list = items.of.list()) {
    bind(variable, list->items[place]);
  } else {
    bind(variable, items.of.tuple()->items[place]);
  }
  return true;
}

MaybeRequest Machine::of(const TryStep& attempt, const Step& step) {
  enter(attempt.body, Level::Kind::body, &step);
  return {};
}

MaybeRequest Machine::of(const BreakStep&, const Step&) {
  leave({Exit::Kind::leave_loop, {}, {}});
  return {};
}

MaybeRequest Machine::of(const ContinueStep&, const Step&) {
  leave({Exit::Kind::next_round, {}, {}});
  return {};
}

MaybeRequest Machine::of(const ReturnStep& step, const Step&) {
  leave({Exit::Kind::give_back, {}, optional(step.value, Value())});
  return {};
}

MaybeRequest Machine::of(const RaiseStep& step, const Step&) {
  if (step.exception) raise(evaluate_(*step.exception));
  const std::exception_ptr again = handled();
  if (!again) raise("RuntimeError", "No active exception to reraise");
  std::rethrow_exception(again);
}

MaybeRequest Machine::of(const AssertStep& assertion, const Step& step) {
  if (truth(evaluate_(*assertion.condition))) return {};
  run_.fail(assertion, step, locals_);
  return Request{Request::Kind::stop};
}

// ---- with ----------------------------------------------------------------------------------

MaybeRequest Machine::of(const WithStep& with, const Step& step) {
  const Value context = evaluate_(*with.context);
  if (context.native() == nullptr) {
    raise("TypeError", "'" + std::string(type_name(context)) +
                           "' object does not support the asynchronous context manager protocol");
  }
  Request request = request_for(context.native()->enter());
  context_ = context.native()->shared_from_this();
  entering_ = &step;
  return request;
}

void Machine::begin_with(Value result) {
  const Step& step = *std::exchange(entering_, nullptr);
  const auto& with = std::get<WithStep>(step.node);
  enter(with.body, Level::Kind::with, &step);
  levels_.back().context = std::move(context_);
  assign(with.as, std::move(result));
}

// The first time it asks for the way out to be awaited, the second time that has been done.
MaybeRequest Machine::close(Level& level) {
  if (level.context == nullptr) {
    leave({});
    return {};
  }
  const std::shared_ptr<NativeObject> context = std::move(level.context);
  const Exit& exit = level.pending;
  return request_for(
      context->exit(exit.kind == Exit::Kind::raise ? to_exception(exit.error) : Value()));
}

}  // namespace sim::scenario
