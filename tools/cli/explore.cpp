#include "tools/cli/explore.hpp"

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "sim/scenario/determinism.hpp"
#include "sim/scenario/explore.hpp"
#include "tools/cli/determinism.hpp"
#include "tools/cli/failure_report.hpp"
#include "tools/cli/load_files.hpp"
#include "tools/cli/parallel.hpp"
#include "tools/cli/progress_line.hpp"
#include "tools/cli/save_failure.hpp"
#include "tools/cli/terminal.hpp"

namespace sim::cli {
namespace {

using scenario::Exploration;
using scenario::ExploreProblem;
using scenario::ExploreSettings;
using scenario::FoundFailure;
using scenario::Scenario;

struct Explored {
  Exploration exploration;
  double seconds = 0.0;
};

std::uint64_t budget_of(const Scenario& scenario, const ExploreArguments& arguments) {
  const std::int64_t own = scenario.explore ? scenario.explore->schedules
                                            : scenario::Explore().schedules;
  return arguments.schedules.value_or(static_cast<std::uint64_t>(own));
}

ExploreSettings settings_of(const ExploreArguments& arguments) {
  ExploreSettings settings;
  if (!arguments.strategy.empty()) settings.strategy = arguments.strategy;
  if (arguments.model == "any") settings.model = Model::any;
  if (arguments.model == "timing") settings.model = Model::timing;
  settings.schedules = arguments.schedules;
  settings.steps_max = arguments.steps_max;
  settings.seed = arguments.seed.value_or(settings.seed);
  settings.replays = arguments.replays.value_or(settings.replays);
  settings.count_interleavings = true;
  return settings;
}

class Explorations {
 public:
  Explorations(const ExploreArguments& arguments, const Console& console,
               const std::vector<NamedScenario>& scenarios)
      : arguments_(arguments),
        console_(console),
        scenarios_(scenarios),
        jobs_(arguments.jobs.value_or(std::max(1U, std::thread::hardware_concurrency()))) {}

  ExitStatus run() {
    in_order(
        scenarios_.size(), jobs_,
        [this](std::size_t i) { return explore(*scenarios_[i].scenario); },
        [this](std::size_t i, Explored&& explored) {
          take(scenarios_[i], explored);
          return true;
        });
    return status_;
  }

 private:
  // On any thread. One scenario alone shows how far it has come.
  [[nodiscard]] Explored explore(const Scenario& scenario) const {
    ExploreSettings settings = settings_of(arguments_);
    settings.jobs = jobs_ / static_cast<unsigned>(scenarios_.size());
    std::optional<ProgressLine> line;
    if (scenarios_.size() == 1) {
      line.emplace(console_, scenario.name, "schedules", budget_of(scenario, arguments_));
      settings.on_schedule = [&line](const ExploreProgress& now) { line->at(now.schedules); };
      settings.on_replay = [&line](std::uint64_t replays, std::size_t deviations) {
        line->at(replays, ", shrinking to " + counted(deviations, "deviation"));
      };
    }
    const auto begin = std::chrono::steady_clock::now();
    Explored explored{scenario::explore(scenario, settings), 0.0};
    const auto time = std::chrono::steady_clock::now() - begin;
    explored.seconds = std::chrono::duration<double>(time).count();
    return explored;
  }

  void take(const NamedScenario& named, const Explored& explored) {
    const std::vector<ExploreProblem> problems =
        scenario::compare(*named.scenario, explored.exploration);
    if (!problems.empty()) status_ = ExitStatus::broken;
    if (arguments_.json) {
      console_.out << to_json(*named.scenario, explored.exploration, explored.seconds) << '\n';
      save_quietly(named, explored.exploration);
      return;
    }
    const bool good = problems.empty();
    console_.out << (good ? console_.paint.green("ok") + "      "
                          : console_.paint.red("FAILED") + "  ")
                 << named.path << ": " << summary(explored.exploration) << '\n';
    for (const ExploreProblem& problem : problems) {
      const scenario::Position at = named.scenario->source->position(problem.place.begin);
      console_.out << "  " << named.path << ':' << at.line << ':' << at.column << ": "
                   << harmless(problem.message) << '\n';
    }
    if (explored.exploration.failure) show(named, *explored.exploration.failure);
    if (explored.exploration.other) show(named, *explored.exploration.other);
  }

  static std::string summary(const Exploration& exploration) {
    const std::string by = " (" + exploration.strategy + ", seed " +
                           std::to_string(exploration.seed) + ")";
    if (exploration.failure) {
      return "schedule " + grouped(exploration.failure->number) + " fails" + by;
    }
    if (exploration.traces != 0) return "none fails of " + all_traces(exploration) + by;
    return (exploration.exhausted ? "none of all " : "none of ") +
           counted(exploration.schedules, "schedule") + " fails" + by + ", " +
           grouped(exploration.distinct) + " of them differ in what matters";
  }

  void show(const NamedScenario& named, const FoundFailure& failure) const {
    const std::string finding = harmless(scenario::to_string(failure.finding));
    console_.out << "  " << console_.paint.red(finding) << '\n';
    for (const std::string& line : failure_lines(failure)) console_.out << "  " << line << '\n';
    if (!arguments_.save.empty() && named.path != "-") {
      const SavedFailure saved = save_failure(arguments_.save, named.path, *named.scenario,
                                              failure, arguments_.steps_max);
      console_.out << "  " << (saved.problem.empty() ? "saved: " + saved.path : saved.problem)
                   << '\n';
    }
    console_.out << "  again: "
                 << replay_command(named.path, failure.schedule, arguments_.steps_max,
                                   arguments_.lookout)
                 << '\n';
  }

  void save_quietly(const NamedScenario& named, const Exploration& exploration) const {
    if (arguments_.save.empty() || named.path == "-" || !exploration.failure) return;
    const SavedFailure saved = save_failure(arguments_.save, named.path, *named.scenario,
                                            *exploration.failure, arguments_.steps_max);
    if (!saved.problem.empty()) console_.say(saved.problem);
  }

  const ExploreArguments& arguments_;
  const Console& console_;
  const std::vector<NamedScenario>& scenarios_;
  unsigned jobs_;
  ExitStatus status_ = ExitStatus::as_expected;
};

// One after the other: what leaks into a run must not be what runs beside it.
ExitStatus make_all_twice(const ExploreArguments& arguments, const Console& console,
                          const std::vector<NamedScenario>& scenarios) {
  ExitStatus status = ExitStatus::as_expected;
  for (const NamedScenario& named : scenarios) {
    const Determinism found =
        scenario::check_determinism(*named.scenario, settings_of(arguments));
    status = worse(status, tell(named.path, found, console));
  }
  return status;
}

}  // namespace

ExitStatus explore(const ExploreArguments& arguments, const Console& console) {
  const auto scenarios = load_named(arguments.files, console);
  if (!scenarios) return ExitStatus::bad_input;
  for (const NamedScenario& named : *scenarios) look_out(arguments.lookout, *named.scenario);
  if (arguments.check_determinism) return make_all_twice(arguments, console, *scenarios);
  return Explorations(arguments, console, *scenarios).run();
}

}  // namespace sim::cli
