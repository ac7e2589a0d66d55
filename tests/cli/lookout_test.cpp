#include "tools/cli/lookout.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/cli/program.hpp"

namespace sim::cli {
namespace {

using testing::EndsWith;
using testing::HasSubstr;

constexpr const char* counting =
    "scenario: counting\n"
    "shared: {counter: 0}\n"
    "coroutines:\n"
    "  count(): [{set: {counter: counter + 1}}]\n"
    "  main(): [{gather: [count(), count()]}]\n";

constexpr const char* going_round =
    "scenario: round\n"
    "coroutines:\n"
    "  main():\n"
    "    - while: true\n"
    "      do: [{sleep: 0}]\n";

// What stands behind `before` in a line that was printed.
std::string after(const std::string& text, const std::string& before) {
  const std::size_t begin = text.find(before) + before.size();
  return text.substr(begin, text.find('\n', begin) - begin);
}

// Without quotes around it.
std::string token_in(const std::string& command) {
  std::string token = after(command, "--schedule ");
  token.resize(token.find(' '));
  std::erase(token, '\'');
  return token;
}

class LookoutTest : public ProgramTest {};

TEST_F(LookoutTest, FindsRacesOfAFileThatDoesNotAskForThem) {
  write("counting.sim.yaml", counting);
  EXPECT_EQ(fermata({"explore", "counting.sim.yaml"}).status, 0);
  const Said said = fermata({"explore", "counting.sim.yaml", "--races"});
  EXPECT_EQ(said.status, 1);
  EXPECT_THAT(said.out, HasSubstr("happens-before race: Task-2 writes variable counter, Task-3"));
  EXPECT_THAT(read(after(said.out, "saved: ")), HasSubstr("explore:\n  races: true\n"));
  EXPECT_EQ(fermata({"check", after(said.out, "saved: "), "--save", ""}).status, 1);
}

TEST_F(LookoutTest, IsNeededAgainWhereTheFileIsNamedAndTheLineSaysSo) {
  write("counting.sim.yaml", counting);
  const Said said = fermata({"explore", "counting.sim.yaml", "--races", "--save", ""});
  const std::string again = after(said.out, "again: ");
  EXPECT_THAT(again, EndsWith(" --races"));
  const std::string token = token_in(again);
  const Said with = fermata({"replay", "counting.sim.yaml", "--schedule", token, "--races"});
  EXPECT_EQ(with.status, 1);
  EXPECT_THAT(with.err, HasSubstr("happens-before race"));
  EXPECT_EQ(fermata({"replay", "counting.sim.yaml", "--schedule", token}).status, 0);
}

TEST_F(LookoutTest, IsGivenToWhatShrinks) {
  write("counting.sim.yaml", counting);
  const Said said = fermata({"explore", "counting.sim.yaml", "--races", "--save", ""});
  std::vector<std::string> words{"shrink", "counting.sim.yaml", "--save", "", "--schedule"};
  words.push_back(token_in(after(said.out, "again: ")));
  EXPECT_EQ(fermata(words).status, 1);
  words.push_back("--races");
  const Said shrunk = fermata(words);
  EXPECT_EQ(shrunk.status, 0);
  EXPECT_THAT(after(shrunk.out, "again: "), EndsWith(" --races"));
}

TEST_F(LookoutTest, FindsALivelockBySoManyRounds) {
  write("round.sim.yaml", going_round);
  const Said said = fermata({"explore", "round.sim.yaml", "--lasso", "7", "--save", ""});
  EXPECT_EQ(said.status, 1);
  EXPECT_THAT(said.out, HasSubstr("livelock"));
  EXPECT_THAT(said.out, HasSubstr("the same state came 8 times"));
  EXPECT_THAT(after(said.out, "again: "), EndsWith(" --lasso 7"));
  const Said wrong = fermata({"explore", "round.sim.yaml", "--lasso", "0"});
  EXPECT_EQ(wrong.status, 2);
  EXPECT_THAT(wrong.err, HasSubstr("--lasso: '0' is not a whole number above zero"));
}

}  // namespace
}  // namespace sim::cli
