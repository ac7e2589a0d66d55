#include "sim/scenario/determinism.hpp"

#include <string>
#include <utility>

#include "sim/scenario/run.hpp"
#include "sim/scenario/schedule_reader.hpp"

namespace sim::scenario {
namespace {

// How it ended, with all that is left of it.
Ending with_what_is_left(const RunResult& result) {
  Ending ending = ending_of(result);
  if (!ending.what.empty()) ending.what += "; ";
  ending.what += "result " + result.result.python;
  for (const FinalValue& each : result.final_values) {
    ending.what += "; " + each.name + " = " + each.value.python;
  }
  return ending;
}

Program explored_program(const Scenario& scenario, const ExploreSettings& settings) {
  return [&scenario, &settings](Loop& loop) {
    RunSettings run;
    run.chooser = loop.chooser();
    run.probe = loop.probe();
    run.steps_max = settings.steps_max;
    run.explored = true;
    run.detect.emplace();
    return with_what_is_left(run_scenario(scenario, run));
  };
}

// All in one: the file's own schedule holds.
Program plain_program(const Scenario& scenario) {
  return [&scenario](Loop& loop) {
    Ending all;
    for (RunSettings& run : runs_of(scenario)) {
      run.probe = loop.probe();
      const Ending ending = with_what_is_left(run_scenario(scenario, run));
      all.what += std::string(name_of(ending.kind)) + ": " + ending.what + "\n";
    }
    return all;
  };
}

}  // namespace

Determinism check_determinism(const Scenario& scenario, const ExploreSettings& settings,
                              std::optional<Schedule> schedule) {
  const Explore& asked = explore_of(scenario);
  if (!schedule && is_token(scenario.schedule) && !settings.strategy) {
    schedule = Schedule::parse(scenario.schedule);
  }
  const Model model = asked.model == Explore::Model::timing ? Model::timing : Model::any;
  return sim::check_determinism(
      explored_program(scenario, settings),
      {.strategy = settings.strategy.value_or(asked.strategy),
       .schedules = settings.schedules.value_or(static_cast<std::uint64_t>(asked.schedules)),
       .seed = settings.seed,
       .model = settings.model.value_or(model),
       .schedule = std::move(schedule)});
}

Determinism check_determinism_of_runs(const Scenario& scenario) {
  return sim::check_determinism(plain_program(scenario), {.schedule = Schedule()});
}

}  // namespace sim::scenario
