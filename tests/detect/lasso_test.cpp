#include "sim/detect/lasso.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "sim/aio/event.hpp"
#include "sim/aio/lock.hpp"
#include "sim/aio/queue.hpp"
#include "sim/aio/run.hpp"
#include "sim/aio/sleep.hpp"
#include "sim/coro/shared.hpp"
#include "sim/coro/task.hpp"
#include "sim/detect/detectors.hpp"
#include "sim/explore/deed_tap.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t rounds = 50;

struct Told {
  std::vector<Finding> findings{};
  std::uint64_t steps = 0;
};

Told told(Coro<> main, Chooser* chooser = nullptr) {
  Detectors detectors({.lasso_rounds = rounds});
  DeedTap tap(chooser, detectors);
  Runner runner({.chooser = &tap, .probe = &detectors, .iterations_max = 2'000});
  const Task<> task = create_task_on(runner.loop(), std::move(main), "main");
  try {
    if (runner.drive(task.core()) == RunEnd::done) static_cast<void>(runner.shut_down());
  } catch (const LassoClosed&) {
  }
  return {detectors.findings(), runner.loop().steps()};
}

std::string found(Coro<> main, Chooser* chooser = nullptr) {
  std::string text;
  for (const Finding& finding : told(std::move(main), chooser).findings) {
    text += finding.what + "\n";
  }
  return text;
}

constexpr const char* main_goes_round =
    "livelock: main goes round while time stands still and nothing changes\n";

// ---- lassos ----------------------------------------------------------------------------------

Coro<> open_at(Event& open, Duration when) {
  co_await sleep(when);
  open.set();
}

Coro<> poll(Duration when) {
  Event open;
  const Task<> opener = create_task(open_at(open, when), "opener");
  while (!open.is_set()) co_await sleep(0s);
}

TEST(ALasso, IsFoundWhereATaskPollsWhileTimeStandsStill) {
  const Told run = told(poll(1s));
  ASSERT_EQ(run.findings.size(), 1U);
  EXPECT_EQ(run.findings[0].kind, FindingKind::livelock);
  EXPECT_EQ(run.findings[0].what + "\n", main_goes_round);
  EXPECT_EQ(run.findings[0].tasks, (std::vector<std::string>{"main"}));
  EXPECT_EQ(run.findings[0].details,
            "the same state came 51 times, the last time after 1 step; a count that a task keeps "
            "to itself is not seen\n"
            "main waits for its next turn\n"
            "opener waits for sleep(1)\n");
  EXPECT_LT(run.steps, 60U);
}

// Both want both locks, and give back the one they have where the other one is taken.
Coro<> take_politely(Lock& first, Lock& second) {
  for (;;) {
    co_await first.acquire();
    co_await sleep(0s);
    const bool free = !second.locked();
    co_await sleep(0s);
    if (free) break;
    first.release();
    co_await sleep(0s);
  }
  co_await second.acquire();
  second.release();
  first.release();
}

Coro<> two_polite() {
  Lock one;
  Lock other;
  const Task<> left = create_task(take_politely(one, other), "left");
  const Task<> right = create_task(take_politely(other, one), "right");
  co_await left;
  co_await right;
}

TEST(ALasso, IsFoundWhereTwoGiveWayToEachOtherForEver) {
  const Told run = told(two_polite());
  ASSERT_EQ(run.findings.size(), 1U);
  EXPECT_EQ(run.findings[0].what,
            "livelock: left, right go round while time stands still and nothing changes");
  // A round takes six; where in its coroutine a task stands is not seen, so two states look alike.
  EXPECT_NE(run.findings[0].details.find("the last time after 4 steps"), std::string::npos)
      << run.findings[0].details;
  EXPECT_LT(run.steps, 7 * rounds);
}

// ---- and what is none ------------------------------------------------------------------------

TEST(ALasso, IsNotFoundWhereThePollingPasses) { EXPECT_EQ(found(poll(0s)), ""); }

Coro<> beat() {
  for (;;) co_await sleep(1s);
}

TEST(ALasso, IsNotFoundWhereTimeGoesOn) { EXPECT_EQ(found(beat()), ""); }

Coro<> count_in_the_open(int most) {
  Shared<int> count(0);
  while (count.get() < most) {
    count.update([](int& now) { ++now; });
    co_await sleep(0s);
  }
}

TEST(ALasso, IsNotFoundWhereAVariableIsWritten) { EXPECT_EQ(found(count_in_the_open(500)), ""); }

Coro<> count_hidden(std::uint64_t most) {
  for (std::uint64_t count = 0; count < most; ++count) co_await sleep(0s);
}

// The words of the finding say so.
TEST(ALasso, IsNotToldFromACountThatATaskKeepsToItself) {
  EXPECT_EQ(found(count_hidden(rounds - 1)), "");
  EXPECT_EQ(found(count_hidden(rounds + 5)), main_goes_round);
}

Coro<> pass_on(Queue<int>& from, Queue<int>& to, int times) {
  for (int i = 0; i < times; ++i) co_await to.put(co_await from.get());
}

Coro<> hand_round() {
  Queue<int> there;
  Queue<int> back;
  const Task<> left = create_task(pass_on(there, back, 300), "left");
  const Task<> right = create_task(pass_on(back, there, 300), "right");
  co_await there.put(1);
  co_await left;
  co_await right;
}

TEST(ALasso, IsNotFoundWhereSomethingGoesThroughAQueue) { EXPECT_EQ(found(hand_round()), ""); }

Coro<> wait_a_turn() { co_await sleep(0s); }

Coro<> make_tasks() {
  for (int i = 0; i < 300; ++i) co_await create_task(wait_a_turn());
}

TEST(ALasso, IsNotFoundWhereTasksAreMadeAndEnd) { EXPECT_EQ(found(make_tasks()), ""); }

// Lets nobody step but the last who came, as long as there is one.
class LastFirst final : public Chooser {
 public:
  std::uint32_t choose(const Choice& choice) override {
    const bool starves = choice.kind == ChoiceKind::step && ++asked_ < 400;
    return starves ? choice.arity - 1 : 0;
  }

 private:
  int asked_ = 0;
};

Coro<> set_soon(Event& open) {
  co_await sleep(0s);
  open.set();
}

Coro<> poll_beside() {
  Event open;
  const Task<> opener = create_task(set_soon(open), "opener");
  while (!open.is_set()) co_await sleep(0s);
}

// The opener is ready all the time: it is the schedule that goes round.
TEST(ALasso, IsNotFoundWhereSomebodyIsStarved) {
  LastFirst unfair;
  const Told run = told(poll_beside(), &unfair);
  EXPECT_TRUE(run.findings.empty());
  EXPECT_GT(run.steps, 4 * rounds);
}

TEST(ALasso, IsLookedForOnlyWhereItIsWanted) {
  Detectors detectors;
  EXPECT_EQ(detectors.lasso(), nullptr);
  EXPECT_FALSE(DeedTap::is_needed(detectors));
}

}  // namespace
}  // namespace sim
