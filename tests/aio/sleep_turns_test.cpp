// A sleep that ends where nothing else has a turn ends in place of two steps of the loop, and one
// that would be all that happens until then is not begun at all: nobody may see that, whatever
// else the program does.

#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "sim/aio/sleep.hpp"
#include "sim/coro/context.hpp"
#include "sim/coro/task.hpp"
#include "sim/loop/loop.hpp"
#include "tests/support/numbers.hpp"
#include "tests/support/seen_run.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;

ContextVar<int> known_to_a_task("known_to_a_task", 0);

class Program {
 public:
  explicit Program(std::uint64_t seed) : numbers_(seed) {}

  test::SeenRun run(Loop& loop) {
    for (std::uint64_t tasks = 1 + numbers_.below(3); tasks > 0; --tasks) {
      kept_.push_back(create_task_on(loop, sleeps_often(3)));
    }
    switch (numbers_.below(3)) {
      case 0: loop.run(); break;
      case 1: while (loop.run_once()) see(loop); break;
      default: loop.run_while([this, &loop] { return see(loop); });
    }
    kept_.clear();
    return test::SeenRun::of(loop, log_);
  }

 private:
  bool see(const Loop& loop) {
    log_ += std::to_string(loop.steps()) + '/' + std::to_string(loop.iteration()) + ' ';
    return true;
  }

  Sleep some_sleep() {
    switch (numbers_.below(8)) {
      case 0: return sleep(0s);
      case 1: return timed_sleep(0s);
      case 2: return sleep(20h + 10h * numbers_.below(4));  // asyncio waits a day at most
      default: return sleep(Duration(numbers_.below(4)));
    }
  }

  Coro<int> sleeps_often(int depth) {
    for (std::uint64_t left = numbers_.below(5); left > 0; --left) {
      try {
        co_await some_sleep();
        log_ += std::to_string(current_task().id().value());
        see(Loop::current());
        co_await does_something(depth);
      } catch (const CancelledError&) {
        log_ += 'x';
      }
    }
    co_return depth;
  }

  Coro<> does_something(int depth) {
    switch (numbers_.below(10)) {
      case 0: kept_[numbers_.below(kept_.size())].cancel(); break;
      case 1:
        Loop::current().call_later(Duration(numbers_.below(3)), [this] { log_ += 'l'; });
        break;
      case 2: Loop::current().call_soon([this] { log_ += 's'; }); break;
      case 3: log_ += std::to_string(known_to_a_task.get()); break;
      case 4: known_to_a_task.set(known_to_a_task.get() + 1); break;
      case 5: current_task().cancel(); break;
      case 6:
        if (depth > 0) create_task(sleeps_often(depth - 1));
        break;
      case 7:
        if (depth > 0) kept_.push_back(create_task(sleeps_often(depth - 1)));
        break;
      case 8:
        if (depth > 0) log_ += std::to_string(co_await create_task(sleeps_often(depth - 1)));
        break;
      default: co_await sleeps_often(depth - 1 > 0 ? depth - 1 : 0);
    }
  }

  test::Numbers numbers_;
  std::string log_;
  std::vector<Task<int>> kept_;
};

TEST(SleepsThatEndAlone, AreSeenByNobody) {
  test::expect_the_same_watched<Program>(2'000);
}

}  // namespace
}  // namespace sim
