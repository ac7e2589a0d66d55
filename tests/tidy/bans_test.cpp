#include "tools/tidy/bans.hpp"

#include <gtest/gtest.h>

namespace sim::tidy {
namespace {

// Is `text` refused when it stands in `path`?
bool refused(const std::string& text, const std::string& path = "sim/loop/loop.cpp") {
  return !check_bans(read_source(path, text + "\n")).empty();
}

TEST(CheckBans, RefusesTheRandomnessOfTheStandardLibrary) {
  EXPECT_TRUE(refused("std::shuffle(a.begin(), a.end(), g);"));
  EXPECT_TRUE(refused("std::ranges::shuffle(a, g);"));
  EXPECT_TRUE(refused("std::uniform_int_distribution<int> d;", "tools/cli/main.cpp"));
  EXPECT_TRUE(refused("std::mt19937_64 g;", "tests/loop/loop_test.cpp"));
  EXPECT_TRUE(refused("#include <random>"));
  EXPECT_TRUE(refused("std::random_device d;"));
  EXPECT_TRUE(refused("int a = std::rand();"));
  EXPECT_TRUE(refused("srand(1);"));
}

TEST(CheckBans, LeavesOurOwnRandomnessAlone) {
  EXPECT_FALSE(refused("random.shuffle(list);"));
  EXPECT_FALSE(refused("#include \"sim/base/random.hpp\""));
  EXPECT_FALSE(refused("operand(1); a.rand(); std::random_access_iterator auto b;"));
}

TEST(CheckBans, RefusesTheOrderOfHashTables) {
  EXPECT_TRUE(refused("std::unordered_map<int, int> a;"));
  EXPECT_TRUE(refused("std::unordered_multiset<int> a;", "sim/detect/race.hpp"));
  EXPECT_FALSE(refused("std::unordered_map<int, int> a;", "sim/scenario/parse.cpp"));
  EXPECT_TRUE(refused("std::hash<int>{}(1);", "props/laws.cpp"));
}

TEST(CheckBans, RefusesStdFunctionWhereEventsAreMany) {
  EXPECT_TRUE(refused("std::function<void()> a;", "sim/coro/task.hpp"));
  EXPECT_FALSE(refused("std::function<void()> a;", "sim/scenario/verbs.hpp"));
}

TEST(CheckBans, RefusesTheClocksOfTheWorldInTheSimulation) {
  EXPECT_TRUE(refused("auto a = std::chrono::steady_clock::now();"));
  EXPECT_TRUE(refused("clock_gettime(CLOCK_MONOTONIC, &a);"));
  EXPECT_TRUE(refused("std::chrono::system_clock::now();", "sim/scenario/run.cpp"));
  EXPECT_FALSE(refused("std::chrono::steady_clock::now();", "tools/cli/main.cpp"));
}

TEST(CheckBans, LetsThoseNameTheWorldWhoStandInForIt) {
  EXPECT_FALSE(refused("int clock_gettime(clockid_t, timespec* now)", "sim/interpose/clock.cpp"));
  EXPECT_FALSE(refused("std::random_device d;", "tests/explore/planted_leaks.cpp"));
  EXPECT_TRUE(refused("std::random_device d;", "tests/explore/explore_test.cpp"));
}

TEST(CheckBans, RefusesFoldersThatChangeWithWhoAddsUs) {
  EXPECT_TRUE(refused("include(${CMAKE_SOURCE_DIR}/a.cmake)", "tools/cmake/Fermata.cmake"));
  EXPECT_FALSE(refused("include(${CMAKE_CURRENT_SOURCE_DIR}/a.cmake)", "sim/CMakeLists.txt"));
  EXPECT_FALSE(refused("# CMAKE_SOURCE_DIR", "sim/CMakeLists.txt"));
}

TEST(CheckBans, RefusesTestsThatDoNotRun) {
  EXPECT_TRUE(refused("TEST(Lock, DISABLED_Works) {}", "tests/aio/lock_test.cpp"));
  EXPECT_TRUE(refused("  GTEST_SKIP() << a;", "tests/aio/lock_test.cpp"));
}

TEST(CheckBans, RefusesDeadCode) {
  EXPECT_TRUE(refused("#if 0"));
  EXPECT_TRUE(refused("#  if 0  // later"));
  EXPECT_FALSE(refused("#if 0x10 < A"));
}

// Words and folders that no file of the tree may say, and so neither may this one.
const std::string kWish = std::string("TO") + "DO";
const std::string kFolder = std::string("/") + "home";

TEST(CheckBans, RefusesWishesInTextsAndCommentsToo) {
  EXPECT_TRUE(refused("// " + kWish + ": think"));
  EXPECT_TRUE(refused(kWish, "sim/README.md"));
  EXPECT_FALSE(refused("// no to-do list, no " + kWish + "S"));
}

TEST(CheckBans, RefusesFoldersOfOneMachine) {
  EXPECT_TRUE(refused("see `" + kFolder + "/me/fermata`", "README.md"));
  EXPECT_TRUE(refused("cd " + kFolder, "tools/x.sh"));
  EXPECT_FALSE(refused("how things work" + kFolder + " in sim/tmp"));
}

TEST(CheckBans, ReadsNoNamesInCommentsAndLiterals) {
  EXPECT_FALSE(refused("// not std::shuffle, since it differs"));
  EXPECT_FALSE(refused("say(\"std::shuffle\");"));
}

TEST(CheckBans, SaysWhereWhatWhyAndWhatInstead) {
  const auto findings = check_bans(read_source("sim/loop/a.cpp", "\n  std::hash<int> a;\n"));
  ASSERT_EQ(1u, findings.size());
  EXPECT_EQ(
      "sim/loop/a.cpp:2: says std::hash\n"
      "    why: its values differ between standard libraries\n"
      "    instead: sim/base/hash.hpp\n",
      to_string(findings.front()));
}

}  // namespace
}  // namespace sim::tidy
