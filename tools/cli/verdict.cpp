#include "tools/cli/verdict.hpp"

#include <algorithm>
#include <utility>

#include "sim/scenario/schedule_reader.hpp"
#include "tools/cli/diff.hpp"
#include "tools/cli/failure_report.hpp"
#include "tools/cli/own_command.hpp"
#include "tools/cli/save_failure.hpp"
#include "tools/cli/shell.hpp"
#include "tools/cli/terminal.hpp"

namespace sim::cli {
namespace {

using scenario::Exploration;
using scenario::Expectation;
using scenario::FoundFailure;
using scenario::Mismatch;
using scenario::RunSettings;
using scenario::Scenario;

// Longer ones are cut: nobody reads them, and a terminal scrolls them away.
constexpr std::size_t details_max = 400;

bool lists_outcomes(const Scenario& scenario) {
  return scenario.outcomes_site.style != scenario::Style::absent;
}

// Whether there is nothing to hold the run against. Without any expectation that is `ok`, but where
// many schedules are looked at, the one is among them.
bool expects_nothing(const Scenario& scenario, const RunSettings& settings) {
  const bool more = scenario.explore.has_value() || lists_outcomes(scenario);
  return more && scenario::expectation_of(scenario, settings) == nullptr;
}

RunVerdict judge_run(const Scenario& scenario, RunSettings settings) {
  RunVerdict run;
  run.seed = scenario::seed_of(scenario, settings);
  static const Expectation only_ok;
  const Expectation* expected = scenario::expectation_of(scenario, settings);
  settings.detect = scenario::detect_in_a_plain_run;
  run.result = scenario::run_scenario(scenario, settings);
  run.mismatches = scenario::compare(expected == nullptr ? only_ok : *expected, run.result);
  run.parting = run.result.parting;
  run.settings = std::move(settings);
  return run;
}

// The one that is told of: what was expected to come, or came instead.
const FoundFailure* failure_of(const Exploration& exploration) {
  if (exploration.failure) return &*exploration.failure;
  return exploration.other ? &*exploration.other : nullptr;
}

// The schedules that failed once come first; the budget is spent where all of them pass.
ExploreVerdict judge_exploration(const Scenario& scenario, const std::string& path,
                                 const JudgeSettings& settings) {
  ExploreVerdict verdict;
  const bool fails = scenario.explore->verdict == scenario::Explore::Verdict::fail;
  if (!settings.save.empty() && !fails) {
    for (SavedSchedule& saved : saved_schedules(settings.save, scenario)) {
      auto failure = scenario::replay_failure(scenario, saved.schedule);
      if (failure) {
        verdict.exploration.strategy = "recorded";
        verdict.exploration.schedules = 1;
        verdict.exploration.failure = std::move(failure);
        verdict.exploration.sometimes.resize(scenario.explore->sometimes.size());
        verdict.saved = std::move(saved.path);
        verdict.problems = scenario::compare(scenario, verdict.exploration);
        return verdict;
      }
      ++verdict.saved_passed;
    }
  }
  scenario::ExploreSettings how;
  how.jobs = settings.jobs;
  verdict.exploration = scenario::explore(scenario, how);
  verdict.problems = scenario::compare(scenario, verdict.exploration);
  if (verdict.problems.empty() || settings.save.empty() || scenario::is_token(scenario.schedule)) {
    return verdict;
  }
  if (const FoundFailure* failure = failure_of(verdict.exploration)) {
    SavedFailure saved = save_failure(settings.save, path, scenario, *failure, std::nullopt);
    verdict.not_saved = std::move(saved.problem);
    if (verdict.not_saved.empty()) verdict.kept = std::move(saved.path);
  }
  return verdict;
}

// Where the expectation stands; where none does, where it would.
scenario::Place place_of(const Scenario& scenario, const RunVerdict& run,
                         const Mismatch& mismatch) {
  if (mismatch.site.style != scenario::Style::absent) return mismatch.site.key;
  const Expectation* expected = scenario::expectation_of(scenario, run.settings);
  return expected == nullptr ? scenario.name_place : expected->site.key;
}

std::vector<std::string> exploration_details(const ExploreVerdict& explored,
                                             const FoundFailure& failure) {
  std::vector<std::string> details = failure_lines(failure);
  if (!explored.saved.empty()) details.push_back("saved before: " + explored.saved);
  if (!explored.kept.empty()) details.push_back("saved: " + explored.kept);
  if (!explored.not_saved.empty()) details.push_back(explored.not_saved);
  return details;
}

void cut(std::vector<std::string>& details) {
  if (details.size() <= details_max) return;
  const std::size_t more = details.size() - details_max;
  details.resize(details_max);
  details.push_back("... and " + std::to_string(more) + " lines more");
}

void append_lines(std::vector<std::string>& lines, std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(harmless(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

Complaint complaint_of(const Scenario& scenario, const RunVerdict& run, const Mismatch& mismatch) {
  Complaint complaint;
  complaint.at = scenario.source->position(place_of(scenario, run, mismatch).begin);
  complaint.message = mismatch.label() + ": ";
  if (mismatch.key == Mismatch::Key::output) {
    complaint.message += "not as expected";
    for (const std::string& line : unified_diff(mismatch.expected_lines, mismatch.actual_lines)) {
      complaint.details.push_back(harmless(line));
    }
    cut(complaint.details);
  } else {
    const std::string actual = mismatch.actual.empty() ? "none" : mismatch.actual;
    complaint.message += harmless("expected " + mismatch.expected + ", got " + actual);
  }
  if (mismatch.key == Mismatch::Key::outcome) {
    if (run.result.exception) append_lines(complaint.details, *run.result.exception);
    append_lines(complaint.details, run.result.report);
  }
  return complaint;
}

}  // namespace

bool is_failure(Standing standing) {
  return standing == Standing::broken || standing == Standing::mended ||
         standing == Standing::bad_file;
}

std::string RunVerdict::title() const {
  if (!settings.case_number) return "";
  return "case " + std::to_string(*settings.case_number) + ", seed " + std::to_string(seed);
}

std::string title_of(const FileVerdict& verdict, std::size_t run) {
  if (run < verdict.runs.size()) return verdict.runs[run].title();
  return run == verdict.outcomes_index() ? "outcomes" : "explore";
}

Standing FileVerdict::standing() const {
  if (!loaded) return Standing::bad_file;
  const bool broken = (explored && !explored->problems.empty()) ||
                      (outcomes && !outcomes->problems.empty()) ||
                      std::ranges::any_of(runs, &RunVerdict::is_broken);
  if (loaded.scenario->known_issue.empty())
    return broken ? Standing::broken : Standing::as_expected;
  return broken ? Standing::known_issue : Standing::mended;
}

std::vector<Complaint> FileVerdict::complaints() const {
  std::vector<Complaint> complaints;
  const Standing standing = this->standing();
  if (standing == Standing::mended) {
    const Scenario& scenario = *loaded.scenario;
    complaints.push_back({0,
                          scenario.source->position(scenario.name_place.begin),
                          "known_issue: all is as expected, so '" + harmless(scenario.known_issue) +
                              "' is mended; take the key out",
                          {}});
  } else if (standing == Standing::broken) {
    for (std::size_t i = 0; i < runs.size(); ++i) {
      const Scenario& scenario = *loaded.scenario;
      if (!runs[i].parting.empty()) {
        complaints.push_back({i,
                              scenario.source->position(scenario.schedule_place.begin),
                              "schedule: it does not fit: " + runs[i].parting,
                              {}});
      }
      for (const Mismatch& mismatch : runs[i].mismatches) {
        complaints.push_back(complaint_of(scenario, runs[i], mismatch));
        complaints.back().run = i;
      }
    }
    append_exploration(complaints);
    append_outcomes(complaints);
  }
  return complaints;
}

// A result that is not listed stands above the schedule that shows it.
void FileVerdict::append_outcomes(std::vector<Complaint>& complaints) const {
  if (!outcomes) return;
  for (const scenario::OutcomeProblem& problem : outcomes->problems) {
    std::vector<std::string> details;
    if (problem.found != nullptr) {
      const Schedule& witness = problem.found->witness;
      append_lines(details, "schedule: " + witness.describe(problem.found->names));
      details.push_back(replay_command(path, witness, std::nullopt));
    }
    complaints.push_back({outcomes_index(),
                          loaded.scenario->source->position(problem.place.begin),
                          harmless(problem.message), std::move(details)});
  }
}

// What failed stands below the first that is not as expected.
void FileVerdict::append_exploration(std::vector<Complaint>& complaints) const {
  if (!explored) return;
  const std::size_t first = complaints.size();
  for (const scenario::ExploreProblem& problem : explored->problems) {
    complaints.push_back({runs.size(),
                          loaded.scenario->source->position(problem.place.begin),
                          harmless(problem.message),
                          {}});
  }
  const FoundFailure* failure = failure_of(explored->exploration);
  if (first == complaints.size() || failure == nullptr) return;
  Complaint& complaint = complaints[first];
  complaint.details = exploration_details(*explored, *failure);
  cut(complaint.details);
}

FileVerdict judge(scenario::LoadResult loaded, std::string path, const JudgeSettings& settings) {
  FileVerdict verdict;
  verdict.path = std::move(path);
  verdict.loaded = std::move(loaded);
  if (!verdict.loaded) return verdict;
  const Scenario& scenario = *verdict.loaded.scenario;
  for (RunSettings& run : scenario::runs_of(scenario)) {
    run.ties = settings.ties;
    if (expects_nothing(scenario, run)) continue;
    verdict.runs.push_back(judge_run(scenario, std::move(run)));
  }
  if (scenario.explore) {
    verdict.explored = judge_exploration(scenario, verdict.path, settings);
  }
  if (lists_outcomes(scenario)) {
    OutcomesVerdict& outcomes = verdict.outcomes.emplace();
    scenario::OutcomesSettings how;
    how.schedules = settings.outcome_schedules.value_or(how.schedules);
    outcomes.found = scenario::find_outcomes(scenario, how);
    outcomes.problems = scenario::compare(scenario, outcomes.found);
  }
  return verdict;
}

std::string again(const FileVerdict& verdict, std::size_t index) {
  if (index == verdict.outcomes_index()) {
    return own_command() + " outcomes " + shell_quoted(verdict.path);
  }
  if (index >= verdict.runs.size()) {
    const FoundFailure* failure = failure_of(verdict.explored->exploration);
    if (failure != nullptr) return replay_command(verdict.path, failure->schedule, std::nullopt);
    return own_command() + " explore " + shell_quoted(verdict.path);
  }
  const RunVerdict& run = verdict.runs[index];
  const std::string number =
      verdict.runs.size() < 2
          ? ""
          : "--case " + std::to_string(run.settings.case_number.value_or(0)) + " ";
  const std::string ties = run.settings.ties == TiePolicy::heapq ? "--ties heapq " : "";
  return own_command() + " run " + number + ties + shell_quoted(verdict.path);
}

}  // namespace sim::cli
