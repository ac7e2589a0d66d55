#include "props/mend.hpp"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

namespace sim::props {
namespace {

struct Seen {
  int old_number;
  int number;
  Holds holds;
};

struct Context {
  std::vector<Seen> visible;
  bool in_loop = false;
  bool in_handler = false;
};

bool needs_variable(Verb verb) {
  return verb == Verb::await || verb == Verb::cancel || verb == Verb::ask || verb == Verb::branch;
}

// A try without handlers and finally, which Python does not have, is its body.
bool guards_nothing(const Step& step) {
  return step.verb == Verb::attempt && step.handlers.empty() && step.cleanup.empty();
}

// The second handler of a type is never asked.
void drop_repeated_handlers(Step& step) {
  std::vector<Handler> kept;
  for (Handler& handler : step.handlers) {
    const bool repeated = std::any_of(kept.begin(), kept.end(), [&](const Handler& other) {
      return other.catches == handler.catches;
    });
    if (!repeated) kept.push_back(std::move(handler));
  }
  step.handlers = std::move(kept);
}

class Mender {
 public:
  void block(Block& steps, Context& context) {
    Block kept;
    for (Step& step : steps) {
      if (!resolve(step, context)) continue;
      inside(step, context);
      bind(step, context);
      if (guards_nothing(step)) {
        for (Step& inner : step.body) kept.push_back(std::move(inner));
      } else {
        kept.push_back(std::move(step));
      }
    }
    steps = std::move(kept);
  }

 private:
  // Renumbers what the step refers to. Returns false if it means nothing here.
  bool resolve(Step& step, const Context& context) {
    if (step.verb == Verb::raise_again && !context.in_handler) return false;
    if (step.verb == Verb::leave_loop || step.verb == Verb::next_turn) return context.in_loop;
    if (step.of != 0) step.of = find(step, step.of, context);
    if (step.of == 0 && needs_variable(step.verb)) return false;
    std::erase_if(step.operands, [&](Operand& operand) {
      if (operand.var == 0) return step.verb == Verb::wait;  // it takes no coroutines
      operand.var = find(step, operand.var, context);
      return operand.var == 0;
    });
    step.label = ++labels_;
    return true;
  }

  static int find(const Step& step, int old_number, const Context& context) {
    const auto seen = std::find_if(
        context.visible.rbegin(), context.visible.rend(),
        [&](const Seen& s) { return s.old_number == old_number && may_use(step, s.holds); });
    return seen == context.visible.rend() ? 0 : seen->number;
  }

  void inside(Step& step, const Context& context) {
    if (begins_coroutine(step.verb)) {
      coroutine(step.body, context);
    } else {
      nested(step.body, context, context.in_loop || step.verb == Verb::loop, context.in_handler);
    }
    handlers(step, context);
    nested(step.otherwise, context, context.in_loop, context.in_handler);
    nested(step.cleanup, context, context.in_loop, false);
    for (Operand& operand : step.operands) coroutine(operand.body, context);
  }

  void coroutine(Block& body, const Context& context) {
    Context inner{context.visible, false, false};
    block(body, inner);
  }

  void nested(Block& body, const Context& context, bool in_loop, bool in_handler) {
    Context inner{context.visible, in_loop, in_handler};
    block(body, inner);
  }

  // The error is known in the handlers alone.
  void handlers(Step& step, const Context& context) {
    if (step.verb != Verb::attempt) return;
    drop_repeated_handlers(step);
    if (step.handlers.empty()) {
      step.var = 0;
      step.otherwise.clear();
    }
    Context caught{context.visible, context.in_loop, true};
    const int number = step.var == 0 ? 0 : ++variables_;
    if (number != 0) caught.visible.push_back({step.var, number, Holds::value});
    step.var = number;
    for (Handler& handler : step.handlers) {
      Context inner = caught;
      block(handler.body, inner);
    }
  }

  void bind(Step& step, Context& context) {
    if (step.verb == Verb::attempt) return;
    rename(step.var, bound_by(step.verb), context);
    rename(step.other_var, Holds::tasks, context);
  }

  void rename(int& var, Holds holds, Context& context) {
    if (var == 0) return;
    context.visible.push_back({var, ++variables_, holds});
    var = variables_;
  }

  int variables_ = 0;
  int labels_ = 0;
};

std::set<int> used_variables(const Program& program) {
  std::set<int> used;
  for_each_step(program.main, [&](const Step& step) {
    used.insert(step.of);
    for (const Operand& operand : step.operands) used.insert(operand.var);
  });
  return used;
}

bool does_nothing(const Step& step) { return step.verb == Verb::self && step.var == 0; }

void drop_idle_steps(Block& steps) {
  std::erase_if(steps, does_nothing);
  for (Step& step : steps) for_each_block(step, drop_idle_steps);
}

// Nobody has to read the name of what nobody uses.
void forget_unused(Program& program) {
  const std::set<int> used = used_variables(program);
  for_each_step(program.main, [&](Step& step) {
    if (used.contains(step.var)) return;
    if (step.verb == Verb::wait && used.contains(step.other_var)) return;
    step.var = step.other_var = 0;
  });
  drop_idle_steps(program.main);
}

void renumber(Program& program) {
  Context context;
  Mender().block(program.main, context);
}

}  // namespace

Holds bound_by(Verb verb) noexcept {
  switch (verb) {
    case Verb::spawn:
      return Holds::task;
    case Verb::hold:
      return Holds::gathering;
    case Verb::self:
      return Holds::self;
    case Verb::wait:
      return Holds::tasks;
    default:
      return Holds::value;
  }
}

bool may_use(const Step& step, Holds holds) noexcept {
  switch (step.verb) {
    case Verb::print:
      return holds != Holds::gathering;
    case Verb::await:
    case Verb::wait:
      return holds == Holds::task || holds == Holds::gathering;
    case Verb::gather:
    case Verb::hold:
      return holds == Holds::task;
    case Verb::cancel:
      return holds != Holds::value && holds != Holds::tasks;
    case Verb::ask:
    case Verb::branch:
      if (holds == Holds::gathering) return step.question <= Question::cancelled;
      return holds == Holds::task || holds == Holds::self;
    case Verb::give_back:
      return holds == Holds::value;
    default:
      return false;
  }
}

// What one pass drops may have been the only use of something else.
Program mended(Program program) {
  Program before;
  do {
    before = program;
    renumber(program);
    forget_unused(program);
  } while (!(program == before));
  return program;
}

}  // namespace sim::props
