#include "sim/scenario/python_steps.hpp"

#include <algorithm>
#include <utility>

#include "sim/scenario/builtins.hpp"
#include "sim/scenario/python_handlers.hpp"
#include "sim/scenario/walk.hpp"

namespace sim::scenario {
namespace {

bool is_call(const Expr& expr) { return std::holds_alternative<Call>(expr.node); }

bool is_text(const Expr& expr) {
  if (std::holds_alternative<FString>(expr.node)) return true;
  const auto* literal = std::get_if<Literal>(&expr.node);
  return literal != nullptr && std::holds_alternative<std::string>(literal->value);
}

}  // namespace

PythonSteps::PythonSteps(const Scenario& scenario, const PythonNames& names,
                         const PythonTypes& types, std::uint32_t coroutine, PythonLines& lines)
    : names_(names),
      types_(types),
      coroutine_(scenario.coroutines[coroutine]),
      index_(coroutine),
      expressions_(names, coroutine),
      lines_(lines) {}

void PythonSteps::block(const Block& block) {
  for (const Step& step : block) this->step(step);
}

void PythonSteps::step(const Step& step) {
  std::visit(
      overloaded{
          [&](const PassStep&) { lines_.add("pass"); },
          [&](const BreakStep&) { lines_.add("break"); },
          [&](const ContinueStep&) { lines_.add("continue"); },
          [&](const PrintStep& s) { lines_.add("print(" + printed(s.text) + ")"); },
          [&](const SleepStep& s) { lines_.add("await asyncio.sleep(" + text(*s.delay) + ")"); },
          [&](const AwaitStep& s) { statement(target(s.as) + "await ", *s.value); },
          [&](const SpawnStep& s) { spawn(s); },
          [&](const GatherStep& s) { gather(s); },
          [&](const WaitStep& s) { wait(s); },
          [&](const WaitForStep& s) {
            lines_.add({target(s.as) + "await asyncio.wait_for(",
                        {text(*s.awaitable), "timeout=" + text(*s.timeout)},
                        ")"});
          },
          [&](const CancelStep& s) { cancel(s); },
          [&](const CallStep& s) { statement(target(s.as), *s.value); },
          [&](const LetStep& s) { assign(s.assignments); },
          [&](const SetStep& s) { assign(s.assignments); },
          [&](const WithStep& s) { with(s); },
          [&](const ForStep& s) {
            inside("for " + names_.local(index_, s.variable.slot) + " in " + text(*s.iterable),
                   s.body);
          },
          [&](const WhileStep& s) { inside("while " + text(*s.condition), s.body); },
          [&](const IfStep& s) { choose(s, "if "); },
          [&](const TryStep& s) { attempt(s); },
          [&](const RaiseStep& s) {
            lines_.add(s.exception ? "raise " + text(*s.exception) : "raise");
          },
          [&](const ReturnStep& s) {
            s.value ? statement("return ", *s.value) : lines_.add("return");
          },
          [&](const AssertStep& s) { lines_.add("assert " + text(*s.condition)); },
      },
      step.node);
}

void PythonSteps::inside(const std::string& head, const Block& block) {
  lines_.add(head + ":");
  const PythonLines::Indent deeper(lines_);
  this->block(block);
}

std::string PythonSteps::target(const Target& as) const {
  std::string names;
  for (const LocalName& local : as.names) {
    names += (names.empty() ? "" : ", ") + names_.local(index_, local.slot);
  }
  if (as.unpack && as.names.size() == 1) names = "[" + names + "]";
  return names.empty() ? "" : names + " = ";
}

// Three calls and more are spread, as are parts that do not fit on the line.
PythonList PythonSteps::list_of(std::string before, const std::vector<ExprPtr>& items,
                                std::string after) const {
  PythonList list{std::move(before), {}, std::move(after)};
  for (const ExprPtr& item : items) list.items.push_back(text(*item));
  list.spread = items.size() > 2 &&
                std::ranges::all_of(items, [](const ExprPtr& item) { return is_call(*item); });
  return list;
}

void PythonSteps::statement(const std::string& before, const Expr& expr) {
  if (const auto* list = std::get_if<ListExpr>(&expr.node)) {
    return lines_.add(list_of(before + "[", list->items, "]"));
  }
  const auto* call = std::get_if<Call>(&expr.node);
  const std::string line = before + text(expr);
  if (call == nullptr || !line.ends_with(')')) return lines_.add(line);
  PythonList parts{before + expressions_.callee(*call) + "(", expressions_.arguments(*call), ")"};
  // Not so where the call is written in another way, as type(x).__name__ is.
  parts.on_one_line() == line ? lines_.add(parts) : lines_.add(line);
}

void PythonSteps::assign(const std::string& target, const Expr& value) {
  statement(target + " = ", value);
}

// A number that grows by a number is written `n += 1`.
void PythonSteps::assign(const std::vector<Assignment>& assignments) {
  for (const Assignment& assignment : assignments) {
    const auto* target = std::get_if<Name>(&assignment.target->node);
    const auto* binary = std::get_if<Binary>(&assignment.value->node);
    const auto* left = binary != nullptr ? std::get_if<Name>(&binary->left->node) : nullptr;
    if (target != nullptr && left != nullptr && left->text == target->text &&
        left->binding.kind == target->binding.kind &&
        types_.counts(*target, *binary->right, index_)) {
      lines_.add(text(*assignment.target) + " " + std::string(text_of(binary->op)) + "= " +
                 text(*binary->right));
    } else {
      assign(text(*assignment.target), *assignment.value);
    }
  }
}

// A value alone is printed as it is, without an f-string around it.
std::string PythonSteps::printed(const FString& formatted) const {
  if (formatted.parts.empty()) return "";
  const FPart& only = formatted.parts.front();
  const bool bare = formatted.parts.size() == 1 && only.value && only.conversion == 0 &&
                    only.format_spec.empty() && !is_text(*only.value);
  return bare ? text(*only.value) : expressions_.formatted(formatted);
}

void PythonSteps::spawn(const SpawnStep& spawn) {
  const std::string create =
      spawn.group ? expressions_.at_least(Level::primary, *spawn.group) + ".create_task"
                  : "asyncio.create_task";
  PythonList list{target(spawn.as) + create + "(", {text(*spawn.coro)}, ")"};
  if (spawn.name) list.items.push_back("name=" + text(*spawn.name));
  lines_.add(list);
}

void PythonSteps::gather(const GatherStep& gather) {
  const std::string head = target(gather.as) + "await asyncio.gather(";
  PythonList list{head, {}, ")"};
  if (const auto* items = std::get_if<ListExpr>(&gather.awaitables->node)) {
    list = list_of(head, items->items, ")");
  } else {
    list.items.push_back("*" + text(*gather.awaitables));
  }
  if (gather.return_exceptions) {
    list.items.push_back("return_exceptions=" + text(*gather.return_exceptions));
  }
  lines_.add(list);
}

void PythonSteps::wait(const WaitStep& wait) {
  const std::string head = target(wait.as) + "await asyncio.wait(";
  std::vector<std::string> arguments{text(*wait.awaitables)};
  if (wait.timeout) arguments.push_back("timeout=" + text(*wait.timeout));
  if (wait.return_when) arguments.push_back("return_when=" + text(*wait.return_when));
  if (const auto* items = std::get_if<ListExpr>(&wait.awaitables->node)) {
    PythonList list = list_of(head + "[", items->items, "]");
    for (std::size_t i = 1; i < arguments.size(); ++i) list.after += ", " + arguments[i];
    list.after += ")";
    if (list.spread) return lines_.add(list);
  }
  lines_.add({head, std::move(arguments), ")"});
}

void PythonSteps::cancel(const CancelStep& cancel) {
  const std::string message = cancel.message ? text(*cancel.message) : "";
  lines_.add(target(cancel.as) + expressions_.at_least(Level::primary, *cancel.target) +
             ".cancel(" + message + ")");
}

void PythonSteps::with(const WithStep& with) {
  std::string names = target(with.as);
  if (!names.empty()) names.resize(names.size() - std::string_view(" = ").size());
  if (with.as.names.size() > 1) names = "(" + names + ")";
  inside("async with " + text(*with.context) + (names.empty() ? "" : " as " + names), with.body);
}

// An `if` alone in an `else` is an `elif`.
void PythonSteps::choose(const IfStep& choice, const std::string& word) {
  inside(word + text(*choice.condition), choice.then_body);
  if (choice.else_body.empty()) return;
  const auto* next = std::get_if<IfStep>(&choice.else_body.front().node);
  if (choice.else_body.size() == 1 && next != nullptr) return choose(*next, "elif ");
  inside("else", choice.else_body);
}

void PythonSteps::attempt(const TryStep& attempt) {
  inside("try", attempt.body);
  std::string caught;
  if (!attempt.as.name.empty()) {
    caught = names_.local(index_, attempt.as.slot);
    if (outlives_handlers(coroutine_, attempt.as.slot)) caught = names_.fresh(index_, "caught");
  }
  for (const Handler& handler : attempt.handlers) this->handler(handler, attempt.as, caught);
  if (!attempt.else_body.empty()) inside("else", attempt.else_body);
  if (!attempt.finally_body.empty()) inside("finally", attempt.finally_body);
}

// Python unbinds the name of a handler at its end; one that is needed later gets a copy.
void PythonSteps::handler(const Handler& handler, const LocalName& as, const std::string& caught) {
  std::string types;
  for (const std::uint32_t type : handler.types) {
    types += (types.empty() ? "" : ", ") + python_name(builtins()[type]);
  }
  if (handler.types.size() > 1) types = "(" + types + ")";
  lines_.add("except " + types + (caught.empty() ? "" : " as " + caught) + ":");
  const PythonLines::Indent deeper(lines_);
  if (!caught.empty() && caught != names_.local(index_, as.slot)) {
    lines_.add(names_.local(index_, as.slot) + " = " + caught);
  }
  block(handler.body);
}

}  // namespace sim::scenario
