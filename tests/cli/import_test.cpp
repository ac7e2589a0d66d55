// `fermata import`, as a user sees it; what is translated how is for tests/oracle/import_test.py
// to say.

#include "tools/cli/import.hpp"

#include <gtest/gtest.h>

#include "tests/cli/program.hpp"

namespace sim::cli {
namespace {

constexpr std::string_view program = R"(import asyncio


async def main() -> None:
    await asyncio.sleep(1)
    print("hello")


asyncio.run(main())
)";

class Import : public ProgramTest {
 protected:
  Import() { write("hello.py", program); }

  static std::string scenario_called(const std::string& name, const std::string& keys = "") {
    return "scenario: " + name + "\n" + keys +
           "\ncoroutines:\n  main():\n    - sleep: 1\n    - print: \"hello\"\n";
  }
};

TEST_F(Import, PrintsTheScenarioWhichRuns) {
  const Said said = fermata({"import", "hello.py"});
  EXPECT_EQ(said, says(scenario_called("hello")));
  write("hello.sim.yaml", said.out);
  EXPECT_EQ(fermata({"run", "hello.sim.yaml"}), says("hello\n"));
}

TEST_F(Import, WritesTheScenarioIntoAFile) {
  EXPECT_EQ(fermata({"import", "hello.py", "--python", "3.10", "-o", "new.sim.yaml"}), says(""));
  EXPECT_EQ(read("new.sim.yaml"), scenario_called("hello", "python: \"3.10\"\n"));
}

TEST_F(Import, WritesEveryExampleOfAPage) {
  write("guide.md", "# One\n```python\n" + std::string(program) + "```\n## Two\n```python\n" +
                        std::string(program) + "```\n");
  EXPECT_EQ(fermata({"import", "guide.md", "--output", "all"}), says(""));
  EXPECT_EQ(read("all/one.sim.yaml"), scenario_called("one", "about: One\nsource: guide#one\n"));
  EXPECT_EQ(read("all/two.sim.yaml"), scenario_called("two", "about: Two\nsource: guide#two\n"));
}

TEST_F(Import, NamesWhatItCannotTranslate) {
  write("bad.py", "import os\nprint(1)\n");
  EXPECT_EQ(fermata({"import", "bad.py", "-o", "bad.sim.yaml"}),
            says("",
                 "bad.py:1:1: error: a scenario has no module 'os'\n"
                 "  |\n1 | import os\n  | ^^^^^^^^^\n"
                 "bad.py:1:1: error: nothing is run: asyncio.run(main()) is missing\n"
                 "  |\n1 | import os\n  | ^^^^^^^^^\n"
                 "bad.py:2:1: error: this cannot stand outside of a coroutine\n"
                 "  |\n2 | print(1)\n  | ^^^^^^^^\n",
                 2));
  EXPECT_EQ(names(), (std::vector<std::string>{"bad.py", "hello.py"}));
}

TEST_F(Import, SaysThatPythonIsMissing) {
  EXPECT_EQ(
      fermata(Process{.words = {"import", "hello.py"}, .environment = {{"PATH", "/"}}}),
      says("", "fermata: python3 is missing: 'import' reads Python with Python's own parser\n",
           70));
}

TEST_F(Import, TakesOneFileThatIsThere) {
  const std::string help = "fermata: 'fermata help import' tells what there is\n";
  EXPECT_EQ(fermata({"import"}), says("", "fermata: which file?\n" + help, 2));
  EXPECT_EQ(fermata({"import", "hello.py", "--python", "2"}),
            says("", "fermata: --python: '2' is none of 3.10, 3.11, 3.12\n" + help, 2));
  EXPECT_EQ(
      fermata({"import", "helo.py"}),
      says("", "fermata: helo.py: there is no such file or folder; did you mean 'hello.py'?\n", 2));
}

}  // namespace
}  // namespace sim::cli
