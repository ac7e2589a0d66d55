#include "tools/conform/serve.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "tests/conform/answers.hpp"

namespace sim::conform {
namespace {

std::string served(const std::string& lines) {
  std::istringstream in(lines);
  std::ostringstream out;
  EXPECT_EQ(serve(in, out), 0);
  return out.str();
}

TEST(ConformServe, AnswersAProgram) {
  const Answer given =
      answer(served("\"scenario: a\\ncoroutines:\\n  main():\\n    - print: x\\n\"\n"));
  EXPECT_EQ(given.state, Answer::State::given);
  EXPECT_EQ(given.outcome, "ok");
  EXPECT_EQ(given.output, (std::vector<std::string>{"x"}));
}

TEST(ConformServe, AnswersWhatIsNoProgramToo) {
  EXPECT_EQ(answer(served("\"scenario: a\\n\"\n")).state, Answer::State::refused);
  EXPECT_EQ(served("nonsense\n"), "{\"error\":\"the line is no JSON string\"}\n");
}

TEST(ConformServe, CancelsATaskWhereItIsAskedTo) {
  const std::string text =
      "\"scenario: a\\ncoroutines:\\n  main():\\n    - sleep: 1\\n\"";
  const Answer plain = answer(served("{\"text\": " + text + "}\n"));
  EXPECT_EQ(plain.outcome, "ok");
  EXPECT_GT(plain.turns, 2U);
  EXPECT_EQ(plain.tasks, 3U);  // main, and those with which a run ends
  const Answer cancelled = answer(served("{\"text\": " + text + ", \"cancel\": [1, 1]}\n"));
  EXPECT_EQ(cancelled.exception, "\"CancelledError\"");
  EXPECT_EQ(cancelled.elapsed, "0");
}

// Two tasks that print, in either order.
constexpr const char* two_tasks =
    R"("scenario: a\ncoroutines:\n  main():\n    - spawn: say('a')\n    - spawn: say('b')\n)"
    R"(    - sleep: 1\n  say(x):\n    - print: '{x}'\n")";

TEST(ConformServe, GivesAllResultsWhereItIsAskedForSchedules) {
  const std::string text = two_tasks;
  const Answer all = answer(served("{\"text\": " + text + ", \"schedules\": 100}\n"));
  ASSERT_EQ(all.state, Answer::State::searched) << all.why;
  ASSERT_EQ(all.results.size(), 2U);
  EXPECT_EQ(all.results[0].output, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(all.results[1].output, (std::vector<std::string>{"b", "a"}));
}

TEST(ConformServe, SaysWhyTheResultsMayNotBeAll) {
  const std::string text = two_tasks;
  const Answer some = answer(served("{\"text\": " + text + ", \"schedules\": 1}\n"));
  EXPECT_EQ(some.state, Answer::State::beyond);
  EXPECT_EQ(some.why, "there was no time or room for all schedules");
}

TEST(ConformServe, AnswersForEachNumberOfSchedulesAnew) {
  const std::string text = std::string("{\"text\": ") + two_tasks + ", \"schedules\": ";
  const std::string said = served(text + "1}\n" + text + "100}\n" + text + "100}\n");
  EXPECT_EQ(std::count(said.begin(), said.end(), '\n'), 3);
  EXPECT_EQ(said.find("beyond"), 2U);
  EXPECT_EQ(said.rfind("beyond"), 2U);
}

TEST(ConformServe, AnswersEachLineWithOne) {
  const std::string said = served("1\n2\n3\n");
  EXPECT_EQ(std::count(said.begin(), said.end(), '\n'), 3);
}

}  // namespace
}  // namespace sim::conform
