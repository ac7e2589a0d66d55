#include "sim/scenario/builtins.hpp"

#include <algorithm>
#include <array>

namespace sim::scenario {
namespace {

using Kind = BuiltinKind;

// Parameters that only the real asyncio can give a meaning (loop, context) are left out, and so are
// functions as values (key=): the language has none.
constexpr auto builtin_table = std::to_array<Builtin>({
    {"sleep", Kind::awaitable, "delay, result=None", true},
    {"gather", Kind::awaitable, "*coros_or_futures, return_exceptions=False", true},
    {"wait", Kind::awaitable, "fs, *, timeout=None, return_when=ALL_COMPLETED", true},
    {"wait_for", Kind::awaitable, "fut, timeout", true},
    {"shield", Kind::awaitable, "arg", true},
    {"create_task", Kind::awaitable, "coro, *, name=None", true},
    {"as_completed", Kind::awaitable, "fs, *, timeout=None", true},
    {"timeout", Kind::awaitable, "delay", true},
    {"timeout_at", Kind::awaitable, "when", true},
    {"TaskGroup", Kind::awaitable, "", true},
    {"Future", Kind::awaitable, "", true},
    {"current_task", Kind::awaitable, "", true},
    {"all_tasks", Kind::awaitable, "", true},

    {"Lock", Kind::sync, "", true},
    {"Event", Kind::sync, "", true},
    {"Condition", Kind::sync, "lock=None", true},
    {"Semaphore", Kind::sync, "value=1", true},
    {"BoundedSemaphore", Kind::sync, "value=1", true},
    {"Barrier", Kind::sync, "parties", true},

    {"Queue", Kind::queue, "maxsize=0", true},
    {"PriorityQueue", Kind::queue, "maxsize=0", true},
    {"LifoQueue", Kind::queue, "maxsize=0", true},

    {"now", Kind::clock, "", true},

    {"random.random", Kind::random, "", true},
    {"random.uniform", Kind::random, "a, b", true},
    {"random.randint", Kind::random, "a, b", true},
    {"random.randrange", Kind::random, "start, stop=None, step=1", true},
    {"random.choice", Kind::random, "seq", true},
    {"random.choices", Kind::random, "population, weights=None, *, cum_weights=None, k=1", true},
    {"random.shuffle", Kind::random, "x", true},
    {"random.sample", Kind::random, "population, k, *, counts=None", true},
    {"random.gauss", Kind::random, "mu=0.0, sigma=1.0", true},
    {"random.normalvariate", Kind::random, "mu=0.0, sigma=1.0", true},
    {"random.expovariate", Kind::random, "lambd", true},
    {"random.triangular", Kind::random, "low=0.0, high=1.0, mode=None", true},
    {"random.betavariate", Kind::random, "alpha, beta", true},
    {"random.gammavariate", Kind::random, "alpha, beta", true},
    {"random.lognormvariate", Kind::random, "mu, sigma", true},
    {"random.paretovariate", Kind::random, "alpha", true},
    {"random.weibullvariate", Kind::random, "alpha, beta", true},
    {"random.vonmisesvariate", Kind::random, "mu, kappa", true},
    {"random.getrandbits", Kind::random, "k, /", true},
    // Without an argument Python asks the system for entropy, which would leave the simulation.
    {"random.seed", Kind::random, "a, version=2", true},

    {"len", Kind::value, "obj, /", true},
    {"range", Kind::value, "start, stop=None, step=None, /", true},
    {"sorted", Kind::value, "iterable, /, *, reverse=False", true},
    {"str", Kind::value, "object=''", true},
    {"int", Kind::value, "x=0, /", true},
    {"float", Kind::value, "x=0.0, /", true},
    {"bool", Kind::value, "x=False, /", true},
    {"list", Kind::value, "iterable=(), /", true},
    {"min", Kind::value, "arg, /, *args, default=None", true},
    {"max", Kind::value, "arg, /, *args, default=None", true},
    {"sum", Kind::value, "iterable, /, start=0", true},
    {"abs", Kind::value, "x, /", true},
    {"round", Kind::value, "number, ndigits=None", true},
    {"type_name", Kind::value, "x, /", true},

    {"BaseException", Kind::exception, "*args", true},
    {"Exception", Kind::exception, "*args", true},
    {"ValueError", Kind::exception, "*args", true},
    {"TypeError", Kind::exception, "*args", true},
    {"KeyError", Kind::exception, "*args", true},
    {"IndexError", Kind::exception, "*args", true},
    {"RuntimeError", Kind::exception, "*args", true},
    {"ZeroDivisionError", Kind::exception, "*args", true},
    {"AssertionError", Kind::exception, "*args", true},
    {"TimeoutError", Kind::exception, "*args", true},
    {"CancelledError", Kind::exception, "*args", true},
    {"InvalidStateError", Kind::exception, "*args", true},
    {"QueueEmpty", Kind::exception, "*args", true},
    {"QueueFull", Kind::exception, "*args", true},
    {"BrokenBarrierError", Kind::exception, "*args", true},
    {"ExceptionGroup", Kind::exception, "message, exceptions, /", true},
    {"BaseExceptionGroup", Kind::exception, "message, exceptions, /", true},

    {"FIRST_COMPLETED", Kind::constant, "", true},
    {"FIRST_EXCEPTION", Kind::constant, "", true},
    {"ALL_COMPLETED", Kind::constant, "", true},
});

constexpr auto member_table = std::to_array<Member>({
    {"Future", "done", "", true, true},
    {"Future", "cancelled", "", true, true},
    {"Future", "result", "", true, true},
    {"Future", "exception", "", true, true},
    {"Future", "cancel", "msg=None", true, true},
    {"Future", "set_result", "result, /", true, true},
    {"Future", "set_exception", "exception, /", true, true},

    {"Task", "done", "", true, true},
    {"Task", "cancelled", "", true, true},
    {"Task", "result", "", true, true},
    {"Task", "exception", "", true, true},
    {"Task", "cancel", "msg=None", true, true},
    {"Task", "uncancel", "", true, true},
    {"Task", "cancelling", "", true, true},
    {"Task", "get_name", "", true, true},
    {"Task", "set_result", "result, /", true, true},
    {"Task", "set_exception", "exception, /", true, true},

    {"Timeout", "expired", "", true, true},
    {"Timeout", "when", "", true, true},
    {"Timeout", "reschedule", "when", true, true},

    {"TaskGroup", "create_task", "coro, *, name=None", true, true},

    {"Lock", "acquire", "", true, true},
    {"Lock", "release", "", true, true},
    {"Lock", "locked", "", true, true},

    {"Event", "set", "", true, true},
    {"Event", "clear", "", true, true},
    {"Event", "is_set", "", true, true},
    {"Event", "wait", "", true, true},

    {"Condition", "acquire", "", true, true},
    {"Condition", "release", "", true, true},
    {"Condition", "locked", "", true, true},
    {"Condition", "wait", "", true, true},
    {"Condition", "wait_for", "predicate", true, true},
    {"Condition", "notify", "n=1", true, true},
    {"Condition", "notify_all", "", true, true},

    {"Semaphore", "acquire", "", true, true},
    {"Semaphore", "release", "", true, true},
    {"Semaphore", "locked", "", true, true},

    {"Barrier", "wait", "", true, true},
    {"Barrier", "abort", "", true, true},
    {"Barrier", "reset", "", true, true},
    {"Barrier", "parties", "", false, true},
    {"Barrier", "n_waiting", "", false, true},
    {"Barrier", "broken", "", false, true},

    {"Queue", "put", "item", true, true},
    {"Queue", "get", "", true, true},
    {"Queue", "put_nowait", "item", true, true},
    {"Queue", "get_nowait", "", true, true},
    {"Queue", "qsize", "", true, true},
    {"Queue", "empty", "", true, true},
    {"Queue", "full", "", true, true},
    {"Queue", "task_done", "", true, true},
    {"Queue", "join", "", true, true},

    {"list", "append", "object, /", true, true},
    {"list", "pop", "index=-1, /", true, true},
    {"list", "remove", "value, /", true, true},
    {"list", "index", "value, start=0, stop=None, /", true, true},
    {"list", "count", "value, /", true, true},
    {"list", "copy", "", true, true},

    {"exception", "args", "", false, true},
    {"exception", "exceptions", "", false, true},
});

std::string_view trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

void append_parameter(Parameters& out, std::string_view item, bool keyword_only) {
  Parameter parameter;
  if (item.starts_with('*')) {
    parameter.kind = Parameter::Kind::star;
    item.remove_prefix(1);
  } else if (keyword_only) {
    parameter.kind = Parameter::Kind::keyword_only;
  }
  const std::size_t equals = item.find('=');
  parameter.optional = equals != std::string_view::npos || parameter.kind == Parameter::Kind::star;
  parameter.name = item.substr(0, equals);
  out.push_back(std::move(parameter));
}

}  // namespace

std::span<const Builtin> builtins() { return builtin_table; }

std::optional<std::uint32_t> find_builtin(std::string_view name) {
  const auto found = std::ranges::find(builtin_table, name, &Builtin::name);
  if (found == builtin_table.end()) return std::nullopt;
  return static_cast<std::uint32_t>(found - builtin_table.begin());
}

std::span<const Member> members() { return member_table; }

Parameters parse_signature(std::string_view signature) {
  Parameters parameters;
  bool keyword_only = false;
  while (!signature.empty()) {
    const std::size_t comma = signature.find(',');
    const std::string_view item = trim(signature.substr(0, comma));
    if (item == "/") {
      for (Parameter& earlier : parameters) earlier.kind = Parameter::Kind::positional_only;
    } else {
      if (item != "*") append_parameter(parameters, item, keyword_only);
      keyword_only = keyword_only || item.starts_with('*');
    }
    signature = comma == std::string_view::npos ? "" : signature.substr(comma + 1);
  }
  return parameters;
}

}  // namespace sim::scenario
