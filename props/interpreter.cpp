#include "props/interpreter.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "sim/aio/sleep.hpp"
#include "sim/coro/task.hpp"

namespace sim::props {
namespace {

template <class E>
[[noreturn]] void raise_as(const Step& step) {
  if (step.message) throw E("e" + std::to_string(step.label));
  throw E();
}

[[noreturn]] void raise(const Step& step) {
  switch (step.error) {
    case ErrorType::value_error:
      raise_as<ValueError>(step);
    case ErrorType::type_error:
      raise_as<TypeError>(step);
    case ErrorType::runtime_error:
      raise_as<RuntimeError>(step);
    case ErrorType::cancelled_error:
      raise_as<CancelledError>(step);
    case ErrorType::exception:
    case ErrorType::base_exception:
      raise_as<Exception>(step);
  }
  raise_as<Exception>(step);
}

bool catches(ErrorType type, const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const CancelledError&) {
    return type == ErrorType::cancelled_error || type == ErrorType::base_exception;
  } catch (const ValueError&) {
    return type == ErrorType::value_error || type >= ErrorType::exception;
  } catch (const TypeError&) {
    return type == ErrorType::type_error || type >= ErrorType::exception;
  } catch (const RuntimeError&) {
    return type == ErrorType::runtime_error || type >= ErrorType::exception;
  } catch (...) {
    return type >= ErrorType::exception;
  }
}

Task<Value> task_of(const AnyTask& task) { return Task<Value>(task.task_core()); }

int last_variable(const Program& program) {
  int last = 0;
  for_each_step(program.main, [&](const Step& step) {
    last = std::max({last, step.var, step.other_var});
  });
  return last;
}

}  // namespace

Interpreter::Interpreter(const Program& program, Scene scene)
    : program_(program),
      loop_(scene.loop),
      record_(scene.record),
      mutant_(scene.mutant),
      kept_(scene.kept),
      empty_(static_cast<std::size_t>(last_variable(program)) + 1) {}

Moment Interpreter::moment() const {
  return {loop_.iteration(), loop_.now(), record_.events.size()};
}

// ---- blocks --------------------------------------------------------------------------------

Coro<Value> Interpreter::task_body(const Block& body, Frame frame) {
  const TaskId task = current_task().id();
  record_.entered.push_back(task);
  Value result;
  try {
    result = co_await call_body(body, std::move(frame));
  } catch (...) {
    record_.bodies.push_back({task, false, repr(std::current_exception())});
    throw;
  }
  record_.bodies.push_back({task, true, repr(result)});
  co_return result;
}

Coro<Value> Interpreter::call_body(const Block& body, Frame frame) {
  co_await block(body, frame);
  co_return std::move(frame.returned);
}

Coro<Interpreter::Flow> Interpreter::block(const Block& steps, Frame& frame) {
  for (const Step& step : steps) {
    Flow flow = Flow::next;
    switch (step.verb) {
      case Verb::sleep:
        co_await sleep(step);
        break;
      case Verb::call:
        co_await call(step, frame);
        break;
      case Verb::await:
        co_await await(step, frame);
        break;
      case Verb::gather: {
        Coro<Value> gathered = await_gathering(gather(step, frame));
        Value value = co_await gathered;
        bind(frame.vars, step.var, std::move(value));
        break;
      }
      case Verb::wait:
        co_await wait(step, frame);
        break;
      case Verb::attempt:
      case Verb::loop:
      case Verb::branch:
        flow = co_await compound(step, frame);
        break;
      default:
        flow = at_once(step, frame);
        break;
    }
    if (flow != Flow::next) co_return flow;
  }
  co_return Flow::next;
}

Coro<Interpreter::Flow> Interpreter::compound(const Step& step, Frame& frame) {
  if (step.verb == Verb::attempt) return attempt(step, frame);
  if (step.verb == Verb::loop) return loop(step, frame);
  const Value yes = answer(step, frame);
  const bool* flag = std::get_if<bool>(&yes.what);
  const bool holds = flag != nullptr ? *flag : std::get<std::int64_t>(yes.what) != 0;
  return block(holds ? step.body : step.otherwise, frame);
}

Coro<Interpreter::Flow> Interpreter::attempt(const Step& step, Frame& frame) {
  std::exception_ptr error;
  Flow flow = Flow::next;
  try {
    flow = co_await block(step.body, frame);
  } catch (...) {
    error = std::current_exception();
  }
  if (error != nullptr) {
    flow = co_await handle(step, frame, error);
  } else if (flow == Flow::next) {
    try {
      flow = co_await block(step.otherwise, frame);
    } catch (...) {
      error = std::current_exception();
    }
  }
  const Flow last = co_await block(step.cleanup, frame);
  if (last != Flow::next) co_return last;  // what leaves a finally wins over any error
  if (error != nullptr) std::rethrow_exception(error);
  co_return flow;
}

// The first handler that fits; `error` is what is then still on its way.
Coro<Interpreter::Flow> Interpreter::handle(const Step& step, Frame& frame,
                                            std::exception_ptr& error) {
  const auto fits = [&](const Handler& h) { return catches(h.catches, error); };
  const auto handler = std::find_if(step.handlers.begin(), step.handlers.end(), fits);
  if (handler == step.handlers.end()) co_return Flow::next;
  bind(frame.vars, step.var, Value(error));
  const std::exception_ptr outer = std::exchange(frame.handled, std::exchange(error, nullptr));
  Flow flow = Flow::next;
  try {
    flow = co_await block(handler->body, frame);
  } catch (...) {
    error = std::current_exception();
  }
  frame.handled = outer;
  co_return flow;
}

