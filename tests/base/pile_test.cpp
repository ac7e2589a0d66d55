#include "sim/base/pile.hpp"

#include <gtest/gtest.h>

#include <string>

#include "sim/base/list.hpp"

namespace sim {
namespace {

struct Letter : ListNode<> {
  explicit Letter(char c) : letter(c) {}
  char letter;
};

struct APile : testing::Test {
  // Takes all.
  std::string text() {
    List<Letter> list;
    list.splice_back(pile);
    std::string letters;
    while (!list.empty()) letters += list.pop_front().letter;
    return letters;
  }

  Letter a{'a'}, b{'b'}, c{'c'}, d{'d'};
  Pile<Letter> pile;
};

TEST_F(APile, GoesToAListInTheOrderOfArrival) {
  for (Letter* letter : {&b, &a, &c}) pile.push(*letter);
  EXPECT_EQ(text(), "bac");
  EXPECT_TRUE(pile.empty());
  EXPECT_FALSE(a.linked());
}

TEST_F(APile, TakesAndGivesOneThatIsAlone) {
  pile.push_first(a);
  EXPECT_TRUE(a.linked());
  EXPECT_TRUE(pile.single());
  EXPECT_EQ(&pile.last(), &a);
  pile.push(b);
  EXPECT_EQ(text(), "ab");
  pile.push_first(b);
  pile.pop_only();
  EXPECT_TRUE(pile.empty());
  EXPECT_FALSE(b.linked());
  pile.push_first(c);
  c.unlink();
  EXPECT_TRUE(pile.empty());
}

TEST_F(APile, GoesBehindWhatStandsInTheListAlready) {
  List<Letter> list;
  list.push_back(d);
  pile.push(a);
  pile.push(b);
  list.splice_back(pile);
  EXPECT_EQ(&list.front(), &d);
  EXPECT_EQ(&list.back(), &b);
  EXPECT_EQ(list.count(), 3U);
  list.clear();
}

TEST_F(APile, GivesItsOnlyOneToTheEndOfAList) {
  List<Letter> list;
  list.push_back(d);
  pile.push(a);
  list.take_only(pile);
  EXPECT_TRUE(pile.empty());
  EXPECT_EQ(&list.back(), &a);
  a.unlink();
  EXPECT_EQ(list.count(), 1U);
  pile.push(a);
  EXPECT_EQ(text(), "a");
}

TEST_F(APile, IsLeftFromAnyPlace) {
  for (Letter* letter : {&a, &b, &c, &d}) pile.push(*letter);
  b.unlink();
  d.unlink();
  a.unlink();
  EXPECT_FALSE(d.linked());
  EXPECT_TRUE(pile.single());
  EXPECT_EQ(text(), "c");
}

TEST_F(APile, IsEmptyWhenTheOnlyOneHasLeft) {
  pile.push(a);
  a.unlink();
  EXPECT_TRUE(pile.empty());
  pile.push(b);
  EXPECT_EQ(text(), "b");
}

TEST_F(APile, GivesTheLastOne) {
  pile.push(a);
  EXPECT_TRUE(pile.single());
  pile.push(b);
  EXPECT_FALSE(pile.single());
  EXPECT_EQ(&pile.last(), &b);
  EXPECT_EQ(&pile.pop_last(), &b);
  EXPECT_FALSE(b.linked());
  EXPECT_EQ(&pile.pop_last(), &a);
  EXPECT_TRUE(pile.empty());
}

TEST_F(APile, TakesWhatHasLeftAgain) {
  pile.push(a);
  pile.push(b);
  a.unlink();
  pile.push(a);
  EXPECT_EQ(text(), "ba");
}

TEST_F(APile, StandsOnAGroundThatOthersShare) {
  Pile<Letter> other;
  pile.stand_on(d);
  other.stand_on(d);
  EXPECT_EQ(&other.leave_ground(), &d);
  EXPECT_TRUE(other.empty());
  for (Letter* letter : {&a, &b, &c}) pile.push(*letter);
  a.unlink();
  EXPECT_EQ(&pile.leave_ground(), &d);
  EXPECT_EQ(text(), "bc");
}

using APileDeath = APile;

TEST_F(APileDeath, RefusesWhatStandsSomewhere) {
  pile.push(a);
  EXPECT_DEATH(pile.push(a), "second list");
  EXPECT_DEATH(
      {
        List<Letter> list;
        list.push_back(a);
      },
      "second list");
}

}  // namespace
}  // namespace sim
