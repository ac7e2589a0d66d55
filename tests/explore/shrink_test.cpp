#include "sim/explore/shrink.hpp"

#include <gtest/gtest.h>

#include <string>

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

}  // namespace
}  // namespace sim
