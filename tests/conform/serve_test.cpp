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

TEST(ConformServe, AnswersEachLineWithOne) {
  const std::string said = served("1\n2\n3\n");
  EXPECT_EQ(std::count(said.begin(), said.end(), '\n'), 3);
}

}  // namespace
}  // namespace sim::conform
