#include "tools/conform/answer.hpp"

#include <gtest/gtest.h>

#include "tests/conform/answers.hpp"

namespace sim::conform {
namespace {

// The kind of the difference; "" where there is none.
std::string kind(const std::string& ours, const std::string& theirs) {
  const auto difference = compare(answer(ours), answer(theirs));
  return difference ? difference->kind : "";
}

TEST(ConformAnswer, FindsNoDifferenceBetweenEqualOnes) {
  const std::string same = answered("ok", R"(["a", "b"])");
  EXPECT_EQ(kind(same, same), "");
}

TEST(ConformAnswer, TellsTheOutcomeFirst) {
  EXPECT_EQ(kind(answered("ok", R"(["a"])"), answered("deadlock", R"(["b"])")),
            "outcome ok/deadlock");
}

TEST(ConformAnswer, TellsHowTheOutputDiffers) {
  const std::string ab = answered("ok", R"(["a", "b"])");
  EXPECT_EQ(kind(ab, answered("ok", R"(["b", "a"])")), "output order");
  EXPECT_EQ(kind(ab, answered("ok", R"(["a"])")), "output too long");
  EXPECT_EQ(kind(answered("ok", R"(["a"])"), ab), "output too short");
  EXPECT_EQ(kind(ab, answered("ok", R"(["a", "c"])")), "output text");
}

TEST(ConformAnswer, TakesAWholeNumberForOtherThanAFraction) {
  const std::string whole = answered("ok", "[]", R"("elapsed_ns": 0, "result": 1)");
  const std::string fraction = answered("ok", "[]", R"("elapsed_ns": 0, "result": 1.0)");
  EXPECT_EQ(kind(whole, fraction), "result");
}

TEST(ConformAnswer, ComparesTimesAndFinalValues) {
  const std::string now = R"({"outcome": "ok", "exception": null, "output": [], "elapsed_ns": 5,
                              "result": null, "final": {"total": 1}})";
  std::string later = now;
  later.replace(later.find("5"), 1, "6");
  EXPECT_EQ(kind(now, later), "elapsed");
  std::string other = now;
  other.replace(other.find("total\": 1"), 9, "total\": 2");
  EXPECT_EQ(kind(now, other), "final");
  EXPECT_EQ(compare(answer(now), answer(other))->text,
            "final: Fermata total = 1, CPython total = 2");
}

TEST(ConformAnswer, ComparesExceptionsByTheirTypes) {
  const auto raised = [](const std::string& exception) {
    return R"({"outcome": "raised", "exception": ")" + exception +
           R"(", "output": [], "elapsed_ns": 0, "result": null, "final": {}})";
  };
  EXPECT_EQ(kind(raised("ValueError: a"), raised("KeyError: b")),
            "exception \"ValueError/\"KeyError");
}

TEST(ConformAnswer, IsADifferenceWhereOneRefuses) {
  EXPECT_EQ(kind(R"({"error": "no"})", answered("ok", "[]")), "answer refuses /runs it");
  EXPECT_EQ(kind(R"({"error": "no"})", R"({"error": "never"})"), "");
}

TEST(ConformAnswer, IsLookedForAmongAllResultsWhereTheseAreGiven) {
  const std::string ab = answered("ok", R"(["a", "b"])", R"("elapsed_ns": 0, "result": null)");
  const std::string ba = answered("ok", R"(["b", "a"])", R"("elapsed_ns": 0, "result": null)");
  const std::string all = R"({"results": [)" + ab + ", " + ba + "]}";
  // When it ends, and what main returns, makes no result.
  const std::string late = answered("ok", R"(["b", "a"])", R"("elapsed_ns": 9, "result": 3)");
  EXPECT_EQ(kind(all, late), "");
  EXPECT_EQ(kind(all, answered("ok", R"(["a"])")), "results ok");
  EXPECT_EQ(kind(all, answered("deadlock", R"(["a", "b"])")), "results deadlock");
  EXPECT_EQ(kind(all, R"({"error": "no"})"), "answer runs it/refuses ");
}

TEST(ConformAnswer, IsGoodWhereAnExplorationFailsForWhatNobodySaw) {
  const std::string failed = answered("failed", "[]");
  EXPECT_EQ(kind(R"({"results": [)" + failed + "]}", answered("ok", "[]")), "");
  std::string asserted = failed;
  asserted.replace(asserted.find("null"), 4, R"("AssertionError: assert False")");
  EXPECT_EQ(kind(R"({"results": [)" + asserted + "]}", answered("ok", "[]")), "results ok");
}

TEST(ConformAnswer, KnowsWhyThereIsNone) {
  EXPECT_EQ(answer(R"({"beyond": "RecursionError"})").state, Answer::State::beyond);
  EXPECT_EQ(answer("nonsense").state, Answer::State::missing);
  EXPECT_EQ(summary(read_answer({"", "it ended with signal 11"})),
            "gives no answer (it ended with signal 11)");
}

}  // namespace
}  // namespace sim::conform
