#include "sim/scenario/awaitables.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "sim/aio/shield.hpp"
#include "sim/aio/wait_core.hpp"
#include "sim/base/pointer_numbers.hpp"
#include "sim/coro/future.hpp"
#include "sim/coro/task.hpp"
#include "sim/scenario/coroutine_object.hpp"
#include "sim/scenario/format_value.hpp"
#include "sim/scenario/gather_values.hpp"
#include "sim/scenario/operators.hpp"
#include "sim/scenario/raise.hpp"

namespace sim::scenario {
namespace {

using Futures = std::vector<CorePtr<FutureCore>>;

CorePtr<FutureCore> task_of(std::shared_ptr<CoroutineObject> coroutine, std::string_view name) {
  note_task_number();
  return CorePtr<FutureCore>(create_task(run_as_task(std::move(coroutine)), name).core());
}

// What Python's hash(value) raises.
void check_hashable(const Value& value) {
  std::vector<const Value*> left = {&value};  // of tuples in tuples, however deep
  while (!left.empty()) {
    const Value& next = *left.back();
    left.pop_back();
    if (next.list() != nullptr) {
      raise("TypeError", "unhashable type: '" + std::string(type_name(next)) + "'");
    }
    if (const TupleObject* tuple = next.tuple()) {
      for (auto item = tuple->items.rbegin(); item != tuple->items.rend(); ++item) {
        left.push_back(&*item);
      }
    }
  }
}

// ---- sleep ---------------------------------------------------------------------------------

Coro<Value> run_sleep(Values arguments) {
  co_await to_sleep(arguments[0]);
  co_return arguments[1];
}

// ---- wait ----------------------------------------------------------------------------------

ReturnWhen to_return_when(const Value& value) {
  if (const std::string* text = value.text()) {
    if (*text == "ALL_COMPLETED") return ReturnWhen::all_completed;
    if (*text == "FIRST_COMPLETED") return ReturnWhen::first_completed;
    if (*text == "FIRST_EXCEPTION") return ReturnWhen::first_exception;
  }
  raise("ValueError", "Invalid return_when value: " + to_text(value));
}

Futures futures_to_wait_for(const Values& items, bool takes_coroutines) {
  const bool any_coroutine = std::ranges::any_of(
      items, [](const Value& item) { return item.coroutine() != nullptr; });
  if (any_coroutine && !takes_coroutines) {
    raise("TypeError", "Passing coroutines is forbidden, use tasks explicitly.");
  }
  Futures futures;
  for (const Value& item : items) {
    if (!takes_coroutines && item.future() == nullptr) {
      raise("AttributeError", "'" + std::string(type_name(item)) +
                                  "' object has no attribute 'add_done_callback'");
    }
    futures.push_back(ensure_future(item));
  }
  return futures;
}

Value pair_of_sets(const Futures& futures) {
  Values done;
  Values pending;
  for (const CorePtr<FutureCore>& future : futures) {
    future->note(Deed::reads_cell);
    (future->done() ? done : pending).emplace_back(future);
  }
  return make_tuple({make_set(std::move(done)), make_set(std::move(pending))});
}

// The arguments: awaitables, timeout, return_when.
Coro<Value> run_wait(Values arguments, bool takes_coroutines) {
  const Value& awaitables = arguments[0];
  if (awaitables.future() != nullptr || awaitables.coroutine() != nullptr) {
    raise("TypeError",
          "expect a list of futures, not " + std::string(type_name(awaitables)));
  }
  if (!truth(awaitables)) raise("ValueError", "Set of Tasks/Futures is empty.");
  WaitOptions options;
  options.return_when = to_return_when(arguments[2]);
  const Futures futures =
      futures_to_wait_for(without_doubles(to_items(awaitables)), takes_coroutines);
  if (!arguments[1].is_none()) options.timeout = to_duration(arguments[1]);
  co_await detail::wait_until(futures, options);
  co_return pair_of_sets(futures);
}

// The future of the next awaitable. A coroutine that stands twice becomes one task.
CorePtr<FutureCore> child_of(const Value& awaitable, const Values& awaitables,
                              const Futures& children) {
  if (CoroutineObject* coroutine = awaitable.coroutine()) {
    const auto next = static_cast<std::uint32_t>(children.size());
    const std::uint32_t mark = std::exchange(coroutine->mark, next);
    if (mark < next && awaitables[mark].coroutine() == coroutine) return children[mark];
  }
  return ensure_future(awaitable);
}

}  // namespace

std::shared_ptr<CoroutineObject> coroutine_of(const Value& value) {
  const auto* pointer = std::get_if<std::shared_ptr<CoroutineObject>>(&value.data());
  return pointer == nullptr ? nullptr : *pointer;
}

void note_task_number() { Loop::current().note(Deed::writes_cell); }

bool cancel_with(FutureCore& future, const Value& message) {
  note_result(future, message);  // which is kept as a result is
  return future.cancel(to_cancel_message(message));
}

void check_awaitable(const Value& value) {
  if (value.future() != nullptr || value.coroutine() != nullptr) return;
  raise("TypeError",
        "object " + std::string(type_name(value)) + " can't be used in 'await' expression");
}

Duration to_duration(const Value& seconds) {
  if (const double* real = seconds.real()) {
    if (std::isnan(*real)) raise("ValueError", "cannot convert float NaN to integer");
    return from_seconds(*real);
  }
  const auto integer = as_integer(seconds);
  if (!integer) {
    raise("TypeError", "unsupported operand type(s) for +: 'float' and '" +
                           std::string(type_name(seconds)) + "'");
  }
  return from_seconds(static_cast<double>(*integer));
}

bool is_no_time(const Value& seconds) {
  if (const auto real = as_real(seconds)) return *real <= 0.0;
  raise("TypeError", "'<=' not supported between instances of '" +
                         std::string(type_name(seconds)) + "' and 'int'");
}

// What asyncio does by making a set.
Values without_doubles(const Values& items) {
  Values kept;
  PointerNumbers seen;
  for (const Value& item : items) {
    check_hashable(item);
    const auto next = static_cast<std::uint32_t>(kept.size());
    if (FutureCore* future = item.future()) {
      if (seen.first_number(future, next) != next) continue;
    } else if (CoroutineObject* coroutine = item.coroutine()) {
      if (seen.first_number(coroutine, next) != next) continue;
    }
    kept.push_back(item);
  }
  return kept;
}

Value start_task(const Value& coroutine, const Value& name) {
  auto object = coroutine_of(coroutine);
  if (object == nullptr) {
    raise("TypeError", "a coroutine was expected, got " + to_repr(coroutine));
  }
  return task_of(std::move(object), name.is_none() ? "" : to_text(name));
}

CorePtr<FutureCore> ensure_future(const Value& awaitable) {
  if (FutureCore* future = awaitable.future()) return CorePtr<FutureCore>(*future);
  if (auto coroutine = coroutine_of(awaitable)) return task_of(std::move(coroutine), "");
  raise("TypeError", "An asyncio.Future, a coroutine or an awaitable is required");
}

Value gather_values(const Values& awaitables, bool return_exceptions) {
  const CorePtr<detail::GatherCore> all =
      make_gather(Loop::current(),
                  return_exceptions ? detail::GatherErrors::collect : detail::GatherErrors::raise,
                  awaitables.size());
  Futures children;
  for (const Value& awaitable : awaitables) {
    check_hashable(awaitable);
    children.push_back(child_of(awaitable, awaitables, children));
    all->add(*children.back());
  }
  all->begin();
  return CorePtr<FutureCore>(*all);
}

Value make_sleep(const Value& delay, const Value& result) {
  return std::make_shared<CoroutineObject>(
      "sleep", [](Values arguments, const Caller&) { return run_sleep(std::move(arguments)); },
      Values{delay, result});
}

Value make_wait(RunState& run, const Value& awaitables, const Value& timeout,
                const Value& return_when) {
  const bool takes_coroutines = run.python == PythonVersion::v3_10;
  return std::make_shared<CoroutineObject>(
      "wait",
      [takes_coroutines](Values arguments, const Caller&) {
        return run_wait(std::move(arguments), takes_coroutines);
      },
      Values{awaitables, timeout, return_when});
}

Coro<Value> await_value(Value value, Caller caller) {
  check_awaitable(value);
  if (FutureCore* future = value.future()) co_return co_await Future<Value>(*future);
  Awaiting awaiting(coroutine_of(value));
  Coro<Value> body = awaiting.begin(std::move(caller));
  co_return co_await std::move(body);
}

Value shield_value(const Value& awaitable) {
  const Future<Value> outer = shield(Future<Value>(*ensure_future(awaitable)));
  return CorePtr<FutureCore>(outer.core());
}

Sleep to_sleep(const Value& seconds) {
  const double* real = seconds.real();
  if (real != nullptr && *real > 0.0) [[likely]] return timed_sleep(from_seconds(*real));
  if (is_no_time(seconds)) return sleep(Duration::zero());
  return timed_sleep(to_duration(seconds));
}

}  // namespace sim::scenario
