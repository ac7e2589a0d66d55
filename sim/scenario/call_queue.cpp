// Queue, PriorityQueue, LifoQueue, and their methods.
#include <utility>

#include "sim/scenario/call_builtin.hpp"
#include "sim/scenario/native_coroutine.hpp"
#include "sim/scenario/queue_objects.hpp"

namespace sim::scenario {
namespace {

Value call_queue(const BuiltinCall& call) {
  return make_queue<FifoItems>("Queue", call.arguments.get(0, 0));
}

Value call_priority_queue(const BuiltinCall& call) {
  return make_queue<HeapItems>("PriorityQueue", call.arguments.get(0, 0));
}

Value call_lifo_queue(const BuiltinCall& call) {
  return make_queue<LifoItems>("LifoQueue", call.arguments.get(0, 0));
}

constexpr NamedFunction kFunctions[] = {
    {"Queue", call_queue},
    {"PriorityQueue", call_priority_queue},
    {"LifoQueue", call_lifo_queue},
};

// The arguments: queue, item.
Coro<Value> run_put(Values arguments) {
  QueueObject& queue = queue_of(arguments[0]);
  queue.check_maxsize();
  co_await queue.put(std::move(arguments[1]));
  co_return Value();
}

Coro<Value> run_get(Values arguments) { co_return co_await queue_of(arguments[0]).get(); }

Coro<Value> run_join(Values arguments) {
  co_await queue_of(arguments[0]).core().join();
  co_return Value();
}

Value put(const Value& queue, const BuiltinCall& call) {
  return native_coroutine("put", run_put, {queue, call.arguments[0]});
}

Value get(const Value& queue, const BuiltinCall&) {
  return native_coroutine("get", run_get, {queue});
}

Value join(const Value& queue, const BuiltinCall&) {
  return native_coroutine("join", run_join, {queue});
}

Value put_nowait(const Value& queue, const BuiltinCall& call) {
  queue_of(queue).check_maxsize();
  queue_of(queue).put_nowait(call.arguments[0]);
  return Value();
}

Value get_nowait(const Value& queue, const BuiltinCall&) { return queue_of(queue).get_nowait(); }

Value qsize(const Value& queue, const BuiltinCall&) { return queue_of(queue).core().qsize(); }

Value empty(const Value& queue, const BuiltinCall&) { return queue_of(queue).core().empty(); }

Value full(const Value& queue, const BuiltinCall&) {
  queue_of(queue).check_maxsize();
  return queue_of(queue).core().full();
}

Value task_done(const Value& queue, const BuiltinCall&) {
  queue_of(queue).core().task_done();
  return Value();
}

constexpr NamedMethod kMethods[] = {
    {"Queue", "put", put},
    {"Queue", "get", get},
    {"Queue", "put_nowait", put_nowait},
    {"Queue", "get_nowait", get_nowait},
    {"Queue", "qsize", qsize},
    {"Queue", "empty", empty},
    {"Queue", "full", full},
    {"Queue", "task_done", task_done},
    {"Queue", "join", join},
};

}  // namespace

std::span<const NamedFunction> queue_functions() { return kFunctions; }
std::span<const NamedMethod> queue_methods() { return kMethods; }

}  // namespace sim::scenario
