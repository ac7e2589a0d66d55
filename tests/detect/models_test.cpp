#include "sim/detect/models.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace sim {
namespace {

// What a model gives to these calls, one after the other, and what it leaves.
template <class Model>
std::string answers(const Model& model, const std::vector<typename Model::Call>& calls) {
  auto state = model.initial();
  std::string text;
  for (const auto& call : calls) text += detail::text_of(model.apply(state, call)) + " ";
  return text + Model::text(state);
}

TEST(QueueModel, GivesTheFirstFirst) {
  using Q = QueueModel<int>;
  EXPECT_EQ(answers(Q(), {Q::get(), Q::put(1), Q::put(2), Q::get()}), "refused done done 1 [2]");
  EXPECT_EQ(answers(Q(1), {Q::put(1), Q::put(2), Q::get()}), "done refused 1 []");
}

TEST(StackModel, GivesTheLastFirst) {
  using S = StackModel<int>;
  EXPECT_EQ(answers(S(), {S::pop(), S::push(1), S::push(2), S::pop()}), "refused done done 2 [1]");
}

TEST(PriorityQueueModel, GivesTheSmallestFirst) {
  using P = PriorityQueueModel<int>;
  EXPECT_EQ(answers(P(), {P::put(2), P::put(1), P::put(3), P::get()}), "done done done 1 [2, 3]");
}

TEST(RegisterModel, SetsOnlyWhatItExpects) {
  using R = RegisterModel<std::string>;
  EXPECT_EQ(answers(R("a"), {R::read(), R::compare_and_set("b", "c"),
                             R::compare_and_set("a", "d"), R::read(), R::write("e")}),
            "a refused done d done e");
}

TEST(MapModel, IsThatOfOneKey) {
  using M = MapModel<std::string, int>;
  EXPECT_EQ(answers(M(), {M::get("x"), M::put("x", 1), M::get("x"), M::erase("x"), M::erase("x")}),
            "refused done 1 1 refused nothing");
  EXPECT_EQ(M::put("x", 1).key(), "x");
  EXPECT_EQ(M::put("x", 1).text(), "put(x, 1)");
}

TEST(SetModel, SaysWhetherItChanged) {
  using S = SetModel<int>;
  EXPECT_EQ(answers(S(), {S::add(1), S::add(1), S::contains(1), S::remove(1), S::remove(1)}),
            "true false true true false not in");
}

TEST(CounterModel, GivesTheSum) {
  using C = CounterModel;
  EXPECT_EQ(answers(C(), {C::add(2), C::get(), C::add(-3)}), "2 2 -1 -1");
}

TEST(Models, DigestTheirStates) {
  const auto digest = [](const std::deque<int>& items) {
    Digest into;
    QueueModel<int>::digest(into, items);
    return into.value();
  };
  EXPECT_EQ(digest({1, 2}), digest({1, 2}));
  EXPECT_NE(digest({1, 2}), digest({2, 1}));
  EXPECT_NE(digest({}), digest({0}));
}

}  // namespace
}  // namespace sim
