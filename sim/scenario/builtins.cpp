#include "sim/scenario/builtins.hpp"

#include <algorithm>
#include <array>

namespace sim::scenario {
namespace {

using Kind = BuiltinKind;

// Parameters that only the real asyncio can give a meaning (loop, context) are left out, and so are
// functions as values (key=): the language has none.
constexpr auto builtin_table = std::to_array<Builtin>({
    {"sleep", Kind::awaitable, "delay, result=None"},
    {"gather", Kind::awaitable, "*coros_or_futures, return_exceptions=False"},
    {"wait", Kind::awaitable, "fs, *, timeout=None, return_when=ALL_COMPLETED"},
    {"wait_for", Kind::awaitable, "fut, timeout"},
    {"shield", Kind::awaitable, "arg"},
    {"create_task", Kind::awaitable, "coro, *, name=None"},
    {"as_completed", Kind::awaitable, "fs, *, timeout=None"},
    {"timeout", Kind::awaitable, "delay"},
    {"timeout_at", Kind::awaitable, "when"},
    {"TaskGroup", Kind::awaitable, ""},
    {"Future", Kind::awaitable, ""},
    {"current_task", Kind::awaitable, ""},
    {"all_tasks", Kind::awaitable, ""},

    {"Lock", Kind::sync, ""},
    {"Event", Kind::sync, ""},
    {"Condition", Kind::sync, "lock=None"},
    {"Semaphore", Kind::sync, "value=1"},
    {"BoundedSemaphore", Kind::sync, "value=1"},
    {"Barrier", Kind::sync, "parties"},

    {"Queue", Kind::queue, "maxsize=0"},
    {"PriorityQueue", Kind::queue, "maxsize=0"},
    {"LifoQueue", Kind::queue, "maxsize=0"},

    {"now", Kind::clock, ""},

    {"random.random", Kind::random, ""},
    {"random.uniform", Kind::random, "a, b"},
    {"random.randint", Kind::random, "a, b"},
    {"random.randrange", Kind::random, "start, stop=None, step=1"},
    {"random.choice", Kind::random, "seq"},
    {"random.choices", Kind::random, "population, weights=None, *, cum_weights=None, k=1"},
    {"random.shuffle", Kind::random, "x"},
    {"random.sample", Kind::random, "population, k, *, counts=None"},
    {"random.gauss", Kind::random, "mu=0.0, sigma=1.0"},
    {"random.normalvariate", Kind::random, "mu=0.0, sigma=1.0"},
    {"random.expovariate", Kind::random, "lambd"},
    {"random.triangular", Kind::random, "low=0.0, high=1.0, mode=None"},
    {"random.betavariate", Kind::random, "alpha, beta"},
    {"random.gammavariate", Kind::random, "alpha, beta"},
    {"random.lognormvariate", Kind::random, "mu, sigma"},
    {"random.paretovariate", Kind::random, "alpha"},
    {"random.weibullvariate", Kind::random, "alpha, beta"},
    {"random.vonmisesvariate", Kind::random, "mu, kappa"},
    {"random.getrandbits", Kind::random, "k, /"},
    // Without an argument Python asks the system for entropy, which would leave the simulation.
    {"random.seed", Kind::random, "a, version=2"},

    {"len", Kind::value, "obj, /"},
    {"range", Kind::value, "start, stop=None, step=None, /"},
    {"sorted", Kind::value, "iterable, /, *, reverse=False"},
    {"str", Kind::value, "object=''"},
    {"int", Kind::value, "x=0, /"},
    {"float", Kind::value, "x=0.0, /"},
    {"bool", Kind::value, "x=False, /"},
    {"list", Kind::value, "iterable=(), /"},
    {"min", Kind::value, "arg, /, *args, default=None"},
    {"max", Kind::value, "arg, /, *args, default=None"},
    {"sum", Kind::value, "iterable, /, start=0"},
    {"abs", Kind::value, "x, /"},
    {"round", Kind::value, "number, ndigits=None"},
    {"type_name", Kind::value, "x, /"},

    {"BaseException", Kind::exception, "*args"},
    {"Exception", Kind::exception, "*args"},
    {"ValueError", Kind::exception, "*args"},
    {"TypeError", Kind::exception, "*args"},
    {"KeyError", Kind::exception, "*args"},
    {"IndexError", Kind::exception, "*args"},
    {"RuntimeError", Kind::exception, "*args"},
    {"ZeroDivisionError", Kind::exception, "*args"},
    {"AssertionError", Kind::exception, "*args"},
    {"TimeoutError", Kind::exception, "*args"},
    {"CancelledError", Kind::exception, "*args"},
    {"InvalidStateError", Kind::exception, "*args"},
    {"QueueEmpty", Kind::exception, "*args"},
    {"QueueFull", Kind::exception, "*args"},
    {"BrokenBarrierError", Kind::exception, "*args"},
    {"ExceptionGroup", Kind::exception, "message, exceptions, /"},
    {"BaseExceptionGroup", Kind::exception, "message, exceptions, /"},

    {"FIRST_COMPLETED", Kind::constant, ""},
    {"FIRST_EXCEPTION", Kind::constant, ""},
    {"ALL_COMPLETED", Kind::constant, ""},
});

constexpr auto member_table = std::to_array<Member>({
    {"Future", "done", "", true},
    {"Future", "cancelled", "", true},
    {"Future", "result", "", true},
    {"Future", "exception", "", true},
    {"Future", "cancel", "msg=None", true},
    {"Future", "set_result", "result, /", true},
    {"Future", "set_exception", "exception, /", true},

    {"Task", "done", "", true},
    {"Task", "cancelled", "", true},
    {"Task", "result", "", true},
    {"Task", "exception", "", true},
    {"Task", "cancel", "msg=None", true},
    {"Task", "uncancel", "", true},
    {"Task", "cancelling", "", true},
    {"Task", "get_name", "", true},
    {"Task", "set_result", "result, /", true},
    {"Task", "set_exception", "exception, /", true},

    {"Timeout", "expired", "", true},
    {"Timeout", "when", "", true},
    {"Timeout", "reschedule", "when", true},

    {"TaskGroup", "create_task", "coro, *, name=None", true},

    {"Lock", "acquire", "", true},
    {"Lock", "release", "", true},
    {"Lock", "locked", "", true},

    {"Event", "set", "", true},
    {"Event", "clear", "", true},
    {"Event", "is_set", "", true},
    {"Event", "wait", "", true},

    {"Condition", "acquire", "", true},
    {"Condition", "release", "", true},
    {"Condition", "locked", "", true},
    {"Condition", "wait", "", true},
    {"Condition", "wait_for", "predicate", true},
    {"Condition", "notify", "n=1", true},
    {"Condition", "notify_all", "", true},

    {"Semaphore", "acquire", "", true},
    {"Semaphore", "release", "", true},
    {"Semaphore", "locked", "", true},

    {"Barrier", "wait", "", true},
    {"Barrier", "abort", "", true},
    {"Barrier", "reset", "", true},
    {"Barrier", "parties", "", false},
    {"Barrier", "n_waiting", "", false},
    {"Barrier", "broken", "", false},

    {"Queue", "put", "item", true},
    {"Queue", "get", "", true},
    {"Queue", "put_nowait", "item", true},
    {"Queue", "get_nowait", "", true},
    {"Queue", "qsize", "", true},
    {"Queue", "empty", "", true},
    {"Queue", "full", "", true},
    {"Queue", "task_done", "", true},
    {"Queue", "join", "", true},

    {"list", "append", "object, /", true},
    {"list", "pop", "index=-1, /", true},
    {"list", "remove", "value, /", true},
    {"list", "index", "value, start=0, stop=None, /", true},
    {"list", "count", "value, /", true},
    {"list", "copy", "", true},

    {"exception", "args", "", false},
    {"exception", "exceptions", "", false},
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
