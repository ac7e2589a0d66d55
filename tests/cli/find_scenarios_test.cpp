#include "tools/cli/find_scenarios.hpp"

#include <gmock/gmock.h>

#include <filesystem>

#include "tests/cli/program.hpp"

namespace sim::cli {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;

class FindScenarios : public ProgramTest {
 protected:
  // Paths are written and read relative to the test's folder.
  [[nodiscard]] FoundFiles find(const std::vector<std::string>& paths) const {
    std::vector<std::string> all;
    for (const std::string& path : paths) all.push_back(path.empty() ? "" : at(path));
    FoundFiles found = find_scenarios(all);
    for (std::vector<std::string>* texts : {&found.files, &found.problems}) {
      for (std::string& text : *texts) {
        for (std::size_t i = text.find(at("")); i != std::string::npos; i = text.find(at(""))) {
          text.erase(i, at("").size());
        }
      }
    }
    return found;
  }

  [[nodiscard]] std::string at(const std::string& path) const { return (folder() / path).string(); }
};

TEST_F(FindScenarios, WalksFoldersInTheOrderOfBytes) {
  for (const char* path : {"s/b.sim.yaml", "s/a/z.sim.yaml", "s/B.sim.yaml", "s/a-.sim.yaml",
                           "s/other.yaml", "s/a/notes.md"}) {
    write(path, "");
  }
  EXPECT_THAT(find({"s"}).files,
              ElementsAre("s/B.sim.yaml", "s/a-.sim.yaml", "s/a/z.sim.yaml", "s/b.sim.yaml"));
}

TEST_F(FindScenarios, KeepsTheOrderOfThePaths) {
  for (const char* path : {"b/1.sim.yaml", "a/1.sim.yaml", "c.sim.yaml"}) write(path, "");
  EXPECT_THAT(find({"c.sim.yaml", "b", "a"}).files,
              ElementsAre("c.sim.yaml", "b/1.sim.yaml", "a/1.sim.yaml"));
}

TEST_F(FindScenarios, FindsAFileOnceHoweverItIsNamed) {
  write("a/1.sim.yaml", "");
  fs::create_symlink(folder() / "a/1.sim.yaml", folder() / "link.sim.yaml");
  EXPECT_THAT(find({"a/1.sim.yaml", "a", "a/../a/1.sim.yaml", "link.sim.yaml"}).files,
              ElementsAre("a/1.sim.yaml"));
}

TEST_F(FindScenarios, PassesOverHiddenFoldersAndLinksToFolders) {
  write("s/.git/a.sim.yaml", "");
  write("other/b.sim.yaml", "");
  write("s/c.sim.yaml", "");
  fs::create_directory_symlink(folder() / "other", folder() / "s/link");
  fs::create_directory_symlink(folder() / "s", folder() / "s/circle");
  EXPECT_THAT(find({"s"}).files, ElementsAre("s/c.sim.yaml"));
}

TEST_F(FindScenarios, SaysWhatWasMeantByAPathThatIsNotThere) {
  write("scenarios/guide/gather.sim.yaml", "");
  EXPECT_THAT(find({"scenaros"}).problems,
              ElementsAre("scenaros: there is no such file or folder; did you mean 'scenarios'?"));
  EXPECT_THAT(find({"scenarios/guid"}).problems,
              ElementsAre("scenarios/guid: there is no such file or folder; "
                          "did you mean 'scenarios/guide'?"));
  EXPECT_THAT(find({"scenarios/guide/gathr.sim.yaml"}).problems,
              ElementsAre("scenarios/guide/gathr.sim.yaml: there is no such file or folder; "
                          "did you mean 'scenarios/guide/gather.sim.yaml'?"));
  EXPECT_THAT(find({"scenarios/guide/gather"}).problems,
              ElementsAre("scenarios/guide/gather: there is no such file or folder; "
                          "did you mean 'scenarios/guide/gather.sim.yaml'?"));
  EXPECT_THAT(find({"nothing/like/it"}).problems,
              ElementsAre("nothing/like/it: there is no such file or folder"));
}

TEST_F(FindScenarios, RefusesWhatHoldsNoScenario) {
  write("a.yaml", "");
  write("empty/README.md", "");
  EXPECT_THAT(find({"a.yaml", "empty", ""}).problems,
              ElementsAre("a.yaml: the name of a scenario file ends in .sim.yaml",
                          "empty: no file in this folder ends in .sim.yaml",
                          "an empty path names no file"));
}

}  // namespace
}  // namespace sim::cli
