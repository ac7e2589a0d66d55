#include "tools/cli/arguments.hpp"

#include <gtest/gtest.h>

#include "tools/cli/help.hpp"

namespace sim::cli {
namespace {

using Words = std::vector<std::string>;

template <typename Command>
Command parsed(const Words& words) {
  const Arguments arguments = parse_arguments(words);
  const auto* command = std::get_if<Command>(&arguments.command);
  if (command != nullptr) return *command;
  const auto* error = std::get_if<UsageError>(&arguments.command);
  ADD_FAILURE() << (error == nullptr ? "another command" : error->message);
  return {};
}

std::string error_of(const Words& words) {
  const UsageError error = parsed<UsageError>(words);
  return error.message + (error.help.empty() ? "" : "; " + error.help);
}

TEST(Arguments, OfRunAreItsFilesAndFlags) {
  const auto run = parsed<RunArguments>(
      {"run", "a", "--seed", "-3", "b", "--case=2", "--max-steps", "10", "--json",
       "--ties", "heapq", "--cancel", "12:3"});
  EXPECT_EQ(run.files, (Words{"a", "b"}));
  EXPECT_EQ(run.seed, -3);
  EXPECT_EQ(run.case_number, 2U);
  EXPECT_EQ(run.steps_max, 10);
  EXPECT_EQ(run.ties, TiePolicy::heapq);
  ASSERT_TRUE(run.cancel);
  EXPECT_EQ(run.cancel->before, 12U);
  EXPECT_EQ(run.cancel->task, TaskId{3});
  EXPECT_TRUE(run.json && !run.trace);
}

TEST(Arguments, OfCheckAreItsPathsAndFlags) {
  const auto check =
      parsed<CheckArguments>({"check", "--tag", "a", "x", "--tag", "b", "-j", "3",
                              "--junit=out.xml", "--filter", "f", "--update", "--fail-fast", "-q"});
  EXPECT_EQ(check.paths, Words{"x"});
  EXPECT_EQ(check.tags, (Words{"a", "b"}));
  EXPECT_EQ(check.jobs, 3U);
  EXPECT_EQ(check.junit, "out.xml");
  EXPECT_EQ(check.filter, "f");
  EXPECT_TRUE(check.update && check.fail_fast && check.quiet);
}

TEST(Arguments, TakeColorBeforeAndAfterTheSubcommand) {
  EXPECT_EQ(parse_arguments(Words{"--color", "never", "check", "x"}).color, ColorWish::never);
  EXPECT_EQ(parse_arguments(Words{"check", "x", "--color=always"}).color, ColorWish::always);
  EXPECT_EQ(parse_arguments(Words{"check", "x"}).color, ColorWish::automatic);
}

TEST(Arguments, AskForHelpInManyWays) {
  for (const Words& words : {Words{"--help"}, Words{"-h"}, Words{"help"}, Words{"help", "help"}}) {
    EXPECT_EQ(parsed<HelpArguments>(words).topic, "");
  }
  for (const Words& words :
       {Words{"help", "check"}, Words{"check", "--help"}, Words{"check", "-h", "x"}}) {
    EXPECT_EQ(parsed<HelpArguments>(words).topic, "check");
  }
  parsed<VersionArguments>({"--version"});
}

TEST(Arguments, GuessWhatWasMeant) {
  EXPECT_EQ(error_of({"chekc"}), "unknown subcommand 'chekc'; did you mean 'check'?");
  EXPECT_EQ(error_of({"help", "rum"}), "unknown subcommand 'rum'; did you mean 'run'?");
  EXPECT_EQ(error_of({"check", "--updaet", "x"}),
            "unknown flag '--updaet'; did you mean '--update'?");
  EXPECT_EQ(error_of({"run", "x", "--sed=3"}), "unknown flag '--sed'; did you mean '--seed'?");
  EXPECT_EQ(error_of({"--versoin"}), "unknown flag '--versoin'; did you mean '--version'?");
  EXPECT_EQ(error_of({"a.sim.yaml"}),
            "unknown subcommand 'a.sim.yaml'; 'fermata run a.sim.yaml' runs it, "
            "'fermata check a.sim.yaml' checks it");
}

TEST(Arguments, SayWhatIsWrongWithAValue) {
  EXPECT_EQ(error_of({"run", "x", "--seed", "1x"}), "--seed: '1x' is not a whole number");
  EXPECT_EQ(error_of({"run", "x", "--seed", "9223372036854775808"}),
            "--seed: '9223372036854775808' is not a whole number");
  EXPECT_EQ(error_of({"run", "x", "--max-steps", "0"}),
            "--max-steps: '0' is not a whole number above zero");
  EXPECT_EQ(error_of({"run", "x", "--ties", "lifo"}), "--ties: 'lifo' is none of fifo, heapq");
  for (const std::string word : {"3", "3:", ":3", "3:0", "-1:2", "3:x", "3:4:5"}) {
    EXPECT_EQ(error_of({"run", "x", "--cancel=" + word}),
              "--cancel: '" + word + "' is not ITERATION:TASK, two numbers");
  }
  EXPECT_EQ(error_of({"run", "x", "--seed"}), "--seed needs a value");
  EXPECT_EQ(error_of({"run", "x", "--seed", "1", "--seed", "2"}), "--seed is given more than once");
  EXPECT_EQ(error_of({"check", "x", "-j", "0"}), "--jobs: '0' is not a whole number above zero");
  EXPECT_EQ(error_of({"check", "x", "--color", "red"}),
            "--color: 'red' is none of auto, always, never");
}

TEST(Arguments, AskForWhatIsMissing) {
  EXPECT_EQ(error_of({}), "which subcommand?");
  EXPECT_EQ(error_of({"run", "--json"}), "which files?");
  EXPECT_EQ(error_of({"check"}), "which files or folders?");
}

TEST(Arguments, TellThatJsonAndTraceExcludeEachOther) {
  EXPECT_EQ(error_of({"run", "x", "--json", "--trace"}), "--json and --trace exclude each other");
}

TEST(Help, TellsOfEveryFlag) {
  for (const std::string_view topic : {"", "run", "check", "export", "import"}) {
    for (const std::string& flag : flags_of(topic)) {
      EXPECT_NE(help_text(topic).find(flag), std::string_view::npos) << topic << " " << flag;
    }
  }
}

TEST(Help, TellsOfEverySubcommand) {
  for (const std::string_view name : subcommands()) {
    EXPECT_NE(help_text("").find("fermata " + std::string(name)), std::string_view::npos) << name;
  }
}

TEST(Help, FitsATerminal) {
  for (const std::string_view topic : {"", "run", "check", "export", "import"}) {
    std::string_view text = help_text(topic);
    for (; !text.empty(); text.remove_prefix(text.find('\n') + 1)) {
      EXPECT_LE(text.find('\n'), 100U) << text.substr(0, text.find('\n'));
    }
  }
}

}  // namespace
}  // namespace sim::cli