Coro<Interpreter::Flow> Interpreter::loop(const Step& step, Frame& frame) {
  for (int turn = 0; turn < step.count; ++turn) {
    const Flow flow = co_await block(step.body, frame);
    if (flow == Flow::leave_loop) break;
    if (flow == Flow::give_back) co_return flow;
  }
  co_return Flow::next;
}

// ---- steps that do not await ---------------------------------------------------------------

Interpreter::Flow Interpreter::at_once(const Step& step, Frame& frame) {
  switch (step.verb) {
    case Verb::print:
      print(step, frame);
      break;
    case Verb::spawn:
      spawn(step, frame);
      break;
    case Verb::hold:
      bind(frame.vars, step.var, Value(gather(step, frame)));
      break;
    case Verb::cancel:
      cancel(step, frame);
      break;
    case Verb::ask:
      bind(frame.vars, step.var, answer(step, frame));
      break;
    case Verb::self:
      bind(frame.vars, step.var, Value(current_task()));
      break;
    case Verb::raise:
      raise(step);
    case Verb::raise_again:
      std::rethrow_exception(frame.handled);
    case Verb::leave_loop:
      return Flow::leave_loop;
    case Verb::next_turn:
      return Flow::next_turn;
    case Verb::give_back:
      frame.returned = step.plain     ? Value()
                       : step.of != 0 ? at(frame.vars, step.of)
                                      : Value(std::int64_t{step.label});
      return Flow::give_back;
    default:
      break;
  }
  return Flow::next;
}

void Interpreter::print(const Step& step, const Frame& frame) {
  std::string text = "p" + std::to_string(step.label);
  if (step.clock) text += " " + repr(loop_.time());
  if (step.of != 0) text += " " + str(at(frame.vars, step.of));
  loop_.tell(EventKind::print, current_task().id(), {}, text);
  record_.output.push_back(std::move(text));
}

void Interpreter::spawn(const Step& step, Frame& frame) {
  const std::string name = step.named ? "n" + std::to_string(step.label) : std::string();
  const Task<Value> task = create_task(task_body(step.body, {frame.vars, {}, {}}), name);
  if (mutant_ == Mutant::keeps_a_task) kept_.push_back(task);
  bind(frame.vars, step.var, Value(AnyTask(task)));
}

void Interpreter::cancel(const Step& step, Frame& frame) {
  const Value& target = at(frame.vars, step.of);
  AnyFuture future = future_of(target);
  Asked asked{awaitee(target), future.done(), false};
  asked.answer = future.cancel(step.message ? CancelMessage("m" + std::to_string(step.label))
                                            : CancelMessage());
  if (asked.of < 0 && asked.answer) {
    record_.gathers[static_cast<std::size_t>(-asked.of - 1)].cancelled = true;
  }
  if (mutant_ == Mutant::cancel_says_no) asked.answer = false;
  record_.cancels.push_back(asked);
  bind(frame.vars, step.var, Value(asked.answer));
}

Value Interpreter::answer(const Step& step, const Frame& frame) {
  const Value& target = at(frame.vars, step.of);
  if (step.question == Question::done) return Value(future_of(target).done());
  if (step.question == Question::cancelled) return Value(future_of(target).cancelled());
  AnyTask task = std::get<AnyTask>(target.what);
  return Value(
      std::int64_t{step.question == Question::cancelling ? task.cancelling() : task.uncancel()});
}

// ---- steps that await ----------------------------------------------------------------------

// Writes down how an await ended, and lets its error go on.
void Interpreter::close(Await& seen, const std::exception_ptr& error) const {
  seen.end = moment();
  if (error != nullptr) seen.error = repr(error);
}

Coro<> Interpreter::sleep(const Step& step) {
  Slept seen{{current_task().id(), moment(), {}, {}}, std::chrono::milliseconds(step.millis)};
  const Duration late{mutant_ == Mutant::sleep_is_late && step.millis > 0 ? 1 : 0};
  std::exception_ptr error;
  try {
    co_await sim::sleep(seen.delay + late);
    if (mutant_ == Mutant::sleep_cancels_itself && step.millis == 3000) throw CancelledError();
  } catch (...) {
    error = std::current_exception();
  }
  close(seen, error);
  record_.sleeps.push_back(seen);
  if (error != nullptr) std::rethrow_exception(error);
}

Coro<> Interpreter::call(const Step& step, Frame& frame) {
  Coro<Value> body = call_body(step.body, {frame.vars, {}, {}});
  Value value;
  if (mutant_ == Mutant::call_makes_a_task) {
    const Task<Value> task = create_task(std::move(body));
    value = co_await task;
  } else {
    value = co_await body;
  }
  bind(frame.vars, step.var, std::move(value));
}

Coro<> Interpreter::await(const Step& step, Frame& frame) {
  if (const auto* gathering = std::get_if<Gathering>(&at(frame.vars, step.of).what)) {
    Coro<Value> gathered = await_gathering(*gathering);
    Value value = co_await gathered;
    bind(frame.vars, step.var, std::move(value));
  } else {
    co_await await_task(step, frame);
  }
}

Coro<> Interpreter::await_task(const Step& step, Frame& frame) {
  const Task<Value> task = task_of(std::get<AnyTask>(at(frame.vars, step.of).what));
  Awaited seen{
      {current_task().id(), moment(), {}, {}}, static_cast<Awaitee>(task.id().value()), {}};
  std::exception_ptr error;
  try {
    Value value = co_await task;
    seen.result = repr(value);
    bind(frame.vars, step.var, std::move(value));
  } catch (...) {
    error = std::current_exception();
  }
  close(seen, error);
  record_.awaits.push_back(seen);
  if (error != nullptr) std::rethrow_exception(error);
}

}  // namespace sim::props
