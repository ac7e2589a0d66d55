#include "tools/cli/run.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/scenario/expect.hpp"
#include "sim/scenario/run.hpp"
#include "tools/cli/load_files.hpp"
#include "tools/cli/trace.hpp"
#include "tools/cli/verdict.hpp"

namespace sim::cli {
namespace {

using scenario::RunResult;
using scenario::RunSettings;
using scenario::Scenario;

struct OneRun {
  const Scenario* scenario;
  RunSettings settings;
};

class Runner {
 public:
  Runner(const RunArguments& arguments, const Console& console)
      : arguments_(arguments), console_(console) {}

  ExitStatus run() {
    if (!load() || !plan()) return ExitStatus::bad_input;
    bool expected = true;
    for (const OneRun& run : runs_) expected &= run_one(*run.scenario, run.settings);
    return expected ? ExitStatus::as_expected : ExitStatus::broken;
  }

 private:
  bool load() {
    auto named = load_named(arguments_.files, console_);
    if (!named) return false;
    for (NamedScenario& each : *named) scenarios_.push_back(std::move(each.scenario));
    return true;
  }

  // The runs that are asked for.
  bool plan() {
    for (const std::unique_ptr<Scenario>& scenario : scenarios_) {
      const std::uint32_t wanted = arguments_.case_number.value_or(0);
      if (wanted > scenario->cases.size()) {
        console_.say(scenario->source->path() + ": there is no case " + std::to_string(wanted) +
                     ", it has " + std::to_string(scenario->cases.size()));
        return false;
      }
      for (RunSettings& settings : scenario::runs_of(*scenario)) {
        const bool all = !arguments_.seed && !arguments_.case_number;
        if (!all && settings.case_number.value_or(0) != wanted) continue;
        if (arguments_.seed) settings.seed = arguments_.seed;
        if (arguments_.steps_max) settings.steps_max = arguments_.steps_max;
        settings.ties = arguments_.ties;
        settings.interruption = arguments_.cancel;
        settings.detect = scenario::detect_in_a_plain_run;
        runs_.push_back({scenario.get(), std::move(settings)});
      }
    }
    return true;
  }

  // True where the run ended as its file says.
  bool run_one(const Scenario& scenario, RunSettings settings) const {
    if (runs_.size() > 1 && !arguments_.json) print_title(scenario, settings);
    const RunResult result = run_and_print(scenario, settings);
    tell(scenario, settings, result);
    const scenario::Expectation* expectation = scenario::expectation_of(scenario, settings);
    const bool says = expectation != nullptr && expectation->outcome.has_value();
    if (!result.parting.empty()) return false;
    return result.outcome == (says ? expectation->outcome->value : scenario::Outcome::ok);
  }

  RunResult run_and_print(const Scenario& scenario, RunSettings& settings) const {
    std::ostream& out = console_.out;
    if (arguments_.json) {
      RunResult result = scenario::run_scenario(scenario, settings);
      out << to_json(scenario, settings, result) << '\n';
      return result;
    }
    if (arguments_.trace) return run_traced(scenario, settings, out);
    settings.on_print = [&out](std::string_view text) { out << text << '\n'; };
    return scenario::run_scenario(scenario, settings);
  }

  void print_title(const Scenario& scenario, const RunSettings& settings) const {
    console_.out.flush();
    console_.err << console_.err_paint.bold("== " + title(scenario, settings)) << '\n';
  }

  static std::string title(const Scenario& scenario, const RunSettings& settings) {
    if (!settings.case_number && !settings.seed) return scenario.name;
    const std::string number =
        settings.case_number ? ", case " + std::to_string(*settings.case_number) : "";
    return scenario.name + number + ", seed " +
           std::to_string(scenario::seed_of(scenario, settings));
  }

  // What there is to say of a run that did not simply return.
  void tell(const Scenario& scenario, const RunSettings& settings, const RunResult& result) const {
    for (const std::string& finding : result.unhandled) {
      console_.say(title(scenario, settings) + ": " + harmless(finding));
    }
    for (const Finding& finding : result.findings) {
      if (scenario::is_told_otherwise(finding.kind)) continue;
      console_.say(title(scenario, settings) + ": " + harmless(finding.what));
      print_indented(finding.details);
    }
    if (!result.parting.empty()) {
      console_.say(title(scenario, settings) + ": the schedule does not fit: " + result.parting);
    }
    if (result.outcome == scenario::Outcome::ok) return;
    std::string message = title(scenario, settings) + ": " +
                          console_.err_paint.red(to_string(result.outcome)) + " at " +
                          scenario::write_seconds(result.elapsed) + " s";
    if (result.exception) message += ": " + harmless(*result.exception);
    console_.say(message);
    print_indented(result.report);
  }

  void print_indented(std::string_view lines) const {
    while (!lines.empty()) {
      const std::size_t end = std::min(lines.find('\n'), lines.size());
      console_.err << "  " << harmless(lines.substr(0, end)) << '\n';
      lines.remove_prefix(std::min(end + 1, lines.size()));
    }
  }

  const RunArguments& arguments_;
  const Console& console_;
  std::vector<std::unique_ptr<Scenario>> scenarios_;
  std::vector<OneRun> runs_;
};

}  // namespace

ExitStatus run(const RunArguments& arguments, const Console& console) {
  return Runner(arguments, console).run();
}

}  // namespace sim::cli
