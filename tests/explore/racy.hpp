// tests/explore/racy.hpp
//
// A small program to explore: two tasks that add to a counter without a lock, or with one.
//
//   Explorer explorer(test::racy(), {.strategy = "random"});

#pragma once

#include <vector>

#include "sim/aio/lock.hpp"
#include "sim/coro/shared.hpp"
#include "sim/coro/task.hpp"
#include "sim/explore/program.hpp"

namespace sim::test {

struct RacyRun {
  bool locked;
  int total = 0;
};

inline Coro<> add_racily(Shared<int>& counter, Lock* lock) {
  if (lock != nullptr) co_await lock->acquire();
  const int before = counter.get();
  co_await counter.write(before + 1);
  if (lock != nullptr) lock->release();
}

inline Coro<> main_of_racy(RacyRun& run) {
  Shared<int> counter(0);
  Lock lock;
  Lock* used = run.locked ? &lock : nullptr;
  std::vector<Task<>> tasks;
  tasks.push_back(create_task(add_racily(counter, used), "deposit"));
  tasks.push_back(create_task(add_racily(counter, used), "audit"));
  for (const Task<>& task : tasks) co_await task;
  run.total = counter.get();
}

inline Program racy(bool locked = false) {
  return [locked](Loop& loop) {
    RacyRun run{locked};
    create_task_on(loop, main_of_racy(run), "main");
    while (loop.run_once()) {
    }
    if (run.total == 2) return Ending{};
    return Ending{EndingKind::failed, "an addition is lost"};
  };
}

}  // namespace sim::test
