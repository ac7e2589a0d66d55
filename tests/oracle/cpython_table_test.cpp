// The table of CPython's tests, cpython.md, held against the tests of this tree.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace sim {
namespace {

namespace fs = std::filesystem;

const fs::path root = FERMATA_SOURCE_DIR;
const fs::path table = root / "tests/oracle/cpython.md";

std::vector<std::string> lines_of(const fs::path& path) {
  std::ifstream stream(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

// "Lock.PassesOn" of a line "TEST(Lock, PassesOn) {"; empty where it is none.
std::string test_named_in(const std::string& line) {
  if (!line.starts_with("TEST(") && !line.starts_with("TEST_F(")) return {};
  const auto open = line.find('(');
  const auto comma = line.find(", ", open);
  const auto close = line.find(')', open);
  if (comma == std::string::npos || close == std::string::npos) return {};
  return line.substr(open + 1, comma - open - 1) + "." +
         line.substr(comma + 2, close - comma - 2);
}

std::set<std::string> tests_of_the_tree() {
  std::set<std::string> names;
  for (const auto& entry : fs::recursive_directory_iterator(root / "tests")) {
    if (entry.path().extension() != ".cpp") continue;
    for (const std::string& line : lines_of(entry.path())) names.insert(test_named_in(line));
  }
  return names;
}

// A row "| `method` | `Suite.Name` |" or "| `method` | - why not |" under a heading such as
// "### test_locks of 3.11.7: 62 of 70".
struct Row {
  std::string version;
  std::string method;
  std::vector<std::string> mirrored_by;
  std::string why_not;
};

std::vector<std::string> quoted_in(std::string_view text) {
  std::vector<std::string> words;
  for (auto open = text.find('`'); open != std::string_view::npos; open = text.find('`')) {
    text.remove_prefix(open + 1);
    const auto close = text.find('`');
    words.emplace_back(text.substr(0, close));
    text.remove_prefix(close + 1);
  }
  return words;
}

std::vector<Row> rows_of_the_table() {
  std::vector<Row> rows;
  std::string file;
  std::string version;
  for (const std::string& line : lines_of(table)) {
    if (line.starts_with("### ")) {
      std::istringstream words(line);
      std::string mark;
      std::string of;
      words >> mark >> file >> of >> version;
    }
    if (!line.starts_with("| `")) continue;
    const auto second = line.find(" | ");
    Row row{version, file + "." + quoted_in(line.substr(0, second)).at(0), {}, {}};
    const std::string answer = line.substr(second + 3);
    if (answer.starts_with("- ")) {
      row.why_not = answer.substr(2);
    } else {
      row.mirrored_by = quoted_in(answer);
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

// What the comments of tests name: "test_locks.LockTests.test_acquire" and such.
std::set<std::string> methods_named_in_tests() {
  std::set<std::string> methods;
  for (const auto& entry : fs::recursive_directory_iterator(root / "tests")) {
    if (!entry.path().filename().string().ends_with("_test.cpp")) continue;
    for (const std::string& line : lines_of(entry.path())) {
      if (!line.starts_with("// test_")) continue;
      std::size_t begin = 3;
      while (begin < line.size()) {
        const std::size_t end = std::min(line.find(", ", begin), line.size());
        methods.insert(line.substr(begin, end - begin));
        begin = end + 2;
      }
    }
  }
  return methods;
}

TEST(CpythonTable, NamesTestsThatExist) {
  const std::set<std::string> tests = tests_of_the_tree();
  for (const Row& row : rows_of_the_table()) {
    for (const std::string& name : row.mirrored_by) {
      EXPECT_TRUE(tests.contains(name)) << row.method << " is said to be mirrored by " << name;
    }
  }
  for (const std::string& line : lines_of(table)) {
    if (!line.starts_with("| gh-") && !line.starts_with("| PR ")) continue;
    EXPECT_TRUE(tests.contains(quoted_in(line).at(0))) << line;
  }
}

TEST(CpythonTable, AnswersForEachMethodOnce) {
  std::set<std::string> seen;
  for (const Row& row : rows_of_the_table()) {
    EXPECT_TRUE(seen.insert(row.method).second) << row.method << " stands twice";
    EXPECT_NE(row.mirrored_by.empty(), row.why_not.empty()) << row.method;
  }
}

TEST(CpythonTable, KnowsEachMethodThatATestNames) {
  std::set<std::string> mirrored;
  for (const Row& row : rows_of_the_table()) {
    if (!row.mirrored_by.empty()) mirrored.insert(row.method);
  }
  for (const std::string& method : methods_named_in_tests()) {
    EXPECT_TRUE(mirrored.contains(method)) << method << " is not in the table";
  }
}

// What CPython 3.11.7 has in each file.
TEST(CpythonTable, HoldsEveryMethodOfTheNineFiles) {
  std::map<std::string, int> methods;
  for (const Row& row : rows_of_the_table()) {
    if (row.version != "3.11.7:") continue;
    ++methods[row.method.substr(0, row.method.find('.'))];
  }
  EXPECT_EQ(methods["test_tasks"], 151);
  EXPECT_EQ(methods["test_futures"], 54);
  EXPECT_EQ(methods["test_locks"], 70);
  EXPECT_EQ(methods["test_queues"], 36);
  EXPECT_EQ(methods["test_taskgroups"], 35);
  EXPECT_EQ(methods["test_timeouts"], 32);
  EXPECT_EQ(methods["test_waitfor"], 15);
  EXPECT_EQ(methods["test_runners"], 26);
  EXPECT_EQ(methods["test_base_events"], 109);
}

TEST(CpythonTable, MirrorsThreeHundredAndFiftyMethodsAtLeast) {
  const auto rows = rows_of_the_table();
  const auto mirrored =
      std::ranges::count_if(rows, [](const Row& row) { return !row.mirrored_by.empty(); });
  EXPECT_GE(mirrored, 350);
}

}  // namespace
}  // namespace sim
