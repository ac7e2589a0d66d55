// The part of the interpreter that waits.

#include <algorithm>
#include <utility>

#include "props/interpreter.hpp"
#include "sim/aio/wait.hpp"
#include "sim/coro/task.hpp"

namespace sim::props {

AnyFuture future_of(const Value& value) {
  if (const auto* gathering = std::get_if<Gathering>(&value.what)) {
    return std::visit([](const auto& future) { return AnyFuture(future.core()); },
                      gathering->future);
  }
  return AnyFuture(std::get<AnyTask>(value.what).core());
}

Awaitee awaitee(const Value& value) {
  if (const auto* gathering = std::get_if<Gathering>(&value.what)) {
    return -static_cast<Awaitee>(gathering->record) - 1;
  }
  return static_cast<Awaitee>(std::get<AnyTask>(value.what).id().value());
}

Coro<> Interpreter::wait(const Step& step, Frame& frame) {
  Waited seen{};
  seen.task = current_task().id();
  seen.begin = moment();
  seen.options.return_when = step.return_when;
  if (step.timed) seen.options.timeout = std::chrono::milliseconds(step.millis);
  std::vector<AnyFuture> futures;
  for (const Operand& operand : step.operands) {
    futures.push_back(future_of(at(frame.vars, operand.var)));
    seen.arguments.push_back(awaitee(at(frame.vars, operand.var)));
  }
  std::exception_ptr error;
  try {
    Coro<WaitResult<AnyFuture>> waiting = ask_to_wait(futures, seen.options);
    const WaitResult<AnyFuture> sides = co_await waiting;
    note_sides(seen, sides, step, frame);
  } catch (...) {
    error = std::current_exception();
  }
  close(seen, error);
  record_.waits.push_back(seen);
  if (error != nullptr) std::rethrow_exception(error);
}

void Interpreter::note_sides(Waited& seen, const WaitResult<AnyFuture>& sides, const Step& step,
                             Frame& frame) {
  const auto values = [&](const std::vector<AnyFuture>& side, std::vector<Awaitee>& numbers) {
    Values list;
    for (const AnyFuture& future : side) {
      const auto which = std::find_if(
          step.operands.begin(), step.operands.end(),
          [&](const Operand& o) { return future_of(at(frame.vars, o.var)) == future; });
      list.push_back(at(frame.vars, which->var));
      numbers.push_back(awaitee(list.back()));
    }
    return list;
  };
  for (const Operand& operand : step.operands) {
    const Value& value = at(frame.vars, operand.var);
    if (future_of(value).done()) seen.really_done.push_back(awaitee(value));
  }
  Values done = values(sides.done, seen.done);
  Values pending = values(sides.pending, seen.pending);
  bind(frame.vars, step.var, Value(std::move(done)));
  bind(frame.vars, step.other_var, Value(std::move(pending)));
}

Coro<WaitResult<AnyFuture>> Interpreter::ask_to_wait(std::vector<AnyFuture> futures,
                                                     WaitOptions options) {
  if (mutant_ == Mutant::wait_ignores_the_rule) options.return_when = ReturnWhen::all_completed;
  Coro<WaitResult<AnyFuture>> waiting = sim::wait(futures, options);
  WaitResult<AnyFuture> sides = co_await waiting;
  if (mutant_ == Mutant::wait_cancels_the_late) {
    for (AnyFuture& late : sides.pending) late.cancel();
  }
  if (mutant_ == Mutant::wait_forgets_one && !sides.pending.empty()) sides.pending.pop_back();
  if (mutant_ == Mutant::wait_keeps_duplicates) {
    sides.done.clear();
    sides.pending.clear();
    for (const AnyFuture& each : futures) {
      (each.done() ? sides.done : sides.pending).push_back(each);
    }
  }
  co_return sides;
}

}  // namespace sim::props
