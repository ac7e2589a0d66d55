#include "sim/scenario/run_state.hpp"

#include <algorithm>
#include <utility>

#include "sim/coro/task_core.hpp"
#include "sim/scenario/diagnostic.hpp"
#include "sim/scenario/evaluate.hpp"
#include "sim/scenario/format_value.hpp"
#include "sim/scenario/names_in.hpp"
#include "sim/scenario/raise.hpp"

namespace sim::scenario {
namespace {

const Case* case_of(const Scenario& scenario, const RunSettings& settings) {
  return settings.case_number ? &scenario.cases[*settings.case_number - 1] : nullptr;
}

PythonVersion python_of(const Scenario& scenario, const RunSettings& settings) {
  const Case* one = case_of(scenario, settings);
  return one != nullptr && one->python ? *one->python : scenario.python;
}

// "counter is 1", one for each variable of the expression.
std::string describe_names(const RunState& run, const Expr& expr, const Slots& locals) {
  std::string text;
  for (const Name* name : names_in(expr)) {
    const Slots& from = name->binding.kind == NameKind::local ? locals : run.shared;
    const std::uint32_t index = name->binding.index;
    if (index >= from.size() || !from[index]) continue;
    if (!text.empty()) text += ", ";
    text += name->text + " is " + to_repr(*from[index]);
  }
  return text;
}

}  // namespace

RunState::RunState(const Scenario& the_scenario, const RunSettings& the_settings, Loop& the_loop)
    : scenario(the_scenario),
      settings(the_settings),
      loop(the_loop),
      python(python_of(the_scenario, the_settings)),
      steps_max(the_settings.steps_max.value_or(the_scenario.limits.steps.value_or(kStepsMax))),
      random(seed_of(the_scenario, the_settings)),
      shared(the_scenario.shared.size()) {
  for (const Coroutine& coroutine : scenario.coroutines) {
    defaults.emplace_back(coroutine.parameters.size());
  }
}

void RunState::make_shared() {
  const Slots no_locals;
  const Evaluator evaluate(this, &no_locals);
  for (std::size_t i = 0; i < shared.size(); ++i) shared[i] = evaluate(*scenario.shared[i].value);
  for (std::size_t i = 0; i < defaults.size(); ++i) {
    const auto& parameters = scenario.coroutines[i].parameters;
    for (std::size_t j = 0; j < parameters.size(); ++j) {
      if (parameters[j].default_value) defaults[i][j] = evaluate(*parameters[j].default_value);
    }
  }
}

void RunState::print(std::string_view text) {
  printed_.append(text).append("\n");
  check_size(printed_.size() / 16);
  const TaskCore* task = TaskCore::current_or_null();
  loop.tell(EventKind::print, task == nullptr ? TaskId{} : task->id(), {}, text);
  if (settings.on_print) settings.on_print(text);
}

bool RunState::may_go_round() {
  if (std::exchange(turn_, loop.iteration()) != loop.iteration()) rounds_ = 0;
  return ++rounds_ <= steps_max;
}

void RunState::stop(Outcome why) {
  stopped = why;
  loop.halt();
}

void RunState::fail(const AssertStep& step, const Step& where, const Slots& locals) {
  exception = "AssertionError: " + step.text;
  Diagnostics found(*scenario.source);
  std::string values;
  try {
    values = describe_names(*this, *step.condition, locals);
  } catch (const Raised&) {
    values = "its values are nested too deep to be shown";
  }
  found.error(step.condition->place, "this does not hold: " + step.text)
      .in(where.path)
      .help(std::move(values));
  report = render(found.sorted().front());
  stop(Outcome::failed);
}

std::vector<std::string> RunState::take_lines() {
  std::vector<std::string> lines;
  std::string_view rest = printed_;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    lines.emplace_back(rest.substr(0, end));
    rest.remove_prefix(end + 1);
  }
  return lines;
}

}  // namespace sim::scenario
