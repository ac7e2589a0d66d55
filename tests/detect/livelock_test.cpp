#include "sim/detect/livelock.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "sim/aio/event.hpp"
#include "sim/aio/sleep.hpp"
#include "tests/detect/judged.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;
using test::findings_of;
using test::judged;

constexpr DetectOptions fair{.fair_after = 0};

Coro<> set_at(Event& done, Duration when) {
  co_await sleep(when);
  done.set();
}

// Polls for what another would do, but time does not move while somebody is ready.
Coro<> poll(Duration when, Duration pause) {
  Event done;
  Task<> setter = create_task(set_at(done, when), "setter");
  while (!done.is_set()) co_await sleep(pause);
}

TEST(ALivelock, IsFoundWhereATaskPollsWhileTimeStandsStill) {
  const std::vector<Finding> found =
      findings_of(poll(1s, 0s), {.iterations_max = 5'000}, fair);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].kind, FindingKind::livelock);
  EXPECT_EQ(found[0].what, "livelock: main goes round while time stands still");
  EXPECT_EQ(found[0].details,
            "main has run 5000 times at this instant\n"
            "main waits for its next turn\n"
            "setter waits for sleep(1)\n");
}

TEST(ALivelock, IsNotFoundWhereThePollingPasses) {
  EXPECT_EQ(judged(poll(1s, 1ms), {.iterations_max = 5'000}, fair), "");
  EXPECT_EQ(judged(poll(0s, 0s), {.iterations_max = 5'000}, fair), "");
}

Coro<> beat() {
  for (;;) co_await sleep(1s);
}

TEST(ALivelock, IsNotFoundWhereTimeGoesOn) {
  EXPECT_EQ(judged(beat(), {.iterations_max = 5'000}, fair), "");
}

TEST(ALivelock, IsNotFoundBeforeTheScheduleWasFairForLong) {
  EXPECT_EQ(judged(poll(1s, 0s), {.iterations_max = 900}, fair), "");
  EXPECT_EQ(judged(poll(1s, 0s), {.iterations_max = 5'000}, {.fair_after = 4'500}), "");
  EXPECT_NE(judged(poll(1s, 0s), {.iterations_max = 5'000}, {.fair_after = 3'500}), "");
}

TEST(ALivelock, IsNotLookedForWhereItIsNotWanted) {
  EXPECT_EQ(judged(poll(1s, 0s), {.iterations_max = 5'000}, {.livelock = false, .fair_after = 0}),
            "");
}

}  // namespace
}  // namespace sim
