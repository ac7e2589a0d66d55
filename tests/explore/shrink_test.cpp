#include "sim/explore/shrink.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "sim/aio/sleep.hpp"
#include "sim/coro/exceptions.hpp"
#include "sim/explore/explorer.hpp"
#include "sim/sched/replay.hpp"
#include "tests/explore/racy.hpp"

namespace sim {
namespace {

using test::racy;

Coro<> add_in_turn(Shared<int>& counter, int& total) {
  const int before = co_await counter.read();
  for (int turn = 0; turn < 5; ++turn) co_await turn_for(counter.object(), Access::read);
  co_await counter.write(before + 1);
  total = counter.get();
}

Coro<> main_of_late(int& total) {
  Shared<int> counter(0);
  const Task<> first = create_task(add_in_turn(counter, total), "first");
  co_await first;
  const Task<> second = create_task(add_in_turn(counter, total), "second");
  const Task<> third = create_task(add_in_turn(counter, total), "third");
  co_await second;
  co_await third;
}

// Fails calmly, and passes where the second and the third come one after the other.
Program late() {
  return [](Loop& loop) {
    int total = 0;
    create_task_on(loop, main_of_late(total), "main");
    while (loop.run_once()) {
    }
    if (total == 3) return Ending{EndingKind::failed, "nothing is lost"};
    return Ending{};
  };
}

Failure failure_of(const Program& program, std::uint64_t seed) {
  Explorer explorer(program, {.strategy = "random", .schedules = 100'000, .seed = seed});
  return explorer.run().failure.value();
}

TEST(Shrinker, FindsThatTheCalmScheduleFailsToo) {
  const Failure failure = failure_of(racy(), 5);
  const Shrunk shrunk = Shrinker(racy()).shrink(failure.schedule, failure.ending);
  EXPECT_TRUE(shrunk.schedule.calm());
  EXPECT_EQ(shrunk.replays, 1U);
}

TEST(Shrinker, LeavesOneDeviationOfMany) {
  std::size_t before = 0;
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    const Failure failure = failure_of(late(), seed);
    const Shrunk shrunk = Shrinker(late()).shrink(failure.schedule, failure.ending);
    before += failure.schedule.size();
    EXPECT_EQ(shrunk.schedule.size(), 1U) << shrunk.schedule.token();
    EXPECT_LT(shrunk.replays, 100U);
    Replay replay(shrunk.schedule, OnParting::stop);
    Loop loop;
    loop.set_chooser(&replay);
    EXPECT_EQ(late()(loop), failure.ending);
    EXPECT_TRUE(replay.fits()) << replay.parting();
  }
  EXPECT_GT(before, 8U);
}

TEST(Shrinker, TakesTheSameFindingOnly) {
  const Failure failure = failure_of(racy(), 5);
  const Ending other{EndingKind::deadlock, "somebody waits for ever"};
  const Shrunk shrunk = Shrinker(racy()).shrink(failure.schedule, other);
  EXPECT_EQ(shrunk.schedule, failure.schedule);
}

TEST(Shrinker, KeepsToItsBudgetAndTellsHowFarItIs) {
  const Failure failure = failure_of(late(), 1);
  std::uint64_t told = 0;
  Shrinker shrinker(late(), {.replays = 3, .progress = [&](std::uint64_t replays, std::size_t) {
                               EXPECT_EQ(replays, ++told);
                             }});
  EXPECT_EQ(shrinker.shrink(failure.schedule, failure.ending).replays, 3U);
  EXPECT_EQ(told, 3U);
}

// Asks the disk and the network how long they take, in three rounds, and may be cancelled
// meanwhile.
struct Trip {
  std::uint32_t slow_from;  // fails if the disk takes so long
  bool fails_if_cancelled = false;
  bool slow = false;
  bool cancelled = false;
};

Coro<> travel(Trip& trip) {
  Loop& loop = Loop::current();
  try {
    for (int round = 0; round < 3; ++round) {
      static_cast<void>(loop.choose({ChoiceKind::delay, 100, "network", {}}));
      const std::uint32_t disk = loop.choose({ChoiceKind::delay, 100, "disk", {}});
      trip.slow = trip.slow || disk >= trip.slow_from;
      co_await sleep(std::chrono::seconds(1));
    }
  } catch (const CancelledError&) {
    trip.cancelled = true;
  }
}

Coro<> stay() {
  for (int turn = 0; turn < 6; ++turn) co_await sleep(Duration::zero());
}

Program journey(std::uint32_t slow_from, bool fails_if_cancelled) {
  return [=](Loop& loop) {
    Trip trip{slow_from, fails_if_cancelled};
    create_task_on(loop, stay(), "first");
    create_task_on(loop, stay(), "second");
    create_task_on(loop, travel(trip), "traveller");
    while (loop.run_once()) {
    }
    if (trip.fails_if_cancelled ? trip.cancelled : trip.slow) {
      return Ending{EndingKind::failed, "the traveller is late"};
    }
    return Ending{};
  };
}

// Steps out of order, delays and a cancellation, one after the other.
Schedule schedule_of_everything() {
  Schedule schedule;
  schedule.add({ChoiceKind::step, {{3}, 1}, {{1}, 1}, 0});
  schedule.add({ChoiceKind::delay, {{3}, 1}, {}, 70});
  schedule.add({ChoiceKind::delay, {{3}, 2}, {}, 5});
  schedule.add({ChoiceKind::step, {{2}, 2}, {{1}, 2}, 0});
  schedule.add({ChoiceKind::delay, {{3}, 4}, {}, 90});
  schedule.add({ChoiceKind::step, {{2}, 4}, {{1}, 4}, 0});
  schedule.add({ChoiceKind::fault, {{3}, 3}, {}, 1});
  return schedule;
}

const Ending kLate{EndingKind::failed, "the traveller is late"};

TEST(Shrinker, LeavesOneCancellationOfStepsAndDelaysAndTheEarliest) {
  const Shrunk shrunk = Shrinker(journey(100, true)).shrink(schedule_of_everything(), kLate);
  Schedule one;
  one.add({ChoiceKind::fault, {{3}, 1}, {}, 1});
  EXPECT_EQ(shrunk.schedule, one) << shrunk.schedule.token();
}

TEST(Shrinker, LeavesOneDelayOfStepsAndCancellationsAndTheLeast) {
  const Shrunk shrunk = Shrinker(journey(33, false)).shrink(schedule_of_everything(), kLate);
  Schedule one;
  one.add({ChoiceKind::delay, {{3}, 2}, {}, 33});
  EXPECT_EQ(shrunk.schedule, one) << shrunk.schedule.token();
}

TEST(Shrinker, LeavesNothingThatItWouldMakeSmallerTheNextTime) {
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    const Failure failure = failure_of(late(), seed);
    const Shrunk shrunk = Shrinker(late()).shrink(failure.schedule, failure.ending);
    const Shrunk again = Shrinker(late()).shrink(shrunk.schedule, failure.ending);
    EXPECT_EQ(again.schedule, shrunk.schedule);  // nothing is left to be made smaller
  }
}

}  // namespace
}  // namespace sim
