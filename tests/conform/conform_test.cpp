// `fermata conform`, as a user sees it. A program that answers as Fermata does stands in for
// CPython, so that these tests need none.

#include "tools/conform/conform.hpp"

#include <algorithm>
#include <filesystem>

#include "sim/scenario/load.hpp"
#include "tests/cli/program.hpp"

namespace sim::conform {
namespace {

using cli::Process;
using cli::Said;

class ConformTest : public cli::ProgramTest {
 protected:
  // A "python3" that reads `from` as `to` and is Fermata apart from that.
  std::string stand_in(const std::string& from = "nothing", const std::string& to = "nothing") {
    write("python", "#!/bin/sh\nsed -u 's/" + from + "/" + to + "/g' | '" FERMATA_CONFORM
                    "' --answer\n");
    std::filesystem::permissions(folder() / "python", std::filesystem::perms::owner_all);
    return (folder() / "python").string();
  }

  Said conform(std::vector<std::string> words) const {
    words.insert(words.begin(), "conform");
    return fermata(std::move(words));
  }
};

// The rate is another one each time.
std::string without_rate(std::string text) {
  const std::size_t end = text.find("/s, seed");
  if (end == std::string::npos) return text;
  const std::size_t begin = text.rfind(' ', end) + 1;
  return text.replace(begin, end - begin, "R");
}

TEST_F(ConformTest, CountsProgramsThatAgree) {
  const Said said = conform({"--programs", "70", "--seed", "4", "--python", stand_in()});
  EXPECT_EQ(without_rate(said.out), "70 programs, 0 differences, R/s, seed 4\n");
  EXPECT_EQ(said.err, "");
  EXPECT_EQ(said.status, 0);
}

TEST_F(ConformTest, WritesASmallScenarioOfADifference) {
  const Said said =
      conform({"--programs", "200", "--only", "gather", "--reports", "1", "--python",
               stand_in("return_exceptions: True", "return_exceptions: False")});
  EXPECT_EQ(said.status, 1);
  EXPECT_NE(said.out.find("made smaller to "), std::string::npos) << said.out;
  ASSERT_TRUE(std::filesystem::exists(folder() / "differences")) << said.out;
  for (const auto& entry : std::filesystem::directory_iterator(folder() / "differences")) {
    const auto loaded = scenario::load_file(entry.path().string());
    EXPECT_TRUE(loaded) << scenario::render(loaded.diagnostics);
  }
}

TEST_F(ConformTest, FindsAnswersAmongAllResults) {
  const Said said =
      conform({"--programs", "20", "--seed", "4", "--among", "100", "--python", stand_in()});
  EXPECT_EQ(said.status, 0) << said.out;
  EXPECT_NE(said.out.find(" searched, "), std::string::npos) << said.out;
  EXPECT_NE(said.out.find("20 programs, 0 differences, "), std::string::npos) << said.out;
}

TEST_F(ConformTest, FindsAnAnswerThatNoScheduleGives) {
  const Said said = conform({"--programs", "10", "--among", "100", "--reports", "1", "--python",
                             stand_in("main ends", "main is over")});
  EXPECT_EQ(said.status, 1) << said.out;
  EXPECT_NE(said.out.find(": results: Fermata "), std::string::npos) << said.out;
  EXPECT_NE(said.out.find("made smaller to 1 steps: "), std::string::npos) << said.out;
}

TEST_F(ConformTest, DoesTheSameWithAnyNumberOfJobs) {
  const std::string python = stand_in("FIRST_COMPLETED", "ALL_COMPLETED");
  const auto with_jobs = [&](const char* jobs) {
    const Said said = conform({"--programs", "100", "--only", "wait", "--reports", "1", "--jobs",
                               jobs, "--python", python});
    return without_rate(said.out);
  };
  EXPECT_EQ(with_jobs("1"), with_jobs("3"));
}

TEST_F(ConformTest, SaysThatThereIsNoJudge) {
  const Said said = conform({"--programs", "1", "--python", "no-such-python"});
  EXPECT_EQ(said.err, "conform: 'no-such-python' does not answer for CPython ('no-such-python' "
                      "cannot be run)\n");
  EXPECT_EQ(said.status, 70);
}

TEST_F(ConformTest, SaysWhatIsWrongWithTheCommandLine) {
  EXPECT_EQ(conform({"--sed", "1"}),
            cli::says("", "conform: unknown flag '--sed'\nconform: '--help' tells what there is\n",
                      2));
}

TEST_F(ConformTest, WritesTheProgramsThemselves) {
  const Said said = conform({"--texts", "--programs", "3", "--seed", "2"});
  EXPECT_EQ(std::count(said.out.begin(), said.out.end(), '\n'), 3);
  EXPECT_NE(said.out.find("scenario: program-2-1\\n"), std::string::npos);
}

TEST_F(ConformTest, TellsItsFlags) {
  const Said said = conform({"--help"});
  EXPECT_EQ(said.status, 0);
  EXPECT_TRUE(said.out.starts_with("fermata conform ")) << said.out;
}

TEST(ConformOracle, IsFound) { EXPECT_TRUE(find_oracle().ends_with("/oracle.py")); }

}  // namespace
}  // namespace sim::conform
