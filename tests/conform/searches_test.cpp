#include "tools/conform/searches.hpp"

#include <gtest/gtest.h>

#include "tests/conform/answers.hpp"

namespace sim::conform {
namespace {

Trial trial(const std::string& ours, const std::string& theirs, bool heap_ties = false) {
  Trial made;
  made.script.heap_ties = heap_ties;
  made.ours = answer(ours);
  made.theirs = answer(theirs);
  made.set_aside =
      made.ours.state == Answer::State::beyond || made.theirs.state == Answer::State::beyond;
  return made;
}

const std::string one = answered("ok", R"(["a"])");
const std::string other = answered("ok", R"(["b"])");

TEST(ConformSearches, CountsAProgramOnceAndEachOfItsAnswers) {
  Searches searches;
  const std::string both = R"({"results": [)" + one + ", " + other + "]}";
  searches.add(trial(both, one));
  searches.add(trial(both, other, true));
  searches.add(trial(R"({"results": [)" + one + "]}", one));
  EXPECT_EQ(searches.text(),
            "2 searched, 1 with several results, 3 in all; 3 answers of CPython looked for\n");
}

TEST(ConformSearches, TellsWhyProgramsAreSetAside) {
  Searches searches;
  searches.add(trial(R"({"beyond": "no room"})", one));
  searches.add(trial(R"({"beyond": "no room"})", one, true));
  searches.add(trial(R"({"results": []})", R"({"beyond": "RecursionError"})"));
  EXPECT_EQ(searches.text(),
            "0 searched, 0 with several results, 0 in all; 0 answers of CPython looked for\n"
            "1 set aside: CPython: RecursionError\n"
            "1 set aside: no room\n");
}

}  // namespace
}  // namespace sim::conform
