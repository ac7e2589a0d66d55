#include "sim/aio/queue.hpp"

#include <gtest/gtest.h>

#include "sim/aio/gather.hpp"
#include "sim/aio/sleep.hpp"
#include "sim/aio/task_group.hpp"
#include "sim/aio/wait_for.hpp"
#include "sim/coro/task.hpp"
#include "tests/support/counts.hpp"
#include "tests/support/ending.hpp"
#include "tests/support/journal.hpp"

namespace sim {
namespace {

using namespace test;

// test_queues.QueueBasicTests.test_empty
TEST(Queue, IsEmptyUntilSomethingIsPut) {
  play([]() -> Coro<> {
    Queue<int> queue;
    EXPECT_TRUE(queue.empty());
    co_await queue.put(1);
    EXPECT_FALSE(queue.empty());
    EXPECT_EQ(co_await queue.get(), 1);
    EXPECT_TRUE(queue.empty());
  });
}

TEST(Queue, GivesAnotherItemToAGetThatIsAwaitedAgain) {
  play([]() -> Coro<> {
    Queue<int> queue;
    const Task<> putting = create_task([](Queue<int>& to) -> Coro<> {
      for (int item = 1; item <= 2; ++item) {
        co_await sleep(1s);
        co_await to.put(item);
      }
    }(queue));
    auto get = queue.get();
    EXPECT_EQ(co_await get, 1);  // it waits
    EXPECT_EQ(co_await get, 2);
    queue.put_nowait(3);
    EXPECT_EQ(co_await get, 3);  // it need not
  });
}

// test_queues.QueueBasicTests.test_full
TEST(Queue, IsFullAtItsBoundAndNeverWithoutOne) {
  play([]() -> Coro<> {
    Queue<int> boundless;
    EXPECT_FALSE(boundless.full());
    co_await boundless.put(1);
    EXPECT_FALSE(boundless.full());
    Queue<int> queue(1);
    co_await queue.put(1);
    EXPECT_TRUE(queue.full());
  });
}

template <class Q>
Coro<std::string> in_and_out() {
  Q queue;
  for (const int item : {1, 3, 2}) co_await queue.put(item);
  std::string text;
  while (!queue.empty()) text += std::to_string(co_await queue.get());
  co_return text;
}

// test_queues.QueueBasicTests.test_order
TEST(Queue, GivesTheFirstFirst) { EXPECT_EQ(run(in_and_out<Queue<int>>()), "132"); }

// test_queues.LifoQueueTests.test_order
TEST(LifoQueue, GivesTheLastFirst) { EXPECT_EQ(run(in_and_out<LifoQueue<int>>()), "231"); }

// test_queues.PriorityQueueTests.test_order
TEST(PriorityQueue, GivesTheSmallestFirst) {
  EXPECT_EQ(run(in_and_out<PriorityQueue<int>>()), "123");
}

// test_queues.QueueBasicTests.test_maxsize
TEST(Queue, HoldsAPutterUpWhenItIsFull) {
  play([]() -> Coro<> {
    Queue<int> queue(2);
    EXPECT_EQ(queue.maxsize(), 2);
    Journal journal;
    auto put = [&]() -> Coro<bool> {
      for (int i = 0; i < 3; ++i) {
        co_await queue.put(i);
        journal.note("", i);
      }
      co_return true;
    };
    const auto putter = create_task(put());
    co_await pass(2);
    EXPECT_EQ(journal.text(), "0 1");
    EXPECT_EQ(co_await queue.get(), 0);
    co_await sleep(0s);
    EXPECT_EQ(journal.text(), "0 1 2");
    EXPECT_EQ(co_await queue.get(), 1);
    EXPECT_EQ(co_await queue.get(), 2);
    EXPECT_EQ(state_of(putter), "true");
  });
}

// test_queues.QueueGetTests.test_blocking_get
TEST(Queue, GivesWhatIsThereWithoutSuspending) {
  play([]() -> Coro<> {
    Queue<int> queue;
    queue.put_nowait(1);
    const auto before = iteration();
    EXPECT_EQ(co_await queue.get(), 1);
    EXPECT_EQ(iteration(), before);
  });
}

// test_queues.QueueGetTests.test_get_with_putters
TEST(Queue, WakesAPutterWhenSomethingIsGot) {
  play([]() -> Coro<> {
    Queue<int> queue(1);
    co_await queue.put(1);
    const auto putter = create_task(queue.put(2));
    co_await sleep(0s);
    EXPECT_FALSE(putter.done());
    EXPECT_EQ(co_await queue.get(), 1);
    co_await sleep(0s);
    EXPECT_EQ(state_of(putter), "done");
  });
}

// test_queues.QueueGetTests.test_blocking_get_wait
TEST(Queue, HoldsAGetterUpUntilSomethingIsPut) {
  play([]() -> Coro<> {
    Queue<int> queue;
    Event started;
    bool finished = false;
    auto get = [&]() -> Coro<int> {
      started.set();
      const int item = co_await queue.get();
      finished = true;
      co_return item;
    };
    const auto getter = create_task(get());
    co_await started.wait();
    EXPECT_FALSE(finished);
    Loop::current().call_later(10ms, [&] { queue.put_nowait(1); });
    EXPECT_EQ(co_await getter, 1);
    EXPECT_TRUE(finished);
  });
}

// test_queues.QueueGetTests.test_nonblocking_get
// test_queues.QueuePutTests.test_nonblocking_put
TEST(Queue, NeedsNoLoopWhereNobodyWaits) {
  Queue<int> queue;
  queue.put_nowait(1);
  EXPECT_EQ(queue.get_nowait(), 1);
}

// test_queues.QueueGetTests.test_nonblocking_get_exception
TEST(Queue, ThrowsWhenNothingIsThereAtOnce) {
  Queue<int> queue;
  EXPECT_THROW(queue.get_nowait(), QueueEmpty);
}

// test_queues.QueuePutTests.test_nonblocking_put_exception
TEST(Queue, ThrowsWhenThereIsNoRoomAtOnce) {
  Queue<int> queue(1);
  queue.put_nowait(1);
  EXPECT_THROW(queue.put_nowait(2), QueueFull);
}

// test_queues.QueueGetTests.test_get_with_waiting_putters
TEST(Queue, GivesWhatPuttersWaitWithInTheirOrder) {
  play([]() -> Coro<> {
    Queue<char> queue(1);
    const auto a = create_task(queue.put('a'));
    const auto b = create_task(queue.put('b'));
    EXPECT_EQ(co_await queue.get(), 'a');
    EXPECT_EQ(co_await queue.get(), 'b');
    EXPECT_TRUE(a.done());
  });
}

// test_queues.QueueGetTests.test_why_are_getters_waiting
TEST(Queue, CarriesFiveThingsThroughRoomForOne) {
  play([]() -> Coro<> {
    Queue<int> queue(1);
    std::string got;
    auto consume = [&]() -> Coro<> {
      for (int i = 0; i < 5; ++i) got += std::to_string(co_await queue.get());
    };
    auto produce = [&]() -> Coro<> {
      for (int i = 0; i < 5; ++i) co_await queue.put(i);
    };
    co_await gather(produce(), consume());
    EXPECT_EQ(got, "01234");
  });
}

// test_queues.QueuePutTests.test_blocking_put
TEST(Queue, TakesWhatIsPutWithoutSuspending) {
  play([]() -> Coro<> {
    Queue<int> queue;
    EXPECT_EQ(co_await ticks(queue.put(1)), 0U);
    EXPECT_EQ(co_await queue.get(), 1);
  });
}

// test_queues.QueuePutTests.test_blocking_put_wait
TEST(Queue, HoldsAPutterUpUntilThereIsRoom) {
  play([]() -> Coro<> {
    Queue<int> queue(1);
    Event started;
    bool finished = false;
    auto put = [&]() -> Coro<> {
      started.set();
      co_await queue.put(1);
      co_await queue.put(2);
      finished = true;
    };
    Loop::current().call_later(10ms, [&] { queue.get_nowait(); });
    const auto putter = create_task(put());
    co_await started.wait();
    EXPECT_FALSE(finished);
    co_await putter;
    EXPECT_TRUE(finished);
  });
}

// test_queues.QueuePutTests.test_put_with_waiting_getters
TEST(Queue, WakesAGetterWhenSomethingIsPut) {
  play([]() -> Coro<> {
    Queue<char> queue;
    const auto getter = create_task(queue.get());
    co_await sleep(0s);
    co_await queue.put('a');
    EXPECT_EQ(co_await getter, 'a');
  });
}

// test_queues.QueuePutTests.test_put_cancelled
TEST(Queue, LetsAPutterEndBeforeItsItemIsGot) {
  play([]() -> Coro<> {
    Queue<int> queue;
    auto put = [&]() -> Coro<bool> {
      co_await queue.put(1);
      co_return true;
    };
    const auto putter = create_task(put());
    EXPECT_EQ(co_await queue.get(), 1);
    EXPECT_EQ(state_of(putter), "true");
  });
}

// test_queues.QueuePutTests.test_why_are_putters_waiting
TEST(Queue, LetsTheOtherPuttersInAfterAllWasGot) {
  play([]() -> Coro<> {
    Queue<int> queue(2);
    auto get_all = [&]() -> Coro<> {
      co_await sleep(0s);
      for (auto left = queue.qsize(); left > 0; --left) queue.get_nowait();
    };
    co_await task_group([&](TaskGroup& group) -> Coro<> {
      group.create_task(get_all());
      for (int i = 0; i < 4; ++i) group.create_task(queue.put(i));
      co_return;
    });
    EXPECT_EQ(queue.qsize(), 2U);
  });
}

TEST(PriorityQueue, BreaksTiesAsPythonsHeapDoes) {
  struct Job {
    int priority;
    int number;
    bool operator<(const Job& other) const { return priority < other.priority; }
  };
  PriorityQueue<Job> queue;
  for (int i = 0; i < 8; ++i) queue.put_nowait({1, i});
  Journal journal;
  while (!queue.empty()) journal.note("", queue.get_nowait().number);
  EXPECT_EQ(journal.text(), "0 2 6 5 7 4 1 3");
}

TEST(Queue, CarriesWhatOnlyMoves) {
  play([]() -> Coro<> {
    Queue<std::unique_ptr<int>> queue;
    co_await queue.put(std::make_unique<int>(7));
    EXPECT_EQ(*co_await queue.get(), 7);
  });
}

TEST(Queue, ResumesAGetterInTheIterationAfterThePut) {
  const Counts counts = counts_of([](Moments& moments) -> Coro<> {
    Queue<int> queue;
    auto put = [&]() -> Coro<> {
      co_await child(moments);
      queue.put_nowait(1);
    };
    const auto putter = create_task(put());
    co_await queue.get();
  });
  EXPECT_EQ(counts, (Counts{.s = 1, .l = 1, .t = 2}));
}

TEST(Queue, ResumesAPutterInTheIterationAfterTheGet) {
  const Counts counts = counts_of([](Moments& moments) -> Coro<> {
    Queue<int> queue(1);
    queue.put_nowait(1);
    auto get = [&]() -> Coro<> {
      co_await child(moments);
      queue.get_nowait();
    };
    const auto getter = create_task(get());
    co_await queue.put(2);
  });
  EXPECT_EQ(counts, (Counts{.s = 1, .l = 1, .t = 2}));
}

TEST(Queue, LetsAnUnboundedProducerRunToItsEndFirst) {
  play([]() -> Coro<> {
    Queue<int> queue;
    Journal journal;
    auto produce = [&]() -> Coro<> {
      for (int i = 0; i < 3; ++i) {
        co_await queue.put(i);
        journal.note("+", i);
      }
    };
    auto consume = [&]() -> Coro<> {
      for (int i = 0; i < 3; ++i) {
        const int item = co_await queue.get();
        journal.note("-", item);
      }
    };
    co_await gather(produce(), consume());
    EXPECT_EQ(journal.text(), "+0 +1 +2 -0 -1 -2");
  });
}

}  // namespace
}  // namespace sim
