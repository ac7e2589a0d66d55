#include "tools/tidy/includes.hpp"

#include <gtest/gtest.h>

namespace sim::tidy {
namespace {

// What is found when `path` includes `name`, which brings its own quotes.
std::string including(const std::string& path, const std::string& name) {
  return to_string(check_includes(read_source(path, "#include " + name + "\n")));
}

TEST(CheckIncludes, LetsArrowsPointDown) {
  EXPECT_EQ("", including("sim/aio/sleep.cpp", "\"sim/coro/task.hpp\""));
  EXPECT_EQ("", including("sim/loop/loop.hpp", "\"sim/base/time.hpp\""));
  EXPECT_EQ("", including("sim/loop/loop.cpp", "\"sim/loop/loop.hpp\""));
  EXPECT_EQ("", including("tools/cli/main.cpp", "\"sim/scenario/run.hpp\""));
  EXPECT_EQ("", including("tests/loop/loop_test.cpp", "\"props/programs.hpp\""));
}

TEST(CheckIncludes, FindsArrowsThatPointUpOrAcross) {
  EXPECT_NE("", including("sim/base/json.hpp", "\"sim/loop/loop.hpp\""));
  EXPECT_NE("", including("sim/loop/loop.cpp", "\"sim/coro/task.hpp\""));
  EXPECT_NE("", including("sim/coro/task.cpp", "\"sim/trace/trace.hpp\""));
  EXPECT_NE("", including("sim/des/resource.cpp", "\"sim/world/disk.hpp\""));
  EXPECT_NE("", including("sim/sched/pct.cpp", "\"sim/trace/trace.hpp\""));
  EXPECT_NE("", including("sim/explore/explorer.cpp", "\"sim/aio/run.hpp\""));
  EXPECT_NE("", including("props/laws.cpp", "\"sim/scenario/run.hpp\""));
  EXPECT_NE("", including("tools/cli/main.cpp", "\"props/laws.hpp\""));
  EXPECT_NE("", including("tools/cli/main.cpp", "\"tests/support/programs.hpp\""));
}

TEST(CheckIncludes, SaysWhereWhyAndWhatInstead) {
  const SourceFile file =
      read_source("sim/loop/loop.cpp", "#include <vector>\n\n#  include \"sim/coro/task.hpp\"\n");
  EXPECT_EQ(
      "sim/loop/loop.cpp:3: includes sim/coro/task.hpp\n"
      "    why: sim/loop must never know what a coroutine is\n"
      "    instead: it may include itself and sim/base\n",
      to_string(check_includes(file)));
}

TEST(CheckIncludes, WantsPathsFromTheRoot) {
  EXPECT_NE("", including("sim/loop/loop.cpp", "\"loop.hpp\""));
  EXPECT_NE("", including("sim/loop/loop.cpp", "\"../base/time.hpp\""));
}

TEST(CheckIncludes, KeepsTheFaceForUsers) {
  EXPECT_EQ("", including("tests/guide_test.cpp", "\"sim/sim.hpp\""));
  EXPECT_EQ("", including("tests/consumer/sim/main.cpp", "\"sim/sim.hpp\""));
  EXPECT_EQ("", including("sim/sim.hpp", "\"sim/aio/run.hpp\""));
  EXPECT_NE("", including("sim/aio/run.cpp", "\"sim/sim.hpp\""));
  EXPECT_NE("", including("sim/sim.hpp", "\"sim/scenario/run.hpp\""));
  EXPECT_NE("", including("tests/aio/run_test.cpp", "\"sim/sim.hpp\""));
}

TEST(CheckIncludes, KeepsPackagesWhereTheyBelong) {
  EXPECT_EQ("", including("sim/scenario/parse.cpp", "<yaml-cpp/yaml.h>"));
  EXPECT_NE("", including("sim/scenario/parse.hpp", "<yaml-cpp/yaml.h>"));
  EXPECT_NE("", including("sim/scenario/run.cpp", "<yaml-cpp/yaml.h>"));
  EXPECT_NE("", including("sim/aio/run.cpp", "<fmt/format.h>"));
  EXPECT_NE("", including("sim/scenario/run.cpp", "<rapidcheck.h>"));
  EXPECT_EQ("", including("props/laws.hpp", "<rapidcheck.h>"));
  EXPECT_NE("", including("tools/cli/main.cpp", "<gtest/gtest.h>"));
  EXPECT_NE("", including("tools/cli/main.cpp", "<mpi.h>"));
  EXPECT_EQ("", including("tools/campaign/main.cpp", "<mpi.h>"));
}

TEST(CheckIncludes, KeepsPackagesOutOfHeaders) {
  EXPECT_EQ("", including("sim/scenario/diagnostic.cpp", "<fmt/format.h>"));
  EXPECT_NE("", including("sim/scenario/diagnostic.hpp", "<fmt/format.h>"));
  EXPECT_NE("", including("tools/cli/report.hpp", "<nlohmann/json.hpp>"));
  EXPECT_EQ("", including("tools/cli/report.hpp", "<nlohmann/json_fwd.hpp>"));
}

TEST(CheckIncludes, KnowsTheStandardLibraryFromTheSystem) {
  EXPECT_EQ("", including("sim/base/time.hpp", "<chrono>"));
  EXPECT_NE("", including("sim/base/time.hpp", "<sys/time.h>"));
  EXPECT_NE("", including("sim/base/time.hpp", "<boost/heap.hpp>"));
  EXPECT_EQ("", including("tools/cli/main.cpp", "<unistd.h>"));
}

TEST(CheckIncludes, ReadsNoIncludeInAComment) {
  const SourceFile file = read_source(
      "sim/loop/loop.cpp", "// #include \"sim/coro/task.hpp\"\n/*\n#include <a.h>\n*/\n");
  EXPECT_EQ("", to_string(check_includes(file)));
}

TEST(CheckSingleUsers, FindsTheSecondFile) {
  const SourceFile first = read_source("tools/cli/main.cpp", "#include <CLI/CLI.hpp>\n");
  const SourceFile second = read_source("tools/cli/run.cpp", "\n#include <CLI/App.hpp>\n");
  EXPECT_EQ("", to_string(check_single_users({first})));
  EXPECT_NE(std::string::npos,
            to_string(check_single_users({first, second})).find("tools/cli/run.cpp:2:"));
}

}  // namespace
}  // namespace sim::tidy
