#include "sim/scenario/outcomes.hpp"

#include <algorithm>
#include <utility>

#include "sim/explore/outcomes.hpp"
#include "sim/scenario/expect.hpp"
#include "sim/scenario/explore.hpp"
#include "sim/scenario/snapshot.hpp"

namespace sim::scenario {
namespace {

// "[\"a\", \"b\"]"
std::string list_of(const std::vector<std::string>& lines) {
  std::string text = "[";
  for (const std::string& line : lines) {
    if (text.size() > 1) text += ", ";
    text += json_text(line);
  }
  return text + "]";
}

// What of a run makes no difference goes.
RunResult reduced_to(const OutcomeFields& fields, RunResult&& run) {
  RunResult result;
  result.outcome = run.outcome;
  if (fields.exception) result.exception = std::move(run.exception);
  if (fields.output) result.output = std::move(run.output);
  for (FinalValue& variable : run.final_values) {
    const bool counts = fields.all_variables ? variable.value.plain
                                             : fields.variables.contains(variable.name);
    if (counts) result.final_values.push_back(std::move(variable));
  }
  return result;
}

std::string object_of(const RunResult& result) {
  std::string text = "\"outcome\": " + json_text(to_string(result.outcome)) + ", \"exception\": " +
                     (result.exception ? json_text(*result.exception) : "null") +
                     ", \"output\": " + list_of(result.output) + ", \"final\": {";
  bool first = true;
  for (const FinalValue& variable : result.final_values) {
    text += (std::exchange(first, false) ? "" : ", ") + json_text(variable.name) + ": " +
            json_text(variable.value.python);
  }
  return text + "}";
}

Ending ending_as_result(const RunResult& result) {
  Ending ending = ending_of(result);
  ending.what = object_of(result);
  return ending;
}

// The exception tells the outcome where the item does not.
bool matches(const Expectation& item, const RunResult& result) {
  return std::ranges::none_of(compare(item, result), [&](const Mismatch& mismatch) {
    const bool told_by_exception = item.exception.has_value() && !item.outcome;
    return mismatch.key != Mismatch::Key::outcome || !told_by_exception;
  });
}

std::string counted_schedules(std::uint64_t count) {
  return std::to_string(count) + (count == 1 ? " schedule" : " schedules");
}

}  // namespace

OutcomeFields outcome_fields(const Scenario& scenario) {
  OutcomeFields fields;
  if (scenario.outcomes.empty()) {
    fields.output = fields.exception = fields.all_variables = true;
    return fields;
  }
  for (const Expectation& item : scenario.outcomes) {
    fields.output = fields.output || item.output.has_value();
    fields.exception = fields.exception || item.exception.has_value();
    if (!item.final_values) continue;
    for (const NamedExpr& variable : item.final_values->variables) {
      fields.variables.insert(variable.name);
    }
  }
  return fields;
}

Program outcome_program(const Scenario& scenario, const OutcomesSettings& settings,
                        OutcomeRuns& runs) {
  const OutcomeFields fields = outcome_fields(scenario);
  return [&scenario, &settings, &runs, fields](Loop& loop) {
    RunSettings run;
    run.chooser = loop.chooser();
    run.probe = loop.probe();
    run.steps_max = settings.steps_max;
    run.explored = true;
    run.lines_matter = fields.output;
    run.detect.emplace();
    RunResult whole = run_scenario(scenario, run);
    runs.hide = runs.hide || whole.hides;
    RunResult result = reduced_to(fields, std::move(whole));
    Ending ending = ending_as_result(result);
    runs.by_ending.try_emplace(ending.what, std::move(result));
    return ending;
  };
}

FoundOutcomes find_outcomes(const Scenario& scenario, const OutcomesSettings& settings) {
  OutcomeRuns runs;
  FoundOutcomes found;
  const bool timing = explore_of(scenario).model == Explore::Model::timing;
  found.model = settings.model.value_or(timing ? Model::timing : Model::any);
  const Program program = outcome_program(scenario, settings, runs);
  sim::Outcomes all = sim::outcomes(program, {.model = found.model,
                                              .schedules = settings.schedules,
                                              .count_interleavings = settings.count_interleavings,
                                              .keep_going = settings.keep_going});
  found.traces = all.traces;
  found.interleavings = all.interleavings;
  found.reduced = all.reduced;
  found.why_not = std::move(all.why_not);
  if (found.why_not.empty() && found.reduced && runs.hide) {
    found.why_not = "a task awaits itself, which is not seen through";
  }
  for (Result& each : all.results) {
    found.results.push_back({runs.by_ending.at(each.ending.what), each.traces,
                             std::move(each.witness), std::move(each.names)});
  }
  return found;
}

std::string to_line(const RunResult& result) {
  std::string text(to_string(result.outcome));
  if (result.exception) text += ", exception: " + *result.exception;
  if (!result.output.empty()) text += ", output: " + list_of(result.output);
  if (result.final_values.empty()) return text;
  text += ", final: {";
  bool first = true;
  for (const FinalValue& variable : result.final_values) {
    text += (std::exchange(first, false) ? "" : ", ") + variable.name + ": " +
            variable.value.python;
  }
  return text + "}";
}

std::optional<std::size_t> item_for(const Scenario& scenario, const RunResult& result) {
  const auto item = std::ranges::find_if(
      scenario.outcomes, [&](const Expectation& each) { return matches(each, result); });
  if (item == scenario.outcomes.end()) return std::nullopt;
  return static_cast<std::size_t>(item - scenario.outcomes.begin());
}

std::vector<OutcomeProblem> compare(const Scenario& scenario, const FoundOutcomes& found) {
  using Kind = OutcomeProblem::Kind;
  std::vector<OutcomeProblem> problems;
  const bool absent = scenario.outcomes_site.style == Style::absent;
  const Place place = absent ? scenario.name_place : scenario.outcomes_site.key;
  for (const FoundOutcome& each : found.results) {
    if (item_for(scenario, each.result)) continue;
    problems.push_back({Kind::unlisted,
                        "a result comes that is not listed: " + to_line(each.result), place,
                        &each});
  }
  std::size_t number = 0;
  for (const Expectation& item : scenario.outcomes) {
    ++number;
    const bool comes = std::ranges::any_of(found.results, [&](const FoundOutcome& each) {
      return matches(item, each.result);
    });
    if (comes || !found.complete()) continue;
    problems.push_back({Kind::never, "result " + std::to_string(number) + " never comes",
                        item.site.key, nullptr});
  }
  if (!found.complete()) {
    problems.push_back({Kind::incomplete,
                        "there may be more than " + counted_schedules(found.traces) +
                            " have shown: " + found.why_not,
                        place, nullptr});
  }
  return problems;
}

std::string to_json(const Scenario& scenario, const FoundOutcomes& found) {
  std::string text = "{\"scenario\": " + json_text(scenario.name) + ", \"model\": " +
                     json_text(found.model == Model::any ? "any" : "timing") +
                     ", \"complete\": " + (found.complete() ? "true" : "false") +
                     ", \"why_not\": " + (found.complete() ? "null" : json_text(found.why_not)) +
                     ", \"reduced\": " + (found.reduced ? "true" : "false") +
                     ", \"traces\": " + std::to_string(found.traces) +
                     ", \"interleavings\": " + json_count(found.interleavings) +
                     ", \"results\": [";
  bool first = true;
  for (const FoundOutcome& each : found.results) {
    text += (std::exchange(first, false) ? "{" : ", {") + object_of(each.result) +
            ", \"traces\": " + std::to_string(each.traces) +
            ", \"schedule\": " + json_text(each.witness.token()) + "}";
  }
  return text + "]}";
}

}  // namespace sim::scenario
