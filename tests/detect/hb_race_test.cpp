#include "sim/detect/hb_race.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "tests/detect/races.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;
using test::both_write;
using test::races_in;
using test::run_both;
using test::World;
using test::write;
using test::write_later;

std::string found(Coro<> main, Readiness readiness = Readiness::any) {
  return test::races_found(std::move(main), readiness);
}

// ---- what orders nothing ---------------------------------------------------------------------

TEST(AnHbRace, IsFoundWhereNothingOrdersTwoWrites) {
  const std::vector<HbRace> races = races_in(run_both(write, write_later));
  ASSERT_EQ(races.size(), 1U);
  const Finding& finding = races[0].finding;
  EXPECT_EQ(finding.kind, FindingKind::hb_race);
  EXPECT_EQ(finding.what + "\n", both_write);
  EXPECT_EQ(finding.place, "variable 1");
  EXPECT_EQ(finding.tasks, (std::vector<std::string>{"left", "right"}));
  EXPECT_EQ(finding.details,
            "at 0 s, iteration 2: left writes variable 1, in step 2, before it waited for "
            "anything\n"
            "at 0 s, iteration 4: right writes variable 1, in step 6, after it waited for its next "
            "turn\n");
  EXPECT_EQ(races[0].first.step, 2U);
  EXPECT_EQ(races[0].second.step, 6U);
}

TEST(AnHbRace, IsTheSameFindingWhicheverComesFirst) {
  EXPECT_EQ(found(run_both(write, write_later)), both_write);
  EXPECT_EQ(found(run_both(write_later, write)), both_write);
}

Coro<> read(World& world) {
  static_cast<void>(world.balance.get());
  co_return;
}

TEST(AnHbRace, IsFoundBetweenAReadAndAWriteInEitherOrder) {
  constexpr const char* what =
      "happens-before race: left reads variable 1, right writes it; nothing orders them\n";
  EXPECT_EQ(found(run_both(read, write)), what);
  EXPECT_EQ(found(run_both(read, write_later)), what);
}

TEST(AnHbRace, IsNotFoundWhereNobodyWrites) { EXPECT_EQ(found(run_both(read, read)), ""); }

Coro<> write_locked(World& world) {
  auto held = co_await world.lock.hold();
  co_await sleep(0s);
  world.balance.set(1);
}

TEST(AnHbRace, IsFoundWhereOnlyOneTakesTheLock) {
  EXPECT_EQ(found(run_both(write_locked, write_later)), both_write);
}

Coro<> write_after_the_permit(World& world) {
  { auto held = co_await world.permit.hold(); }
  co_await sleep(0s);
  world.balance.set(1);
}

TEST(AnHbRace, IsFoundWhereTheWriteComesAfterThePermitWasGivenBack) {
  EXPECT_EQ(found(run_both(write_after_the_permit, write_after_the_permit)), both_write);
}

TEST(AnHbRace, IsFoundBetweenTwoCallbacksOfOneInstant) {
  const auto calls = []() -> Coro<> {
    Shared<int> balance(0);
    Loop::current().call_later(1s, [&balance] { balance.set(1); });
    Loop::current().call_later(1s, [&balance] { balance.set(2); });
    co_await sleep(2s);
  };
  EXPECT_EQ(found(calls()),
            "happens-before race: a callback writes variable 1, a callback writes it; nothing "
            "orders them\n");
  EXPECT_NE(found(calls(), Readiness::in_order), "");
}

// ---- the clock, and the two orders -----------------------------------------------------------

Coro<> write_at_1s(World& world) {
  co_await sleep(1s);
  world.balance.set(1);
}
Coro<> write_at_2s(World& world) {
  co_await sleep(2s);
  world.balance.set(1);
}

TEST(AnHbRace, IsFoundAtOneInstantAndNotAtTwo) {
  EXPECT_EQ(found(run_both(write_at_1s, write_at_1s)), both_write);
  EXPECT_EQ(found(run_both(write_at_1s, write_at_2s)), "");
}

TEST(AnHbRace, IsNotFoundInAsyncioWhereTheLineOrders) {
  EXPECT_EQ(found(run_both(write, write_later), Readiness::in_order), "");
  EXPECT_EQ(found(run_both(write_later, read), Readiness::in_order), "");
}

TEST(AnHbRace, IsFoundInAsyncioWhereTwoDeadlinesAreEqual) {
  EXPECT_EQ(found(run_both(write_at_1s, write_at_1s), Readiness::in_order), both_write);
}

TEST(AnHbRace, IsLookedForOnlyWhereItIsWanted) {
  Detectors detectors;
  EXPECT_EQ(detectors.hb_races(), nullptr);
}

}  // namespace
}  // namespace sim
