#include "tools/cli/shrink.hpp"

#include <optional>
#include <string>

#include "sim/scenario/explore.hpp"
#include "tools/cli/failure_report.hpp"
#include "tools/cli/load_files.hpp"
#include "tools/cli/progress_line.hpp"
#include "tools/cli/save_failure.hpp"

namespace sim::cli {

ExitStatus shrink(const ShrinkArguments& arguments, const Console& console) {
  const auto scenarios = load_named(arguments.files, console);
  if (!scenarios) return ExitStatus::bad_input;
  const NamedScenario& named = scenarios->front();
  look_out(arguments.lookout, *named.scenario);
  scenario::ExploreSettings settings;
  settings.steps_max = arguments.steps_max;
  settings.replays = arguments.replays.value_or(settings.replays);
  std::optional<ProgressLine> line;
  line.emplace(console, named.scenario->name, "replays", settings.replays);
  settings.on_replay = [&line](std::uint64_t replays, std::size_t deviations) {
    line->at(replays, ", " + counted(deviations, "deviation"));
  };
  const Schedule schedule = Schedule::parse(arguments.schedule);
  const auto failure = scenario::shrink(*named.scenario, schedule, settings);
  line.reset();
  if (!failure) {
    console.say(named.path + ": nothing fails under this schedule");
    return ExitStatus::broken;
  }
  console.out << named.path << ": " << harmless(scenario::to_string(failure->finding)) << '\n';
  for (const std::string& text : failure_lines(*failure)) console.out << "  " << text << '\n';
  if (!arguments.save.empty() && named.path != "-") {
    const SavedFailure saved = save_failure(arguments.save, named.path, *named.scenario, *failure,
                                            arguments.steps_max);
    console.out << "  " << (saved.problem.empty() ? "saved: " + saved.path : saved.problem) << '\n';
  }
  console.out << "  again: "
              << replay_command(named.path, failure->schedule, arguments.steps_max,
                                arguments.lookout)
              << '\n';
  return ExitStatus::as_expected;
}

}  // namespace sim::cli
