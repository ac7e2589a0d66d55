// What the detectors say of every scenario of the repository, run as asyncio would run it.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "sim/scenario/load.hpp"
#include "sim/scenario/run.hpp"

namespace sim::scenario {
namespace {

namespace fs = std::filesystem;

// Kinds and tasks of what is found: "deadlock left right".
std::set<std::string> findings_of(const fs::path& path) {
  const LoadResult loaded = load_file(path.string());
  EXPECT_TRUE(loaded.scenario) << path;
  std::set<std::string> found;
  if (!loaded.scenario) return found;
  for (RunSettings& settings : runs_of(*loaded.scenario)) {
    settings.detect = detect_in_a_plain_run;
    for (const Finding& finding : run_scenario(*loaded.scenario, settings).findings) {
      std::string text(name_of(finding.kind));
      for (const std::string& task : finding.tasks) text += " " + task;
      found.insert(text);
    }
  }
  return found;
}

std::vector<fs::path> scenarios_in(const fs::path& folder) {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().string().ends_with(".sim.yaml")) paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

using Found = std::map<std::string, std::set<std::string>>;

Found all_findings_in(const std::string& folder) {
  Found all;
  const fs::path root = fs::path(FERMATA_SCENARIO_DIR) / folder;
  for (const fs::path& path : scenarios_in(root)) {
    std::set<std::string> found = findings_of(path);
    std::string name = path.filename().string();
    name.resize(name.size() - std::string(".sim.yaml").size());
    if (!found.empty()) all[name] = std::move(found);
  }
  return all;
}

TEST(Detectors, FindInTheScenariosOfTheGuideOnlyWhatPythonForbids) {
  EXPECT_EQ(all_findings_in("guide"), (Found{{"wait-coroutines-forbidden", {"unawaited"}}}));
}

TEST(Detectors, FindNothingElseInTheScenariosOfTheSynchronisation) {
  EXPECT_EQ(all_findings_in("sync"), (Found{{"lock-is-not-reentrant", {"deadlock Task-1"}},
                                            {"lock-with-a-time-limit", {"lock-left Task-1"}}}));
}

// Which show what goes wrong where it does.
TEST(Detectors, FindInTheScenariosOfAsyncioWhatTheyAreAbout) {
  EXPECT_EQ(all_findings_in("asyncio"),
            (Found{{"run-error-in-the-shutdown", {"unretrieved Task-2"}},
                   {"run-step-limit", {"livelock Task-1"}},
                   {"run-task-made-in-the-shutdown", {"task-left Task-3"}},
                   {"task-failure-unseen", {"unretrieved Task-2"}},
                   {"wait-coroutine-among-tasks", {"unawaited"}},
                   {"wait-does-not-raise", {"unretrieved Task-2"}},
                   {"wait-one-task-bare", {"unawaited"}}}));
  EXPECT_EQ(all_findings_in("regress"),
            (Found{{"gather-takes-the-message-unseen", {"unretrieved"}}}));
}

// In asyncio's own order; the other bugs need another, and their correct twins have none.
TEST(Detectors, FindWhatIsBroken) {
  EXPECT_EQ(all_findings_in("bugs"),
            (Found{{"carter01", {"deadlock Task-2 Task-3"}},
                   {"deadlock-after-some-time", {"deadlock Task-1", "unretrieved Task-2"}},
                   {"deadlock-forgotten-future", {"deadlock Task-1"}},
                   {"deadlock-in-the-shutdown", {"deadlock Task-2"}},
                   {"deadlock-three-in-a-ring", {"deadlock Task-2 Task-3 Task-4"}},
                   {"deadlock-two-tasks", {"deadlock left right"}},
                   {"deadlock01", {"deadlock Task-2 Task-3"}},
                   {"leak-lock", {"lock-left Task-1"}},
                   {"leak-permit-on-cancel", {"permit-left Task-2"}},
                   {"livelock-polite", {"livelock Task-2 Task-3"}},
                   {"livelock-polling", {"livelock Task-1"}},
                   {"lost-call", {"unawaited"}},
                   {"lost-error", {"unretrieved Task-2"}},
                   {"lost-wakeup-cancelled-waiter", {"lost-wakeup Task-3"}},
                   {"lost-wakeup-notified-too-early", {"lost-wakeup Task-3"}},
                   {"partial-deadlock-beside-a-busy-main", {"partial-deadlock Task-2 Task-3"}},
                   {"sync01", {"deadlock Task-2"}}}));
}

}  // namespace
}  // namespace sim::scenario
