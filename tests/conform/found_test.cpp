#include "tools/conform/found.hpp"

#include <gtest/gtest.h>

#include "sim/scenario/load.hpp"
#include "tests/conform/answers.hpp"

namespace sim::conform {
namespace {

using props::script::say;

Trial trial() {
  Trial made;
  made.script.name = "program-1-2";
  made.script.coroutines.push_back({"main", {}, {say("it's a")}});
  made.ours = answer(answered("ok", "[]", R"("elapsed_ns": 0, "result": null)"));
  made.theirs = answer(
      answered("ok", R"(["it's a"])", R"("elapsed_ns": 1500000000, "result": 3)"));
  made.difference = compare(made.ours, made.theirs);
  return made;
}

TEST(Found, ExpectsWhatCPythonGivesAndTellsWhatFermataGives) {
  EXPECT_EQ(found_text(trial()),
            "# output: Fermata the end, CPython 'it's a'\n"
            "scenario: program-1-2\n"
            "coroutines:\n"
            "  main():\n"
            "    - print: 'it''s a'\n"
            "\n"
            "# CPython's answer.\n"
            "expect:\n"
            "  output:\n"
            "    - 'it''s a'\n"
            "  outcome: ok\n"
            "  elapsed: 1.5\n"
            "  result: 3\n"
            "\n"
            "# Fermata's answer.\n"
            "#   output: []\n"
            "#   outcome: ok\n"
            "#   elapsed: 0\n");
}

Trial searched_trial() {
  Trial made = trial();
  made.ours = answer(R"({"results": [)" + answered("ok", "[]") + "]}");
  made.difference = compare(made.ours, made.theirs);
  made.script.heap_ties = true;
  return made;
}

TEST(Found, ListsAnAnswerThatIsNoResultBeforeThese) {
  EXPECT_EQ(found_text(searched_trial()),
            "# results: Fermata 1 result, another, CPython ok at 1500000000 ns\n"
            "# CPython with --ties heapq\n"
            "scenario: program-1-2\n"
            "coroutines:\n"
            "  main():\n"
            "    - print: 'it''s a'\n"
            "\n"
            "# CPython's answer, then all that Fermata finds.\n"
            "outcomes:\n"
            "  - output:\n"
            "      - 'it''s a'\n"
            "    outcome: ok\n"
            "  - output: []\n"
            "    outcome: ok\n");
  const auto loaded = scenario::load("found.sim.yaml", found_text(searched_trial()));
  EXPECT_TRUE(loaded) << scenario::render(loaded.diagnostics);
}

TEST(Found, IsAScenarioFile) {
  const auto loaded = scenario::load("found.sim.yaml", found_text(trial()));
  EXPECT_TRUE(loaded) << scenario::render(loaded.diagnostics);
}

TEST(Found, TellsOfAnAnswerThatIsMissing) {
  Trial crashed = trial();
  crashed.ours = read_answer({"", "it ended with signal 11"});
  crashed.difference = compare(crashed.ours, crashed.theirs);
  EXPECT_NE(found_text(crashed).find("# # gives no answer (it ended with signal 11)"),
            std::string::npos);
}

TEST(Found, SaysWhereItCannotWrite) {
  EXPECT_EQ(write_found("/dev/null/folder", trial()), "");
}

}  // namespace
}  // namespace sim::conform
