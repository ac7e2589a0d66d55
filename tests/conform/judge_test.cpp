#include "tools/conform/judge.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace sim::conform {
namespace {

using Lines = std::vector<std::string>;

std::string told(const std::vector<Verdict>& verdicts) {
  std::string text;
  for (const Verdict& verdict : verdicts) {
    text += verdict.fault.empty() ? verdict.line + ";" : "(" + verdict.fault + ");";
  }
  return text;
}

TEST(Judge, AnswersEachLine) {
  Judge judge({"cat"});
  EXPECT_EQ(told(judge.ask(Lines{"{a", "{b"})), "{a;{b;");
  EXPECT_EQ(told(judge.ask(Lines{"{c"})), "{c;");
  EXPECT_EQ(told(judge.ask(Lines{})), "");
}

TEST(Judge, AnswersMoreThanAPipeHolds) {
  Judge judge({"cat"});
  const Lines lines(100, std::string(10'000, '{'));
  const std::vector<Verdict> verdicts = judge.ask(lines);
  ASSERT_EQ(verdicts.size(), 100U);
  EXPECT_EQ(verdicts.back().line, lines.back());
}

TEST(Judge, BeginsAnewAfterTheLineAtWhichItDied) {
  Judge judge({"sh", "-c", "while read -r line; do [ $line = {die ] && exit 3; echo $line; done"});
  EXPECT_EQ(told(judge.ask(Lines{"{a", "{die", "{b"})), "{a;(it ended with status 3);{b;");
  EXPECT_EQ(told(judge.ask(Lines{"{c"})), "{c;");
}

TEST(Judge, IsNotTakenForOneThatChats) {
  Judge judge(
      {"sh", "-c", "while read -r line; do [ $line = {b ] && echo Hello; echo $line; done"});
  EXPECT_EQ(told(judge.ask(Lines{"{a", "{b", "{c"})),
            "{a;(it says what is no answer: Hello);{c;");
}

TEST(Judge, NamesTheSignalThatEndedIt) {
  Judge judge({"sh", "-c", "read -r line; kill -ABRT $$"});
  EXPECT_EQ(told(judge.ask(Lines{"a"})), "(it ended with signal 6);");
}

TEST(Judge, DoesNotWaitForOneThatIsSilent) {
  Judge judge(
      {"sh", "-c", "while read -r line; do [ $line = {hang ] && read -r other; echo $line; done"},
      std::chrono::milliseconds(300));
  EXPECT_EQ(told(judge.ask(Lines{"{a", "{hang"})), "{a;(it said nothing for too long);");
  EXPECT_EQ(told(judge.ask(Lines{"{b"})), "{b;");
}

TEST(Judge, SaysThatThereIsNoSuchProgram) {
  Judge judge({"no-such-program-at-all"});
  EXPECT_EQ(told(judge.ask(Lines{"a"})), "('no-such-program-at-all' cannot be run);");
}

}  // namespace
}  // namespace sim::conform
