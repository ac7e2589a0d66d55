#include "tools/cli/explore.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/cli/program.hpp"

namespace sim::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

// A deposit that another may come between; calmly nobody does.
std::string racy(const std::string& name, const std::string& rest = "") {
  return "scenario: " + name +
         "\n"
         "shared: {balance: 100}\n"
         "coroutines:\n"
         "  deposit(): [{let: {before: balance}}, {sleep: 0}, {set: {balance: before + 10}}]\n"
         "  withdraw(): [{sleep: 0}, {sleep: 0}, {set: {balance: balance - 30}}]\n"
         "  main():\n"
         "    - gather: [deposit(), withdraw()]\n"
         "    - assert: balance == 80\n" +
         rest;
}

std::string last_line(const std::string& text) {
  const std::size_t end = text.find_last_not_of('\n');
  const std::size_t begin = text.rfind('\n', end);
  return text.substr(begin + 1, end - begin);
}

// The words of a command line that was printed, without those before it.
std::vector<std::string> pasted(const std::string& line) {
  std::vector<std::string> words;
  std::size_t begin = line.find("fermata ") + 8;
  while (begin < line.size()) {
    const std::size_t end = std::min(line.find(' ', begin), line.size());
    words.push_back(line.substr(begin, end - begin));
    std::erase(words.back(), '\'');
    begin = end + 1;
  }
  return words;
}

class Explore : public ProgramTest {};

TEST_F(Explore, ShowsTheScheduleThatFails) {
  write("racy.sim.yaml", racy("racy"));
  const Said said = fermata({"explore", "racy.sim.yaml", "--save", ""});
  EXPECT_EQ(said.status, 1);
  EXPECT_EQ(said.err, "");
  EXPECT_THAT(said.out, StartsWith("FAILED  racy.sim.yaml: schedule "));
  EXPECT_THAT(said.out, HasSubstr("\n  racy.sim.yaml:1:11: expected pass, got failed: assert "
                                  "balance == 80, in main(), step 2 of Task-1\n"));
  EXPECT_THAT(said.out, HasSubstr("\n  8 |     - assert: balance == 80\n"));
  EXPECT_THAT(said.out, HasSubstr("of withdraw before deposit\n"));
  EXPECT_THAT(said.out, HasSubstr(" to 1, in "));
  EXPECT_THAT(names(), ElementsAre("racy.sim.yaml"));
}

TEST_F(Explore, EndsWithALineThatRepeatsTheFailure) {
  write("my racy.sim.yaml", racy("racy"));
  write("racy.sim.yaml", racy("racy"));
  const Said said = fermata({"explore", "racy.sim.yaml", "--max-steps", "99"});
  const std::string line = last_line(said.out);
  EXPECT_THAT(line, StartsWith("  again: fermata replay racy.sim.yaml --schedule 'fermata1-any-"));
  EXPECT_TRUE(line.ends_with(" --max-steps 99")) << line;
  const Said again = fermata(pasted(line));
  EXPECT_EQ(again.status, 1);
  EXPECT_THAT(again.err, HasSubstr("racy: failed at 0 s: AssertionError: balance == 80\n"));
  EXPECT_THAT(fermata({"explore", "my racy.sim.yaml"}).out,
              HasSubstr("again: fermata replay 'my racy.sim.yaml' --schedule "));
}

TEST_F(Explore, SavesAScenarioThatFailsByItself) {
  write("racy.sim.yaml",
        "# what it is about\n" + racy("racy", "explore:\n  cancel: [deposit]\n  always: \"balance "
                                              "> 0\"\nexpect: {outcome: ok}\n"));
  const Said said = fermata({"explore", "racy.sim.yaml"});
  ASSERT_THAT(said.out, HasSubstr("\n  saved: .fermata/racy-"));
  const std::size_t begin = said.out.find(".fermata/racy-");
  const std::string path = said.out.substr(begin, said.out.find('\n', begin) - begin);
  EXPECT_THAT(read(path), HasSubstr("  cancel: [deposit]\n  always:\n    - \"balance > 0\"\n"));
  const Said alone = fermata({"check", path, "--save", ""});
  EXPECT_EQ(alone.status, 1);
  EXPECT_THAT(alone.out, HasSubstr("expected pass, got raised: CancelledError"));
  EXPECT_EQ(fermata({"run", path}).status, 1);
}

