#include "sim/base/list.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace sim {
namespace {

struct Letter : ListNode<> {
  explicit Letter(char c) : letter(c) {}
  char letter;
};

std::string text(List<Letter>& list) {
  std::string letters;
  for (Letter* l = list.first(); l != nullptr; l = list.next(*l)) letters += l->letter;
  return letters;
}

struct AList : testing::Test {
  Letter a{'a'}, b{'b'}, c{'c'}, d{'d'};
  List<Letter> list;
};

TEST_F(AList, KeepsTheOrderOfArrival) {
  EXPECT_TRUE(list.empty());
  list.push_back(a);
  list.push_back(b);
  list.push_front(c);
  EXPECT_EQ(text(list), "cab");
  EXPECT_EQ(list.count(), 3U);
  EXPECT_EQ(&list.front(), &c);
  EXPECT_EQ(&list.back(), &b);
}

TEST_F(AList, IsLeftFromAnyPlace) {
  for (Letter* letter : {&a, &b, &c, &d}) list.push_back(*letter);
  b.unlink();
  EXPECT_EQ(text(list), "acd");
  a.unlink();
  d.unlink();
  EXPECT_EQ(text(list), "c");
  EXPECT_FALSE(a.linked());
  EXPECT_TRUE(c.linked());
  c.unlink();
  EXPECT_TRUE(list.empty());
  EXPECT_EQ(list.first(), nullptr);
}

TEST_F(AList, MayBeLeftByWhoIsNotInIt) {
  a.unlink();
  EXPECT_FALSE(a.linked());
}

TEST_F(AList, GivesItsFirst) {
  list.push_back(a);
  list.push_back(b);
  EXPECT_EQ(&list.pop_front(), &a);
  EXPECT_FALSE(a.linked());
  EXPECT_EQ(&list.pop_front(), &b);
  EXPECT_TRUE(list.empty());
}

TEST_F(AList, GivesItsOnlyItemAndIsEmptyThen) {
  list.push_back(a);
  EXPECT_EQ(&list.pop_only(), &a);
  EXPECT_FALSE(a.linked());
  EXPECT_TRUE(list.empty());
  list.push_back(b);
  list.push_back(a);
  EXPECT_EQ(text(list), "ba");
}

TEST_F(AList, GivesEachInTurnUntilNoneIsLeft) {
  for (Letter* letter : {&a, &b, &c}) list.push_back(*letter);
  std::string taken;
  list.take_each([&taken](Letter& letter) {
    EXPECT_FALSE(letter.linked());
    taken += letter.letter;
  });
  EXPECT_EQ(taken, "abc");
  EXPECT_TRUE(list.empty());
}

TEST_F(AList, SeesWhoComesAndGoesWhileEachIsGiven) {
  for (Letter* letter : {&a, &b, &c}) list.push_back(*letter);
  std::string taken;
  list.take_each([&](Letter& letter) {
    taken += letter.letter;
    if (&letter == &a) b.unlink();       // who was to be next
    if (&letter == &c) list.push_back(d);  // behind the last one
    if (&letter == &d) list.push_front(b);
  });
  EXPECT_EQ(taken, "acdb");
}

TEST_F(AList, GivesNoneAfterWhoeverHasClearedIt) {
  for (Letter* letter : {&a, &b, &c}) list.push_back(*letter);
  List<Letter> other;
  std::string taken;
  list.take_each([&](Letter& letter) {
    taken += letter.letter;
    other.splice_back(list);
  });
  EXPECT_EQ(taken, "a");
  EXPECT_EQ(text(other), "bc");
}

TEST_F(AList, LetsGoOfWhatStandsInIt) {
  for (Letter* letter : {&a, &b, &c}) list.push_back(*letter);
  List<Letter>::remove(b);
  EXPECT_EQ(text(list), "ac");
  EXPECT_FALSE(b.linked());
  List<Letter>::remove(a);
  List<Letter>::remove(c);
  EXPECT_TRUE(list.empty());
}

TEST_F(AList, KnowsWhetherItHasOneItemOnly) {
  EXPECT_FALSE(list.single());
  list.push_back(a);
  EXPECT_TRUE(list.single());
  list.push_back(b);
  EXPECT_FALSE(list.single());
  a.unlink();
  EXPECT_TRUE(list.single());
}

TEST_F(AList, IsFilledByOneWhereItWasEmpty) {
  list.push_only_unknown(b);
  EXPECT_TRUE(list.single());
  list.push_back(c);
  list.push_front(a);
  EXPECT_EQ(text(list), "abc");
  b.unlink();
  EXPECT_EQ(text(list), "ac");
}

TEST_F(AList, TakesAnotherToItsBeginning) {
  List<Letter> other;
  list.splice_front(other);
  EXPECT_TRUE(list.empty());
  other.push_back(a);
  other.push_back(b);
  list.push_back(c);
  list.splice_front(other);
  EXPECT_EQ(text(list), "abc");
  EXPECT_TRUE(other.empty());
  other.push_back(d);
  a.unlink();
  EXPECT_EQ(text(list), "bc");
  EXPECT_EQ(text(other), "d");
}

TEST_F(AList, TakesAnotherToItsEnd) {
  List<Letter> other;
  list.splice_back(other);
  EXPECT_TRUE(list.empty());
  other.push_back(a);
  other.push_back(b);
  list.push_back(c);
  list.splice_back(other);
  EXPECT_EQ(text(list), "cab");
  EXPECT_TRUE(other.empty());
  other.push_back(d);
  b.unlink();
  EXPECT_EQ(text(list), "ca");
  EXPECT_EQ(text(other), "d");
}

TEST_F(AList, LetsGoOfAllThatIsInItWhenItEnds) {
  {
    List<Letter> brief;
    brief.push_back(a);
    brief.push_back(b);
  }
  EXPECT_FALSE(a.linked());
  EXPECT_FALSE(b.linked());
  list.push_back(a);
  EXPECT_EQ(text(list), "a");
}

struct InRoom;
struct InStreet;
struct Person : ListNode<InRoom>, ListNode<InStreet> {};

TEST(AListNode, HasAPlaceForEachTag) {
  Person person;
  List<Person, InRoom> room;
  List<Person, InStreet> street;
  room.push_back(person);
  street.push_back(person);
  static_cast<ListNode<InRoom>&>(person).unlink();
  EXPECT_TRUE(room.empty());
  EXPECT_EQ(street.first(), &person);
}

TEST(AListNodeDeathTest, StandsInOneListOnly) {
  Letter letter{'a'};
  List<Letter> list;
  List<Letter> other;
  list.push_back(letter);
  EXPECT_DEATH(other.push_back(letter), "a node is put into a second list");
}

TEST_F(AList, TakesARowToItsEnd) {
  list.push_back(d);
  List<Letter>::Row row(a);
  for (Letter* letter : {&b, &c}) row.add(*letter);
  list.splice_back(row);
  EXPECT_EQ(text(list), "dabc");
  b.unlink();
  c.unlink();
  EXPECT_EQ(text(list), "da");
}

TEST_F(AList, TakesARowOfOne) {
  list.splice_back(List<Letter>::Row(a));
  EXPECT_EQ(text(list), "a");
  list.splice_back(List<Letter>::Row(b));
  EXPECT_EQ(text(list), "ab");
}

TEST_F(AList, IsWalkedInItsOrder) {
  std::string walked;
  EXPECT_FALSE(List<Letter>::Walk(list).left());
  for (Letter* letter : {&c, &a, &b}) list.push_back(*letter);
  for (List<Letter>::Walk walk(list); walk.left(); walk.step()) walked += walk.here().letter;
  EXPECT_EQ(walked, "cab");
}

TEST_F(AList, IsLeftInTwoParts) {
  for (Letter* letter : {&a, &b, &c}) list.push_back(*letter);
  List<Letter>::remove_unsaid(b);
  EXPECT_EQ(text(list), "ac");
  EXPECT_TRUE(b.linked());
  List<Letter>::say_removed(b);
  EXPECT_FALSE(b.linked());
}

}  // namespace
}  // namespace sim
