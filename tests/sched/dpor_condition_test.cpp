// A condition of which one who waits is told to stop while it is notified.

#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <string>

#include "sim/aio/condition.hpp"
#include "sim/aio/sleep.hpp"
#include "sim/coro/task.hpp"
#include "sim/sched/dfs.hpp"
#include "tests/sched/search.hpp"
#include "tests/support/ending.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;
using test::search;
using test::Searched;

Coro<> waits(Condition& changed, std::string& result, char letter) {
  try {
    const auto held = co_await changed.hold();
    co_await changed.wait();
    result += letter;
  } catch (const CancelledError&) {
    result += 'x';
  }
}

Coro<> notifies(Condition& changed, std::string& result, bool all) {
  const auto held = co_await changed.hold();
  result += std::to_string(changed.waiting());
  all ? changed.notify_all() : changed.notify(1);
}

Coro<> cancels(Task<>& task) {
  task.cancel();
  co_return;
}

// Two wait, somebody notifies, and one of the two is told to stop.
Coro<> play(Condition& changed, std::string& result, bool all) {
  Task<> first = create_task(waits(changed, result, 'a'));
  Task<> second = create_task(waits(changed, result, 'b'));
  co_await sleep(0s);
  const Task<> notifier = create_task(notifies(changed, result, all));
  const Task<> canceller = create_task(cancels(first));
  co_await notifier;
  co_await canceller;
  result += co_await test::ending(first);  // which may have been stopped before it began
  second.cancel();                         // if nobody has woken it
  result += co_await test::ending(second);
}

Coro<> make_and_play(std::string& result, bool all) {
  Condition changed;
  co_await play(changed, result, all);
}

void expect_the_same(const std::function<Coro<>(std::string&)>& main) {
  const Searched all = search(main);
  const Searched each = search<DfsStrategy>(main);
  EXPECT_TRUE(all.complete);
  EXPECT_TRUE(each.complete);
  EXPECT_EQ(all.method, "dpor");
  EXPECT_EQ(all.results, each.results);
  EXPECT_GT(all.results.size(), 2U);
  EXPECT_LT(all.runs, each.runs);
}

TEST(Dpor, HasAllResultsOfACondition) {
  for (const bool all : {false, true}) {
    expect_the_same([all](std::string& result) { return make_and_play(result, all); });
  }
}

}  // namespace
}  // namespace sim
