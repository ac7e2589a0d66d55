// The program as a whole: what it says of itself, how it ends, and what becomes of its output.

#include "tools/cli/fermata.hpp"

#include <gtest/gtest.h>

#include "tests/cli/program.hpp"
#include "tools/cli/help.hpp"

namespace sim::cli {
namespace {

class Fermata : public ProgramTest {};

TEST_F(Fermata, HelpsOnStandardOutput) {
  EXPECT_EQ(fermata({"--help"}), says(std::string(help_text(""))));
  EXPECT_EQ(fermata({"help"}), says(std::string(help_text(""))));
  EXPECT_EQ(fermata({"help", "run"}), says(std::string(help_text("run"))));
  EXPECT_EQ(fermata({"check", "--help"}), says(std::string(help_text("check"))));
}

TEST_F(Fermata, TellsItsVersionItsCompilerAndTheFormatOfItsTraces) {
  const Said said = fermata({"--version"});
  EXPECT_EQ(said.status, 0);
  EXPECT_TRUE(said.out.starts_with("fermata " FERMATA_VERSION "\ncompiler: ")) << said;
  EXPECT_NE(said.out.find("\ntrace format: 1\n"), std::string::npos) << said;
}

TEST_F(Fermata, ComplainsOnStandardErrorAndEndsWithTwo) {
  EXPECT_EQ(fermata({"chekc"}), says("",
                                     "fermata: unknown subcommand 'chekc'; did you mean 'check'?\n"
                                     "fermata: 'fermata help' tells what there is\n",
                                     2));
  EXPECT_EQ(fermata({"check", "--jbos", "2", "."}),
            says("",
                 "fermata: unknown flag '--jbos'; did you mean '--jobs'?\n"
                 "fermata: 'fermata help check' tells what there is\n",
                 2));
  EXPECT_EQ(fermata(Process{}), says("",
                                     "fermata: which subcommand?\n"
                                     "fermata: 'fermata help' tells what there is\n",
                                     2));
}

TEST_F(Fermata, EndsQuietlyWhenItsReaderIsGone) {
  for (const bool ignored : {false, true}) {
    const Said said = fermata(Process{.words = {"help", "check"},
                                      .output = Process::Output::closed_pipe,
                                      .ignores_broken_pipes = ignored});
    EXPECT_EQ(said, says("", "", ignored ? 0 : 128 + 13));
  }
}

TEST_F(Fermata, SaysThatItsOutputCannotBeWritten) {
  EXPECT_EQ(fermata(Process{.words = {"--help"}, .output = Process::Output::full_device}),
            says("", "fermata: standard output cannot be written\n", 70));
}

}  // namespace
}  // namespace sim::cli
