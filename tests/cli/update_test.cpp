// `fermata check --update`: what is rewritten in a file, and that nothing else is.

#include "tools/cli/rewrite.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "tests/cli/program.hpp"

namespace sim::cli {
namespace {

namespace fs = std::filesystem;

class Update : public ProgramTest {
 protected:
  // The file after an update: what follows the steps. A second update must find nothing to do.
  [[nodiscard]] std::string updated(std::string_view steps, std::string_view rest) const {
    write("a.sim.yaml", scenario("a", steps, rest));
    const Said said = fermata({"check", "--update", "a.sim.yaml"});
    EXPECT_EQ(said.status, 0) << said;
    const std::string text = read("a.sim.yaml");
    EXPECT_EQ(fermata({"check", "--update", "a.sim.yaml"}).out.substr(0, 8), "ok      ") << text;
    EXPECT_EQ(read("a.sim.yaml"), text);
    const std::size_t before = scenario("a", steps).size();
    EXPECT_EQ(text.substr(0, before), scenario("a", steps));
    return text.substr(before);
  }
};

constexpr std::string_view two_lines = "- print: one\n- print: \"two: #3\"\n- sleep: 1.5";

TEST_F(Update, KeepsCommentsAndLayout) {
  EXPECT_EQ(updated(two_lines,
                    "# before\n"
                    "expect:   # what comes\n"
                    "\n"
                    "    # the output\n"
                    "    output: |   # words\n"
                    "          one\n"
                    "          zwei\n"
                    "          three\n"
                    "\n"
                    "    elapsed:   2   # seconds\n"
                    "# after\n"),
            "# before\n"
            "expect:   # what comes\n"
            "\n"
            "    # the output\n"
            "    output: |   # words\n"
            "          one\n"
            "          two: #3\n"
            "\n"
            "    elapsed:   1.5   # seconds\n"
            "# after\n");
}

TEST_F(Update, KeepsTheStyleOfTheOutput) {
  EXPECT_EQ(updated(two_lines, "expect: {output: [], elapsed: 1.5}\n"),
            "expect: {output: [\"one\", \"two: #3\"], elapsed: 1.5}\n");
  EXPECT_EQ(updated(two_lines, "expect:\n  output: [one, two]  # both\n"),
            "expect:\n  output: [\"one\", \"two: #3\"]  # both\n");
  EXPECT_EQ(updated(two_lines, "expect:\n  output: one  # only\n"),
            "expect:\n  output: |  # only\n    one\n    two: #3\n");
  EXPECT_EQ(updated("- print: two", "expect:\n  output: one  # only\n"),
            "expect:\n  output: two  # only\n");
  EXPECT_EQ(updated("- print: two", "expect: {output: 'one'}\n"), "expect: {output: 'two'}\n");
  EXPECT_EQ(updated("- pass", "expect:\n  output: |  # none\n    one\n  elapsed: 0\n"),
            "expect:\n  output: []  # none\n  elapsed: 0\n");
  EXPECT_EQ(updated("- print: ' a'", "expect:\n  output: >-\n    one\n  elapsed: 0\n"),
            "expect:\n  output:\n    - \" a\"\n  elapsed: 0\n");
}

TEST_F(Update, KeepsTheItemsOfAListThatHold) {
  EXPECT_EQ(updated("- print: b\n- print: c\n- print: d\n- print: e",
                    "expect:\n"
                    "  output:   # of the letters\n"
                    "    # first\n"
                    "    - 'a'   # gone\n"
                    "    # second\n"
                    "    - 'b'   # stays\n"
                    "    - \"d\"   # stays, too\n"
                    "  elapsed: 0\n"),
            "expect:\n"
            "  output:   # of the letters\n"
            "    # first\n"
            "    # second\n"
            "    - 'b'   # stays\n"
            "    - 'c'\n"
            "    - \"d\"   # stays, too\n"
            "    - 'e'\n"
            "  elapsed: 0\n");
}

TEST_F(Update, KeepsTheLineBreaksOfTheFile) {
  write("a.sim.yaml",
        "scenario: a\r\ncoroutines:\r\n  main():\r\n    - print: x\r\n"
        "    - print: y\r\nexpect:\r\n  output: |\r\n    x\r\n");
  EXPECT_EQ(fermata({"check", "--update", "a.sim.yaml"}).status, 0);
  EXPECT_TRUE(read("a.sim.yaml").ends_with("\r\n  output: |\r\n    x\r\n    y\r\n"));
}

TEST_F(Update, RewritesAFileThatEndsWithoutALineBreak) {
  EXPECT_EQ(updated("- print: x\n- sleep: 1", "expect:\n  output: |\n    y"),
            "expect:\n  output: |\n    x");
  EXPECT_EQ(updated("- sleep: 1", "expect:\n  elapsed: 0 #"), "expect:\n  elapsed: 1 #");
}

TEST_F(Update, RewritesResultsAndFinalValues) {
  write("a.sim.yaml",
        scenario("a", "- set: {n: n + 1}\n- call: log.append(\"it's\")\n- return: [1, 2]",
                 "shared: {n: 1, log: []}\n"
                 "expect:\n"
                 "  result:\n"
                 "    - 1\n"
                 "  final:\n"
                 "    n: 1   # after all\n"
                 "    log: \"['']\"\n"));
  EXPECT_EQ(fermata({"check", "--update", "a.sim.yaml"}),
            says("updated a.sim.yaml (result, final n, final log)\n"
                 "1 scenario, 1 run: 1 updated\n"));
  EXPECT_TRUE(read("a.sim.yaml")
                  .ends_with("expect:\n"
                             "  result: [1, 2]\n"
                             "  final:\n"
                             "    n: 2   # after all\n"
                             "    log: \"[\\\"it's\\\"]\"\n"))
      << read("a.sim.yaml");
}

TEST_F(Update, AddsAnOutcomeAndItsException) {
  constexpr std::string_view raises = "- raise: ValueError(\"no\")";
  EXPECT_EQ(updated(raises, "expect:\n  output: []  # nothing\n  elapsed: 0\n"),
            "expect:\n  output: []  # nothing\n  outcome: raised\n  exception: \"ValueError: no\"\n"
            "  elapsed: 0\n");
  EXPECT_EQ(updated(raises, "expect:\n  elapsed: 0\n"),
            "expect:\n  outcome: raised\n  exception: \"ValueError: no\"\n  elapsed: 0\n");
  EXPECT_EQ(updated(raises, "expect: {elapsed: 0}\n"),
            "expect: {outcome: raised, exception: \"ValueError: no\", elapsed: 0}\n");
  EXPECT_EQ(updated(raises, "expect:\n  outcome: ok\n"),
            "expect:\n  outcome: raised\n  exception: \"ValueError: no\"\n");
}

TEST_F(Update, TakesAwayWhatTheOutcomeRulesOut) {
  constexpr std::string_view stuck = "- await: Future()";
  EXPECT_EQ(
      updated(stuck, "expect:\n  output: []\n  # of main\n  result: 3  # no more\n  elapsed: 0\n"),
      "expect:\n  output: []\n  outcome: deadlock\n  # of main\n  elapsed: 0\n");
  EXPECT_EQ(updated(stuck, "expect:\n  result: 3  # no more\n"),
            "expect:\n  outcome: deadlock  # no more\n");
  EXPECT_EQ(updated(stuck, "expect: {result: 3, elapsed: 0}\n"),
            "expect: {outcome: deadlock, elapsed: 0}\n");
  EXPECT_EQ(updated(stuck, "expect: {elapsed: 0, result: 3}\n"),
            "expect: {outcome: deadlock, elapsed: 0}\n");
  EXPECT_EQ(updated("- pass", "expect:\n  outcome: raised\n  exception: \"E: e\"\n"),
            "expect:\n  outcome: ok\n");
  EXPECT_EQ(updated("- pass", "expect: {exception: 'E: e', outcome: raised}\n"),
            "expect: {outcome: ok}\n");
}

TEST_F(Update, FillsAnEmptyExpectation) {
  write("a.sim.yaml", scenario("a", "- print: x\n- sleep: 2\n- return: 3",
                               "shared: {n: 1}\n"
                               "expect: {}   # all of it\n"
                               "cases:\n"
                               "  - seed: 1\n"
                               "    expect: {}\n"
                               "  - {seed: 2, expect: {}}\n"));
  EXPECT_EQ(fermata({"check", "--update", "a.sim.yaml"}).status, 0);
  EXPECT_TRUE(read("a.sim.yaml")
                  .ends_with("expect:   # all of it\n"
                             "  output: |\n"
                             "    x\n"
                             "  elapsed: 2\n"
                             "  result: 3\n"
                             "  final:\n"
                             "    n: 1\n"
                             "cases:\n"
                             "  - seed: 1\n"
                             "    expect:\n"
                             "      output: |\n"
                             "        x\n"
                             "      elapsed: 2\n"
                             "      result: 3\n"
                             "      final:\n"
                             "        n: 1\n"
                             "  - {seed: 2, expect: {output: [\"x\"], elapsed: 2, "
                             "result: 3, final: {n: 1}}}\n"))
      << read("a.sim.yaml");
}

TEST_F(Update, LeavesOutWhatNoExpressionSays) {
  write("a.sim.yaml", scenario("a", "- call: tasks.append(current_task())\n- return: tasks",
                               "shared: {tasks: [], lock: Future(), n: 1}\n"
                               "expect: {}\n"));
  EXPECT_EQ(fermata({"check", "--update", "a.sim.yaml"}).status, 0);
  EXPECT_TRUE(read("a.sim.yaml")
                  .ends_with("expect:\n"
                             "  output: []\n"
                             "  elapsed: 0\n"
                             "  final:\n"
                             "    n: 1\n"))
      << read("a.sim.yaml");
  write("b.sim.yaml", scenario("b", "- return: current_task()", "expect: {result: 3}\n"));
  const Said said = fermata({"check", "--update", "b.sim.yaml"});
  EXPECT_EQ(said.status, 1);
  EXPECT_NE(said.out.find("  b.sim.yaml: not updated: no expression stands for <Task Task-1>\n"),
            std::string::npos)
      << said;
}

TEST_F(Update, RewritesEachCaseInItsPlace) {
  write("dice.sim.yaml", scenario("dice", "- print: '{random.randint(1, 6)}'",
                                  "seed: 1\n"
                                  "expect: {output: ['0']}  # one\n"
                                  "cases:\n"
                                  "  - seed: 2  # two\n"
                                  "    expect: {output: ['1']}\n"
                                  "  - seed: 3\n"
                                  "    expect:\n"
                                  "      output:\n"
                                  "      - '0'  # three\n"));
  EXPECT_EQ(fermata({"check", "--update", "dice.sim.yaml"}).status, 0);
  EXPECT_TRUE(read("dice.sim.yaml")
                  .ends_with("expect: {output: [\"2\"]}  # one\n"
                             "cases:\n"
                             "  - seed: 2  # two\n"
                             "    expect: {output: ['1']}\n"
                             "  - seed: 3\n"
                             "    expect:\n"
                             "      output:\n"
                             "      - '2'\n"))
      << read("dice.sim.yaml");
}

TEST_F(Update, RefusesAnExpectationThatCasesDisagreeOn) {
  const std::string text = scenario("dice", "- print: '{random.randint(1, 6)}'",
                                    "seed: 1\n"
                                    "expect: {output: ['0']}\n"
                                    "cases: [{seed: 2}]\n");
  write("dice.sim.yaml", text);
  const Said said = fermata({"check", "--update", "dice.sim.yaml"});
  EXPECT_EQ(said.status, 1);
  EXPECT_NE(said.out.find(
                "  dice.sim.yaml: not updated: case 1, seed 2 shares the file's 'expect' and gives "
                "something else; add 'expect: {}' to it\n"),
            std::string::npos)
      << said;
  EXPECT_EQ(read("dice.sim.yaml"), text);
}

TEST_F(Update, LeavesAloneWhatIsAsExpectedKnownOrBad) {
  const std::vector<std::string> texts{
      scenario("a", "- print: x", "expect: {output: [  'x' ]}\n"),
      scenario("b", "- print: x", "known_issue: a-1\nexpect: {output: [y]}\n"),
      scenario("c", "- prnt: x", "expect: {output: [y]}\n"),
      scenario("d", "- raise: ValueError"),
  };
  for (std::size_t i = 0; i < texts.size(); ++i) {
    write(std::string(1, static_cast<char>('a' + i)) + ".sim.yaml", texts[i]);
  }
  const Said said = fermata({"check", "--update", "."});
  EXPECT_EQ(said.status, 2);
  EXPECT_NE(
      said.out.find(
          "  ./d.sim.yaml: not updated: there is no 'expect' to write into; add 'expect: {}'\n"),
      std::string::npos)
      << said;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    EXPECT_EQ(read(std::string(1, static_cast<char>('a' + i)) + ".sim.yaml"), texts[i]);
  }
  EXPECT_EQ(names().size(), texts.size());
}

TEST_F(Update, IsRefusedWhereCiIsSet) {
  const std::string text = scenario("a", "- print: x", "expect: {output: [y]}\n");
  write("a.sim.yaml", text);
  EXPECT_EQ(fermata(Process{.words = {"check", "--update", "."}, .environment = {{"CI", "true"}}}),
            says("",
                 "fermata: --update is refused where CI is set: run it at home and look at the "
                 "difference\n",
                 2));
  EXPECT_EQ(read("a.sim.yaml"), text);
  EXPECT_EQ(fermata(Process{.words = {"check", "--update", "."}, .environment = {{"CI", "false"}}})
                .status,
            0);
}

TEST_F(Update, WritesThroughALinkAndKeepsPermissions) {
  write("real/a.yaml", scenario("a", "- print: x", "expect: {output: [y]}\n"));
  fs::permissions(folder() / "real/a.yaml", fs::perms::owner_read | fs::perms::owner_write);
  fs::create_symlink("real/a.yaml", folder() / "a.sim.yaml");
  EXPECT_EQ(fermata({"check", "--update", "a.sim.yaml"}).status, 0);
  EXPECT_TRUE(fs::is_symlink(folder() / "a.sim.yaml"));
  EXPECT_TRUE(read("real/a.yaml").ends_with("expect: {output: [\"x\"]}\n"));
  EXPECT_EQ(fs::status(folder() / "real/a.yaml").permissions(),
            fs::perms::owner_read | fs::perms::owner_write);
}

}  // namespace
}  // namespace sim::cli
