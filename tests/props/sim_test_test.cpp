#include "props/sim_test.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>

#include "sim/aio/sleep.hpp"
#include "sim/coro/task.hpp"
#include "tests/props/temp_folder.hpp"

namespace sim {
namespace {

using testing::HasSubstr;
using testing::Not;

int runs_of_many = 0;
int runs_of_few = 0;
int fixtures = 0;

SIM_TEST(SimTestMacro, RunsUnderManySchedules) {
  ++runs_of_many;
  EXPECT_EQ(current_task().name(), "main");
  co_await sleep(Duration(1));
  SIM_ASSERT_TRUE(true);
  co_return;
}

SIM_TEST(SimTestMacro, TakesItsOwnOptions, .strategy = "random", .schedules = 7) {
  ++runs_of_few;
  co_await sleep(Duration(1));
}

SIM_TEST(SimTestMacro, IsCheckedForDeterminism, .schedules = 3, .check_determinism = 3) {
  co_await sleep(Duration(1));
}

// GoogleTest runs tests in the order in which they are defined.
TEST(SimTestMacro, StandsBesideOtherTestsOfItsSuite) {
  EXPECT_TRUE(runs_of_many == 0 || runs_of_many == 1'000) << runs_of_many;
  EXPECT_TRUE(runs_of_few == 0 || runs_of_few == 7) << runs_of_few;
}

class Fixture : public testing::Test {
 protected:
  static void SetUpTestSuite() { fixtures = 0; }

  void SetUp() override {
    made_in_a_loop = Loop::current_or_null() != nullptr;
    ready = true;
  }
  void TearDown() override { EXPECT_TRUE(ready); }

  bool ready = false;
  bool made_in_a_loop = false;
  int runs_of_this = 0;
};

SIM_TEST_F(Fixture, IsMadeForEachRun) {
  ++fixtures;
  EXPECT_TRUE(ready);
  EXPECT_TRUE(made_in_a_loop);
  EXPECT_EQ(++runs_of_this, 1);
  co_await sleep(Duration(1));
  EXPECT_EQ(runs_of_this, 1);
}

TEST_F(Fixture, IsThatOfOtherTestsToo) { EXPECT_FALSE(made_in_a_loop); }

// ---- a program whose tests fail ------------------------------------------------------------

// What a command prints, and how it ended.
struct Said {
  std::string text{};
  int status = 0;
};

Said said(const std::string& command) {
  std::FILE* pipe = popen((command + " 2>&1").c_str(), "r");
  Said result;
  char buffer[4096];
  while (const std::size_t got = std::fread(buffer, 1, sizeof buffer, pipe)) {
    result.text.append(buffer, got);
  }
  result.status = WEXITSTATUS(pclose(pipe));
  return result;
}

class FailingTests : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directories(folder); }

  // In the folder; a blank in the path to the program is no trouble.
  Said run(const std::string& arguments, const std::string& variables = "") const {
    return said("cd '" + folder + "' && " + variables + " '" FERMATA_FAILING_TESTS "' " +
                arguments);
  }
  [[nodiscard]] Said paste(const Said& before) const {
    const std::size_t at = before.text.find("repeat:   ");
    if (at == std::string::npos) return {};
    const std::string line = before.text.substr(at + 10);
    return said("cd / && " + line.substr(0, line.find('\n')) + " --sim_failures=");
  }
  static std::string line_of(const Said& of, const std::string& word) {
    const std::size_t at = of.text.find(word);
    return at == std::string::npos ? "" : of.text.substr(at, of.text.find('\n', at) - at);
  }

  const test::TempFolder temp{};
  const std::string& folder = temp.path();
};

TEST_F(FailingTests, AreRepeatedByTheirLineAndRememberedUntilTheyPass) {
  const Said first = run("--gtest_filter=Bank.Audits");
  EXPECT_EQ(first.status, 1);
  EXPECT_THAT(first.text, HasSubstr("failing_tests.cpp:"));
  EXPECT_THAT(first.text, HasSubstr("FIFO, except step "));
  EXPECT_THAT(first.text, HasSubstr("1 FAILED TEST"));
  EXPECT_EQ(first.text.find("Failure\n"), first.text.rfind("Failure\n")) << first.text;

  const Said again = paste(first);
  EXPECT_EQ(again.status, 1) << again.text;
  EXPECT_EQ(line_of(again, "token:"), line_of(first, "token:"));

  const Said next = run("--gtest_filter=Bank.Audits");
  EXPECT_EQ(next.status, 1);
  EXPECT_THAT(next.text, HasSubstr("it fails again"));

  const Said fixed = run("--gtest_filter=Bank.Audits", "MENDED=1");
  EXPECT_EQ(fixed.status, 0) << fixed.text;
  EXPECT_THAT(fixed.text, HasSubstr("Bank.Audits passes under 1 schedule that failed before"));
}

TEST_F(FailingTests, MayHaveAFixture) {
  const Said first = run("--gtest_filter=Vault.Audits");
  EXPECT_EQ(first.status, 1);
  EXPECT_THAT(first.text, HasSubstr("FIFO, except step "));
  EXPECT_EQ(paste(first).status, 1);
}

TEST_F(FailingTests, AreWrittenIntoTheXml) {
  run("--gtest_filter=Bank.Audits --gtest_output=xml:out.xml");
  const Said xml = said("cat '" + folder + "/out.xml'");
  EXPECT_THAT(xml.text, HasSubstr("name=\"seed\" value=\"0\""));
  EXPECT_THAT(xml.text, HasSubstr("name=\"schedule\" value=\"fermata1-any-"));
  EXPECT_THAT(xml.text, HasSubstr("failing_tests.cpp"));
}

TEST_F(FailingTests, AreNotRunIfAFlagCannotBeRead) {
  const Said result = run("--sim_sede=3");
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.text, HasSubstr("there is no flag '--sim_sede'"));
  EXPECT_THAT(result.text, Not(HasSubstr("[ RUN")));
}

}  // namespace
}  // namespace sim
