// Queues whose getters and putters are cancelled, and queues that are joined.

#include <gtest/gtest.h>

#include "sim/aio/gather.hpp"
#include "sim/aio/queue.hpp"
#include "sim/aio/task_group.hpp"
#include "sim/aio/wait_for.hpp"
#include "sim/coro/task.hpp"
#include "tests/support/counts.hpp"
#include "tests/support/ending.hpp"
#include "tests/support/journal.hpp"

namespace sim {
namespace {

using namespace test;

// test_queues.QueueGetTests.test_get_cancelled_race
TEST(QueueCancel, OfTheFirstGetterLeavesTheItemToTheSecond) {
  play([]() -> Coro<> {
    Queue<char> queue;
    auto first = create_task(queue.get());
    const auto second = create_task(queue.get());
    co_await sleep(0s);
    first.cancel();
    co_await sleep(0s);
    EXPECT_TRUE(first.done());
    co_await queue.put('a');
    co_await sleep(0s);
    EXPECT_EQ(co_await second, 'a');
  });
}

// test_queues.QueueGetTests.test_cancelled_getters_not_being_held_in_self_getters
TEST(QueueCancel, ByATimeoutLeavesNoGetterBehind) {
  play([]() -> Coro<> {
    Queue<int> queue(5);
    EXPECT_EQ(co_await ending(wait_for(queue.get(), 100ms)), "TimeoutError");
    // A getter left behind would be woken in place of this one.
    const auto getter = create_task(queue.get());
    co_await sleep(0s);
    queue.put_nowait(1);
    co_await sleep(0s);
    EXPECT_EQ(state_of(getter), "1");
  });
}

// test_queues.QueuePutTests.test_get_cancel_drop_one_pending_reader
TEST(QueueCancel, OfAWokenGetterDropsNothing) {
  play([]() -> Coro<> {
    Queue<int> queue;
    auto reader = create_task(queue.get());
    co_await sleep(0s);
    queue.put_nowait(1);
    queue.put_nowait(2);
    reader.cancel();
    EXPECT_EQ(co_await ending(reader), "CancelledError");
    EXPECT_EQ(co_await queue.get(), 1);
    EXPECT_EQ(co_await queue.get(), 2);
  });
}

// test_queues.QueuePutTests.test_get_cancel_drop_many_pending_readers
TEST(QueueCancel, OfAWokenGetterPassesTheItemOn) {
  play([]() -> Coro<> {
    Queue<int> queue;
    auto first = create_task(queue.get());
    const auto second = create_task(queue.get());
    const auto third = create_task(queue.get());
    co_await sleep(0s);
    queue.put_nowait(1);
    queue.put_nowait(2);
    first.cancel();
    EXPECT_EQ(co_await ending(first), "CancelledError");
    EXPECT_EQ(co_await third, 2);
    EXPECT_EQ(co_await second, 1);
  });
}

// test_queues.QueuePutTests.test_put_cancel_drop
TEST(QueueCancel, OfAWokenPutterPutsNothing) {
  play([]() -> Coro<> {
    Queue<int> queue(1);
    queue.put_nowait(1);
    auto writer = create_task(queue.put(2));
    co_await sleep(0s);
    EXPECT_EQ(queue.get_nowait(), 1);
    writer.cancel();
    EXPECT_EQ(co_await ending(writer), "CancelledError");
    co_await queue.put(2);
    EXPECT_EQ(queue.get_nowait(), 2);
    EXPECT_EQ(queue.qsize(), 0U);
  });
}

// test_queues.QueuePutTests.test_put_cancelled_race
TEST(QueueCancel, OfALaterPutterDoesNotDisturbTheFirst) {
  play([]() -> Coro<> {
    Queue<char> queue(1);
    const auto a = create_task(queue.put('a'));
    const auto b = create_task(queue.put('b'));
    auto c = create_task(queue.put('X'));
    co_await sleep(0s);
    EXPECT_TRUE(a.done());
    EXPECT_FALSE(b.done());
    c.cancel();
    co_await sleep(0s);
    EXPECT_TRUE(c.done());
    EXPECT_EQ(queue.get_nowait(), 'a');
    co_await sleep(0s);
    EXPECT_EQ(queue.get_nowait(), 'b');
    co_await b;
  });
}

// test_queues.QueuePutTests.test_cancelled_puts_not_being_held_in_self_putters
TEST(QueueCancel, LeavesNoPutterBehind) {
  play([]() -> Coro<> {
    Queue<int> queue(1);
    queue.put_nowait(1);
    auto putter = create_task(queue.put(2));
    co_await sleep(0s);
    putter.cancel();
    EXPECT_EQ(co_await ending(putter), "CancelledError");
    // A putter left behind would be woken in place of this one.
    const auto next = create_task(queue.put(3));
    co_await sleep(0s);
    EXPECT_EQ(queue.get_nowait(), 1);
    co_await sleep(0s);
    EXPECT_TRUE(next.done());
    EXPECT_EQ(queue.get_nowait(), 3);
  });
}

// test_queues.QueuePutTests.test_cancelled_put_silence_value_error_exception
TEST(QueueCancel, OfAPutterThatWasWokenIsACancellation) {
  play([]() -> Coro<> {
    Queue<int> queue(1);
    queue.put_nowait(1);
    auto putter = create_task(queue.put(1));
    co_await sleep(0s);
    queue.get_nowait();
    putter.cancel();
    EXPECT_EQ(co_await ending(putter), "CancelledError");
    EXPECT_TRUE(queue.empty());
  });
}

TEST(QueueCancel, LosesNoItemInWhicheverIterationItComes) {
  for (int moment = 0; moment <= 5; ++moment) {
    play([moment]() -> Coro<> {
      Queue<int> queue;
      auto get = [&](int delay) -> Coro<int> {
        co_await pass(delay);
        co_return co_await queue.get();
      };
      auto first = create_task(get(0));
      const auto second = create_task(get(1));
      auto put = [&]() -> Coro<> {
        co_await pass(2);
        queue.put_nowait(1);
      };
      const auto putter = create_task(put());
      co_await pass(moment);
      const bool asked = first.cancel();
      if (asked) {
        EXPECT_EQ(co_await ending(first), "CancelledError");
      }
      const Task<int> lucky = asked ? second : first;
      EXPECT_EQ(co_await ending(lucky), "1") << "cancelled after " << moment;
      if (!asked) queue.put_nowait(2);
      co_await second;
    });
  }
}

TEST(Queue, SendsARobbedGetterToTheEndOfTheLine) {
  play([]() -> Coro<> {
    Queue<int> queue;
    Journal journal;
    auto get = [&](const char* name) -> Coro<> {
      const int item = co_await queue.get();
      journal.note(std::string(name) + ":", item);
    };
    const auto first = create_task(get("first"));
    const auto second = create_task(get("second"));
    co_await sleep(0s);
    queue.put_nowait(0);
    journal.note("thief:", queue.get_nowait());
    co_await sleep(0s);
    queue.put_nowait(1);
    queue.put_nowait(2);
    co_await gather(first, second);
    EXPECT_EQ(journal.text(), "thief:0 second:1 first:2");
  });
}

template <class Q>
Coro<> do_hundred_things() {
  Q queue;
  for (int i = 0; i < 100; ++i) queue.put_nowait(i);
  int sum = 0;
  bool running = true;
  auto work = [&]() -> Coro<> {
    while (running) {
      sum += co_await queue.get();
      queue.task_done();
    }
  };
  co_await task_group([&](TaskGroup& group) -> Coro<> {
    for (int i = 0; i < 2; ++i) group.create_task(work());
    co_await queue.join();
    EXPECT_EQ(sum, 4950);
    running = false;
    for (int i = 0; i < 2; ++i) queue.put_nowait(0);
  });
}

// test_queues._QueueJoinTestMixin.test_task_done_underflow
TEST(QueueJoin, CountsNoMoreDoneThanPut) {
  EXPECT_EQ(outcome([] { Queue<int>().task_done(); }),
            "ValueError: task_done() called too many times");
  EXPECT_THROW(LifoQueue<int>().task_done(), ValueError);
  EXPECT_THROW(PriorityQueue<int>().task_done(), ValueError);
}

// test_queues._QueueJoinTestMixin.test_task_done
TEST(QueueJoin, WaitsUntilAllThatWasPutIsDone) {
  run(do_hundred_things<Queue<int>>());
  run(do_hundred_things<LifoQueue<int>>());
  run(do_hundred_things<PriorityQueue<int>>());
}

// test_queues._QueueJoinTestMixin.test_join_empty_queue
TEST(QueueJoin, OfAnEmptyQueueIsDoneAtOnce) {
  play([]() -> Coro<> {
    Queue<int> queue;
    EXPECT_EQ(co_await ticks(queue.join()), 0U);
    EXPECT_EQ(co_await ticks(queue.join()), 0U);
  });
}

TEST(QueueJoin, ResumesInTheIterationAfterTheLastIsDone) {
  const Counts counts = counts_of([](Moments& moments) -> Coro<> {
    Queue<int> queue;
    queue.put_nowait(1);
    auto work = [&]() -> Coro<> {
      co_await child(moments);
      queue.get_nowait();
      queue.task_done();
    };
    const auto worker = create_task(work());
    co_await queue.join();
  });
  EXPECT_EQ(counts, (Counts{.s = 1, .l = 1, .t = 2}));
}

}  // namespace
}  // namespace sim
