#include "tools/cli/save_failure.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>

#include "sim/scenario/expect.hpp"
#include "sim/scenario/format_float.hpp"
#include "sim/scenario/load.hpp"
#include "sim/scenario/schedule_reader.hpp"
#include "sim/scenario/snapshot.hpp"
#include "tools/cli/find_scenarios.hpp"
#include "tools/cli/write_file.hpp"

namespace sim::cli {
namespace {

using scenario::Explore;
using scenario::json_text;
using scenario::Scenario;

// The digits at the end of a token are its checksum.
std::string name_of(const Scenario& scenario, const Schedule& schedule) {
  const std::string token = schedule.token();
  return scenario.name + "-" + token.substr(token.rfind("-x") + 2);
}

// A key of the file and all that is below it, with the lines before it that say something of it.
struct Entry {
  std::string key;
  std::string text;
};

// The top of a file, line by line: a key stands in the first column, and nothing else does.
std::vector<Entry> entries_of(std::string_view text) {
  std::vector<Entry> entries;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end);
    const bool starts = std::string_view(" \t\r\n#").find(line.front()) == line.npos;
    if (starts || entries.empty()) {
      entries.push_back({starts ? std::string(line.substr(0, line.find(':'))) : "", ""});
    }
    entries.back().text += line;
  }
  return entries;
}

// What the new file says anew, or nothing of.
bool is_left_out(const std::string& key, bool limits) {
  constexpr std::array<std::string_view, 10> keys{"",         "scenario", "about",  "source",
                                                  "schedule", "expect",   "explore", "outcomes",
                                                  "cases",    "known_issue"};
  return std::ranges::find(keys, key) != keys.end() || (limits && key == "limits");
}

void append_conditions(std::string& text, const char* key,
                       const std::vector<Explore::Condition>& conditions) {
  if (conditions.empty()) return;
  text += std::string("  ") + key + ":\n";
  for (const Explore::Condition& condition : conditions) {
    text += "    - " + json_text(condition.text) + "\n";
  }
}

// What must hold under every schedule must hold under this one.
std::string explore_text(const Explore* explore) {
  if (explore == nullptr) return "explore: {expect: pass}\n";
  std::string text = "explore:\n";
  if (explore->jitter > 0) text += "  jitter: " + scenario::repr_float(explore->jitter) + "\n";
  if (explore->races) text += "  races: true\n";
  if (explore->lasso > 0) text += "  lasso: " + std::to_string(explore->lasso) + "\n";
  if (!explore->cancel.empty()) {
    text += "  cancel: [";
    for (const scenario::LocalName& name : explore->cancel) {
      text += (&name == explore->cancel.data() ? "" : ", ") + name.name;
    }
    text += "]\n";
  }
  append_conditions(text, "always", explore->always);
  append_conditions(text, "finally", explore->finally_conditions);
  return text + "  expect: pass\n";
}

std::string limits_text(const Scenario& scenario, std::int64_t steps_max) {
  std::string text = "limits: {steps: " + std::to_string(steps_max);
  if (scenario.limits.time_ns) {
    text += ", time: " + scenario::write_seconds(Duration{*scenario.limits.time_ns});
  }
  return text + "}\n";
}

// Whether the text is a scenario that fails as it should.
std::string problem_with(const std::string& text, const scenario::FoundFailure& failure) {
  const scenario::LoadResult loaded = scenario::load("saved", text);
  if (!loaded) return "its text would not load: " + loaded.diagnostics.front().message;
  const scenario::Exploration again = scenario::explore(*loaded.scenario);
  if (again.failure && again.failure->finding == failure.finding) return "";
  return "it would not fail by itself";
}

}  // namespace

std::string failing_scenario(const std::string& path, const Scenario& scenario,
                             const scenario::FoundFailure& failure,
                             std::optional<std::int64_t> steps_max) {
  const std::string about = scenario::to_string(failure.finding) + ". " +
                            failure.schedule.describe(failure.names) + ".";
  std::string text = "scenario: " + name_of(scenario, failure.schedule) + "\n";
  text += "about: " + json_text(about) + "\n";
  text += "source: " + json_text(path) + "\n";
  text += "schedule: " + failure.schedule.token() + "\n";
  text += explore_text(scenario.explore ? &*scenario.explore : nullptr);
  if (steps_max) text += limits_text(scenario, *steps_max);
  for (const Entry& entry : entries_of(scenario.source->text())) {
    if (is_left_out(entry.key, steps_max.has_value())) continue;
    text += entry.text;
    if (text.back() != '\n') text += '\n';
  }
  return text;
}

SavedFailure save_failure(const std::string& folder, const std::string& path,
                          const Scenario& scenario, const scenario::FoundFailure& failure,
                          std::optional<std::int64_t> steps_max) {
  SavedFailure saved;
  saved.path = (std::filesystem::path(folder) /
                (name_of(scenario, failure.schedule) + std::string(scenario_suffix)))
                   .string();
  const std::string text = failing_scenario(path, scenario, failure, steps_max);
  saved.problem = problem_with(text, failure);
  if (!saved.problem.empty()) {
    saved.problem = saved.path + ": not saved: " + saved.problem;
    return saved;
  }
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  saved.problem = error ? folder + ": cannot be made: " + error.message()
                        : write_file(saved.path, text);
  return saved;
}

std::vector<SavedSchedule> saved_schedules(const std::string& folder, const Scenario& scenario) {
  namespace fs = std::filesystem;
  std::vector<std::string> paths;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    const std::string name = it->path().filename().string();
    if (name.starts_with(scenario.name + "-") && name.ends_with(scenario_suffix)) {
      paths.push_back(it->path().string());
    }
  }
  std::ranges::sort(paths);
  std::vector<SavedSchedule> saved;
  for (const std::string& path : paths) {
    const scenario::LoadResult loaded = scenario::load_file(path);
    if (!loaded || !scenario::is_token(loaded.scenario->schedule)) continue;
    Schedule schedule = Schedule::parse(loaded.scenario->schedule);
    if (loaded.scenario->name != name_of(scenario, schedule)) continue;
    saved.push_back({path, std::move(schedule)});
  }
  return saved;
}

}  // namespace sim::cli
