#include "tools/cli/replay.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "sim/scenario/determinism.hpp"
#include "sim/scenario/expect.hpp"
#include "sim/scenario/explore.hpp"
#include "sim/trace/export_text.hpp"
#include "tools/cli/determinism.hpp"
#include "tools/cli/load_files.hpp"
#include "tools/cli/terminal.hpp"

namespace sim::cli {
namespace {

using scenario::Replayed;
using scenario::Scenario;

void print_indented(const Console& console, std::string_view report) {
  while (!report.empty()) {
    const std::size_t end = std::min(report.find('\n'), report.size());
    console.err << "  " << harmless(report.substr(0, end)) << '\n';
    report.remove_prefix(std::min(end + 1, report.size()));
  }
}

void tell(const Console& console, const Scenario& scenario, const Replayed& replayed) {
  const scenario::RunResult& result = replayed.result;
  for (const std::string& finding : result.unhandled) {
    console.say(scenario.name + ": " + harmless(finding));
  }
  console.say(scenario.name + ": " + harmless(replayed.used.describe(replayed.names)));
  std::string message = scenario.name + ": ";
  message += result.outcome == scenario::Outcome::ok
                 ? std::string(to_string(result.outcome))
                 : console.err_paint.red(to_string(result.outcome));
  message += " at " + scenario::write_seconds(result.elapsed) + " s";
  if (result.exception) message += ": " + harmless(*result.exception);
  console.say(message);
  print_indented(console, result.report);
}

}  // namespace

ExitStatus replay(const ReplayArguments& arguments, const Console& console) {
  const auto scenarios = load_named(arguments.files, console);
  if (!scenarios) return ExitStatus::bad_input;
  const NamedScenario& named = scenarios->front();
  look_out(arguments.lookout, *named.scenario);
  if (arguments.check_determinism) {
    scenario::ExploreSettings explored;
    explored.steps_max = arguments.steps_max;
    return tell(named.path,
                scenario::check_determinism(*named.scenario, explored,
                                            Schedule::parse(arguments.schedule)),
                console);
  }
  scenario::RunSettings settings;
  settings.steps_max = arguments.steps_max;
  TextExporter trace(console.out);
  if (arguments.trace) {
    settings.probe = &trace;
  } else {
    settings.on_print = [&](std::string_view text) { console.out << text << '\n'; };
  }
  const Replayed replayed =
      scenario::replay(*named.scenario, Schedule::parse(arguments.schedule),
                       arguments.stop_on_parting ? OnParting::stop : OnParting::go_on,
                       std::move(settings));
  if (!replayed.parting.empty()) {
    console.say(named.path + ": the schedule does not fit: " + replayed.parting);
  }
  if (replayed.stopped) return ExitStatus::broken;
  tell(console, *named.scenario, replayed);
  const bool fits = replayed.parting.empty() || !arguments.stop_on_parting;
  return fits && replayed.result.outcome == scenario::Outcome::ok ? ExitStatus::as_expected
                                                                  : ExitStatus::broken;
}

}  // namespace sim::cli
