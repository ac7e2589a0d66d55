#include "sim/scenario/validate.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "sim/scenario/builtins.hpp"
#include "sim/scenario/locals.hpp"
#include "sim/scenario/overloaded.hpp"
#include "sim/scenario/program_arguments.hpp"
#include "sim/scenario/resolve.hpp"

namespace sim::scenario {
namespace {

// The body of one coroutine.
class BodyValidator {
 public:
  BodyValidator(const Scenario& scenario, const Coroutine& coroutine, Diagnostics& found)
      : scope_{scenario, &coroutine}, resolver_(scope_, found), found_(found) {}

  void block(Block& block) {
    for (Step& step : block) this->step(step);
  }

 private:
  void step(Step& step) {
    const std::string& at = step.path;
    const auto names = [&](auto&... exprs) { (resolver_.resolve(exprs, at), ...); };
    std::visit(overloaded{
                   [](PassStep&) {},
                   [&](BreakStep&) { loop_word(step, "break"); },
                   [&](ContinueStep&) { loop_word(step, "continue"); },
                   [&](PrintStep& s) { resolver_.resolve(s.text, at); },
                   [&](SleepStep& s) { names(s.delay); },
                   [&](AwaitStep& s) { names(s.value); },
                   [&](SpawnStep& s) { names(s.coro, s.name, s.group); },
                   [&](GatherStep& s) { names(s.awaitables, s.return_exceptions); },
                   [&](WaitStep& s) { names(s.awaitables, s.timeout, s.return_when); },
                   [&](WaitForStep& s) { names(s.awaitable, s.timeout); },
                   [&](CancelStep& s) { names(s.target, s.message); },
                   [&](CallStep& s) { names(s.value); },
                   [&](LetStep& s) { let(s, at); },
                   [&](SetStep& s) { set(s, at); },
                   [&](WithStep& s) { names(s.context), block(s.body); },
                   [&](ForStep& s) { names(s.iterable), loop(s.body); },
                   [&](WhileStep& s) { names(s.condition), loop(s.body); },
                   [&](IfStep& s) { names(s.condition), block(s.then_body), block(s.else_body); },
                   [&](TryStep& s) { attempt(s); },
                   [&](RaiseStep& s) { names(s.exception); },
                   [&](ReturnStep& s) { names(s.value); },
                   [&](AssertStep& s) { names(s.condition); },
               },
               step.node);
  }

  void loop_word(const Step& step, const std::string& word) {
    if (loops_ > 0) return;
    found_.error(step.place, "'" + word + "' stands outside of a loop")
        .in(step.path)
        .help("it belongs into the 'do' of a 'for' or 'while'");
  }

  void loop(Block& body) {
    ++loops_;
    block(body);
    --loops_;
  }

  void let(LetStep& let, const std::string& at) {
    for (Assignment& assignment : let.assignments) {
      resolver_.resolve(assignment.target, at);
      resolver_.resolve(assignment.value, at);
    }
  }

  void set(SetStep& set, const std::string& at) {
    for (Assignment& assignment : set.assignments) {
      if (assignment.target) resolver_.resolve_shared(*assignment.target, at);
      resolver_.resolve(assignment.value, at);
    }
  }

  void attempt(TryStep& attempt) {
    block(attempt.body);
    for (Handler& handler : attempt.handlers) block(handler.body);
    block(attempt.else_body);
    block(attempt.finally_body);
  }

  Scope scope_;
  Resolver resolver_;
  Diagnostics& found_;
  int loops_ = 0;
};

class Validator {
 public:
  Validator(Scenario& scenario, Diagnostics& found) : scenario_(scenario), found_(found) {}

  void run() {
    for (Coroutine& coroutine : scenario_.coroutines) assign_slots(coroutine);
    distinct_names();
    shared();
    for (Coroutine& coroutine : scenario_.coroutines) {
      defaults(coroutine);
      if (coroutine.readable) BodyValidator(scenario_, coroutine, found_).block(coroutine.body);
    }
    find_main();
    named(scenario_.args, "args");
    if (scenario_.expect) expectation(*scenario_.expect, "expect");
    for (Expectation& outcome : scenario_.outcomes) expectation(outcome, "outcomes");
    for (std::size_t i = 0; i < scenario_.cases.size(); ++i) {
      one_case(scenario_.cases[i], "cases, case " + std::to_string(i + 1));
    }
    if (scenario_.explore) explore(*scenario_.explore);
    check_program(scenario_, found_);
  }

