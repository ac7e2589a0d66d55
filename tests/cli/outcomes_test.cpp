#include "tools/cli/outcomes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "tests/cli/program.hpp"

namespace sim::cli {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

std::string racy(const std::string& rest = "") {
  return "scenario: a\n"
         "shared: {n: 0}\n"
         "coroutines:\n"
         "  add(): [{let: {seen: n}}, {sleep: 0}, {set: {n: seen + 1}}]\n"
         "  main():\n"
         "    - gather: [add(), add()]\n" +
         rest;
}

class OutcomesCommand : public ProgramTest {};

TEST_F(OutcomesCommand, ShowsEachResultWithAScheduleThatLeadsThere) {
  write("a.sim.yaml", racy());
  const Said said = fermata({"outcomes", "a.sim.yaml"});
  EXPECT_EQ(said.status, 0) << said;
  EXPECT_THAT(said.out, StartsWith("a.sim.yaml: all 2 results of "));
  EXPECT_THAT(said.out, HasSubstr(" traces (of "));
  EXPECT_THAT(said.out, HasSubstr(" interleavings) (model any)\n"));
  EXPECT_THAT(said.out, HasSubstr("  ok, final: {n: 1}\n"));
  EXPECT_THAT(said.out, HasSubstr("  ok, final: {n: 2}\n"));
  EXPECT_THAT(said.out, HasSubstr(": fermata replay a.sim.yaml --schedule fermata1-any-"));
}

TEST_F(OutcomesCommand, SaysThatAResultIsTheOnlyOne) {
  write("a.sim.yaml", "scenario: a\ncoroutines: {main(): [pass]}\n");
  EXPECT_THAT(fermata({"outcomes", "a.sim.yaml"}).out,
              StartsWith("a.sim.yaml: the only result of 1 trace (of 1 interleaving) (model "
                         "any)\n"));
}

TEST_F(OutcomesCommand, SaysWhereThereMayBeMore) {
  write("a.sim.yaml", racy());
  const Said said = fermata({"outcomes", "a.sim.yaml", "--schedules", "1"});
  EXPECT_EQ(said.status, 1) << said;
  EXPECT_THAT(said.out, HasSubstr("there may be more: there was no time or room"));
  EXPECT_THAT(fermata({"outcomes", "a.sim.yaml", "--schedules", "1", "--update"}).out,
              HasSubstr("not updated: there may be more results\n"));
  EXPECT_EQ(read("a.sim.yaml"), racy());
}

TEST_F(OutcomesCommand, PrintsAnObjectAScenario) {
  write("a.sim.yaml", racy());
  const Said said = fermata({"outcomes", "a.sim.yaml", "--json"});
  const auto found = nlohmann::json::parse(said.out);
  EXPECT_EQ(found["complete"], true);
  EXPECT_EQ(found["results"].size(), 2U);
  EXPECT_GT(found["interleavings"], found["traces"]);
  EXPECT_EQ(found["results"][0]["final"]["n"], "1");
}

TEST_F(OutcomesCommand, WritesWhatWasFoundAndNothingElse) {
  write("a.sim.yaml", racy("# the end\n"));
  EXPECT_THAT(fermata({"outcomes", "a.sim.yaml", "--update"}).out, HasSubstr("  updated\n"));
  const std::string listed = "outcomes:\n  - final: {n: 1}\n  - final: {n: 2}\n";
  EXPECT_EQ(read("a.sim.yaml"), racy("# the end\n\n" + listed));
  EXPECT_EQ(fermata({"check", "a.sim.yaml"}), says("ok      a.sim.yaml (all 2 results)\n"
                                                   "1 scenario, 0 runs: all as expected\n"));
}

TEST_F(OutcomesCommand, LeavesAListThatHoldsAsItIs) {
  const std::string text = racy("outcomes: [{final: {n: 2}}, {final: {n: 1}}]  # any order\n");
  write("a.sim.yaml", text);
  EXPECT_EQ(fermata({"outcomes", "a.sim.yaml", "--update"}).status, 0);
  EXPECT_EQ(read("a.sim.yaml"), text);
}

TEST_F(OutcomesCommand, RewritesAListBetweenOtherKeys) {
  write("a.sim.yaml", racy("outcomes:\n  - final: {n: 3}  # never\n# rest\ntags: [x]\n"));
  EXPECT_EQ(fermata({"outcomes", "a.sim.yaml", "--update"}).status, 0);
  EXPECT_THAT(read("a.sim.yaml"), HasSubstr("outcomes:\n  - final: {n: 1}\n  - final: {n: 2}"));
  EXPECT_THAT(read("a.sim.yaml"), HasSubstr("\n# rest\ntags: [x]\n"));
}

TEST_F(OutcomesCommand, KeepsAnItemThatStaysWithItsComments) {
  write("a.sim.yaml", racy("outcomes:  # both\n"
                           "  # a lost addition\n"
                           "  - final: {n: 1}  # here\n"
                           "  # a dream\n"
                           "  - final: {n: 3}  # never\n"
                           "# rest\n"));
  EXPECT_EQ(fermata({"outcomes", "a.sim.yaml", "--update"}).status, 0);
  EXPECT_EQ(read("a.sim.yaml"), racy("outcomes:  # both\n"
                                     "  # a lost addition\n"
                                     "  - final: {n: 1}  # here\n"
                                     "  - final: {n: 2}\n"
                                     "# rest\n"));
}

TEST_F(OutcomesCommand, IsWhatCheckComparesAFileWith) {
  write("a.sim.yaml", racy("outcomes: [{final: {n: 2}}, {final: {n: 3}}]\n"));
  const Said said = fermata({"check", "a.sim.yaml"});
  EXPECT_EQ(said.status, 1);
  EXPECT_THAT(said.out, StartsWith("FAILED  a.sim.yaml (all 2 results)\n"
                                   "  a.sim.yaml:7:1: outcomes: a result comes that is not "
                                   "listed: ok, final: {n: 1}\n"
                                   "    schedule: "));
  EXPECT_THAT(said.out, HasSubstr("outcomes: result 2 never comes\n"));
  EXPECT_THAT(said.out, HasSubstr("  again: fermata outcomes a.sim.yaml\n"));
}

TEST_F(OutcomesCommand, TakesAsManySchedulesOfCheckAsThatIsTold) {
  write("a.sim.yaml", racy("outcomes: [{final: {n: 1}}, {final: {n: 2}}]\n"));
  EXPECT_EQ(fermata({"check", "a.sim.yaml"}).status, 0);
  const Said said = fermata({"check", "a.sim.yaml", "--outcome-schedules", "1"});
  EXPECT_EQ(said.status, 1);
  EXPECT_THAT(said.out, HasSubstr("(1 result of perhaps more)"));
  EXPECT_EQ(fermata({"check", "a.sim.yaml", "--outcome-schedules", "0"}).status, 2);
}

TEST_F(OutcomesCommand, RefusesWhatMakesNoSense) {
  EXPECT_THAT(fermata({"outcomes"}).err, HasSubstr("which files?"));
  EXPECT_THAT(fermata({"outcomes", "a", "--json", "--update"}).err, HasSubstr("exclude"));
  EXPECT_THAT(fermata({"outcomes", "-", "--update"}).err, HasSubstr("standard input"));
}

}  // namespace
}  // namespace sim::cli
