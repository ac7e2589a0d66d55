// The many programs that it is held to are in tests/props/zoo.

#include "sim/sched/dpor.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "sim/aio/event.hpp"
#include "sim/aio/queue.hpp"
#include "sim/aio/sleep.hpp"
#include "sim/aio/timeout.hpp"
#include "sim/aio/wait.hpp"
#include "sim/coro/shared.hpp"
#include "sim/coro/task.hpp"
#include "sim/sched/dfs.hpp"
#include "tests/sched/search.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;
using test::search;
using test::Searched;

using Results = std::set<std::string>;

Coro<> write(Shared<int>& variable, int value) { co_await variable.write(value); }

TEST(Dpor, MakesOneRunWhereNothingMeets) {
  const Searched all = search([](std::string&) -> Coro<> {
    Shared<int> one(0);
    Shared<int> two(0);
    const Task<> a = create_task(write(one, 1));
    const Task<> b = create_task(write(two, 2));
    co_await a;
    co_await b;
  });
  EXPECT_EQ(all.runs, 1U);
  EXPECT_TRUE(all.complete);
  EXPECT_EQ(all.method, "dpor");
}

TEST(Dpor, MakesARunForEachOrderOfWhatMeets) {
  const Searched all = search([](std::string& result) -> Coro<> {
    Shared<int> variable(0);
    std::vector<Task<>> tasks;
    for (int value = 1; value <= 3; ++value) tasks.push_back(create_task(write(variable, value)));
    for (const Task<>& task : tasks) co_await task;
    result = std::to_string(variable.get());
  });
  EXPECT_EQ(all.runs, 6U);
  EXPECT_EQ(all.results, Results({"1", "2", "3"}));
}

Coro<> put_after(Queue<int>& queue, Duration delay) {
  co_await sleep(delay);
  queue.put_nowait(1);
}

Coro<> get_within_a_second(std::string& result, Duration delay) {
  Queue<int> queue;
  const Task<> putter = create_task(put_after(queue, delay));
  try {
    co_await timeout(1s, queue.get());
    result = "got";
  } catch (const TimeoutError&) {
    result = "late";
  }
  co_await putter;
}

TEST(Dpor, OrdersATimeoutWithWhatIsDueAtTheSameTime) {
  const auto tie = [](std::string& result) { return get_within_a_second(result, 1s); };
  EXPECT_EQ(search(tie).results, Results({"got", "late"}));
}

TEST(Dpor, LeavesTheOrderOfTimesAlone) {
  const auto soon = [](std::string& result) { return get_within_a_second(result, 500ms); };
  const auto late = [](std::string& result) { return get_within_a_second(result, 1500ms); };
  EXPECT_EQ(search(soon).results, Results({"got"}));
  EXPECT_EQ(search(late).results, Results({"late"}));
}

Coro<> wait_for_it(Event& event, std::string& result, char letter) {
  co_await event.wait();
  result += letter;
}

TEST(Dpor, OrdersARequestToStopWithWhatItsTaskWaitsFor) {
  const Searched all = search([](std::string& result) -> Coro<> {
    Event event;
    Task<> waiter = create_task(wait_for_it(event, result, 'w'));
    const auto set = [&event]() -> Coro<> {
      event.set();
      co_return;
    };
    const auto stop = [&waiter]() -> Coro<> {
      waiter.cancel();
      co_return;
    };
    const Task<> setter = create_task(set());
    const Task<> stopper = create_task(stop());
    co_await setter;
    co_await stopper;
    try {
      co_await waiter;
    } catch (const CancelledError&) {
      result += 'x';
    }
  });
  EXPECT_EQ(all.results, Results({"w", "x"}));
  EXPECT_TRUE(all.complete);
}

Coro<> wait_for_the_first(const std::vector<Task<>>& tasks, std::string& result) {
  co_await wait(tasks, {.return_when = ReturnWhen::first_completed});
  result += 'd';
}

// wait() stands in a queue that no object has.
TEST(Dpor, OrdersARequestToStopWithWhatWakesAWaitForTasks) {
  const Searched all = search([](std::string& result) -> Coro<> {
    std::vector<Task<>> tasks;
    Task<> waiter = create_task(wait_for_the_first(tasks, result));
    const auto end = []() -> Coro<> { co_return; };
    const auto stop = [&]() -> Coro<> {
      result += waiter.cancel() ? 'y' : 'n';
      co_return;
    };
    tasks.push_back(create_task(end()));
    const Task<> stopper = create_task(stop());
    co_await stopper;
    try {
      co_await waiter;
    } catch (const CancelledError&) {
      result += 'x';
    }
  });
  EXPECT_EQ(all.results, Results({"dn", "yx"}));
}

TEST(Dpor, FindsWhatIsLeftUndoneWhereAProgramEndsEarly) {
  const auto main = [](std::string& result) -> Coro<> {
    // It captures nothing, as it may outlive main.
    const auto step = [](std::string& seen) -> Coro<> {
      for (int turn = 0; turn < 2; ++turn) {
        seen += '.';
        co_await sleep(0s);
      }
    };
    const Task<> left = create_task(step(result));
    co_await sleep(0s);
  };
  const Searched all = search(main, false);
  EXPECT_TRUE(all.complete);
  EXPECT_EQ(all.results, Results({".", ".."}));
  EXPECT_EQ(all.method, "dpor");
}

// Two tasks that never meet, and main ends: what counts is how far each has come.
TEST(Dpor, OrdersTheEndOfAProgramWithTheStepsThatItCutsOff) {
  const auto main = [](std::string& result) -> Coro<> {
    const auto step = [](std::string& seen, std::size_t place) -> Coro<> {
      for (int turn = 0; turn < 3; ++turn) {
        ++seen[place];
        co_await sleep(0s);
      }
    };
    result = "00";
    std::vector<Task<>> tasks;
    for (std::size_t place = 0; place < 2; ++place) {
      tasks.push_back(create_task(step(result, place)));
    }
    co_await sleep(0s);
  };
  const Searched all = search(main, false);
  EXPECT_TRUE(all.complete);
  EXPECT_EQ(all.method, "dpor");
  const Searched each = search<DfsStrategy>(main, false);
  EXPECT_TRUE(each.complete);
  EXPECT_EQ(all.results, each.results);
  EXPECT_EQ(all.results.size(), 9U);  // each of them may have made one step, two or three
  EXPECT_LT(all.runs, each.runs / 10);
}

}  // namespace
}  // namespace sim
