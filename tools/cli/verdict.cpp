#include "tools/cli/verdict.hpp"

#include <algorithm>
#include <utility>

#include "tools/cli/diff.hpp"
#include "tools/cli/shell.hpp"
#include "tools/cli/terminal.hpp"

namespace sim::cli {
namespace {

using scenario::Expectation;
using scenario::Mismatch;
using scenario::RunSettings;
using scenario::Scenario;

// Longer ones are cut: nobody reads them, and a terminal scrolls them away.
constexpr std::size_t details_max = 400;

// Whether there is anything to hold the run against. Without any expectation, that is `ok`.
bool expects_nothing_yet(const Scenario& scenario, const RunSettings& settings) {
  const bool later = scenario.explore.has_value() || !scenario.outcomes.empty();
  return later && scenario::expectation_of(scenario, settings) == nullptr;
}

RunVerdict judge_run(const Scenario& scenario, RunSettings settings) {
  RunVerdict run;
  run.seed = scenario::seed_of(scenario, settings);
  run.not_built = not_built_for(scenario, settings);
  if (run.not_built.empty() && expects_nothing_yet(scenario, settings)) {
    run.not_built = scenario.explore ? "explore" : "outcomes";
  }
  if (run.not_built.empty()) {
    static const Expectation only_ok;
    const Expectation* expected = scenario::expectation_of(scenario, settings);
    settings.detect = scenario::detect_in_a_plain_run;
    run.result = scenario::run_scenario(scenario, settings);
    run.mismatches = scenario::compare(expected == nullptr ? only_ok : *expected, run.result);
  }
  run.settings = std::move(settings);
  return run;
}

// Where the expectation stands; where none does, where it would.
scenario::Place place_of(const Scenario& scenario, const RunVerdict& run,
                         const Mismatch& mismatch) {
  if (mismatch.site.style != scenario::Style::absent) return mismatch.site.key;
  const Expectation* expected = scenario::expectation_of(scenario, run.settings);
  return expected == nullptr ? scenario.name_place : expected->site.key;
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

std::string not_built_for(const Scenario& scenario, const RunSettings& settings) {
  if (!scenario.program.empty()) return "program";
  const std::uint32_t number = settings.case_number.value_or(0);
  const std::optional<std::string> own =
      number == 0 ? std::nullopt : scenario.cases[number - 1].schedule;
  return own.value_or(scenario.schedule).empty() ? "" : "schedule";
}

Standing FileVerdict::standing() const {
  if (!loaded) return Standing::bad_file;
  const bool checked = std::ranges::any_of(runs, &RunVerdict::is_checked);
  const bool broken =
      std::ranges::any_of(runs, [](const RunVerdict& run) { return !run.mismatches.empty(); });
  if (!checked) return Standing::not_checked;
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
      for (const Mismatch& mismatch : runs[i].mismatches) {
        complaints.push_back(complaint_of(*loaded.scenario, runs[i], mismatch));
        complaints.back().run = i;
      }
    }
  }
  return complaints;
}

FileVerdict judge(scenario::LoadResult loaded, std::string path, TiePolicy ties) {
  FileVerdict verdict;
  verdict.path = std::move(path);
  verdict.loaded = std::move(loaded);
  if (!verdict.loaded) return verdict;
  const Scenario& scenario = *verdict.loaded.scenario;
  if (scenario.explore) verdict.not_built.push_back("explore");
  if (!scenario.outcomes.empty()) verdict.not_built.push_back("outcomes");
  for (RunSettings& settings : scenario::runs_of(scenario)) {
    settings.ties = ties;
    verdict.runs.push_back(judge_run(scenario, std::move(settings)));
    const std::string& missing = verdict.runs.back().not_built;
    if (missing == "program" || missing == "schedule") {
      const std::string_view key = missing == "program" ? "program" : "schedule";
      if (std::ranges::find(verdict.not_built, key) == verdict.not_built.end()) {
        verdict.not_built.push_back(key);
      }
    }
  }
  return verdict;
}

std::string again(const FileVerdict& verdict, const RunVerdict& run) {
  const std::string number =
      verdict.runs.size() < 2
          ? ""
          : "--case " + std::to_string(run.settings.case_number.value_or(0)) + " ";
  const std::string ties = run.settings.ties == TiePolicy::heapq ? "--ties heapq " : "";
  return "fermata run " + number + ties + shell_quoted(verdict.path);
}

}  // namespace sim::cli
