#include "sim/explore/reversal.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "sim/aio/sleep.hpp"
#include "sim/coro/coro.hpp"
#include "sim/coro/shared.hpp"
#include "sim/coro/task.hpp"
#include "sim/explore/explore.hpp"
#include "sim/explore/watched.hpp"
#include "sim/explore/witness.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;

struct House {
  explicit House(std::string& said) : wrong(said) {}

  Shared<bool> open{false};
  bool plain = false;  // nobody hears of it
  std::string& wrong;
};
using Body = Coro<> (*)(House&);

Coro<> both(std::string& wrong, Body first, Body second) {
  House house(wrong);
  const Task<> left = create_task(first(house), "left");
  const Task<> right = create_task(second(house), "right");
  co_await left;
  co_await right;
}

Program house_of(Body first, Body second, Model model = Model::any) {
  DetectOptions detect{.hb_race = true};
  detect.readiness = model == Model::any ? Readiness::any : Readiness::in_order;
  return watched(
      [first, second](Loop& loop) {
        std::string wrong;
        create_task_on(loop, both(wrong, first, second), "main");
        while (loop.run_once() && !loop.halted()) {
        }
        return wrong.empty() ? Ending() : Ending{EndingKind::failed, wrong};
      },
      detect);
}

Reversal reversed(const Program& program, Model model = Model::any) {
  const Outcome outcome = explore(program, {.strategy = "fifo", .model = model});
  EXPECT_TRUE(outcome.failure);
  if (!outcome.failure) return {};
  EXPECT_EQ(outcome.failure->ending.kind, EndingKind::hb_race);
  EXPECT_TRUE(outcome.failure->reversal);
  return outcome.failure->reversal.value_or(Reversal());
}

Coro<> open_it(House& house) {
  house.open.set(true);
  co_return;
}

Coro<> go_in(House& house) {
  if (!house.open.get()) house.wrong = "the house is closed";
  co_return;
}

TEST(AReversal, SaysThatTheRunEndsOtherwise) {
  const Program program = house_of(open_it, go_in);
  const Reversal found = reversed(program);
  EXPECT_EQ(found.verdict, Reversal::Verdict::differs);
  EXPECT_TRUE(found.straight.ok());
  EXPECT_EQ(found.reversed.what, "the house is closed");
  EXPECT_EQ(found.text(),
            "confirmed: the other way round the run ends otherwise: failed: the house is closed; "
            "by " +
                found.schedule.token());
  EXPECT_EQ(witness(program, found.schedule).ending, found.reversed);
}

Coro<> close_it(House& house) {
  co_await sleep(0s);
  house.open.set(false);
}

TEST(AReversal, SaysThatTheRunEndsAlike) {
  const Reversal found = reversed(house_of(open_it, close_it));
  EXPECT_EQ(found.verdict, Reversal::Verdict::alike);
  EXPECT_EQ(found.schedule.size(), 1U);
  EXPECT_EQ(found.text(),
            "confirmed: it comes the other way round, too, and then the run ends alike; it may be "
            "harmless");
}

Coro<> open_and_say_so(House& house) {
  house.open.set(true);
  house.plain = true;
  co_return;
}

Coro<> wait_until_it_is_said(House& house) {
  while (!house.plain) co_await sleep(0s);
  if (!house.open.get()) house.wrong = "the house is closed";
}

// Who locks the house may not find it locked.
Coro<> lock_it(House& house) {
  house.plain = true;
  house.open.set(false);
  co_return;
}

Coro<> check_and_open(House& house) {
  if (!house.plain) {
    house.wrong = "nobody has locked it";
    co_yield StopRun{};
  }
  house.open.set(true);
}

TEST(AReversal, SaysThatTheRunEndsWhileTheFirstWaits) {
  const Program program = house_of(lock_it, check_and_open);
  const Reversal found = reversed(program);
  EXPECT_EQ(found.verdict, Reversal::Verdict::ends_before);
  EXPECT_EQ(found.text(),
            "confirmed: while the first waits the run ends otherwise: failed: nobody has locked "
            "it; by " +
                found.schedule.token());
  EXPECT_EQ(witness(program, found.schedule).ending, found.reversed);
}

