#include "tools/tidy/layout.hpp"

#include <gtest/gtest.h>

namespace sim::tidy {
namespace {

std::string header(const std::string& text) {
  return to_string(check_header(read_source("sim/loop/loop.hpp", text)));
}

TEST(CheckHeader, AcceptsAPathThenAGuard) {
  EXPECT_EQ("", header("// sim/loop/loop.hpp\n//\n// A Loop runs.\n\n#pragma once\n\nint a;\n"));
}

TEST(CheckHeader, FindsAnotherPath) {
  EXPECT_NE(std::string::npos,
            header("// sim/loop.hpp\n#pragma once\n").find("sim/loop/loop.hpp:1:"));
}

TEST(CheckHeader, FindsAGuardThatIsMissingOrComesTooLate) {
  EXPECT_NE("", header("// sim/loop/loop.hpp\nint a;\n"));
  EXPECT_NE("", header("// sim/loop/loop.hpp\n#include <vector>\n#pragma once\n"));
  EXPECT_NE("", header("// sim/loop/loop.hpp\n// #pragma once\n"));
  EXPECT_NE("", header(""));
}

TEST(CheckHeader, FindsANamespaceThatIsOpenedForAll) {
  EXPECT_NE("", header("// sim/loop/loop.hpp\n#pragma once\nusing namespace std;\n"));
}

TEST(CheckHeader, AsksNothingOfASource) {
  EXPECT_TRUE(check_header(read_source("sim/loop/loop.cpp", "int a;\n")).empty());
}

TEST(CheckFolders, FindsAFolderWithoutAReadme) {
  const auto findings = check_folders({"sim/README.md", "sim/loop/loop.cpp", "a.txt"});
  ASSERT_EQ(1u, findings.size());
  EXPECT_EQ("sim/loop", findings.front().path);
}

TEST(CheckFolders, AcceptsFoldersThatSayWhatIsThere) {
  EXPECT_TRUE(check_folders({"sim/README.md", "sim/loop/README.md", "sim/loop/a.cpp"}).empty());
}

TEST(CheckFolders, AsksNoTextOfACorpus) {
  EXPECT_TRUE(check_folders({"tests/README.md", "tests/corpus/loader/a"}).empty());
  EXPECT_FALSE(check_folders({"tests/README.md", "tests/corpuses/a"}).empty());
}

TEST(CheckSuffixes, FindsAScenarioOfAnotherName) {
  EXPECT_EQ(1u, check_suffixes({"scenarios/guide/gather.yaml"}).size());
  EXPECT_TRUE(check_suffixes({"scenarios/guide/gather.sim.yaml", "tests/a.yaml"}).empty());
}

}  // namespace
}  // namespace sim::tidy
