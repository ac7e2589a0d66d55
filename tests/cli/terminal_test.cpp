#include "tools/cli/terminal.hpp"

#include <gtest/gtest.h>

#include "tests/cli/program.hpp"

namespace sim::cli {
namespace {

TEST(Harmless, ShowsControlCharactersAsText) {
  EXPECT_EQ(harmless("a\tb\x1b[31m\x7f\n"), "a\tb\\x1b[31m\\x7f\\x0a");
  EXPECT_EQ(harmless("caf\xC3\xA9"), "caf\xC3\xA9");
}

TEST(Paint, AddsNothingWhereItIsOff) {
  EXPECT_EQ(Paint(false).red("a"), "a");
  EXPECT_EQ(Paint(true).green("a"), "\x1b[32ma\x1b[0m");
}

class Color : public ProgramTest {
 protected:
  Color() { write("a.sim.yaml", scenario("a", "- pass")); }

  [[nodiscard]] bool colorful(std::vector<std::string> flags,
                              std::map<std::string, std::string> environment,
                              Process::Output output) const {
    std::vector<std::string> words{"check", "a.sim.yaml"};
    words.insert(words.end(), flags.begin(), flags.end());
    const Said said =
        fermata(Process{.words = words, .environment = environment, .output = output});
    EXPECT_EQ(said.status, 0) << said;
    return said.out.find('\x1b') != std::string::npos;
  }
  static constexpr Process::Output pipe = Process::Output::pipe;
  static constexpr Process::Output terminal = Process::Output::terminal;
};

TEST_F(Color, IsForTerminalsOnly) {
  EXPECT_FALSE(colorful({}, {}, pipe));
  EXPECT_TRUE(colorful({}, {}, terminal));
  EXPECT_FALSE(colorful({}, {{"TERM", "dumb"}}, terminal));
}

TEST_F(Color, FollowsTheEnvironment) {
  EXPECT_FALSE(colorful({}, {{"NO_COLOR", "1"}}, terminal));
  EXPECT_TRUE(colorful({}, {{"NO_COLOR", ""}}, terminal));
  EXPECT_TRUE(colorful({}, {{"CLICOLOR_FORCE", "1"}}, pipe));
  EXPECT_FALSE(colorful({}, {{"CLICOLOR_FORCE", "0"}}, pipe));
  EXPECT_FALSE(colorful({}, {{"CLICOLOR_FORCE", "1"}, {"NO_COLOR", "1"}}, pipe));
}

TEST_F(Color, FollowsTheCommandLineFirst) {
  EXPECT_TRUE(colorful({"--color", "always"}, {{"NO_COLOR", "1"}}, pipe));
  EXPECT_FALSE(colorful({"--color", "never"}, {{"CLICOLOR_FORCE", "1"}}, terminal));
}

}  // namespace
}  // namespace sim::cli
