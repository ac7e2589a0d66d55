#include "sim/scenario/machine.hpp"

#include <algorithm>

#include "sim/base/check.hpp"
#include "sim/scenario/builtins.hpp"
#include "sim/scenario/raise.hpp"
#include "sim/scenario/source.hpp"

namespace sim::scenario {

Machine::Machine(RunState& run, const Coroutine& coroutine, Values arguments,
                 std::exception_ptr handled)
    : run_(run),
      locals_(coroutine.locals.size()),
      evaluate_(&run, &locals_),
      handled_outside_(std::move(handled)) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    locals_[coroutine.parameters[i].local.slot] = std::move(arguments[i]);
  }
  enter(coroutine.body, Level::Kind::plain, nullptr);
}

void Machine::enter(const Block& block, Level::Kind kind, const Step* owner) {
  levels_.push_back({kind, &block, 0, owner, {}, {}, {}});
}

Request Machine::next() {
  while (!levels_.empty()) {
    std::exception_ptr error;
    try {
      Level& level = levels_.back();
      if (level.next < level.block->size()) {
        const Step& step = (*level.block)[level.next++];
        if (const auto* sleep = std::get_if<SleepStep>(&step.node)) return nap(*sleep);
        if (auto request = take(step)) return *std::move(request);
      } else if (level.kind == Level::Kind::round) {
        if (auto request = next_round(level)) return *std::move(request);
      } else if (level.kind == Level::Kind::closing) {
        if (auto request = close(level)) return *std::move(request);
      } else {
        leave({});
      }
    } catch (...) {
      error = std::current_exception();
    }
    if (error) fail(std::move(error));
  }
  return {};
}

std::optional<Request> Machine::take(const Step& step) {
  return std::visit([&](const auto& node) { return of(node, step); }, step.node);
}

void Machine::resume(Value result) {
  const Target* target = std::exchange(waiting_target_, nullptr);
  if (target == nullptr && entering_ == nullptr) return;
  std::exception_ptr error;
  try {
    if (entering_ != nullptr) {
      begin_with(std::move(result));
    } else {
      assign(*target, std::move(result));
    }
  } catch (...) {
    error = std::current_exception();
  }
  if (error) fail(std::move(error));
}

void Machine::fail(std::exception_ptr error) {
  waiting_target_ = nullptr;
  entering_ = nullptr;
  context_.reset();
  leave({Exit::Kind::raise, std::move(error), {}});
}

Value Machine::take_result() {
  if (result_.kind == Exit::Kind::raise) std::rethrow_exception(result_.error);
  return std::move(result_.value);
}

std::exception_ptr Machine::handled() const {
  for (auto level = levels_.rbegin(); level != levels_.rend(); ++level) {
    if (level->pending.kind == Exit::Kind::raise) return level->pending.error;
  }
  return handled_outside_;
}

// ---- leaving blocks ------------------------------------------------------------------------

// Unwinds levels until one of them goes on.
void Machine::leave(Exit exit) {
  while (!levels_.empty()) {
    Level level = std::move(levels_.back());
    levels_.pop_back();
    if (leave_level(std::move(level), exit)) return;
  }
  result_ = std::move(exit);
}

// Returns true where the coroutine goes on from here; otherwise `exit` leaves the next level, too.
bool Machine::leave_level(Level level, Exit& exit) {
  using Kind = Level::Kind;
  switch (level.kind) {
    case Kind::plain: return exit.kind == Exit::Kind::normal && !levels_.empty();
    case Kind::round:
      if (exit.kind == Exit::Kind::leave_loop) return true;
      if (exit.kind != Exit::Kind::next_round) return false;
      level.next = level.block->size();
      levels_.push_back(std::move(level));
      return true;
    case Kind::body:
    case Kind::handler:
    case Kind::otherwise: return leave_try(level, exit);
    case Kind::with: {
      static const Block nothing;
      std::shared_ptr<NativeObject> context = std::move(level.context);
      enter(nothing, Kind::closing, level.owner);
      levels_.back().context = std::move(context);
      levels_.back().pending = std::move(exit);
      return true;
    }
    case Kind::finally:
    case Kind::closing:
      // What finally itself does, or throws, wins over what it was entered with.
      if (exit.kind == Exit::Kind::normal) exit = std::move(level.pending);
      return exit.kind == Exit::Kind::normal;
  }
  return false;
}

// The body of a try, a handler or its else is left: what comes next is else, a handler, finally.
bool Machine::leave_try(Level& level, Exit& exit) {
  const auto& attempt = std::get<TryStep>(level.owner->node);
  if (level.kind == Level::Kind::body) {
    if (exit.kind == Exit::Kind::normal && !attempt.else_body.empty()) {
      enter(attempt.else_body, Level::Kind::otherwise, level.owner);
      return true;
    }
    if (exit.kind == Exit::Kind::raise && handle(attempt, level.owner, exit)) return true;
  }
  if (attempt.finally_body.empty()) return exit.kind == Exit::Kind::normal;
  enter(attempt.finally_body, Level::Kind::finally, level.owner);
  levels_.back().pending = std::move(exit);
  return true;
}

bool Machine::handle(const TryStep& attempt, const Step* owner, const Exit& exit) {
  if (attempt.handlers.empty()) return false;
  const Value caught = to_exception(exit.error);
  const ExceptionClass& type = *caught.exception()->type;
  const auto fits = [&](std::uint32_t builtin) {
    return derives_from(type, builtins()[builtin].name);
  };
  for (const Handler& handler : attempt.handlers) {
    if (std::ranges::none_of(handler.types, fits)) continue;
    if (!attempt.as.name.empty()) bind(attempt.as, caught);
    enter(handler.body, Level::Kind::handler, owner);
    // The very object that was bound is what a bare `raise` raises again.
    levels_.back().pending = {Exit::Kind::raise, to_error(caught), {}};
    return true;
  }
  return false;
}

// ---- assignment ----------------------------------------------------------------------------

void Machine::assign(const Target& target, Value value) {
  if (target.empty()) return;
  if (!target.unpack) return bind(target.names[0], std::move(value));
  if (!is_iterable(value)) {
    raise("TypeError", "cannot unpack non-iterable " + std::string(type_name(value)) + " object");
  }
  const auto size = length(value);  // of a generator only its items tell
  Values items = size ? Values() : to_items(value);
  const std::uint64_t have = size.value_or(items.size());
  const std::size_t want = target.names.size();
  if (have > want) {
    raise("ValueError", "too many values to unpack (expected " + std::to_string(want) + ")");
  }
  if (have < want) {
    raise("ValueError", "not enough values to unpack (expected " + std::to_string(want) +
                            ", got " + std::to_string(have) + ")");
  }
  if (size) items = to_items(value);
  for (std::size_t i = 0; i < want; ++i) bind(target.names[i], std::move(items[i]));
}

Value Machine::optional(const ExprPtr& expr, Value otherwise) const {
  return expr ? evaluate_(*expr) : std::move(otherwise);
}

}  // namespace sim::scenario
