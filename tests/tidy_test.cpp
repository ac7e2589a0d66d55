// The rules of the house, held against the whole tree. The rules themselves are tested in
// tests/tidy/.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "tools/tidy/bans.hpp"
#include "tools/tidy/includes.hpp"
#include "tools/tidy/layout.hpp"
#include "tools/tidy/sizes.hpp"
#include "tools/tidy/source.hpp"

namespace sim::tidy {
namespace {

namespace fs = std::filesystem;

const fs::path kRoot = FERMATA_SOURCE_DIR;

// What tools leave behind, and no part of the tree.
bool is_left_over(const fs::path& path) {
  const std::string name = path.filename().string();
  return name == "__pycache__" || (name.starts_with('.') && name != ".clang-tidy");
}

// The paths of all files, from the root, in order of their names.
std::vector<std::string> walk() {
  std::vector<std::string> paths = {"CMakeLists.txt"};
  for (const std::string folder : {"sim", "props", "tools", "tests", "scenarios"}) {
    if (!fs::exists(kRoot / folder)) {
      continue;
    }
    auto entry = fs::recursive_directory_iterator(kRoot / folder);
    for (; entry != fs::recursive_directory_iterator(); ++entry) {
      if (is_left_over(entry->path())) {
        entry.disable_recursion_pending();
      } else if (entry->is_regular_file()) {
        paths.push_back(entry->path().lexically_relative(kRoot).generic_string());
      }
    }
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::string read_file(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

class Tree : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    paths_ = walk();
    for (const std::string& path : paths_) {
      files_.push_back(read_source(path, read_file(kRoot / path)));
    }
  }

  static void TearDownTestSuite() {
    paths_.clear();
    files_.clear();
  }

  // Holds `rule` against each file, and fails with all that it finds.
  template <class Rule>
  static void expect_nothing_found_by(Rule rule) {
    std::vector<Finding> findings;
    for (const SourceFile& file : files_) {
      const std::vector<Finding> more = rule(file);
      findings.insert(findings.end(), more.begin(), more.end());
    }
    expect_none(findings);
  }

  static void expect_none(const std::vector<Finding>& findings) {
    EXPECT_TRUE(findings.empty()) << to_string(findings);
  }

  static inline std::vector<std::string> paths_;
  static inline std::vector<SourceFile> files_;
};

TEST_F(Tree, IsFoundWithItsSourcesAndItsTests) {
  const auto holds = [](const std::string& path) {
    return std::binary_search(paths_.begin(), paths_.end(), path);
  };
  EXPECT_TRUE(holds("CMakeLists.txt"));
  EXPECT_TRUE(holds("tests/tidy_test.cpp"));
  EXPECT_TRUE(holds("tools/tidy/source.hpp"));
}

TEST_F(Tree, IncludesOnlyWhatTheTableAllows) { expect_nothing_found_by(check_includes); }

TEST_F(Tree, IncludesSlowPackagesInOneFileOnly) { expect_none(check_single_users(files_)); }

TEST_F(Tree, HasNoFileFunctionOrLineThatIsTooLong) { expect_nothing_found_by(check_sizes); }

TEST_F(Tree, SaysNoBannedName) { expect_nothing_found_by(check_bans); }

TEST_F(Tree, OpensEachHeaderWithItsPathAndAGuard) { expect_nothing_found_by(check_header); }

TEST_F(Tree, HasAReadmeInEachFolder) { expect_none(check_folders(paths_)); }

TEST_F(Tree, NamesItsScenariosAlike) { expect_none(check_suffixes(paths_)); }

}  // namespace
}  // namespace sim::tidy
