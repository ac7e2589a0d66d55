#include "tools/cli/own_command.hpp"

#include <gtest/gtest.h>

#include "tests/cli/program.hpp"

namespace sim::cli {
namespace {

using OwnCommand = ProgramTest;

TEST_F(OwnCommand, IsSaidAsTheProgramWasCalledSoThatWhatIsPrintedCanBePasted) {
  write("a.sim.yaml", scenario("a", "- raise: ValueError(\"no\")"));
  const Said said = fermata(
      Process{.words = {"check", "a.sim.yaml"}, .called_as = "../my tools/fermata"});
  EXPECT_NE(said.out.find("  again: '../my tools/fermata' run a.sim.yaml\n"), std::string::npos)
      << said.out;
}

TEST_F(OwnCommand, IsTheProgramsNameWhereItWasFoundOnThePath) {
  write("a.sim.yaml", scenario("a", "- raise: ValueError(\"no\")"));
  const Said said = fermata(std::vector<std::string>{"check", "a.sim.yaml"});
  EXPECT_NE(said.out.find("  again: fermata run a.sim.yaml\n"), std::string::npos) << said.out;
}

}  // namespace
}  // namespace sim::cli