// What orders them is told to nobody, so the race is none.
TEST(AReversal, SaysThatThePairCannotBeReversed) {
  const Reversal found = reversed(house_of(open_and_say_so, wait_until_it_is_said));
  EXPECT_EQ(found.verdict, Reversal::Verdict::not_reversed);
  EXPECT_EQ(found.text(), "not confirmed: the second did not come without the first");
}

Coro<> open_at_one(House& house) {
  co_await sleep(1s);
  house.open.set(true);
}

Coro<> go_in_at_one(House& house) {
  co_await sleep(1s);
  if (!house.open.get()) house.wrong = "the house is closed";
}

TEST(AReversal, LetsEqualDeadlinesChangePlacesUnderTheModelTiming) {
  const Program program = house_of(open_at_one, go_in_at_one, Model::timing);
  const Reversal found = reversed(program, Model::timing);
  EXPECT_EQ(found.verdict, Reversal::Verdict::differs);
  EXPECT_EQ(found.schedule.model(), Model::timing);
  EXPECT_EQ(found.schedule.size(), 1U);
  EXPECT_EQ(witness(program, found.schedule).ending.what, "the house is closed");
}

Coro<> open_at_four(House& house) {
  co_await sleep(4s);
  house.open.set(true);
}

Coro<> go_in_at_five(House& house) {
  co_await sleep(5s);
  if (!house.open.get()) house.wrong = "the house is closed";
}

Coro<> go_in_at_seven(House& house) {
  co_await sleep(7s);
  if (!house.open.get()) house.wrong = "the house is closed";
}

Program with_jitter(const Program& program) {
  return [program](Loop& loop) {
    loop.set_jitter(0.5);
    Ending ending = program(loop);
    loop.set_jitter(0.0);
    return ending;
  };
}

// Four seconds may become six, which are not seven.
TEST(AReversal, LetsAWaitTakeItsLongestWhereWaitsMayTakeLonger) {
  for (const Model model : {Model::any, Model::timing}) {
    const Program program = with_jitter(house_of(open_at_four, go_in_at_five, model));
    const Reversal found = reversed(program, model);
    EXPECT_EQ(found.verdict, Reversal::Verdict::differs);
    EXPECT_EQ(witness(program, found.schedule).ending.what, "the house is closed");
    const ExploreOptions options{.strategy = "fifo", .model = model};
    EXPECT_FALSE(explore(house_of(open_at_four, go_in_at_five, model), options).failure);
    const Program apart = with_jitter(house_of(open_at_four, go_in_at_seven, model));
    EXPECT_FALSE(explore(apart, options).failure);
  }
}

TEST(AReversal, SaysThatThereIsNoSuchRace) {
  const Reversal found =
      reverse_race(house_of(open_at_one, go_in_at_one), Schedule(), "another race");
  EXPECT_EQ(found.verdict, Reversal::Verdict::not_seen);
  EXPECT_EQ(found.text(), "not confirmed: it was not seen again");
}

TEST(AReport, SaysWhatCameOfARaceTheOtherWayRound) {
  const Program program = house_of(open_it, go_in);
  const Outcome outcome = explore(program, {.strategy = "fifo"});
  ASSERT_TRUE(outcome.failure);
  const std::string text = report_of(program, *outcome.failure).text();
  EXPECT_NE(text.find("hb-race: happens-before race: left writes variable 1, right reads it; "
                      "nothing orders them\n"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("reversed: confirmed: the other way round the run ends otherwise: failed: "
                      "the house is closed; by fermata1-any-"),
            std::string::npos);
  EXPECT_NE(text.find("accesses:\n  at 0 s, iteration 2: left writes variable 1, in step 2"),
            std::string::npos);
}

}  // namespace
}  // namespace sim