TEST_F(Explore, SaysThatNothingFails) {
  write("fine.sim.yaml", scenario("fine", "- gather: [sleep(1), sleep(1)]"));
  const Said said = fermata({"explore", "fine.sim.yaml", "--schedules", "50", "--seed", "7"});
  EXPECT_EQ(said.status, 0);
  EXPECT_THAT(said.out, StartsWith("ok      fine.sim.yaml: none fails of all 2 traces (of 40 "
                                   "interleavings) (portfolio, seed 7)\n"));
  EXPECT_THAT(fermata({"explore", "fine.sim.yaml", "--strategy", "pct", "--schedules", "9"}).out,
              HasSubstr("none of 9 schedules fails (pct, seed 0), "));
  EXPECT_THAT(fermata({"explore", "fine.sim.yaml", "--strategy", "dfs"}).out,
              HasSubstr("none of all "));
}

TEST_F(Explore, IsAsExpectedWhereTheFileExpectsAFailure) {
  write("racy.sim.yaml", racy("racy", "explore: {expect: {fail: balance == 80}}\n"));
  EXPECT_EQ(fermata({"explore", "racy.sim.yaml"}).status, 0);
  write("racy.sim.yaml", racy("racy", "explore: {expect: {fail: deadlock}}\n"));
  EXPECT_EQ(fermata({"explore", "racy.sim.yaml"}).status, 1);
}

TEST_F(Explore, PrintsOneObjectAScenarioAsJson) {
  write("racy.sim.yaml", racy("racy"));
  write("fine.sim.yaml", scenario("fine", "- sleep: 1"));
  const Said said = fermata({"explore", "--json", "--strategy", "urw", "--seed", "3",
                             "--schedules", "500", "racy.sim.yaml", "fine.sim.yaml"});
  EXPECT_EQ(said.status, 1);
  const std::size_t end = said.out.find('\n');
  const auto failed = nlohmann::ordered_json::parse(said.out.substr(0, end));
  const auto passed = nlohmann::ordered_json::parse(said.out.substr(end + 1));
  std::vector<std::string> keys;
  for (const auto& [key, value] : failed.items()) keys.push_back(key);
  EXPECT_THAT(keys, ElementsAre("scenario", "strategy", "seed", "schedules", "distinct",
                                "exhausted", "traces", "interleavings", "unseen",
                                "first_failure", "finding", "deviations", "minimal", "deciding",
                                "schedule", "replays", "elapsed_s"));
  EXPECT_EQ(failed["scenario"], "racy");
  EXPECT_EQ(failed["seed"], 3);
  EXPECT_EQ(failed["first_failure"], failed["schedules"]);
  EXPECT_EQ(failed["finding"]["kind"], "failed");
  EXPECT_EQ(failed["deviations"], 1);
  EXPECT_TRUE(passed["finding"].is_null());
  EXPECT_EQ(passed["schedules"], 500);
  const std::string token = failed["schedule"];
  EXPECT_EQ(fermata({"replay", "racy.sim.yaml", "--schedule", token}).status, 1);
}

TEST_F(Explore, DoesNotDependOnTheNumberOfJobs) {
  std::vector<std::string> words = {"explore", "--save", ""};
  for (char c = 'a'; c < 'f'; ++c) {
    write(std::string(1, c) + ".sim.yaml", racy(std::string(1, c)));
    words.push_back(std::string(1, c) + ".sim.yaml");
  }
  words.insert(words.end(), {"--jobs", "1"});
  const Said one = fermata(words);
  words.back() = "4";
  EXPECT_EQ(fermata(words), one);
}

