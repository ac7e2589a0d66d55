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

TEST(Detectors, FindNothingInTheScenariosOfTheGuide) {
  EXPECT_EQ(all_findings_in("guide"), Found());
}

// Which show what goes wrong where it does.
TEST(Detectors, FindInTheOtherScenariosWhatTheyAreAbout) {
  EXPECT_EQ(all_findings_in("sync"), Found());
  EXPECT_EQ(all_findings_in("asyncio"), Found());
  EXPECT_EQ(all_findings_in("regress"), Found());
}

TEST(Detectors, FindWhatIsBroken) {
  EXPECT_EQ(all_findings_in("bugs"), Found());
}

}  // namespace
}  // namespace sim::scenario
