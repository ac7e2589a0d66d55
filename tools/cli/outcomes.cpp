#include "tools/cli/outcomes.hpp"

#include <string>

#include "sim/scenario/outcomes.hpp"
#include "tools/cli/failure_report.hpp"
#include "tools/cli/load_files.hpp"
#include "tools/cli/rewrite_outcomes.hpp"
#include "tools/cli/terminal.hpp"
#include "tools/cli/write_file.hpp"

namespace sim::cli {
namespace {

using scenario::FoundOutcome;
using scenario::FoundOutcomes;

scenario::OutcomesSettings settings_of(const OutcomesArguments& arguments) {
  scenario::OutcomesSettings settings;
  if (arguments.model == "any") settings.model = Model::any;
  if (arguments.model == "timing") settings.model = Model::timing;
  settings.schedules = arguments.schedules.value_or(settings.schedules);
  settings.steps_max = arguments.steps_max;
  settings.count_interleavings = true;
  return settings;
}

class Table {
 public:
  Table(const OutcomesArguments& arguments, const Console& console)
      : arguments_(arguments), console_(console) {}

  ExitStatus add(const NamedScenario& named) {
    const FoundOutcomes found = find_outcomes(*named.scenario, settings_of(arguments_));
    const ExitStatus status = found.complete() ? ExitStatus::as_expected : ExitStatus::broken;
    if (arguments_.json) {
      console_.out << to_json(*named.scenario, found) << '\n';
      return status;
    }
    show(named, found);
    return arguments_.update ? worse(status, update(named, found)) : status;
  }

 private:
  void show(const NamedScenario& named, const FoundOutcomes& found) const {
    const std::string unit = found.reduced ? "trace" : "schedule";
    const std::size_t results = found.results.size();
    const std::string of =
        found.interleavings.known() ? " (of " + found.interleavings.text() + ")" : "";
    console_.out << named.path << ": "
                 << (found.complete() ? all_of(results, "result") : counted(results, "result"))
                 << " of " << counted(found.traces, unit) << of << " (model "
                 << (found.model == Model::any ? "any" : "timing") << ")\n";
    for (const FoundOutcome& each : found.results) {
      console_.out << "  " << console_.paint.bold(harmless(to_line(each.result))) << '\n'
                   << "    " << counted(each.traces, unit) << ": "
                   << replay_command(named.path, each.witness, arguments_.steps_max) << '\n';
    }
    if (!found.complete()) {
      console_.out << "  " << console_.paint.yellow("there may be more: ") << found.why_not << '\n';
    }
  }

  [[nodiscard]] ExitStatus update(const NamedScenario& named, const FoundOutcomes& found) const {
    const Rewrite rewritten = rewrite_outcomes(*named.scenario, named.path, found);
    if (!rewritten.problem.empty()) {
      console_.out << "  not updated: " << rewritten.problem << '\n';
      return ExitStatus::broken;
    }
    if (rewritten.keys.empty()) return ExitStatus::as_expected;
    if (const std::string problem = write_file(named.path, rewritten.text); !problem.empty()) {
      console_.say(problem);
      return ExitStatus::internal;
    }
    console_.out << "  " << console_.paint.green("updated") << '\n';
    return ExitStatus::as_expected;
  }

  const OutcomesArguments& arguments_;
  const Console& console_;
};

}  // namespace

ExitStatus outcomes(const OutcomesArguments& arguments, const Console& console) {
  if (arguments.update && is_on("CI")) {
    console.say("--update is refused where CI is set: run it at home and look at the difference");
    return ExitStatus::bad_input;
  }
  const auto scenarios = load_named(arguments.files, console);
  if (!scenarios) return ExitStatus::bad_input;
  Table table(arguments, console);
  ExitStatus status = ExitStatus::as_expected;
  for (const NamedScenario& named : *scenarios) status = worse(status, table.add(named));
  return status;
}

}  // namespace sim::cli
