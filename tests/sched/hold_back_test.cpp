#include "sim/sched/hold_back.hpp"

#include <gtest/gtest.h>

#include <string>

#include "sim/aio/sleep.hpp"
#include "sim/coro/shared.hpp"
#include "sim/coro/task.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;

struct Said {
  Shared<int> turn{0};
  std::string text{};
};

Coro<> say(Said& said, char what, int pauses) {
  for (int i = 0; i < pauses; ++i) co_await sleep(0s);
  static_cast<void>(said.turn.get());
  said.turn.set(what);
  said.text += what;
}

Coro<> say_all(Said& said) {
  const Task<> a = create_task(say(said, 'a', 0));
  const Task<> b = create_task(say(said, 'b', 1));
  const Task<> c = create_task(say(said, 'c', 0));
  co_await a;
  co_await b;
  co_await c;
}

// What is said while the step `pair.step` is held back.
std::string said_under(HoldBack& hold, std::string& text) {
  Loop loop;
  loop.set_chooser(&hold);
  const auto main = [](std::string& out) -> Coro<> {
    Said said;
    co_await say_all(said);
    out = said.text;
  };
  create_task_on(loop, main(text), "main");
  while (loop.run_once()) {
  }
  return text;
}

TEST(AHoldBack, LetsAStepWaitUntilAnotherTaskHasTouchedTheObject) {
  std::string text;
  HoldBack hold(Schedule(), {.step = 2, .first = {1, 1}, .second = {1, 3}, .object = ObjectId{1}});
  EXPECT_EQ(said_under(hold, text), "cab");
  EXPECT_TRUE(hold.reversed());
}

TEST(AHoldBack, WaitsForThatTaskThoughOthersTouchTheObject) {
  std::string text;
  HoldBack hold(Schedule(), {.step = 2, .first = {1, 1}, .second = {1, 2}, .object = ObjectId{1}});
  EXPECT_EQ(said_under(hold, text), "cba");
  EXPECT_TRUE(hold.reversed());
}

TEST(AHoldBack, GoesOnWhereNobodyTouchesTheObject) {
  std::string text;
  HoldBack hold(Schedule(), {.step = 2, .first = {1, 1}, .second = {1, 2}, .object = ObjectId{7}});
  EXPECT_EQ(said_under(hold, text), "cba");
  EXPECT_FALSE(hold.reversed());
}

TEST(AHoldBack, FollowsTheScheduleUpToTheStep) {
  Schedule schedule;
  schedule.add({.track = ChoiceKind::step, .turn = {{1, 3}, 1}, .before = {{1, 1}, 1}});
  std::string text;
  HoldBack hold(schedule, {.step = 3, .first = {1, 1}, .second = {1, 2}, .object = ObjectId{1}});
  EXPECT_EQ(said_under(hold, text), "cba");
  EXPECT_TRUE(hold.reversed());
}

Coro<> spin(bool& done) {
  while (!done) co_await sleep(0s);
}

Coro<> end(bool& done) {
  done = true;
  co_return;
}

TEST(AHoldBack, DoesNotWaitForEverForThoseWhoOnlyGoRound) {
  HoldBack hold(Schedule(), {.step = 2, .first = {1, 1}, .second = {1, 2}, .object = ObjectId{1}});
  Loop loop;
  loop.set_chooser(&hold);
  bool done = false;
  const auto main = [](bool& of) -> Coro<> {
    const Task<> ends = create_task(end(of));
    const Task<> spins = create_task(spin(of));
    co_await spins;
  };
  create_task_on(loop, main(done), "main");
  while (loop.run_once()) {
  }
  EXPECT_TRUE(done);
  EXPECT_FALSE(hold.reversed());
  EXPECT_GT(loop.steps(), HoldBack::patience);
}

}  // namespace
}  // namespace sim
