// `fermata export`, as a user sees it; what the programs look like is for
// tests/scenario/export_python_test.cpp to say.

#include "tools/cli/export.hpp"

#include <gtest/gtest.h>

#include "tests/cli/program.hpp"

namespace sim::cli {
namespace {

class Export : public ProgramTest {
 protected:
  Export() { write("hello.sim.yaml", scenario("hello", "- print: hello")); }

  const std::string program_ = R"(import asyncio


async def main() -> None:
    print("hello")


asyncio.run(main())
)";
};

TEST_F(Export, PrintsTheProgram) {
  EXPECT_EQ(fermata({"export", "hello.sim.yaml"}), says(program_));
  EXPECT_EQ(fermata({"export", "--to", "python", "hello.sim.yaml"}), says(program_));
}

TEST_F(Export, WritesTheProgramIntoAFile) {
  EXPECT_EQ(fermata({"export", "hello.sim.yaml", "-o", "hello.py"}), says(""));
  EXPECT_EQ(read("hello.py"), program_);
}

TEST_F(Export, RefusesWhatItCannotRead) {
  write("bad.sim.yaml", scenario("bad", "- slep: 2"));
  const Said said = fermata({"export", "bad.sim.yaml", "--output", "bad.py"});
  EXPECT_EQ(said.status, 2);
  EXPECT_NE(said.err.find("unknown step 'slep'"), std::string::npos) << said;
  EXPECT_EQ(names(), (std::vector<std::string>{"bad.sim.yaml", "hello.sim.yaml"}));
}

TEST_F(Export, TakesOneFileAndALanguageItKnows) {
  const std::string help = "fermata: 'fermata help export' tells what there is\n";
  EXPECT_EQ(fermata({"export"}), says("", "fermata: which file?\n" + help, 2));
  EXPECT_EQ(fermata({"export", "a", "b"}), says("", "fermata: one file at a time\n" + help, 2));
  EXPECT_EQ(fermata({"export", "a", "--to", "cpp"}),
            says("", "fermata: --to: 'cpp' is not python\n" + help, 2));
}

}  // namespace
}  // namespace sim::cli