TEST_F(Explore, RefusesAStrategyThatThereIsNot) {
  write("a.sim.yaml", scenario("a", "- pass", "explore: {strategy: psoo}\nschedule: dsf\n"));
  const Said said = fermata({"explore", "a.sim.yaml"});
  EXPECT_EQ(said.status, 2);
  EXPECT_THAT(said.err, HasSubstr("error: unknown strategy 'psoo'"));
  EXPECT_THAT(said.err, HasSubstr("error: unknown strategy 'dsf'"));
  EXPECT_THAT(said.err, HasSubstr("did you mean 'dfs'?"));
  EXPECT_THAT(fermata({"explore", "a.sim.yaml", "--strategy", "luck"}).err,
              HasSubstr("--strategy: 'luck' is none of portfolio, surw"));
}

TEST_F(Explore, ReplaysWithEveryEvent) {
  write("racy.sim.yaml", racy("racy"));
  std::vector<std::string> words = pasted(last_line(fermata({"explore", "racy.sim.yaml"}).out));
  words.push_back("--trace");
  const Said said = fermata(words);
  EXPECT_EQ(said.status, 1);
  EXPECT_THAT(said.out, HasSubstr("Task-3"));
  EXPECT_THAT(said.err, HasSubstr("fermata: racy: FIFO, except step "));
}

TEST_F(Explore, SaysWhereAScheduleDoesNotFit) {
  write("racy.sim.yaml", racy("racy"));
  write("other.sim.yaml", scenario("other", "- print: hello"));
  const std::vector<std::string> words =
      pasted(last_line(fermata({"explore", "racy.sim.yaml"}).out));
  const Said stopped = fermata({"replay", "other.sim.yaml", words[2], words[3]});
  EXPECT_EQ(stopped.status, 1);
  EXPECT_THAT(stopped.err, HasSubstr("the schedule does not fit: 1 of 1 deviations"));
  const Said gone_on =
      fermata({"replay", "other.sim.yaml", words[2], words[3], "--on-parting", "go-on"});
  EXPECT_EQ(gone_on.status, 0);
  EXPECT_EQ(gone_on.out, "hello\n");
  EXPECT_THAT(gone_on.err, HasSubstr("the schedule does not fit"));
}

TEST_F(Explore, RefusesATokenThatWasDamaged) {
  write("racy.sim.yaml", racy("racy"));
  const Said said = fermata({"replay", "racy.sim.yaml", "--schedule", "fermata1-any-x0000"});
  EXPECT_EQ(said.status, 2);
  EXPECT_THAT(said.err, HasSubstr("a character was lost or changed"));
  EXPECT_THAT(fermata({"shrink", "racy.sim.yaml"}).err, HasSubstr("which schedule?"));
}

TEST_F(Explore, ShrinksAScheduleWithinABudget) {
  write("racy.sim.yaml", racy("racy"));
  const Said found = fermata({"explore", "racy.sim.yaml", "--strategy", "random", "--seed", "5",
                              "--replays", "0", "--save", ""});
  const std::vector<std::string> words = pasted(last_line(found.out));
  const Said shrunk = fermata({"shrink", "racy.sim.yaml", words[2], words[3], "--save", ""});
  EXPECT_EQ(shrunk.status, 0);
  EXPECT_THAT(shrunk.out, HasSubstr(" to 1, in "));
  EXPECT_THAT(last_line(shrunk.out), HasSubstr("again: fermata replay racy.sim.yaml"));
  write("racy.sim.yaml", scenario("racy", "- pass"));
  EXPECT_EQ(fermata({"shrink", "racy.sim.yaml", words[2], words[3]}),
            says("", "fermata: racy.sim.yaml: nothing fails under this schedule\n", 1));
}

}  // namespace
}  // namespace sim::cli
