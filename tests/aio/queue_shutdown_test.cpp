// Shutting a queue down, as CPython 3.13 does it, for each kind of queue.

#include <gtest/gtest.h>

#include "sim/aio/queue.hpp"
#include "sim/coro/task.hpp"
#include "tests/support/ending.hpp"

namespace sim {
namespace {

using namespace test;

// Runs what `make(kind)` makes for each kind of queue; a kind is a pointer to nothing.
template <class F>
void play_for_each_queue(F make) {
  run(make(static_cast<Queue<std::string>*>(nullptr)));
  run(make(static_cast<LifoQueue<std::string>*>(nullptr)));
  run(make(static_cast<PriorityQueue<std::string>*>(nullptr)));
}

template <class Q>
Coro<> expect_shut_down(Q& queue) {
  EXPECT_EQ(co_await ending(queue.put("data")), "QueueShutDown");
  EXPECT_THROW(queue.put_nowait("data"), QueueShutDown);
  EXPECT_EQ(co_await ending(queue.get()), "QueueShutDown");
  EXPECT_THROW(queue.get_nowait(), QueueShutDown);
}

template <class Q>
Coro<> shut_an_empty_one_down() {
  Q queue;
  const auto getter = create_task(queue.get());
  co_await sleep(0s);
  queue.shutdown();
  EXPECT_EQ(queue.qsize(), 0U);
  co_await queue.join();
  co_await sleep(0s);
  EXPECT_TRUE(getter.done());
  EXPECT_EQ(state_of(getter), "QueueShutDown");
  co_await expect_shut_down(queue);
}

// test_queues._QueueShutdownTestMixin.test_shutdown_empty
TEST(QueueShutdown, ThrowsIntoThoseWhoWaitForSomething) {
  play_for_each_queue([]<class Q>(Q*) { return shut_an_empty_one_down<Q>(); });
}

template <class Q>
Coro<> shut_a_full_one_down() {
  Q queue(1);
  queue.put_nowait("data");
  const auto join = create_task(queue.join());
  const auto putter = create_task(queue.put("data2"));
  co_await sleep(0s);
  EXPECT_FALSE(putter.done());
  queue.shutdown();
  EXPECT_EQ(queue.qsize(), 1U);
  co_await sleep(0s);
  EXPECT_EQ(state_of(putter), "QueueShutDown");
  EXPECT_EQ(co_await queue.get(), "data");
  co_await sleep(0s);
  EXPECT_FALSE(join.done());
  co_await expect_shut_down(queue);
  queue.task_done();
  co_await sleep(0s);
  EXPECT_TRUE(join.done());
  EXPECT_THROW(queue.task_done(), ValueError);
}

// test_queues._QueueShutdownTestMixin.test_shutdown_nonempty
TEST(QueueShutdown, LetsWhatIsInTheQueueBeGot) {
  play_for_each_queue([]<class Q>(Q*) { return shut_a_full_one_down<Q>(); });
}

template <class Q>
Coro<> shut_down_at_once() {
  Q queue;
  queue.put_nowait("data");
  const auto join = create_task(queue.join());
  queue.shutdown(QueueShutdown::immediate);
  EXPECT_EQ(queue.qsize(), 0U);
  co_await sleep(0s);
  EXPECT_EQ(state_of(join), "done");
  co_await expect_shut_down(queue);
  EXPECT_THROW(queue.task_done(), ValueError);
}

// test_queues._QueueShutdownTestMixin.test_shutdown_immediate
TEST(QueueShutdown, EmptiesTheQueueWhenItIsImmediate) {
  play_for_each_queue([]<class Q>(Q*) { return shut_down_at_once<Q>(); });
}

template <class Q>
Coro<> shut_down_with_one_in_hand() {
  Q queue;
  queue.put_nowait("data");
  queue.put_nowait("data");
  const auto join = create_task(queue.join());
  EXPECT_EQ(co_await queue.get(), "data");
  queue.shutdown(QueueShutdown::immediate);
  EXPECT_EQ(queue.qsize(), 0U);
  co_await sleep(0s);
  EXPECT_FALSE(join.done());
  co_await expect_shut_down(queue);
  queue.task_done();
  EXPECT_THROW(queue.task_done(), ValueError);
  co_await sleep(0s);
  EXPECT_EQ(state_of(join), "done");
}

// test_queues._QueueShutdownTestMixin.test_shutdown_immediate_with_unfinished
TEST(QueueShutdown, WaitsForWhatWasGotEvenWhenItIsImmediate) {
  play_for_each_queue([]<class Q>(Q*) { return shut_down_with_one_in_hand<Q>(); });
}

TEST(QueueShutdown, ThrowsIntoThoseWhoWaitForRoom) {
  play([]() -> Coro<> {
    Queue<int> queue(1);
    queue.put_nowait(1);
    const auto putter = create_task(queue.put(2));
    co_await sleep(0s);
    queue.shutdown();
    EXPECT_EQ(co_await ending(putter), "QueueShutDown");
    EXPECT_EQ(queue.get_nowait(), 1);
  });
}

}  // namespace
}  // namespace sim
