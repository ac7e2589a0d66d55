#include "sim/scenario/export_python.hpp"

#include <string_view>
#include <vector>

#include "sim/base/check.hpp"
#include "sim/scenario/builtins.hpp"
#include "sim/scenario/python_lines.hpp"
#include "sim/scenario/python_names.hpp"
#include "sim/scenario/python_steps.hpp"
#include "sim/scenario/python_types.hpp"
#include "sim/scenario/walk.hpp"

namespace sim::scenario {
namespace {

// What is made by these needs a loop that runs.
bool needs_loop(const Builtin& builtin) {
  return builtin.kind == BuiltinKind::clock ||
         (builtin.kind == BuiltinKind::awaitable && builtin.name != "TaskGroup");
}

bool uses_random(const Scenario& scenario) {
  bool found = false;
  each_expression(scenario, [&](const Expr& expr) {
    const auto* name = std::get_if<Name>(&expr.node);
    found = found || (name != nullptr && name->binding.kind == NameKind::builtin &&
                      builtins()[name->binding.index].kind == BuiltinKind::random);
  });
  return found;
}

// The shared variables that can only be made once main runs: those that need the loop or a
// coroutine, and those that are made of such ones.
std::vector<bool> late_variables(const Scenario& scenario) {
  std::vector<bool> late;
  for (const SharedVariable& variable : scenario.shared) {
    bool is_late = false;
    each_expression(*variable.value, [&](const Expr& expr) {
      const auto* name = std::get_if<Name>(&expr.node);
      if (name == nullptr) return;
      const Binding& binding = name->binding;
      is_late = is_late || binding.kind == NameKind::coroutine ||
                (binding.kind == NameKind::shared && late[binding.index]) ||
                (binding.kind == NameKind::builtin && needs_loop(builtins()[binding.index]));
    });
    late.push_back(is_late);
  }
  return late;
}

class Exporter {
 public:
  explicit Exporter(const Scenario& scenario)
      : scenario_(scenario), names_(scenario), types_(scenario), late_(late_variables(scenario)) {}

  std::string run() {
    head();
    shared();
    for (std::uint32_t i = 0; i < scenario_.coroutines.size(); ++i) coroutine(i);
    lines_.blank();
    lines_.blank();
    lines_.add("asyncio.run(" + names_.coroutine(scenario_.main) + "())");
    return lines_.text();
  }

 private:
  void head() {
    if (scenario_.python == PythonVersion::v3_10) lines_.add("#!/usr/bin/env python3.10");
    if (scenario_.python == PythonVersion::v3_12) lines_.add("#!/usr/bin/env python3.12");
    lines_.add("import asyncio");
    if (!uses_random(scenario_) && scenario_.seed == 0) return;
    lines_.add("import random");
    lines_.blank();
    lines_.add("random.seed(" + std::to_string(scenario_.seed) + ")");
  }

  // One that comes late is declared here, in its place.
  void shared() {
    if (scenario_.shared.empty()) return;
    lines_.blank();
    PythonSteps steps(scenario_, names_, types_, scenario_.main, lines_);
    for (std::uint32_t i = 0; i < late_.size(); ++i) {
      const SharedVariable& variable = scenario_.shared[i];
      if (late_[i]) {
        const std::string type = types_.initial(variable);
        lines_.add(names_.shared(i) + ": " + (type.empty() ? "object" : type));
      } else {
        steps.assign(names_.shared(i), *variable.value);
      }
    }
  }

  void coroutine(std::uint32_t index) {
    const Coroutine& coroutine = scenario_.coroutines[index];
    const std::string& result = types_.result(index);
    lines_.blank();
    lines_.blank();
    lines_.add("async def " + names_.coroutine(index) + "(" + parameters(index) + ")" +
               (result.empty() ? "" : " -> " + result) + ":");
    const PythonLines::Indent inside(lines_);
    globals(index);
    PythonSteps steps(scenario_, names_, types_, index, lines_);
    for (std::uint32_t i = 0; index == scenario_.main && i < late_.size(); ++i) {
      if (late_[i]) steps.assign(names_.shared(i), *scenario_.shared[i].value);
    }
    steps.block(coroutine.body);
  }

  std::string parameters(std::uint32_t index) const {
    const PythonExpressions write(names_, index);
    std::string all;
    std::uint32_t slot = 0;
    for (const CoroutineParameter& parameter : scenario_.coroutines[index].parameters) {
      const std::string& type = types_.parameter(index, slot);
      all += (all.empty() ? "" : ", ") + names_.local(index, slot++);
      if (!type.empty()) all += ": " + type;
      if (!parameter.default_value) continue;
      all += (type.empty() ? "=" : " = ") + write.text(*parameter.default_value);
    }
    return all;
  }

  // The shared variables that the coroutine sets, in the order of the file.
  void globals(std::uint32_t index) {
    std::vector<bool> is_set(scenario_.shared.size());
    if (index == scenario_.main) is_set = late_;
    each_step(scenario_.coroutines[index].body, [&](const Step& step) {
      const auto* set = std::get_if<SetStep>(&step.node);
      if (set == nullptr) return;
      for (const Assignment& assignment : set->assignments) {
        const auto* name = std::get_if<Name>(&assignment.target->node);
        if (name != nullptr) is_set[name->binding.index] = true;
      }
    });
    std::string all;
    for (std::uint32_t i = 0; i < is_set.size(); ++i) {
      if (is_set[i]) all += (all.empty() ? "" : ", ") + names_.shared(i);
    }
    if (!all.empty()) lines_.add("global " + all);
  }

  const Scenario& scenario_;
  PythonNames names_;
  PythonTypes types_;
  std::vector<bool> late_;
  PythonLines lines_;
};

}  // namespace

std::string export_python(const Scenario& scenario) {
  SIM_CHECK(!scenario.coroutines.empty(), "a registered C++ program is no Python");
  return Exporter(scenario).run();
}

}  // namespace sim::scenario
