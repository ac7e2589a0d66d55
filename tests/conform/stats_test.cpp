#include "tools/conform/stats.hpp"

#include <gtest/gtest.h>

#include "tests/conform/answers.hpp"

namespace sim::conform {
namespace {

using props::script::call;
using props::script::step;

Trial trial(const std::string& answer_line) {
  Trial made;
  made.script.coroutines.push_back({"main", {}, {step("await", call("shield", {call("work")}))}});
  made.script.coroutines.push_back({"work", {}, {}});
  made.theirs = answer(answer_line);
  return made;
}

TEST(ConformStats, CountsWhatTheProgramsDidAndUse) {
  Stats stats;
  stats.add(trial(answered("ok", R"(["a", "b"])")));
  stats.add(trial(answered("deadlock", "[]")));
  const std::string text = stats.text();
  EXPECT_NE(text.find("2 programs, 1.0 steps and 1.0 lines each"), std::string::npos) << text;
  EXPECT_NE(text.find(" 50.0 %  deadlock with at most one line"), std::string::npos) << text;
  EXPECT_NE(text.find("100.0 %  shield()"), std::string::npos) << text;
  EXPECT_EQ(text.find("work()"), std::string::npos) << text;
}

TEST(ConformStats, SaysThatThereIsNothing) { EXPECT_EQ(Stats().text(), "0 programs\n"); }

}  // namespace
}  // namespace sim::conform
