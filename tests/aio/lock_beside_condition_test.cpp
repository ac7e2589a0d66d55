// A lock of which nobody is told, and for which nobody waits, is taken and given back at once, by
// itself and by a condition over it: it does as one of which somebody is told.

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "sim/aio/condition.hpp"
#include "sim/aio/lock.hpp"
#include "sim/aio/sleep.hpp"
#include "sim/coro/task.hpp"
#include "sim/loop/loop.hpp"
#include "sim/loop/probe.hpp"
#include "tests/support/numbers.hpp"
#include "tests/support/seen_run.hpp"

namespace sim {
namespace {

class Watcher final : public Probe {
 public:
  explicit Watcher(bool objects) noexcept : objects_(objects) {}
  void on_event(const ProbeEvent&) override {}
  [[nodiscard]] bool watches_objects() const noexcept override { return objects_; }

 private:
  bool objects_;
};

// Some tasks that take a lock, give it back, wait at a condition over it, and cancel each other.
class Program {
 public:
  explicit Program(std::uint64_t seed) : numbers_(seed) {}

  test::SeenRun run(Probe* probe) {
    Loop loop;
    loop.set_probe(probe);
    create_task_on(loop, all());
    loop.run();
    return test::SeenRun::of(loop, log_);
  }

 private:
  // The lock is made while the loop runs, which may have it numbered.
  Coro<> all() {
    Lock lock;
    Condition changed(lock);
    Condition by_itself;
    for (char name = 'a'; name < 'e'; ++name) {
      Condition& condition = numbers_.below(4) == 0 ? by_itself : changed;
      tasks_.push_back(create_task(acts(name, lock, condition)));
    }
    for (int i = 0; i < 20; ++i) {
      co_await sleep(Duration(numbers_.below(3)));
      if (numbers_.below(5) == 0) tasks_[numbers_.below(tasks_.size())].cancel();
      log_ += lock.locked() ? '*' : ' ';
      log_ += std::to_string(lock.waiting() + changed.waiting());
    }
    for (Task<>& task : tasks_) {
      while (!task.done()) {
        task.cancel();
        co_await sleep(Duration{1});
      }
    }
    log_ += lock.locked() ? "taken" : "free";
    tasks_.clear();
  }

  Coro<> acts(char name, Lock& lock, Condition& condition) {
    for (int i = 0; i < 6; ++i) {
      try {
        if (numbers_.below(3) == 0) {
          co_await uses(name, lock);
        } else {
          co_await waits(name, condition);
        }
      } catch (const CancelledError&) {
        log_ += 'x';
      } catch (const RuntimeError&) {
        log_ += '!';
      }
      log_ += name;
    }
  }

  Coro<> uses(char name, Lock& lock) {
    if (numbers_.below(9) == 0) lock.release();  // whoever has it
    const auto held = co_await lock.hold();
    log_ += static_cast<char>(name - 'a' + 'A');
    for (std::uint64_t i = numbers_.below(3); i > 0; --i) co_await sleep(Duration(i - 1));
  }

  Coro<> waits(char name, Condition& condition) {
    const auto held = co_await condition.hold();
    if (numbers_.below(2) == 0) {
      condition.notify(numbers_.below(3));
      co_await sleep(Duration{0});
      condition.notify_all();
      log_ += '+';
      co_return;
    }
    log_ += static_cast<char>(name - 'a' + '0');
    co_await condition.wait();
    log_ += static_cast<char>(name - 'a' + 'A');
  }

  test::Numbers numbers_;
  std::string log_;
  std::vector<Task<>> tasks_;
};

TEST(LockBesideACondition, DoesTheSameWhetherSomebodyIsToldOrNot) {
  std::uint64_t taken = 0;
  for (std::uint64_t seed = 1; seed <= 1'000; ++seed) {
    const test::SeenRun plain = Program(seed).run(nullptr);
    Watcher of_tasks(false);
    Watcher of_objects(true);
    const test::SeenRun watched = Program(seed).run(&of_tasks);
    const test::SeenRun numbered = Program(seed).run(&of_objects);
    EXPECT_EQ(plain.log, watched.log) << seed;
    EXPECT_EQ(plain.log, numbered.log) << seed;
    ASSERT_EQ(plain, watched) << seed;
    ASSERT_EQ(plain, numbered) << seed;
    if (plain.log.find('*') != std::string::npos) ++taken;
  }
  EXPECT_GT(taken, 500U);
}

}  // namespace
}  // namespace sim
