// Programs in C++ under the subcommands of `fermata`.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "sim/sched/schedule.hpp"
#include "tests/cli/program.hpp"

namespace sim::cli {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class OwnProgram : public ProgramTest {
 protected:
  [[nodiscard]] Said own(std::vector<std::string> words) const {
    const Process process{std::move(words)};
    const Process::Result result = process.run(FERMATA_OWN_PROGRAM, folder().string());
    return {result.out, result.err, result.status};
  }
};

TEST_F(OwnProgram, IsRunAndCheckedLikeAnyScenario) {
  write("bank.sim.yaml",
        "scenario: bank\nprogram: bank\nargs: {amounts: [3, 4], in_turn: True}\n"
        "expect: {output: [balance 7], result: 7}\n");
  EXPECT_EQ(own({"run", "bank.sim.yaml"}), says("balance 7\n"));
  EXPECT_EQ(own({"check", "bank.sim.yaml"}),
            says("ok      bank.sim.yaml\n1 scenario, 1 run: all as expected\n"));
  write("bank.sim.yaml",
        "scenario: bank\nprogram: bank\nargs: {amounts: []}\nexpect: {result: 7}\n");
  const Said wrong = own({"check", "bank.sim.yaml"});
  EXPECT_EQ(wrong.status, 1);
  EXPECT_THAT(wrong.out, HasSubstr("result"));
}

TEST_F(OwnProgram, IsRefusedWhereItIsNotKnown) {
  write("bank.sim.yaml", "scenario: bank\nprogram: bnk\n");
  EXPECT_THAT(own({"run", "bank.sim.yaml"}).err, HasSubstr("did you mean 'bank'?"));
  const Said plain = fermata({"run", "bank.sim.yaml"});
  EXPECT_EQ(plain.status, 2);
  EXPECT_THAT(plain.err, HasSubstr("bank.sim.yaml:2:10: error: unknown program 'bnk'"));
  EXPECT_THAT(plain.err, HasSubstr("link yours, a SIM_PROGRAM, to fermata::main"));
}

TEST_F(OwnProgram, IsMadeTwiceAndShownWhereItDiffers) {
  write("leaky.sim.yaml", "scenario: leaky\nprogram: leaky\n");
  const Said explored =
      own({"explore", "leaky.sim.yaml", "--check-determinism", "--schedules", "3"});
  EXPECT_EQ(explored.status, 3);
  EXPECT_THAT(explored.out, HasSubstr("DIFFERS leaky.sim.yaml: 3 schedules twice: not the same\n"));
  EXPECT_THAT(explored.out, HasSubstr("Task-1 had waited for sleep(1)\n"));
  const std::string calm = Schedule().token();
  EXPECT_EQ(own({"replay", "leaky.sim.yaml", "--check-determinism", "--schedule", calm}).status, 3);
  EXPECT_EQ(own({"check", "leaky.sim.yaml", "--check-determinism"}).status, 3);
}

TEST_F(OwnProgram, IsTheSameTwiceWhereNothingLeaks) {
  write("bank.sim.yaml",
        "scenario: bank\nprogram: bank\nargs: {amounts: [3, 4], in_turn: True}\nexplore: {}\n");
  const Said explored = own({"explore", "bank.sim.yaml", "--check-determinism"});
  EXPECT_EQ(explored.status, 0);
  EXPECT_THAT(explored.out, StartsWith("same    bank.sim.yaml: 1000 schedules twice: "));
  EXPECT_EQ(own({"explore", "bank.sim.yaml", "--check-determinism"}).out, explored.out);
  const Said checked = own({"check", "bank.sim.yaml", "--check-determinism"});
  EXPECT_EQ(checked.status, 0);
  EXPECT_THAT(checked.out, HasSubstr("\n" + explored.out));
}

TEST_F(OwnProgram, CannotBeWrittenInPython) {
  write("native.sim.yaml", "scenario: native\nprogram: bank\nargs: {amounts: []}\n");
  EXPECT_EQ(own({"export", "native.sim.yaml"}),
            says("",
                 "fermata: native.sim.yaml: 'bank' is a program in C++, which cannot be written in "
                 "Python\n",
                 2));
}

}  // namespace
}  // namespace sim::cli
