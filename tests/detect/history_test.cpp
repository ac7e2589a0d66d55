#include "sim/detect/history.hpp"

#include <gtest/gtest.h>

#include "sim/aio/queue.hpp"
#include "sim/aio/run.hpp"
#include "sim/aio/sleep.hpp"
#include "sim/coro/task.hpp"
#include "sim/detect/models.hpp"

namespace sim {
namespace {

using Calls = QueueModel<int>;

TEST(History, CountsBeginsAndEnds) {
  History<Calls> history;
  auto first = history.begin("a", Calls::put(1));
  auto second = history.begin("b", Calls::get());
  first.end();
  second.end(1);
  ASSERT_EQ(history.operations().size(), 2U);
  EXPECT_EQ(describe(history.operations()[0]), "put(1) -> done by a, moments 1 to 3");
  EXPECT_EQ(describe(history.operations()[1]), "get() -> 1 by b, moments 2 to 4");
}

TEST(History, LeavesOpenWhatNeverEnds) {
  History<Calls> history;
  static_cast<void>(history.begin("a", Calls::get()));
  EXPECT_EQ(history.operations()[0].end, History<Calls>::never);
  EXPECT_EQ(describe(history.operations()[0]),
            "get() and nobody knows whether it happened by a, moments 1 to the end");
}

TEST(History, KnowsWhatWasGivenUpAndWhatWasRefused) {
  History<Calls> history;
  history.begin("a", Calls::get()).refuse();
  history.begin("b", Calls::get()).abandon();
  history.begin("c", Calls::get()).withdraw();
  EXPECT_TRUE(history.operations()[0].result->is_refused());
  EXPECT_FALSE(history.operations()[1].result);
  EXPECT_EQ(history.operations()[1].end, 4U);
  EXPECT_TRUE(history.operations()[2].withdrawn);
  EXPECT_EQ(describe(history.operations()[2]), "get() given up by c, moments 5 to 6");
}

Coro<> get_once(Queue<int>& queue, History<Calls>& history, const char* who) {
  auto call = history.begin(who, Calls::get());
  call.end(co_await queue.get());
}

Coro<> cancel_the_second(Queue<int>& queue, History<Calls>& history) {
  auto first = create_task(get_once(queue, history, "first"));
  auto second = create_task(get_once(queue, history, "second"));
  co_await sleep(Duration{0});
  second.cancel();
  queue.put_nowait(7);
  co_await first;
}

TEST(History, IsWrittenByCoroutinesAndKeepsOpenWhatIsCancelled) {
  History<Calls> history;
  Queue<int> queue;
  run(cancel_the_second(queue, history));
  ASSERT_EQ(history.operations().size(), 2U);
  EXPECT_EQ(describe(history.operations()[0]), "get() -> 7 by first, moments 1 to 3");
  EXPECT_FALSE(history.operations()[1].result);
}

}  // namespace
}  // namespace sim
