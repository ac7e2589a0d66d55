#include "tools/cli/determinism.hpp"

#include <gtest/gtest.h>

#include <sstream>
#include <string>

#include "tests/cli/program.hpp"

namespace sim::cli {
namespace {

struct Told {
  std::string text;
  ExitStatus status;
};

Told told(const Determinism& found, Telling telling = Telling::all) {
  std::ostringstream out;
  std::ostringstream err;
  const Console console{out, err, Paint(false), Paint(false)};
  const ExitStatus status = tell("a.sim.yaml", found, console, telling);
  return {out.str(), status};
}

Determinism parted() {
  Determinism found;
  found.same = false;
  found.runs = 2;
  found.difference.emplace();
  found.report = "they part\n  once:     a\n";
  return found;
}

TEST(TellDeterminism, HasALineWhereAllIsTheSame) {
  Determinism found;
  found.runs = 3;
  found.moments = 40;
  found.digest = 0xab;
  const Told all = told(found);
  EXPECT_EQ(all.text,
            "same    a.sim.yaml: 3 schedules twice: 40 events and decisions are the same, "
            "digest 00000000000000ab\n");
  EXPECT_EQ(all.status, ExitStatus::as_expected);
  EXPECT_EQ(told(found, Telling::only_what_differs).text, "");
}

TEST(TellDeterminism, ShowsWhereTheyPart) {
  const Told all = told(parted());
  EXPECT_EQ(all.text,
            "DIFFERS a.sim.yaml: 2 schedules twice: not the same\n"
            "  they part\n    once:     a\n");
  EXPECT_EQ(all.status, ExitStatus::nondeterministic);
  EXPECT_EQ(told(parted(), Telling::only_what_differs).text, all.text);
}

class CheckDeterminismFlag : public ProgramTest {};

TEST_F(CheckDeterminismFlag, MakesEachScenarioTwice) {
  write("a.sim.yaml", scenario("a", "- sleep: 1\n- print: hello", "cases: [{seed: 1}]\n"));
  write("b.sim.yaml", scenario("b", "- pass", "explore: {schedules: 7}\n"));
  const Said said = fermata({"check", "--check-determinism", "a.sim.yaml", "b.sim.yaml"});
  EXPECT_EQ(said.status, 0);
  EXPECT_NE(said.out.find("same    a.sim.yaml: 1 schedule twice: "), std::string::npos) << said.out;
  EXPECT_NE(said.out.find("same    b.sim.yaml: 7 schedules twice: "), std::string::npos);
  const Said quiet = fermata({"check", "-q", "--check-determinism", "a.sim.yaml", "b.sim.yaml"});
  EXPECT_EQ(quiet.out.find("same"), std::string::npos) << quiet.out;
}

TEST_F(CheckDeterminismFlag, GoesWithNoOtherOutput) {
  EXPECT_EQ(fermata({"explore", "a.sim.yaml", "--json", "--check-determinism"}).status, 2);
  EXPECT_EQ(fermata({"replay", "a.sim.yaml", "--trace", "--check-determinism"}).status, 2);
}

}  // namespace
}  // namespace sim::cli
