#include "sim/detect/linearize.hpp"

#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/xoshiro.hpp"
#include "sim/detect/models.hpp"

namespace sim {
namespace {

using Kind = Linearizability::Kind;
using Q = QueueModel<int>;
using R = RegisterModel<int>;
using M = MapModel<std::string, int>;

TEST(CheckLinearizable, AcceptsAnEmptyHistory) {
  EXPECT_TRUE(check_linearizable(History<Q>()).ok());
}

TEST(CheckLinearizable, AcceptsWhatOneTaskDoes) {
  History<Q> history;
  history.begin("a", Q::put(1)).end();
  history.begin("a", Q::put(2)).end();
  history.begin("a", Q::get()).end(1);
  history.begin("a", Q::get()).end(2);
  history.begin("a", Q::get()).refuse();
  const Linearizability verdict = check_linearizable(history);
  EXPECT_EQ(verdict.text, "linearizable");
  EXPECT_EQ(verdict.order, (std::vector<std::size_t>{0, 1, 2, 3, 4}));
}

TEST(CheckLinearizable, LetsCallsThatOverlapTakeEitherOrder) {
  History<Q> history;
  auto one = history.begin("a", Q::put(1));
  auto two = history.begin("b", Q::put(2));
  one.end();
  two.end();
  history.begin("c", Q::get()).end(2);
  history.begin("c", Q::get()).end(1);
  EXPECT_EQ(check_linearizable(history).order, (std::vector<std::size_t>{1, 0, 2, 3}));
}

TEST(CheckLinearizable, KeepsTheOrderOfThoseThatDoNot) {
  History<Q> history;
  history.begin("a", Q::put(1)).end();
  history.begin("b", Q::put(2)).end();
  history.begin("c", Q::get()).end(2);
  const Linearizability verdict = check_linearizable(history);
  EXPECT_EQ(verdict.kind, Kind::not_linearizable);
  EXPECT_EQ(verdict.misplaced, 2U);
  EXPECT_EQ(verdict.order, (std::vector<std::size_t>{0, 1}));
}

TEST(CheckLinearizable, ShowsTheLongestPrefixAndWhatFitsNowhere) {
  History<R> history;
  auto slow = history.begin("slow", R::write(3));
  history.begin("writer", R::write(1)).end();
  history.begin("reader", R::read()).end(1);
  history.begin("writer", R::write(2)).end();
  history.begin("reader", R::read()).end(1);
  slow.end();
  EXPECT_EQ(check_linearizable(history).text,
            "not linearizable: 5 operations\n"
            "  the longest prefix that is linearizable, in an order that is right:\n"
            "    1. write(1) -> done by writer, moments 2 to 3\n"
            "    2. read() -> 1 by reader, moments 4 to 5\n"
            "    3. write(2) -> done by writer, moments 6 to 7\n"
            "  which leaves: 2\n"
            "  what cannot be placed: read() -> 1 by reader, moments 8 to 9\n"
            "    (behind that prefix it would be 2)\n"
            "  under way then, and not placed:\n"
            "    1. write(3) -> done by slow, moments 1 to 10\n");
}

// A write that timed out: it may be seen later, but it cannot be seen to come and go.
TEST(CheckLinearizable, LetsACallThatNeverEndedHappenAtAnyTimeOrNever) {
  for (const int last : {0, 1, 7}) {
    History<R> history;
    static_cast<void>(history.begin("lost", R::write(7)));
    history.begin("a", R::read()).end(0);
    history.begin("a", R::write(1)).end();
    history.begin("a", R::read()).end(last);
    EXPECT_EQ(check_linearizable(history).ok(), last != 0) << last;
    history.begin("a", R::read()).end(7);
    history.begin("a", R::read()).end(1);
    EXPECT_FALSE(check_linearizable(history).ok()) << last;
  }
}

TEST(CheckLinearizable, EndsTheTimeOfACallThatWasAbandoned) {
  for (const bool abandoned_before : {false, true}) {
    History<R> history;
    auto call = history.begin("given up", R::write(7));
    history.begin("a", R::read()).end(0);
    if (abandoned_before) call.abandon();
    history.begin("a", R::read()).end(0);
    if (!abandoned_before) call.abandon();
    history.begin("a", R::read()).end(7);
    EXPECT_EQ(check_linearizable(history).ok(), !abandoned_before);
  }
}

TEST(CheckLinearizable, LetsAWithdrawnCallNotHappen) {
  History<R> history;
  history.begin("a", R::write(7)).withdraw();
  history.begin("a", R::read()).end(7);
  EXPECT_FALSE(check_linearizable(history).ok());
}

TEST(CheckLinearizable, DoesNotLookAtAValueThatNobodyLookedAt) {
  History<Q> history;
  history.begin("a", Q::put(1)).end();
  history.begin("a", Q::get()).end();
  history.begin("a", Q::get()).end();
  const Linearizability verdict = check_linearizable(history);
  EXPECT_FALSE(verdict.ok());  // though a value was given, whatever it was
  EXPECT_EQ(verdict.misplaced, 2U);
}

TEST(CheckLinearizable, NamesTheKeyThatIsWrong) {
  History<M> history;
  history.begin("a", M::put("x", 1)).end();
  history.begin("a", M::put("y", 2)).end();
  history.begin("a", M::get("x")).end(1);
  history.begin("a", M::get("y")).refuse();
  const Linearizability verdict = check_linearizable(history);
  EXPECT_EQ(verdict.misplaced, 3U);
  EXPECT_EQ(verdict.order, (std::vector<std::size_t>{1}));
  EXPECT_EQ(verdict.text.substr(0, 46), "not linearizable: 2 operations of key y\n  the ");
}

// So many writes at once, and two reads that contradict each other: all orders must be tried.
History<R>& hard(History<R>& history, int writes) {
  std::vector<History<R>::Pending> calls;
  for (int value = 1; value <= writes; ++value) {
    calls.push_back(history.begin("w" + std::to_string(value), R::write(value)));
  }
  history.begin("r", R::read()).end(1);
  history.begin("r", R::read()).end(2);
  for (auto& call : calls) call.end();
  history.begin("r", R::read()).end(writes + 1);
  return history;
}

TEST(CheckLinearizable, IsUndecidedWhereTheBudgetIsSpent) {
  History<R> history;
  const Linearizability verdict = check_linearizable(hard(history, 12), {.states = 1'000});
  EXPECT_EQ(verdict.kind, Kind::undecided);
  EXPECT_FALSE(verdict.ok());
  EXPECT_FALSE(verdict.misplaced);
  EXPECT_NE(verdict.text.find("undecided: 15 operations; the budget is spent"), std::string::npos);
}

TEST(CheckLinearizable, DecidesTheSameWithABudget) {
  History<R> history;
  const Linearizability verdict = check_linearizable(hard(history, 12));
  EXPECT_EQ(verdict.kind, Kind::not_linearizable);
  EXPECT_EQ(verdict.misplaced, 14U);
}

TEST(CheckLinearizable, SaysThatAPartIsWrongThoughAnotherIsUndecided) {
  History<M> history;
  std::vector<History<M>::Pending> calls;
  for (int value = 1; value <= 12; ++value) calls.push_back(history.begin("w", M::put("x", value)));
  history.begin("r", M::get("x")).end(1);
  history.begin("r", M::get("x")).end(2);
  for (auto& call : calls) call.end();
  history.begin("r", M::get("x")).end(13);
  EXPECT_EQ(check_linearizable(history, {.states = 500}).kind, Kind::undecided);
  History<M> wrong;
  wrong.begin("r", M::get("y")).end(1);
  EXPECT_EQ(check_linearizable(wrong, {.states = 500}).kind, Kind::not_linearizable);
}

// Calls that are given up by the dozen cost no more than one of them.
TEST(CheckLinearizable, TriesEqualCallsThatMayHaveHappenedInOneOrder) {
  History<Q> history;
  for (int item = 0; item < 30; ++item) history.begin("p", Q::put(item)).end();
  for (int getter = 0; getter < 30; ++getter) static_cast<void>(history.begin("g", Q::get()));
  history.begin("last", Q::get()).end(29);
  history.begin("last", Q::get()).end(3);
  const Linearizability verdict = check_linearizable(history);
  EXPECT_EQ(verdict.kind, Kind::not_linearizable);
  EXPECT_LT(verdict.states, 200U);
}

// Ten tasks, so many calls each of random keys, as a map that takes each call at one moment within
// it would answer them.
void play(History<M>& history, std::size_t calls, std::size_t keys, std::uint64_t seed) {
  struct Caller {
    std::optional<History<M>::Pending> pending{};
    std::optional<M::Call> call{};
    std::optional<Answer<int>> answer{};
  };
  Xoshiro draws(seed);
  std::vector<Caller> callers(10);
  std::map<std::string, std::optional<int>> map;
  const auto act = [&](Caller& caller) {
    if (!caller.call) {
      const std::string key = "key" + std::to_string(draws.below(static_cast<std::uint32_t>(keys)));
      const int value = static_cast<int>(draws.below(9));
      caller.call = draws.below(2) == 0 ? M::get(key) : M::put(key, value);
      caller.pending = history.begin("caller", *caller.call);
    } else if (!caller.answer) {
      caller.answer = M().apply(map[caller.call->key()], *caller.call);
    } else {
      if (caller.answer->is_refused()) {
        caller.pending->refuse();
      } else if (caller.answer->value()) {
        caller.pending->end(*caller.answer->value());
      } else {
        caller.pending->end();
      }
      caller = {};
    }
  };
  while (history.operations().size() < calls) act(callers[draws.below(10)]);
}

TEST(CheckLinearizable, TakesTenThousandCallsOfAMap) {
  History<M> history;
  play(history, 10'000, 100, 1);
  const Linearizability verdict = check_linearizable(history);
  EXPECT_TRUE(verdict.ok()) << verdict.text;
  EXPECT_LT(verdict.states, 20'000U);
}

TEST(CheckLinearizable, TakesTenThousandCallsOfOneKey) {
  History<M> history;
  play(history, 10'000, 1, 2);
  const Linearizability verdict = check_linearizable(history);
  EXPECT_TRUE(verdict.ok()) << verdict.text;
  EXPECT_LT(verdict.states, 200'000U);
}

TEST(CheckLinearizable, FindsTheOneWrongAnswerOfTenThousand) {
  History<M> history;
  play(history, 10'000, 100, 3);
  history.begin("liar", M::put("key7", 1)).end();
  history.begin("liar", M::get("key7")).end(10);
  const Linearizability verdict = check_linearizable(history);
  EXPECT_EQ(verdict.kind, Kind::not_linearizable);
  EXPECT_EQ(verdict.misplaced, history.operations().size() - 1);
}

}  // namespace
}  // namespace sim
