// Conditions, whose waits are told apart from each other only where the condition has a number: one
// that is made before its loop has none.

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>

#include "sim/aio/condition.hpp"
#include "sim/coro/task.hpp"
#include "sim/sched/dfs.hpp"
#include "tests/sched/search.hpp"

namespace sim {
namespace {

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
  const Task<> second = create_task(waits(changed, result, 'b'));
  co_await sleep(0s);
  const Task<> notifier = create_task(notifies(changed, result, all));
  const Task<> canceller = create_task(cancels(first));
  co_await notifier;
  co_await canceller;
  co_await first;
}

Coro<> make_and_play(std::string& result, bool all) {
  Condition changed;
  co_await play(changed, result, all);
  co_await sleep(1s);  // who is still in its line stays there
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

TEST(DporConditions, HaveAllResultsWhereTheyHaveANumber) {
  for (const bool all : {false, true}) {
    expect_the_same([all](std::string& result) { return make_and_play(result, all); });
  }
}

TEST(DporConditions, HaveAllResultsWhereTheyHaveNone) {
  for (const bool all : {false, true}) {
    std::unique_ptr<Condition> changed;
    expect_the_same([&changed, all](std::string& result) {
      changed = std::make_unique<Condition>();
      return play(*changed, result, all);
    });
  }
}

}  // namespace
}  // namespace sim
