#include "sim/scenario/program_arguments.hpp"

#include <algorithm>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/evaluate.hpp"
#include "sim/scenario/format_value.hpp"
#include "sim/scenario/raise.hpp"

namespace sim::scenario {
namespace {

using Arguments = std::vector<NamedExpr>;

// Nothing: it cannot be calculated; then `why` says so.
std::optional<Value> value_of(const Expr& expression, std::string& why) {
  const Slots no_locals;
  std::exception_ptr error;
  try {
    return Evaluator(nullptr, &no_locals)(expression);
  } catch (...) {
    error = std::current_exception();
  }
  why = describe(to_exception(error));
  return std::nullopt;
}

std::vector<std::string_view> names_of(const RegisteredProgram& program) {
  std::vector<std::string_view> names;
  for (const ProgramParameter& parameter : program.parameters) names.push_back(parameter.name);
  return names;
}

std::string listed(const std::vector<std::string_view>& names) {
  std::string text;
  for (const std::string_view name : names) text += (text.empty() ? "" : ", ") + std::string(name);
  return text;
}

// Expressions can be calculated in a file that is right so far.
void check_argument(const RegisteredProgram& program, const NamedExpr& argument,
                    const std::string& context, Diagnostics& found, bool right_so_far) {
  const auto parameter =
      std::ranges::find(program.parameters, argument.name, &ProgramParameter::name);
  if (parameter == program.parameters.end()) {
    const std::vector<std::string_view> names = names_of(program);
    const std::string_view meant = suggest(argument.name, names);
    found.error(argument.site.key, "the program '" + program.name + "' has no parameter '" +
                                       argument.name + "'")
        .in(context)
        .help(!meant.empty() ? did_you_mean(meant)
              : names.empty() ? "it has none"
                              : "it has " + listed(names));
    return;
  }
  if (!right_so_far) return;
  std::string why;
  const std::optional<Value> value = value_of(*argument.value, why);
  if (!value) {
    found.error(argument.site.value, why).in(context);
  } else if (!parameter->takes(*value)) {
    found.error(argument.site.value,
                "'" + argument.name + "' is " + parameter->type + ", and not " + to_repr(*value))
        .in(context);
  }
}

void check_arguments(const RegisteredProgram& program, const Arguments& arguments,
                     const std::string& context, const Place& place, Diagnostics& found) {
  const bool right_so_far = found.empty();
  for (const NamedExpr& argument : arguments) {
    check_argument(program, argument, context, found, right_so_far);
  }
  for (const ProgramParameter& parameter : program.parameters) {
    if (parameter.has_default) continue;
    if (std::ranges::find(arguments, parameter.name, &NamedExpr::name) != arguments.end()) continue;
    found.error(place, "the program '" + program.name + "' needs the argument '" + parameter.name +
                           "'")
        .in(context)
        .help("it is " + parameter.type);
  }
}

void check_cases(const Scenario& scenario, const RegisteredProgram& program, Diagnostics& found) {
  for (std::size_t i = 0; i < scenario.cases.size(); ++i) {
    const Case& one = scenario.cases[i];
    if (!one.args) continue;
    check_arguments(program, *one.args, "cases, case " + std::to_string(i + 1), one.place, found);
  }
}

const Arguments& arguments_of(const Scenario& scenario, const RunSettings& settings) {
  if (settings.case_number) {
    const Case& one = scenario.cases[*settings.case_number - 1];
    if (one.args) return *one.args;
  }
  return scenario.args;
}

}  // namespace

void check_program(const Scenario& scenario, Diagnostics& found) {
  if (scenario.program.empty() || !scenario.coroutines.empty()) return;
  if (const RegisteredProgram* program = find_program(scenario.program)) {
    check_arguments(*program, scenario.args, "args", scenario.program_place, found);
    check_cases(scenario, *program, found);
    return;
  }
  const std::vector<std::string_view> names = program_names();
  const std::string_view meant = suggest(scenario.program, names);
  found.error(scenario.program_place, "unknown program '" + scenario.program + "'")
      .help(!meant.empty() ? did_you_mean(meant)
            : names.empty() ? "none is registered here: link yours, a SIM_PROGRAM, to fermata::main"
                            : "there are " + listed(names));
}

std::shared_ptr<ProgramRun> make_program_run(const Scenario& scenario,
                                             const RunSettings& settings) {
  const RegisteredProgram& program = *find_program(scenario.program);
  std::vector<std::optional<Value>> values;
  for (const ProgramParameter& parameter : program.parameters) {
    const Arguments& given = arguments_of(scenario, settings);
    const auto argument = std::ranges::find(given, parameter.name, &NamedExpr::name);
    std::string why;
    values.push_back(argument == given.end() ? std::nullopt : value_of(*argument->value, why));
  }
  return program.make(values);
}

}  // namespace sim::scenario
