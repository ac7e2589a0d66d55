// One task, awaited in every way at once: how many iterations after its last step each resumes.

#include <gtest/gtest.h>

#include "sim/aio/as_completed.hpp"
#include "sim/aio/gather.hpp"
#include "sim/aio/shield.hpp"
#include "sim/aio/task_group.hpp"
#include "sim/aio/wait.hpp"
#include "sim/aio/wait_for.hpp"
#include "sim/coro/task.hpp"
#include "tests/support/counts.hpp"
#include "tests/support/ending.hpp"

namespace sim {
namespace {

using namespace test;

// Notes when whatever it awaits resumes it.
class Watchers {
 public:
  explicit Watchers(Task<> task) : task_(std::move(task)) {}

  template <class A>
  void add(std::string name, A awaitable) {
    watchers_.push_back(create_task(watch(std::move(name), std::move(awaitable))));
  }

  // The lateness of each, in the order in which they resumed.
  Coro<std::string> finish(const std::uint64_t& last_step) {
    last_step_ = &last_step;
    co_await gather(watchers_);
    co_return text_;
  }

  [[nodiscard]] std::vector<Task<>> list() const { return {task_}; }

 private:
  template <class A>
  Coro<> watch(std::string name, A awaitable) {
    static_cast<void>(co_await std::move(awaitable));
    text_ += name + std::to_string(iteration() - *last_step_) + " ";
  }

  Task<> task_;
  const std::uint64_t* last_step_ = nullptr;
  std::vector<Task<>> watchers_;
  std::string text_;
};

Coro<> in_a_group(Task<> task) {
  auto body = [&](TaskGroup& group) -> Coro<> {
    group.create_task(task);
    co_return;
  };
  co_await task_group(body);
}

Coro<> in_its_turn(std::vector<Task<>> tasks) {
  auto each = as_completed(std::move(tasks));
  co_await each.next();
}

TEST(AllWays, ResumeOneOrTwoIterationsAfterTheTask) {
  play([]() -> Coro<> {
    std::uint64_t last_step = 0;
    auto work = [&]() -> Coro<> {
      co_await sleep(1s);
      last_step = iteration();
    };
    const auto task = create_task(work());
    Watchers watchers(task);
    watchers.add("await:", task);
    watchers.add("gather:", gather(task));
    watchers.add("wait:", wait(watchers.list()));
    watchers.add("wait_for:", wait_for(task, 9s));
    watchers.add("wait_for_312:", wait_for_312(task, 9s));
    watchers.add("shield:", shield(task));
    watchers.add("as_completed:", in_its_turn(watchers.list()));
    // A group makes another task, which awaits it: one more.
    watchers.add("group:", in_a_group(task));
    EXPECT_EQ(co_await watchers.finish(last_step),
              "await:1 wait_for_312:1 gather:2 shield:2 wait:2 wait_for:2 as_completed:2 "
              "group:3 ");
  });
}

}  // namespace
}  // namespace sim
