#include "sim/loop/residents.hpp"

#include <gtest/gtest.h>

#include <deque>
#include <string>

namespace sim {
namespace {

struct Tenant : Runnable {
  explicit Tenant(int n) : Runnable([](Runnable&, RunnableOp) {}), number(n) {}
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

TEST_F(SomeResidents, CloseUpWhenMoreThanHalfHaveLeft) {
  for (int i = 0; i < 200; ++i) add();
  for (std::size_t i = 0; i < 101; ++i) residents.remove(tenants[i]);
  EXPECT_EQ(residents.size(), 99U);
  for (std::size_t i = 101; i < 200; ++i) residents.remove(tenants[i]);
  EXPECT_TRUE(residents.empty());
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
