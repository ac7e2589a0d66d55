#include "sim/coro/wait_queue.hpp"

#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

#include "sim/aio/run.hpp"
#include "sim/aio/sleep.hpp"
#include "sim/coro/task.hpp"
#include "tests/support/counts.hpp"
#include "tests/support/journal.hpp"
#include "tests/support/outcome.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;
using test::Journal;
using test::outcome;

Coro<> waits(WaitQueue& queue, Journal& journal, int number) {
  try {
    co_await queue.wait("a bus");
    journal.note("", number);
  } catch (const CancelledError& error) {
    journal.note(std::string(error.message().text()), number);
  }
}

// Runs `body(queue, journal, tasks)` with four tasks waiting, 0 to 3.
struct AWaitQueue : testing::Test {
  template <class Body>
  std::string play(Body body) {
    run(with_four_waiting(body));
    return seen.text();
  }

  template <class Body>
  Coro<> with_four_waiting(Body body) {
    WaitQueue queue;
    std::vector<Task<>> tasks;
    for (int i = 0; i < 4; ++i) tasks.push_back(create_task(waits(queue, seen, i)));
    co_await sleep(0s);
    EXPECT_EQ(queue.waiting(), 4U);
    co_await body(queue, seen, tasks);
    co_await sleep(1s);
    queue.wake_all();
    co_await sleep(0s);
    EXPECT_TRUE(queue.empty());
  }

  Journal seen;
};

using Tasks = std::vector<Task<>>;

TEST_F(AWaitQueue, WakesTheFirstWhoCame) {
  EXPECT_EQ(play([](WaitQueue& queue, Journal& journal, Tasks&) -> Coro<> {
              EXPECT_TRUE(queue.wake_first());
              co_await sleep(0s);
              journal.note("|");
              EXPECT_EQ(queue.waiting(), 3U);
            }),
            "0 | 1 2 3");
}

TEST_F(AWaitQueue, SeesThatTheFirstIsOnItsWay) {
  EXPECT_EQ(play([](WaitQueue& queue, Journal& journal, Tasks&) -> Coro<> {
              EXPECT_TRUE(queue.wake_first());
              EXPECT_FALSE(queue.wake_first());
              EXPECT_EQ(queue.waiting(), 4U);
              co_await sleep(0s);
              journal.note("|");
            }),
            "0 | 1 2 3");
}

TEST_F(AWaitQueue, WakesTheNextWhoStillSleeps) {
  EXPECT_EQ(play([](WaitQueue& queue, Journal& journal, Tasks&) -> Coro<> {
              EXPECT_TRUE(queue.wake_next());
              EXPECT_TRUE(queue.wake_next());
              co_await sleep(0s);
              journal.note("|");
            }),
            "0 1 | 2 3");
}

TEST_F(AWaitQueue, WakesAllInTheirOrder) {
  EXPECT_EQ(play([](WaitQueue& queue, Journal& journal, Tasks&) -> Coro<> {
              EXPECT_EQ(queue.wake_all(), 4U);
              EXPECT_EQ(queue.wake_all(), 0U);
              EXPECT_FALSE(queue.wake_next());
              co_await sleep(0s);
              journal.note("|");
            }),
            "0 1 2 3 |");
}

// A frame as long as `size`, which waits when its turn comes.
template <std::size_t size>
Coro<> waits_in_a_frame_of(WaitQueue& queue, Journal& journal, int number) {
  std::array<char, size> room;
  room.fill(static_cast<char>(number));
  co_await sleep(std::chrono::milliseconds(number));
  co_await waits(queue, journal, room.front() + (room.back() - number));
}

