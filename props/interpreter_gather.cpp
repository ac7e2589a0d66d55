// The part of the interpreter that gathers.

#include <algorithm>
#include <string>
#include <utility>

#include "props/interpreter.hpp"
#include "sim/aio/gather.hpp"
#include "sim/coro/task.hpp"

namespace sim::props {
namespace {

// Where, among the events, a task ended.
std::size_t end_of(const Execution& record, TaskId task) {
  const auto end = std::find_if(record.events.begin(), record.events.end(), [&](const auto& e) {
    return e.kind == EventKind::finish && e.task == task;
  });
  return static_cast<std::size_t>(end - record.events.begin());
}

template <class Children>
Gathering gather_all(Children children, bool collect, std::size_t record) {
  if (collect) return {sim::gather(return_exceptions, std::move(children)), record};
  return {sim::gather(std::move(children)), record};
}

// A gather of tasks and coroutines in any order. The face of sim has ranges of one type, and
// tuples, whose length is fixed; this is what stands behind both.
template <detail::GatherErrors errors, class MakeChild>
auto gather_mixed(Loop& loop, const std::vector<Operand>& operands, MakeChild make_child) {
  using State = detail::GatherList<errors, Value>;
  const auto state = CorePtr<State>::adopt(new State(loop, operands.size()));
  for (const Operand& operand : operands) state->add(make_child(operand).core());
  state->begin();
  return Future<typename State::Results>(*state);
}

bool all_are(const Step& step, bool coroutines) {
  return std::all_of(step.operands.begin(), step.operands.end(),
                     [&](const Operand& o) { return (o.var == 0) == coroutines; });
}

}  // namespace

Gathering Interpreter::gather(const Step& step, const Frame& frame) {
  Gathered seen{};
  seen.made = moment();
  seen.return_exceptions = step.return_exceptions;
  const std::size_t number = record_.gathers.size();
  record_.gathers.emplace_back();
  children_.emplace_back();
  const Gathering gathering = start_gather(step, frame, number);
  for (const AnyTask& task : children_[number]) seen.arguments.push_back(task.id());
  for (std::size_t i = seen.made.event; i < record_.events.size(); ++i) {
    if (!children_[number].empty() || record_.events[i].kind != EventKind::spawn) continue;
    seen.arguments.push_back(record_.events[i].task);
  }
  record_.gathers[number] = std::move(seen);
  return gathering;
}

// Where sim is given coroutines alone, it makes their tasks, and only the events know them.
Gathering Interpreter::start_gather(const Step& step, const Frame& frame, std::size_t number) {
  const auto make_child = [&](const Operand& operand) {
    const Task<Value> child =
        operand.var == 0
            ? create_task(task_body(operand.body, {frame.vars, {}, {}}))
            : Task<Value>(std::get<AnyTask>(at(frame.vars, operand.var).what).task_core());
    children_[number].push_back(child);
    return child;
  };
  if (all_are(step, true) && mutant_ == Mutant::none) {
    std::vector<Coro<Value>> coroutines;
    for (const Operand& operand : step.operands) {
      coroutines.push_back(task_body(operand.body, {frame.vars, {}, {}}));
    }
    return gather_all(std::move(coroutines), step.return_exceptions, number);
  }
  if (all_are(step, false)) {
    std::vector<Task<Value>> tasks;
    for (const Operand& operand : step.operands) tasks.push_back(make_child(operand));
    return gather_all(std::move(tasks), step.return_exceptions, number);
  }
  using detail::GatherErrors;
  if (step.return_exceptions) {
    return {gather_mixed<GatherErrors::collect>(loop_, step.operands, make_child), number};
  }
  return {gather_mixed<GatherErrors::raise>(loop_, step.operands, make_child), number};
}

Coro<Value> Interpreter::await_gathering(Gathering gathering) {
  const std::size_t number = gathering.record;
  Gathered seen = record_.gathers[number];
  seen.task = current_task().id();
  seen.begin = moment();
  std::exception_ptr error;
  Value value;
  try {
    Coro<Value> result = result_of(gathering);
    value = co_await result;
    note_results(seen, std::get<Values>(value.what));
  } catch (...) {
    error = std::current_exception();
  }
  if (error != nullptr && mutant_ == Mutant::gather_raises_the_last) error = last_error(number);
  seen.cancelled = record_.gathers[number].cancelled;
  seen.ended = true;
  close(seen, error);
  record_.gathers[number] = std::move(seen);
  if (error != nullptr) std::rethrow_exception(error);
  co_return value;
}

Coro<Value> Interpreter::result_of(Gathering gathering) {
  Values values;
  if (const auto* future = std::get_if<Future<Values>>(&gathering.future)) {
    values = co_await *future;
  } else {
    const auto ends = co_await std::get<1>(gathering.future);
    for (const Result<Value>& end : ends) {
      values.push_back(end.ok() ? end.value() : Value(end.error()));
    }
  }
  if (mutant_ == Mutant::gather_by_completion) {
    values = reorder_by_completion(record_.gathers[gathering.record], std::move(values));
  }
  co_return Value(std::move(values));
}

void Interpreter::note_results(Gathered& seen, const Values& values) const {
  seen.results.clear();
  for (const Value& value : values) seen.results.push_back(repr(value));
}

Values Interpreter::reorder_by_completion(const Gathered& seen, Values values) const {
  std::vector<std::size_t> order(values.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::pair(end_of(record_, seen.arguments[a]), a) <
           std::pair(end_of(record_, seen.arguments[b]), b);
  });
  Values sorted;
  for (std::size_t i : order) sorted.push_back(values[i]);
  return sorted;
}

std::exception_ptr Interpreter::last_error(std::size_t gathering) const {
  std::exception_ptr last;
  std::size_t last_end = 0;
  for (const AnyTask& child : children_[gathering]) {
    if (!child.done()) continue;
    const std::size_t end = end_of(record_, child.id());
    if (last != nullptr && end < last_end) continue;
    if (child.cancelled()) {
      last = std::make_exception_ptr(CancelledError());
    } else if (child.exception() != nullptr) {
      last = child.exception();
    } else {
      continue;
    }
    last_end = end;
  }
  return last;
}

}  // namespace sim::props
