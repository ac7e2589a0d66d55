// tests/detect/races.hpp
//
// The happens-before races in a run of a coroutine; and two tasks to have some.
//
//   EXPECT_EQ(test::races_found(test::run_both(write, read)), "happens-before race: ...\n");

#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "sim/aio/barrier.hpp"
#include "sim/aio/condition.hpp"
#include "sim/aio/event.hpp"
#include "sim/aio/lock.hpp"
#include "sim/aio/queue.hpp"
#include "sim/aio/run.hpp"
#include "sim/aio/semaphore.hpp"
#include "sim/aio/sleep.hpp"
#include "sim/coro/future.hpp"
#include "sim/coro/shared.hpp"
#include "sim/detect/detectors.hpp"
#include "sim/explore/deed_tap.hpp"

namespace sim::test {

inline std::vector<HbRace> races_in(Coro<> main, Readiness readiness = Readiness::any) {
  Detectors detectors({.hb_race = true, .readiness = readiness});
  DeedTap tap(nullptr, detectors);
  Runner runner({.chooser = &tap, .probe = &detectors});
  const Task<> task = create_task_on(runner.loop(), std::move(main), "main");
  if (runner.drive(task.core()) == RunEnd::done) static_cast<void>(runner.shut_down());
  return detectors.hb_races()->races();
}

inline std::string races_found(Coro<> main, Readiness readiness = Readiness::any) {
  std::string text;
  for (const HbRace& race : races_in(std::move(main), readiness)) {
    text += race.finding.what + "\n";
  }
  return text;
}

// What two tasks that write one variable are ordered by, or not.
struct World {
  Shared<int> balance{0};
  Lock lock{};
  Semaphore permit{1};
  Semaphore none{0};
  Event open{};
  Condition changed{};
  Barrier both{2};
  Queue<int> jobs{};
  Future<> answer{};
  Task<>* other = nullptr;
};
using Body = std::function<Coro<>(World&)>;

inline Coro<> run_both(Body first, Body second) {
  World world;
  Task<> left = create_task(first(world), "left");
  world.other = &left;
  Task<> right = create_task(second(world), "right");
  try {
    co_await left;
  } catch (const CancelledError&) {
  }
  co_await right;
}

inline constexpr const char* both_write =
    "happens-before race: left writes variable 1, right writes it; nothing orders them\n";

inline Coro<> write(World& world) {
  world.balance.set(1);
  co_return;
}

inline Coro<> write_later(World& world) {
  co_await sleep(std::chrono::seconds(0));
  co_await sleep(std::chrono::seconds(0));
  world.balance.set(2);
}

}  // namespace sim::test
