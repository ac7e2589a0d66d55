#include "sim/explore/watched.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "sim/aio/lock.hpp"
#include "sim/aio/sleep.hpp"
#include "sim/coro/shared.hpp"
#include "sim/coro/task.hpp"
#include "sim/explore/explorer.hpp"
#include "sim/explore/shrink.hpp"
#include "sim/sched/replay.hpp"
#include "sim/trace/digest.hpp"
#include "tests/explore/racy.hpp"

namespace sim {
namespace {

Coro<> take_both(Lock& first, Lock& second) {
  co_await turn_for(first.object(), Access::write);
  auto outer = co_await first.hold();
  co_await turn_for(second.object(), Access::write);
  auto inner = co_await second.hold();
}

Coro<> take_in_turn(bool opposite) {
  Lock a;
  Lock b;
  std::vector<Task<>> tasks;
  tasks.push_back(create_task(take_both(a, b), "left"));
  tasks.push_back(create_task(opposite ? take_both(b, a) : take_both(a, b), "right"));
  for (const Task<>& task : tasks) co_await task;
}

// It does not look at how it ended.
Program careless(bool opposite) {
  return [opposite](Loop& loop) {
    create_task_on(loop, take_in_turn(opposite), "main");
    while (loop.run_once()) {
    }
    return Ending{};
  };
}

TEST(AWatchedProgram, FailsWhereADetectorFindsSomething) {
  Explorer explorer(watched(careless(true)), {.strategy = "random", .seed = 1});
  const Outcome outcome = explorer.run();
  ASSERT_TRUE(outcome.failure);
  EXPECT_EQ(outcome.failure->ending.kind, EndingKind::deadlock);
  EXPECT_EQ(outcome.failure->ending.what,
            "deadlock: left waits for lock 2, held by right; right waits for lock 1, held by left");
  EXPECT_EQ(outcome.failure->ending.details,
            "main waits for left\n"
            "left waits for lock 2, held by right\n"
            "right waits for lock 1, held by left\n"
            "a ring: left, right\n");
}

TEST(AWatchedProgram, PassesWhereThereIsNothing) {
  Explorer explorer(watched(careless(false)), {.schedules = 500});
  EXPECT_FALSE(explorer.run().failure);
}

TEST(AWatchedProgram, ShrinksToTheSameFinding) {
  const Program program = watched(careless(true));
  Explorer explorer(program, {.strategy = "random", .seed = 5});
  const Outcome outcome = explorer.run();
  ASSERT_TRUE(outcome.failure);
  Shrinker shrinker(program);
  const Shrunk shrunk = shrinker.shrink(outcome.failure->schedule, outcome.failure->ending);
  EXPECT_LE(shrunk.schedule.size(), outcome.failure->schedule.size());
  Replay replay(shrunk.schedule, OnParting::stop);
  Loop loop;
  loop.set_chooser(&replay);
  EXPECT_EQ(program(loop), outcome.failure->ending);
}

TEST(AWatchedProgram, FailsAsItDoesItself) {
  Loop loop;
  const Ending ending = watched([](Loop&) { return Ending{EndingKind::failed, "no"}; })(loop);
  EXPECT_EQ(ending, (Ending{EndingKind::failed, "no"}));
}

TEST(AWatchedProgram, HasADigestOfItsEventsWhoeverElseHears) {
  TraceDigest heard;
  Loop loop;
  loop.set_probe(&heard);
  const Ending ending = watched(test::racy())(loop);
  EXPECT_EQ(ending.digest, heard.value());
  loop.reset();
  loop.set_probe(nullptr);
  EXPECT_EQ(watched(test::racy())(loop).digest, ending.digest);
  loop.reset();
  EXPECT_NE(watched(test::racy(true))(loop).digest, ending.digest);
}

TEST(AWatchedProgram, SaysIfItsFailureWentAnotherWayWhenItWasMadeAgain) {
  const auto failure_of = [](const Program& program) {
    return Explorer(watched(program), {.strategy = "random", .seed = 1}).run().failure;
  };
  EXPECT_TRUE(failure_of(careless(true))->same_again);
  const Program other_each_time = [runs = 0](Loop& loop) mutable {
    loop.call_later(Duration(++runs), [] {});
    while (loop.run_once()) {
    }
    return Ending{EndingKind::failed, "no"};
  };
  EXPECT_FALSE(failure_of(other_each_time)->same_again);
}

TEST(AWatchedProgram, LetsTheProbeOfTheLoopHear) {
  const auto digest_of = [](const Program& program) {
    TraceDigest digest;
    Loop loop;
    loop.set_probe(&digest);
    static_cast<void>(program(loop));
    EXPECT_EQ(loop.probe(), &digest);
    return digest.value();
  };
  EXPECT_EQ(digest_of(watched(test::racy())), digest_of(test::racy()));
}

}  // namespace
}  // namespace sim
