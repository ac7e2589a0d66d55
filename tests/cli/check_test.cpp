#include "tools/cli/check.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "tests/cli/program.hpp"

namespace sim::cli {
namespace {

class Check : public ProgramTest {
 protected:
  // A scenario that prints one line and expects another, or the same.
  void write_pair(const std::string& name, const std::string& printed,
                  const std::string& expected) const {
    write(name + ".sim.yaml", scenario(name, "- print: " + printed,
                                       "tags: [" + printed +
                                           "]\n"
                                           "expect:\n"
                                           "  output: |\n"
                                           "    " +
                                           expected + "\n"));
  }
};

TEST_F(Check, HasALineForEachScenarioAndASummary) {
  write_pair("b", "x", "x");
  write("folder/a.sim.yaml", scenario("a", "- pass", "cases: [{seed: 1}, {seed: 2}]\n"));
  EXPECT_EQ(fermata({"check", "b.sim.yaml", "folder"}),
            says("ok      b.sim.yaml\n"
                 "ok      folder/a.sim.yaml (3 runs)\n"
                 "2 scenarios, 4 runs: all as expected\n"));
}

TEST_F(Check, ShowsTheDifferenceOfAWrongOutput) {
  write("a.sim.yaml", scenario("a", "- print: one\n- print: two\n- print: three",
                               "expect:\n"
                               "  output: |\n"
                               "    one\n"
                               "    zwei\n"
                               "    three\n"));
  EXPECT_EQ(fermata({"check", "a.sim.yaml"}), says("FAILED  a.sim.yaml\n"
                                                   "  a.sim.yaml:8:3: output: not as expected\n"
                                                   "    --- expected\n"
                                                   "    +++ actual\n"
                                                   "    @@ -1,3 +1,3 @@\n"
                                                   "     one\n"
                                                   "    -zwei\n"
                                                   "    +two\n"
                                                   "     three\n"
                                                   "  again: fermata run a.sim.yaml\n"
                                                   "1 scenario, 1 run: 1 not as expected\n",
                                                   "", 1));
}

TEST_F(Check, LetsTiesFallAsAsked) {
  write("ties.sim.yaml",
        "scenario: ties\n"
        "coroutines:\n"
        "  doze(i): [{sleep: 1}, {call: log.append(i)}]\n"
        "  main():\n"
        "    - gather: [doze(0), doze(1), doze(2), doze(3)]\n"
        "shared: {log: []}\n"
        "expect: {final: {log: [0, 2, 1, 3]}}\n");
  EXPECT_EQ(fermata({"check", "ties.sim.yaml", "--ties", "heapq", "-q"}),
            says("1 scenario, 1 run: all as expected\n"));
  EXPECT_EQ(fermata({"check", "ties.sim.yaml", "-q"}).status, 1);
}

TEST_F(Check, SaysWhatElseIsNotAsExpected) {
  write("a.sim.yaml", scenario("a", "- sleep: 1.5\n- set: {n: n + 1}\n- return: \"'x'\"",
                               "shared: {n: 1, log: []}\n"
                               "expect:\n"
                               "  elapsed: 2\n"
                               "  result: 3\n"
                               "  final: {n: 1, log: [1]}\n"));
  EXPECT_EQ(fermata({"check", "a.sim.yaml"}),
            says("FAILED  a.sim.yaml\n"
                 "  a.sim.yaml:9:3: elapsed: expected 2, got 1.5\n"
                 "  a.sim.yaml:10:3: result: expected 3, got 'x'\n"
                 "  a.sim.yaml:11:11: final n: expected 1, got 2\n"
                 "  a.sim.yaml:11:17: final log: expected [1], got []\n"
                 "  again: fermata run a.sim.yaml\n"
                 "1 scenario, 1 run: 1 not as expected\n",
                 "", 1));
}

TEST_F(Check, ComparesTheExceptionOfARunThatRaised) {
  write("a.sim.yaml", scenario("a", "- raise: ValueError(\"no\")",
                               "expect: {outcome: raised, exception: \"ValueError: yes\"}\n"));
  EXPECT_EQ(fermata({"check", "a.sim.yaml"}),
            says("FAILED  a.sim.yaml\n"
                 "  a.sim.yaml:5:27: exception: expected ValueError: yes, got ValueError: no\n"
                 "  again: fermata run a.sim.yaml\n"
                 "1 scenario, 1 run: 1 not as expected\n",
                 "", 1));
}

TEST_F(Check, SaysWhatWasRaisedWhereNothingShouldBe) {
  write("a.sim.yaml", scenario("a", "- raise: ValueError(\"no\")", "expect: {elapsed: 0}\n"));
  EXPECT_EQ(fermata({"check", "a.sim.yaml"}),
            says("FAILED  a.sim.yaml\n"
                 "  a.sim.yaml:5:1: outcome: expected ok, got raised\n"
                 "    ValueError: no\n"
                 "  again: fermata run a.sim.yaml\n"
                 "1 scenario, 1 run: 1 not as expected\n",
                 "", 1));
}

TEST_F(Check, ExpectsOkWhereAFileExpectsNothing) {
  write("a.sim.yaml", scenario("a", "- raise: ValueError"));
  write("b.sim.yaml", scenario("b", "- print: x"));
  EXPECT_EQ(fermata({"check", "."}), says("FAILED  ./a.sim.yaml\n"
                                          "  ./a.sim.yaml:1:11: outcome: expected ok, got raised\n"
                                          "    ValueError\n"
                                          "  again: fermata run ./a.sim.yaml\n"
                                          "ok      ./b.sim.yaml\n"
                                          "2 scenarios, 2 runs: 1 as expected, 1 not as expected\n",
                                          "", 1));
}

TEST_F(Check, NamesTheCaseThatIsNotAsExpected) {
  write("a.sim.yaml", scenario("a", "- print: '{random.randint(1, 2)}'",
                               "seed: 1\n"
                               "expect: {output: ['1']}\n"
                               "cases:\n"
                               "  - seed: 2\n"
                               "    expect: {output: ['1']}\n"
                               "  - seed: 3\n"
                               "    expect: {output: ['2']}\n"));
  EXPECT_EQ(fermata({"check", "a.sim.yaml"}),
            says("FAILED  a.sim.yaml (3 runs)\n"
                 "  a.sim.yaml:11:14: case 2, seed 3: output: not as expected\n"
                 "    --- expected\n"
                 "    +++ actual\n"
                 "    @@ -1 +1 @@\n"
                 "    -2\n"
                 "    +1\n"
                 "  again: fermata run --case 2 a.sim.yaml\n"
                 "1 scenario, 3 runs: 1 not as expected\n",
                 "", 1));
}

TEST_F(Check, PrintsTheSameForAnyNumberOfJobs) {
  for (int i = 0; i < 30; ++i) {
    const std::string name = "s" + std::to_string(i);
    write_pair(name, "x", i % 3 == 0 ? "y" : "x");
  }
  write("bad.sim.yaml", "scenario: [\n");
  const Said one = fermata({"check", ".", "--jobs", "1"});
  EXPECT_EQ(fermata({"check", ".", "--jobs", "8"}), one);
  EXPECT_EQ(fermata({"check", "."}), one);
  EXPECT_EQ(one.status, 2);
  const Said first = fermata({"check", ".", "--jobs", "1", "--fail-fast"});
  EXPECT_EQ(fermata({"check", ".", "--jobs", "8", "--fail-fast"}), first);
}

TEST_F(Check, StopsAtTheFirstFailureWhereItIsTold) {
  write_pair("a", "x", "x");
  write_pair("b", "x", "y");
  write_pair("c", "x", "y");
  const Said said = fermata({"check", ".", "--fail-fast"});
  EXPECT_EQ(said.status, 1);
  EXPECT_NE(said.out.find("FAILED  ./b.sim.yaml\n"), std::string::npos) << said;
  EXPECT_TRUE(
      said.out.ends_with("stopped at the first failure, 1 not checked\n"
                         "2 scenarios, 2 runs: 1 as expected, 1 not as expected\n"))
      << said;
}

TEST_F(Check, PrintsOnlyFailuresWhereItIsTold) {
  write_pair("a", "x", "x");
  EXPECT_EQ(fermata({"check", "-q", "."}), says("1 scenario, 1 run: all as expected\n"));
}

TEST_F(Check, SelectsByNamePathAndTag) {
  write_pair("alpha", "x", "x");
  write_pair("beta", "y", "y");
  EXPECT_EQ(fermata({"check", ".", "--filter", "alp"}),
            says("ok      ./alpha.sim.yaml\n1 scenario, 1 run: all as expected\n"));
  EXPECT_EQ(fermata({"check", ".", "--tag", "y"}),
            says("ok      ./beta.sim.yaml\n1 scenario, 1 run: all as expected\n"));
  EXPECT_EQ(fermata({"check", ".", "--tag", "y", "--tag", "x", "--filter", "a.sim", "-q"}),
            says("2 scenarios, 2 runs: all as expected\n"));
}

TEST_F(Check, EndsWithTwoWhereNothingIsSelected) {
  write_pair("alpha", "gather", "gather");
  EXPECT_EQ(
      fermata({"check", ".", "--filter", "omega"}),
      says("", "fermata: no scenario is selected: none has 'omega' in its name or path\n", 2));
  EXPECT_EQ(fermata({"check", ".", "--tag", "gathr"}),
            says("", "fermata: no scenario has the tag 'gathr'; did you mean 'gather'?\n", 2));
}

TEST_F(Check, ChecksAFileThatIsGivenTwiceOnce) {
  write_pair("a", "x", "x");
  EXPECT_EQ(fermata({"check", "a.sim.yaml", "./a.sim.yaml", "."}),
            says("ok      a.sim.yaml\n1 scenario, 1 run: all as expected\n"));
}

TEST_F(Check, TakesANameOnce) {
  write("a.sim.yaml", scenario("same", "- pass"));
  write("b.sim.yaml", scenario("same", "- pass"));
  EXPECT_EQ(fermata({"check", "."}),
            says("ok      ./a.sim.yaml\n"
                 "BAD     ./b.sim.yaml (1 error)\n"
                 "2 scenarios, 1 run: 1 as expected, 1 that cannot be read\n",
                 "./b.sim.yaml:1:11: error: the name 'same' is taken\n"
                 "  |\n"
                 "1 | scenario: same\n"
                 "  |           ^^^^\n"
                 "  = help: by ./a.sim.yaml:1; a name stands for one "
                 "scenario alone\n\n",
                 2));
}

TEST_F(Check, TellsEverythingThatIsWrongWithEveryFile) {
  write_pair("good", "x", "x");
  write("bad.sim.yaml", scenario("bad", "- slep: 1\n- prnt: x"));
  write("empty.sim.yaml", "");
  write("latin.sim.yaml", "scenario: caf\xE9\n");
  std::filesystem::create_symlink("nowhere", folder() / "link.sim.yaml");
  const Said said = fermata({"check", "."});
  EXPECT_EQ(said.out,
            "BAD     ./bad.sim.yaml (2 errors)\n"
            "BAD     ./empty.sim.yaml (1 error)\n"
            "ok      ./good.sim.yaml\n"
            "BAD     ./latin.sim.yaml (1 error)\n"
            "BAD     ./link.sim.yaml (1 error)\n"
            "5 scenarios, 1 run: 1 as expected, 4 that cannot be read\n");
  EXPECT_EQ(said.status, 2);
  for (const char* place : {"./bad.sim.yaml:4:7: error: unknown step 'slep'",
                            "./bad.sim.yaml:5:7: ", "./empty.sim.yaml: error: the file is empty",
                            "./latin.sim.yaml:1:14: error: the file is not UTF-8",
                            "./link.sim.yaml: error: there is no such file"}) {
    EXPECT_NE(said.err.find(place), std::string::npos) << place << "\n" << said;
  }
}

TEST_F(Check, LetsAKnownIssueFailButNotPass) {
  const std::string known = "known_issue: issue-12\n";
  write("a.sim.yaml", scenario("a", "- print: x", known + "expect: {output: [y]}\n"));
  write("b.sim.yaml", scenario("b", "- print: x", known + "expect: {output: [x]}\n"));
  EXPECT_EQ(fermata({"check", "a.sim.yaml"}), says("known   a.sim.yaml (known issue: issue-12)\n"
                                                   "1 scenario, 1 run: 1 with a known issue\n"));
  EXPECT_EQ(fermata({"check", "b.sim.yaml"}),
            says("FAILED  b.sim.yaml\n"
                 "  b.sim.yaml:1:11: known_issue: all is as expected, so 'issue-12' is mended; "
                 "take the key out\n"
                 "  again: fermata run b.sim.yaml\n"
                 "1 scenario, 1 run: 1 not as expected\n",
                 "", 1));
}

TEST_F(Check, ComparesAllResultsWithThoseThatAreListed) {
  write("a.sim.yaml", scenario("a", "- pass", "outcomes: [{outcome: ok}]\n"));
  EXPECT_EQ(fermata({"check", "."}), says("ok      ./a.sim.yaml (the only result)\n"
                                          "1 scenario, 0 runs: all as expected\n"));
}

TEST_F(Check, ExploresWhatAFileAsksFor) {
  write("a.sim.yaml", scenario("a", "- pass", "expect: {elapsed: 0}\nexplore: {schedules: 3}\n"));
  write("b.sim.yaml", scenario("b", "- await: Future()", "explore: {expect: {fail: deadlock}}\n"));
  EXPECT_EQ(fermata({"check", "."}), says("ok      ./a.sim.yaml (3 schedules)\n"
                                          "ok      ./b.sim.yaml (schedule 1 fails)\n"
                                          "2 scenarios, 1 run: all as expected\n"));
}

TEST_F(Check, SaysWhatAnExplorationFoundInsteadOfWhatWasExpected) {
  const std::string steps = "- await: Future()";
  write("a.sim.yaml", scenario("a", steps, "explore: {expect: {fail: \"assert n == 2\"}}\n"));
  const Said said = fermata({"check", "a.sim.yaml", "--save", ""});
  EXPECT_EQ(said.status, 1);
  EXPECT_TRUE(said.out.starts_with(
      "FAILED  a.sim.yaml (the only trace)\n"
      "  a.sim.yaml:5:1: explore: expected fail: assert n == 2, got deadlock: Task-1 waits for "))
      << said;
  EXPECT_NE(said.out.find("    schedule: FIFO\n"), std::string::npos) << said;
  EXPECT_NE(said.out.find("  again: fermata replay a.sim.yaml --schedule fermata1-any-"),
            std::string::npos)
      << said;
}

TEST_F(Check, ReplaysASavedFailureBeforeItExplores) {
  const std::string broken = scenario("a", "- await: Future()", "explore: {schedules: 50}\n");
  write("a.sim.yaml", broken);
  const Said first = fermata({"check", "a.sim.yaml"});
  EXPECT_NE(first.out.find("(schedule 1 fails)"), std::string::npos) << first;
  EXPECT_NE(first.out.find("    saved: .fermata/a-"), std::string::npos) << first;
  const Said again = fermata({"check", "a.sim.yaml"});
  EXPECT_NE(again.out.find("(a saved schedule fails)"), std::string::npos) << again;
  EXPECT_NE(again.out.find("    saved before: .fermata/a-"), std::string::npos) << again;
  write("a.sim.yaml", scenario("a", "- pass", "explore: {schedules: 50}\n"));
  EXPECT_EQ(fermata({"check", "a.sim.yaml"}), says("ok      a.sim.yaml (the only trace)\n"
                                                   "1 scenario, 0 runs: all as expected\n"));
}

TEST_F(Check, FollowsTheScheduleOfAFile) {
  const std::string program =
      "shared: {log: []}\n"
      "coroutines:\n"
      "  add(i): [{sleep: 0}, {call: log.append(i)}]\n"
      "  main(): [{gather: [add(0), add(1)]}]\n";
  write("calm.sim.yaml", "scenario: calm\n" + program + "expect: {final: {log: [0, 1]}}\n");
  write("other.sim.yaml", "scenario: other\nschedule: random\nseed: 1\n" + program +
                              "expect: {final: {log: [1, 0]}}\n");
  EXPECT_EQ(fermata({"check", "-q", "."}), says("2 scenarios, 2 runs: all as expected\n"));
}

TEST_F(Check, EscapesWhatATerminalWouldObey) {
  write("a.sim.yaml",
        scenario("a", "- let: {red: '\"\\x1b[31m\"'}\n- print: '{red}'", "expect: {output: []}\n"));
  const Said said = fermata({"check", "a.sim.yaml"});
  EXPECT_NE(said.out.find("    +\\x1b[31m\n"), std::string::npos) << said;
}

TEST_F(Check, WritesAnnotationsForGitHubButNotTooMany) {
  write("bad.sim.yaml", "");
  for (char c = 'c'; c < 'm'; ++c) write_pair(std::string(1, c), "x", "y");
  const Said said =
      fermata(Process{.words = {"check", "."}, .environment = {{"GITHUB_ACTIONS", "true"}}});
  std::size_t count = 0;
  for (std::size_t at = said.out.find("\n::error "); at != std::string::npos;
       at = said.out.find("\n::error ", at + 1)) {
    ++count;
  }
  EXPECT_EQ(count, 9U) << said;
  EXPECT_NE(said.out.find("\n::error file=./c.sim.yaml,line=7,col=3,title=c::output: not as "
                          "expected%0A--- expected%0A+++ actual%0A@@ -1 +1 @@%0A-y%0A+x\n"),
            std::string::npos)
      << said;
  EXPECT_TRUE(said.out.ends_with("\nand 2 more, all of them above\n")) << said;
  EXPECT_EQ(fermata({"check", "."}).out.find("::error"), std::string::npos);
}

}  // namespace
}  // namespace sim::cli