TEST(WaitQueueInAnyMemory, WakesAllInTheirOrderHoweverFarApartTheyLie) {
  Journal seen;
  WaitQueue queue;
  Loop loop;
  std::string expected;
  for (int round = 0; round < 8; ++round) {
    create_task_on(loop, waits_in_a_frame_of<64>(queue, seen, 7 * round % 8 * 4));
    create_task_on(loop, waits_in_a_frame_of<5000>(queue, seen, 3 * round % 8 * 4 + 1));
    create_task_on(loop, waits_in_a_frame_of<16>(queue, seen, 5 * round % 8 * 4 + 2));
    create_task_on(loop, waits_in_a_frame_of<300>(queue, seen, round * 4 + 3));
  }
  create_task_on(loop, [](WaitQueue& waiters) -> Coro<> {
    co_await sleep(1s);
    EXPECT_EQ(waiters.wake_all(), 32U);
  }(queue));
  loop.run();
  for (int number = 0; number < 32; ++number) {
    expected += (number == 0 ? "" : " ") + std::to_string(number);
  }
  EXPECT_EQ(seen.text(), expected);
}

TEST_F(AWaitQueue, IsLeftByWhoIsCancelled) {
  EXPECT_EQ(play([](WaitQueue& queue, Journal& journal, Tasks& tasks) -> Coro<> {
              EXPECT_TRUE(tasks[1].cancel("out"));
              EXPECT_TRUE(tasks[0].cancel("out"));
              EXPECT_TRUE(queue.wake_next());
              co_await sleep(0s);
              journal.note("|");
              EXPECT_EQ(queue.waiting(), 1U);
            }),
            "out1 out0 2 | 3");
}

TEST_F(AWaitQueue, CancelsWhoIsWokenButHasNotResumed) {
  EXPECT_EQ(play([](WaitQueue& queue, Journal& journal, Tasks& tasks) -> Coro<> {
              queue.wake_first();
              EXPECT_TRUE(tasks[0].cancel("late"));
              co_await sleep(0s);
              journal.note("|");
            }),
            "late0 | 1 2 3");
}

TEST_F(AWaitQueue, WakesInTheNextIteration) {
  const auto body = [](Journal& journal) -> Coro<std::uint64_t> {
    WaitQueue queue;
    const Task<> task = create_task(waits(queue, journal, 0));
    co_await sleep(0s);
    const std::uint64_t before = test::iteration();
    queue.wake_first();
    co_await task;
    co_return test::iteration() - before;
  };
  EXPECT_EQ(run(body(seen)), 2U);
}

TEST_F(AWaitQueue, IsEmptyWhenNobodyWaits) {
  WaitQueue queue;
  EXPECT_TRUE(queue.empty());
  EXPECT_FALSE(queue.wake_first());
  EXPECT_FALSE(queue.wake_next());
  EXPECT_EQ(queue.wake_all(), 0U);
}

TEST_F(AWaitQueue, WakesInTheLoopOfWhoWaitsThoughAnotherOneRuns) {
  WaitQueue queue;
  Loop loop;
  create_task_on(loop, waits(queue, seen, 0));
  loop.run();
  Loop other;
  other.call_soon([&] { EXPECT_TRUE(queue.wake_first()); });
  other.run();
  EXPECT_EQ(seen.text(), "");
  loop.run();
  EXPECT_EQ(seen.text(), "0");
}

TEST_F(AWaitQueue, WakesWhereNoLoopRuns) {
  WaitQueue queue;
  Loop loop;
  create_task_on(loop, waits(queue, seen, 0));
  loop.run();
  EXPECT_TRUE(queue.wake_first());
  loop.run();
  EXPECT_EQ(seen.text(), "0");
}

TEST_F(AWaitQueue, TellsWhatIsWaitedFor) {
  WaitQueue queue;
  Loop loop;
  create_task_on(loop, waits(queue, seen, 0));
  loop.run_once();
  EXPECT_EQ(describe_waits(loop), "Task-1 waits for a bus\n");
}

TEST_F(AWaitQueue, MayEndBeforeThoseWhoWait) {
  Loop loop;
  {
    WaitQueue queue;
    create_task_on(loop, waits(queue, seen, 0));
    loop.run_once();
  }
  EXPECT_FALSE(loop.run_once());
}

}  // namespace
}  // namespace sim
