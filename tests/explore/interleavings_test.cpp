#include "sim/explore/interleavings.hpp"

#include <gtest/gtest.h>

#include <cstdint>

#include "props/zoo/zoo.hpp"
#include "sim/aio/sleep.hpp"
#include "sim/coro/task.hpp"
#include "sim/sched/dfs.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;

Program kept(const char* name) { return zoo::find(name)->as(zoo::Translation::asy_to_the_end); }

std::uint64_t schedules_of_dfs(const Program& program) {
  DfsStrategy dfs;
  Loop loop;
  std::uint64_t count = 0;
  for (; !dfs.exhausted(); ++count) {
    dfs.begin_run(0);
    loop.set_chooser(&dfs);
    dfs.end_run(program(loop).ok());
    loop.reset();
  }
  return count;
}

TEST(Interleavings, AreTheSchedulesOfDfsWhereTheyAreFew) {
  for (const char* name : {"account", "deadlock01", "lazy01", "reorder_3"}) {
    const Interleavings all = count_interleavings(kept(name));
    EXPECT_TRUE(all.exact) << name;
    EXPECT_EQ(all.count, static_cast<double>(schedules_of_dfs(kept(name)))) << name;
  }
}

TEST(Interleavings, AreEstimatedWhereTheyAreMany) {
  for (const char* name : {"twostage", "carter01", "reorder_4"}) {
    const Interleavings about = count_interleavings(kept(name));
    const auto truth = static_cast<double>(schedules_of_dfs(kept(name)));
    EXPECT_FALSE(about.exact) << name;
    EXPECT_GT(about.error, 0.0) << name;
    EXPECT_NEAR(about.count, truth, 3 * about.error * about.count) << name;
  }
}

Coro<> turn(int times) {
  for (int time = 0; time < times; ++time) co_await sleep(0s);
}

Coro<> main_of_turns(int tasks, int times) {
  for (int task = 0; task < tasks; ++task) create_task(turn(times));
  co_return;
}

Program turns(int tasks, int times) {
  return [tasks, times](Loop& loop) {
    create_task_on(loop, main_of_turns(tasks, times));
    while (loop.run_once()) {
    }
    return Ending{};
  };
}

// Where nobody waits a draw is as likely as any other, and each tells how many there are: 16! /
// 4!^4 for four tasks of four steps.
TEST(Interleavings, AreToldByAnyDrawWhereNobodyWaits) {
  const Interleavings all = count_interleavings(turns(4, 3), {.schedules = 100, .draws = 10});
  EXPECT_FALSE(all.exact);
  EXPECT_NEAR(all.count, 63'063'000.0, 1.0);
  EXPECT_NEAR(all.error, 0.0, 1e-6);
  EXPECT_EQ(all.text(), "about 63 M interleavings");
}

TEST(Interleavings, CountAnOrderOfTimersOnce) {
  const auto program = [](Loop& loop) {
    for (int timer = 0; timer < 3; ++timer) loop.call_later(1s, [] {});
    while (loop.run_once()) {
    }
    return Ending{};
  };
  EXPECT_EQ(count_interleavings(program).text(), "6 interleavings");
}

TEST(Interleavings, AreNotKnownWhereThereIsNoTime) {
  EXPECT_FALSE(count_interleavings(turns(2, 2), {.keep_going = [] { return false; }}).known());
  EXPECT_FALSE(Interleavings().known());
}

TEST(Interleavings, AreSaidWithTheDigitsThatCount) {
  EXPECT_EQ((Interleavings{1.0, true}.text()), "1 interleaving");
  EXPECT_EQ((Interleavings{8'702'680.0, true}.text()), "8,702,680 interleavings");
  EXPECT_EQ((Interleavings{8'702'680.0, false, 0.01}.text()), "about 8.7 M interleavings");
  EXPECT_EQ((Interleavings{70'580.0, false, 0.09}.text()), "about 71,000 interleavings");
  EXPECT_EQ((Interleavings{70'580.0, false, 0.2}.text()), "about 70,000 interleavings");
  EXPECT_EQ((Interleavings{1.44e11, false, 0.01}.text()), "about 1.4e11 interleavings");
  EXPECT_EQ((Interleavings{1.44e11, false, 0.5}.text()), "roughly 1e11 interleavings");
}

}  // namespace
}  // namespace sim
