#include "sim/loop/residents.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <string>

namespace sim {
namespace {

struct Tenant : Runnable {
  explicit Tenant(int n) : Runnable(&Tenant::act), number(n) {}
  Tenant(int n, Newcomer newcomer) : Runnable(&Tenant::act, {}, newcomer), number(n) {}
  static void act(Runnable&, RunnableOp) {}
  int number;
};

struct SomeResidents : testing::Test {
  Tenant& add() {
    tenants.emplace_back(static_cast<int>(tenants.size()));
    residents.add(tenants.back());
    return tenants.back();
  }
  std::string text() {
    std::string numbers;
    for (Runnable* each : residents) {
      numbers += each == nullptr ? "- " : std::to_string(static_cast<Tenant*>(each)->number) + " ";
    }
    return numbers;
  }

  std::deque<Tenant> tenants;
  Residents residents;
};

TEST_F(SomeResidents, StandInTheOrderOfArrival) {
  EXPECT_TRUE(residents.empty());
  for (int i = 0; i < 3; ++i) add();
  EXPECT_EQ(text(), "0 1 2 ");
  EXPECT_TRUE(tenants[1].resident());
}

TEST_F(SomeResidents, LeaveAGapUntilTheLastOneGoes) {
  for (int i = 0; i < 4; ++i) add();
  residents.remove(tenants[1]);
  EXPECT_FALSE(tenants[1].resident());
  EXPECT_EQ(text(), "0 - 2 3 ");
  residents.remove(tenants[2]);
  EXPECT_EQ(text(), "0 - - 3 ");
  residents.remove(tenants[3]);
  EXPECT_EQ(text(), "0 ");
}

TEST_F(SomeResidents, LeaveForGoodAsTheyLeave) {
  for (int i = 0; i < 4; ++i) add();
  residents.remove_for_good(tenants[1]);
  residents.remove_for_good(tenants[3]);
  EXPECT_EQ(text(), "0 - 2 ");
  residents.remove(tenants[2]);
  EXPECT_EQ(text(), "0 ");
}

// The newest has no place before a newer one comes, or somebody looks.
TEST_F(SomeResidents, LeaveFirstWhoCameLast) {
  add();
  residents.remove(tenants[0]);
  EXPECT_TRUE(residents.empty());
  EXPECT_FALSE(tenants[0].resident());
  for (int i = 1; i < 4; ++i) add();
  EXPECT_TRUE(residents.is_newest(tenants[3]));
  EXPECT_TRUE(tenants[3].resident());
  residents.remove_for_good(tenants[3]);
  EXPECT_EQ(residents.size(), 2U);
  EXPECT_EQ(residents.last(), &tenants[2]);
  add();
  EXPECT_EQ(text(), "1 2 4 ");
  EXPECT_FALSE(residents.is_newest(tenants[4]));  // somebody has looked
  residents.remove(tenants[4]);
  EXPECT_EQ(text(), "1 2 ");
}

TEST_F(SomeResidents, KeepTheirOrderHoweverOftenSomebodyLooks) {
  std::string expected;
  for (int i = 0; i < 200; ++i) {
    add();
    expected += std::to_string(i) + " ";
    if (i % 3 == 0 || (i > 12 && i < 18) || (i > 28 && i < 36)) {
      EXPECT_EQ(text(), expected);
    }
  }
  EXPECT_EQ(text(), expected);
}

struct Newborn : Tenant {
  explicit Newborn(int n) : Tenant(n, Newcomer{}) {}
};

TEST_F(SomeResidents, GiveTheNewestAPlaceBeforeThereIsANewerOne) {
  std::deque<Newborn> newborn;
  std::string expected;
  int without_room = 0;
  for (int i = 0; i < 100; ++i) {
    if (!residents.give_newest_a_place()) {
      ++without_room;
      residents.make_place();
    }
    residents.add_newcomer(newborn.emplace_back(i));
    EXPECT_TRUE(residents.is_newest(newborn.back()));
    expected += std::to_string(i) + " ";
    if (i % 7 == 3) {
      EXPECT_EQ(text(), expected);
    }
  }
  EXPECT_GT(without_room, 0);
}

TEST_F(SomeResidents, CloseUpWhenMoreThanHalfHaveLeft) {
  for (int i = 0; i < 200; ++i) add();
  static_cast<void>(text());  // all have a place
  for (std::size_t i = 0; i < 101; ++i) residents.remove(tenants[i]);
  EXPECT_EQ(residents.size(), 99U);
  for (std::size_t i = 101; i < 200; ++i) residents.remove(tenants[i]);
  EXPECT_TRUE(residents.empty());
}

TEST_F(SomeResidents, DoNotCloseUpForAFewWhoHaveLeft) {
  for (int i = 0; i < 66; ++i) add();
  static_cast<void>(text());
  for (std::size_t i = 0; i < 63; ++i) residents.remove(tenants[i]);
  EXPECT_EQ(residents.size(), 66U);
  residents.remove(tenants[63]);
  EXPECT_EQ(text(), "64 65 ");
}

TEST_F(SomeResidents, TakeNoMoreRoomThanTwiceThoseWhoStayAndSome) {
  add();  // and never leaves
  std::size_t most = 0;
  for (std::size_t i = 1; i < 2'000; ++i) {
    add();
    add();
    residents.remove(tenants[tenants.size() - 2]);  // not the newest
    if (tenants.size() > 12) residents.remove(tenants[tenants.size() - 11]);
    most = std::max(most, residents.size());
  }
  EXPECT_LE(most, 64U + 2U * 7U);
}

TEST_F(SomeResidents, ShowTheLastOneThatHasNotLeft) {
  for (int i = 0; i < 3; ++i) add();
  EXPECT_EQ(residents.last(), &tenants[2]);
  residents.remove(tenants[1]);
  residents.remove(tenants[2]);
  EXPECT_EQ(residents.last(), &tenants[0]);
  residents.remove(tenants[0]);
  EXPECT_EQ(residents.last(), nullptr);
}

}  // namespace
}  // namespace sim