 private:
  void distinct_names() {
    std::vector<std::string_view> names;
    for (const SharedVariable& variable : scenario_.shared) names.push_back(variable.name);
    for (const Coroutine& coroutine : scenario_.coroutines) {
      if (std::ranges::find(names, coroutine.name) != names.end()) {
        found_.error(coroutine.place, "the name '" + coroutine.name + "' is given twice")
            .in("coroutines");
      }
      names.push_back(coroutine.name);
    }
  }

  void shared() {
    for (std::size_t i = 0; i < scenario_.shared.size(); ++i) {
      const Scope scope{scenario_, nullptr, Reach::everything, i};
      Resolver(scope, found_).resolve(scenario_.shared[i].value, "shared");
    }
  }

  void defaults(Coroutine& coroutine) {
    const Scope scope{scenario_};
    for (CoroutineParameter& parameter : coroutine.parameters) {
      Resolver(scope, found_).resolve(parameter.default_value, coroutine.name + "()");
    }
  }

  void find_main() {
    if (scenario_.coroutines.empty()) return;
    const auto main = std::ranges::find(scenario_.coroutines, "main", &Coroutine::name);
    if (main == scenario_.coroutines.end()) {
      found_.error(scenario_.coroutines.front().place, "there is no coroutine 'main()'")
          .in("coroutines")
          .help("a scenario starts with main()");
      return;
    }
    scenario_.main = static_cast<std::uint32_t>(main - scenario_.coroutines.begin());
    for (const CoroutineParameter& parameter : main->parameters) {
      if (parameter.default_value) continue;
      found_.error(parameter.local.place, "main() is called without arguments").in("main()");
    }
  }

  void value(ExprPtr& expr, const std::string& context) {
    const Scope scope{scenario_, nullptr, Reach::values};
    Resolver(scope, found_).resolve(expr, context);
  }

  void named(std::vector<NamedExpr>& list, const std::string& context) {
    for (NamedExpr& item : list) value(item.value, context);
  }

  void expectation(Expectation& expectation, const std::string& context) {
    if (expectation.result) value(expectation.result->value, context);
    if (!expectation.final_values) return;
    named(expectation.final_values->variables, context);
    if (!scenario_.program.empty()) return;
    std::vector<std::string_view> names;
    for (const SharedVariable& variable : scenario_.shared) names.push_back(variable.name);
    for (const NamedExpr& variable : expectation.final_values->variables) {
      if (std::ranges::find(names, variable.name) != names.end()) continue;
      found_.error(variable.site.key, "'" + variable.name + "' is no shared variable")
          .in(context)
          .help(did_you_mean(suggest(variable.name, names)));
    }
  }

  void one_case(Case& one, const std::string& context) {
    if (one.args) {
      named(*one.args, context);
      if (scenario_.program.empty()) {
        found_.error(one.place, "'args' are those of a 'program'").in(context);
      }
    }
    if (one.expect) expectation(*one.expect, context + ", expect");
  }

  void explore(Explore& explore) {
    const Scope scope{scenario_, nullptr, Reach::watching};
    for (auto* list : {&explore.always, &explore.finally_conditions, &explore.sometimes}) {
      for (Explore::Condition& condition : *list) {
        Resolver(scope, found_).resolve(condition.value, "explore");
      }
    }
    std::vector<std::string_view> names;
    for (const Coroutine& coroutine : scenario_.coroutines) names.push_back(coroutine.name);
    for (LocalName& cancelled : explore.cancel) {
      const auto found = std::ranges::find(names, cancelled.name);
      cancelled.slot = static_cast<std::uint32_t>(found - names.begin());
      if (found != names.end()) continue;
      found_.error(cancelled.place, "unknown coroutine '" + cancelled.name + "'")
          .in("explore")
          .help(did_you_mean(suggest(cancelled.name, names)));
    }
  }

  Scenario& scenario_;
  Diagnostics& found_;
};

}  // namespace

void validate(Scenario& scenario, Diagnostics& found) { Validator(scenario, found).run(); }

Parameters Coroutine::signature() const {
  Parameters signature;
  for (const CoroutineParameter& parameter : parameters) {
    signature.push_back(
        {parameter.local.name, Parameter::Kind::plain, parameter.default_value != nullptr});
  }
  return signature;
}

}  // namespace sim::scenario
