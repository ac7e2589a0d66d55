// tests/sched/race.hpp
//
// A small program to try strategies on: tasks that add to a counter without a lock.
//
//   Race race;
//   EXPECT_FALSE(race.run(strategy, 1));   // whether no addition was lost

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "sim/aio/sleep.hpp"
#include "sim/coro/shared.hpp"
#include "sim/coro/task.hpp"
#include "sim/loop/loop.hpp"
#include "sim/sched/strategy.hpp"

namespace sim::test {

class Race {
 public:
  explicit Race(int tasks = 2, int rounds = 1) : tasks_(tasks), rounds_(rounds) {}

  // One run of the strategy. Returns whether it passed.
  bool run(Strategy& strategy, std::uint64_t seed) {
    strategy.begin_run(seed);
    run_under(strategy);
    strategy.end_run(passed());
    return passed();
  }

  // One run under any chooser, from an empty loop. What it did is in `order` and `total`.
  void run_under(Chooser& chooser) {
    order.clear();
    total = 0;
    const End end(loop_);
    loop_.set_chooser(&chooser);
    create_task_on(loop_, main(*this), "main");
    while (loop_.run_once()) {
    }
  }

  [[nodiscard]] bool passed() const { return total == tasks_ * rounds_; }

  std::string order;  // the letters of the tasks as they read and wrote
  int total = 0;

 private:
  // Of a run: nothing is left, however it is left.
  struct End {
    explicit End(Loop& the_loop) : loop(the_loop) {}
    ~End() {
      loop.reset();
      loop.set_chooser(nullptr);
    }
    Loop& loop;
  };

  // A main that is cancelled goes before those that it made.
  static Coro<> add(Race& race, std::shared_ptr<Shared<int>> counter, char letter) {
    for (int round = 0; round < race.rounds_; ++round) {
      const int before = co_await counter->read();
      race.order += letter;
      co_await counter->write(before + 1);
      race.order += letter;
    }
  }

  static Coro<> main(Race& race) {
    const auto counter = std::make_shared<Shared<int>>(0);
    std::vector<Task<>> tasks;
    for (int task = 0; task < race.tasks_; ++task) {
      const char letter = static_cast<char>('a' + task);
      tasks.push_back(create_task(add(race, counter, letter), std::string(1, letter)));
    }
    for (const Task<>& task : tasks) co_await task;
    race.total = counter->get();
  }

  int tasks_;
  int rounds_;
  Loop loop_;
};

}  // namespace sim::test
