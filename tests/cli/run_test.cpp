#include "tools/cli/run.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/cli/program.hpp"

namespace sim::cli {
namespace {

class Run : public ProgramTest {
 protected:
  // The objects of --json, one a line.
  [[nodiscard]] std::vector<nlohmann::json> json(std::vector<std::string> words) const {
    words.insert(words.begin(), {"run", "--json"});
    const Said said = fermata(words);
    EXPECT_EQ(said.err, "");
    std::vector<nlohmann::json> objects;
    std::string_view rest = said.out;
    for (; !rest.empty(); rest.remove_prefix(rest.find('\n') + 1)) {
      objects.push_back(nlohmann::json::parse(rest.substr(0, rest.find('\n'))));
    }
    return objects;
  }
};

const std::string dice = scenario("dice", "- print: '{random.randint(1, 1000000)}'",
                                  "seed: 1\n"
                                  "cases:\n"
                                  "  - seed: 2\n"
                                  "  - seed: 3\n");

TEST_F(Run, PrintsWhatTheProgramPrintsAndNothingElse) {
  write("a.sim.yaml", scenario("a", "- print: hello\n- sleep: 86400\n- print: \"\"\n- print: bye"));
  EXPECT_EQ(fermata({"run", "a.sim.yaml"}), says("hello\n\nbye\n"));
}

TEST_F(Run, ReadsStandardInput) {
  EXPECT_EQ(fermata(Process{.words = {"run", "-"}, .input = scenario("a", "- print: hello")}),
            says("hello\n"));
  const Said bad = fermata(Process{.words = {"run", "-"}, .input = scenario("a", "- prnt: hello")});
  EXPECT_TRUE(bad.err.starts_with("<stdin>:4:7: error: ")) << bad;
  EXPECT_EQ(bad.status, 2);
}

TEST_F(Run, NamesEachRunWhereThereAreSeveral) {
  write("a.sim.yaml", scenario("a", "- print: one"));
  write("b.sim.yaml", scenario("b", "- print: two", "cases: [{seed: 7}]\n"));
  EXPECT_EQ(fermata({"run", "a.sim.yaml", "b.sim.yaml"}),
            says("one\ntwo\ntwo\n", "== a\n== b\n== b, case 1, seed 7\n"));
}

TEST_F(Run, TakesTheSeedFromTheCommandLine) {
  write("dice.sim.yaml", dice);
  // python3 -c 'import random; random.seed(-5); print(random.randint(1, 1000000))'
  EXPECT_EQ(fermata({"run", "dice.sim.yaml", "--seed", "-5"}), says("653160\n"));
  EXPECT_EQ(fermata({"run", "dice.sim.yaml", "--case", "0"}), says("140892\n"));
}

// Eight who sleep equally long.
constexpr std::string_view ties =
    "scenario: ties\n"
    "coroutines:\n"
    "  doze(i):\n"
    "    - sleep: 1\n"
    "    - print: \"{i}\"\n"
    "  main():\n"
    "    - gather: [doze(0), doze(1), doze(2), doze(3), doze(4), doze(5), doze(6), doze(7)]\n";

TEST_F(Run, LetsTiesFallAsAsked) {
  write("ties.sim.yaml", ties);
  EXPECT_EQ(fermata({"run", "ties.sim.yaml"}), says("0\n1\n2\n3\n4\n5\n6\n7\n"));
  EXPECT_EQ(fermata({"run", "ties.sim.yaml", "--ties", "fifo"}),
            fermata({"run", "ties.sim.yaml"}));
  EXPECT_EQ(fermata({"run", "ties.sim.yaml", "--ties", "heapq"}),
            says("0\n2\n6\n5\n7\n4\n1\n3\n"));
}

TEST_F(Run, CancelsATaskFromOutside) {
  write("ties.sim.yaml", ties);
  EXPECT_EQ(fermata({"run", "ties.sim.yaml", "--cancel", "0:1"}),
            says("", "fermata: ties: raised at 0 s: CancelledError\n", 1));
  EXPECT_EQ(fermata({"run", "ties.sim.yaml", "--cancel", "99:1"}),
            fermata({"run", "ties.sim.yaml"}));
}

TEST_F(Run, RunsOneCaseAlone) {
  write("dice.sim.yaml", dice);
  EXPECT_EQ(fermata({"run", "dice.sim.yaml", "--case", "2"}),
            fermata({"run", "dice.sim.yaml", "--seed", "3"}));
  EXPECT_EQ(fermata({"run", "dice.sim.yaml", "--case", "3"}),
            says("", "fermata: dice.sim.yaml: there is no case 3, it has 2\n", 2));
}

TEST_F(Run, PrintsOneObjectARunAsJson) {
  write("a.sim.yaml", scenario("a", "- print: '\"hi\"'\n- sleep: 1.5\n- return: [1, \"'x'\"]",
                               "shared: {count: 3}\n"));
  const std::vector<nlohmann::json> objects = json({"a.sim.yaml"});
  ASSERT_EQ(objects.size(), 1U);
  const nlohmann::json& object = objects[0];
  EXPECT_EQ(object["scenario"], "a");
  EXPECT_EQ(object["seed"], 0);
  EXPECT_EQ(object["outcome"], "ok");
  EXPECT_EQ(object["exception"], nullptr);
  EXPECT_EQ(object["output"], nlohmann::json::array({"\"hi\""}));
  EXPECT_EQ(object["elapsed_ns"], 1'500'000'000);
  EXPECT_EQ(object["result"], nlohmann::json::array({1, "x"}));
  EXPECT_EQ(object["final"], (nlohmann::json{{"count", 3}}));
  EXPECT_TRUE(object.contains("trace_hash"));
  EXPECT_FALSE(object.contains("case"));
}

TEST_F(Run, PrintsALineOfJsonForEachCase) {
  write("dice.sim.yaml", dice);
  const std::vector<nlohmann::json> objects = json({"dice.sim.yaml"});
  ASSERT_EQ(objects.size(), 3U);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(objects[static_cast<std::size_t>(i)]["seed"], i + 1);
  EXPECT_FALSE(objects[0].contains("case"));
  EXPECT_EQ(objects[1]["case"], 1);
  EXPECT_EQ(objects[2]["case"], 2);
  EXPECT_EQ(json({"dice.sim.yaml", "--seed", "2"})[0]["output"], objects[1]["output"]);
}

TEST_F(Run, TellsOfAnExceptionOnStandardError) {
  write("a.sim.yaml", scenario("a", "- print: before\n- sleep: 2\n- raise: ValueError(\"no\")"));
  EXPECT_EQ(fermata({"run", "a.sim.yaml"}),
            says("before\n", "fermata: a: raised at 2 s: ValueError: no\n", 1));
}

TEST_F(Run, TellsOfAnErrorThatNobodySaw) {
  write("a.sim.yaml", "scenario: a\ncoroutines:\n  fails(): [{raise: 'ValueError(\"no\")'}]\n"
                      "  main():\n    - spawn: fails()\n    - sleep: 1\n    - print: well\n");
  EXPECT_EQ(fermata({"run", "a.sim.yaml"}),
            says("well\n", "fermata: a: Task exception was never retrieved (Task-2): "
                           "ValueError: no\n"));
}

TEST_F(Run, TellsWhoWaitsForWhatInADeadlock) {
  write("a.sim.yaml", scenario("a", "- sleep: 0.5\n- await: Future()"));
  const Said said = fermata({"run", "a.sim.yaml"});
  EXPECT_EQ(said.status, 1);
  EXPECT_TRUE(said.err.starts_with("fermata: a: deadlock at 0.5 s\n  ")) << said;
  EXPECT_NE(said.err.find("Task-1"), std::string::npos) << said;
}

const char* const two_locks =
    "scenario: a\n"
    "shared: {x: Lock(), y: Lock()}\n"
    "coroutines:\n"
    "  take(first, second):\n"
    "    - with: first\n"
    "      do: [{sleep: 1}, {with: second, do: [pass]}]\n"
    "  main():\n"
    "    - spawn: take(x, y)\n"
    "    - spawn: take(y, x)\n";

TEST_F(Run, TellsWhoHoldsWhatInADeadlock) {
  write("a.sim.yaml", std::string(two_locks) + "    - await: Future()\n");
  const Said said = fermata({"run", "a.sim.yaml"});
  EXPECT_EQ(said.err,
            "fermata: a: deadlock at 1 s\n"
            "  deadlock: Task-2 waits for lock 2, held by Task-3; Task-3 waits for lock 1, held by "
            "Task-2\n"
            "  Task-1 waits for a future\n"
            "  Task-2 waits for lock 2, held by Task-3\n"
            "  Task-3 waits for lock 1, held by Task-2\n"
            "  a ring: Task-2, Task-3\n");
}

TEST_F(Run, TellsOfADeadlockBesideAMainThatEndsWell) {
  write("a.sim.yaml", std::string(two_locks) + "    - sleep: 5\n");
  const Said said = fermata({"run", "a.sim.yaml"});
  EXPECT_EQ(said.status, 0);
  EXPECT_TRUE(said.err.starts_with("fermata: a: partial deadlock: Task-2 waits for lock 2, held by "
                                   "Task-3; Task-3 waits for lock 1, held by Task-2\n  at 1 s, "))
      << said;
}

TEST_F(Run, TellsWhyAnAssertionFailed) {
  write("a.sim.yaml", scenario("a", "- let: {x: 3}\n- assert: x == 2"));
  const Said said = fermata({"run", "a.sim.yaml"});
  EXPECT_EQ(said.status, 1);
  EXPECT_TRUE(said.err.starts_with("fermata: a: failed at 0 s: AssertionError: x == 2\n  "))
      << said;
  EXPECT_NE(said.err.find("a.sim.yaml:5:"), std::string::npos) << said;
}

TEST_F(Run, EndsARunThatGoesOnForEver) {
  write("a.sim.yaml", scenario("a", "- while: True\n  do: [{sleep: 0}]"));
  const Said said = fermata({"run", "a.sim.yaml", "--max-steps", "100"});
  EXPECT_TRUE(said.err.starts_with("fermata: a: step-limit at 0 s\n")) << said;
  EXPECT_EQ(said.status, 1);
}

TEST_F(Run, EndsWithZeroWhereTheOutcomeIsTheExpectedOne) {
  write("a.sim.yaml",
        scenario("a", "- raise: KeyError(3)", "expect: {outcome: raised, elapsed: 100}\n"));
  EXPECT_EQ(fermata({"run", "a.sim.yaml"}), says("", "fermata: a: raised at 0 s: KeyError: 3\n"));
  write("b.sim.yaml", scenario("b", "- pass", "expect: {outcome: deadlock}\n"));
  EXPECT_EQ(fermata({"run", "b.sim.yaml"}), says("", "", 1));
}

TEST_F(Run, TellsEveryEventWithItsTimeAndItsTask) {
  write("a.sim.yaml", scenario("a", "- print: hello\n- sleep: 1.5\n- print: bye"));
  const Said said = fermata({"run", "--trace", "a.sim.yaml"});
  EXPECT_EQ(said.status, 0);
  EXPECT_EQ(said.err, "");
  const std::size_t hello = said.out.find("hello");
  const std::size_t bye = said.out.find("bye");
  ASSERT_NE(hello, std::string::npos) << said;
  ASSERT_NE(bye, std::string::npos) << said;
  EXPECT_LT(hello, bye);
  const std::string last = said.out.substr(said.out.rfind('\n', bye) + 1, bye);
  EXPECT_NE(last.find("1.5"), std::string::npos) << said;
  EXPECT_NE(last.find("Task-1"), std::string::npos) << said;
  EXPECT_EQ(fermata({"run", "--trace", "a.sim.yaml"}), said);
}

TEST_F(Run, RunsNothingWhereAFileIsBad) {
  write("a.sim.yaml", scenario("a", "- print: hello"));
  write("b.sim.yaml", scenario("b", "- slep: 1\n- prnt: x"));
  write("c.sim.yaml", "");
  const Said said = fermata({"run", "a.sim.yaml", "b.sim.yaml", "c.sim.yaml", "d.sim.yaml"});
  EXPECT_EQ(said.out, "");
  EXPECT_EQ(said.status, 2);
  EXPECT_TRUE(
      said.err.starts_with("b.sim.yaml:4:7: error: unknown step 'slep'\n"
                           "  |\n"
                           "4 |     - slep: 1\n"
                           "  |       ^^^^ in main(), step 1\n"
                           "  = help: did you mean 'sleep'?\n"
                           "\n"
                           "b.sim.yaml:5:7: error: unknown step 'prnt'\n"))
      << said;
  EXPECT_NE(said.err.find("c.sim.yaml: error: the file is empty"), std::string::npos) << said;
  EXPECT_NE(said.err.find("fermata: d.sim.yaml: there is no such file or folder"),
            std::string::npos)
      << said;
}

TEST_F(Run, TakesNoFolders) {
  write("s/a.sim.yaml", scenario("a", "- pass"));
  EXPECT_EQ(fermata({"run", "s"}),
            says("", "fermata: s: this is a folder; 'fermata check' takes folders\n", 2));
}

}  // namespace
}  // namespace sim::cli
