#include "sim/scenario/run_state.hpp"

#include <algorithm>
#include <exception>
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
      steps_max(steps_max_of(the_scenario, the_settings)),
      random(seed_of(the_scenario, the_settings)),
      shared(the_scenario.shared.size()) {
  for (const Coroutine& coroutine : scenario.coroutines) {
    defaults.emplace_back(coroutine.parameters.size());
  }
}

void RunState::make_shared() {
  const Slots no_locals;
  const Evaluator evaluate(this, &no_locals);
  number_objects();
  for (std::size_t i = 0; i < shared.size(); ++i) {
    shared[i] = evaluate(*scenario.shared[i].value);
    if (!objects_.empty()) share_lists(*shared[i], objects_[i]);
  }
  for (std::size_t i = 0; i < defaults.size(); ++i) {
    const auto& parameters = scenario.coroutines[i].parameters;
    for (std::size_t j = 0; j < parameters.size(); ++j) {
      if (parameters[j].default_value) defaults[i][j] = evaluate(*parameters[j].default_value);
    }
  }
  shared_made_ = true;
}

// What `always` looks at is one object: it sees every state between two changes. Lines that are
// printed are one where the order of all of them matters.
void RunState::number_objects() {
  random_object_ = loop.next_object_id("random");
  if (!random_object_) return;
  if (settings.lines_matter) output_object_ = loop.next_object_id("output");
  objects_.resize(scenario.shared.size() + 1);
  ObjectId& watched = objects_.back();
  if (scenario.explore) {
    for (const Explore::Condition& condition : scenario.explore->always) {
      for (const Name* name : names_in(*condition.value)) {
        if (!watched) watched = loop.next_object_id("variable of always");
        objects_[name->binding.index] = watched;
      }
    }
  }
  for (std::size_t index = 0; index < objects_.size(); ++index) {
    if (objects_[index]) continue;
    const bool named = loop.watches_objects() && index < scenario.shared.size();
    objects_[index] = named ? loop.next_object_id("variable " + scenario.shared[index].name)
                            : loop.next_object_id("variable");
  }
}

void RunState::set_shared(std::uint32_t variable, Value value) {
  if (!objects_.empty()) [[unlikely]] {
    loop.touch(objects_[variable], Access::write);
    share_lists(value, objects_[variable]);
  }
  shared[variable] = std::move(value);
}

void RunState::print(std::string_view text) {
  touch_output();
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
  fail_with(*step.condition, step.text, where.path, locals);
  finding = "assert " + step.text + ", in " + where.path;
  const TaskCore* task = TaskCore::current_or_null();
  if (task != nullptr) finding += " of " + task->name();
}

void RunState::fail_with(const Expr& condition, const std::string& text, const std::string& where,
                         const Slots& locals) {
  exception = "AssertionError: " + text;
  Diagnostics found(*scenario.source);
  std::string values;
  try {
    values = describe_names(*this, condition, locals);
  } catch (const Raised&) {
    values = "its values are nested too deep to be shown";
  }
  found.error(condition.place, "this does not hold: " + text).in(where).help(std::move(values));
  report = render(found.sorted().front());
  stop(Outcome::failed);
}

bool RunState::holds(std::string_view list, const Explore::Condition& condition) {
  const Slots no_locals;
  std::exception_ptr error;
  try {
    if (truth(Evaluator(this, &no_locals)(*condition.value))) return true;
  } catch (...) {
    error = std::current_exception();
  }
  const std::string where(list);
  fail_with(*condition.value, condition.text, "explore, " + where, no_locals);
  finding = where + " " + condition.text;
  if (error) finding += ", which raises " + describe(to_exception(error));
  return false;
}

bool RunState::is_true(const Explore::Condition& condition) {
  const Slots no_locals;
  try {
    return truth(Evaluator(this, &no_locals)(*condition.value));
  } catch (...) {
    return false;
  }
}

void RunState::note_task(const Coroutine& coroutine) {
  const TaskCore* task = TaskCore::current_or_null();
  if (task == nullptr) return;
  const std::uint64_t id = task->id().value();
  if (coroutines_.size() <= id) coroutines_.resize(id + 1, 0);
  coroutines_[id] = static_cast<std::uint32_t>(&coroutine - scenario.coroutines.data()) + 1;
}

std::optional<std::uint32_t> RunState::coroutine_of(TaskId task) const {
  const std::uint64_t id = task.value();
  if (id >= coroutines_.size() || coroutines_[id] == 0) return std::nullopt;
  return coroutines_[id] - 1;
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
