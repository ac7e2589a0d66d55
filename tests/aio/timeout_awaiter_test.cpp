// A time limit around what is its own awaiter, and takes no frame: as around a coroutine.

#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "sim/aio/event.hpp"
#include "sim/aio/queue.hpp"
#include "sim/aio/timeout.hpp"
#include "sim/coro/task.hpp"
#include "tests/support/counts.hpp"
#include "tests/support/ending.hpp"

namespace sim {
namespace {

using namespace test;

double time() { return Loop::current().time(); }

TEST(TimeoutOfAnAwaiter, ThrowsWhenTheTimeIsUpAndLeavesTheLine) {
  play([]() -> Coro<> {
    Queue<int> queue;
    EXPECT_EQ(co_await ending(timeout(1s, queue.get())), "TimeoutError");
    EXPECT_EQ(time(), 1);
    co_await queue.put(7);
    EXPECT_EQ(co_await ending(timeout(1s, queue.get())), "7");
    EXPECT_EQ(co_await ending(timeout_at(Loop::current().now() + 2s, sleep(5s))), "TimeoutError");
    EXPECT_EQ(time(), 3);
  });
}

TEST(TimeoutOfAnAwaiter, IsNothingToWhatIsDoneInTime) {
  Loop loop;
  create_task_on(loop, []() -> Coro<> {
    Queue<int> queue;
    auto puts = create_task([](Queue<int>& to) -> Coro<> {
      co_await sleep(1s);
      to.put_nowait(3);
    }(queue));
    EXPECT_EQ(co_await timeout(10s, queue.get()), 3);
    co_await timeout(10s, sleep(1s));
    co_await puts;
  }());
  loop.run();
  EXPECT_EQ(loop.time(), 2);  // and no limit is left to wait for
}

TEST(TimeoutOfAnAwaiter, CanBeNone) {
  play([]() -> Coro<> {
    co_await timeout(std::nullopt, sleep(3600s));
    EXPECT_EQ(time(), 3600);
  });
}

TEST(TimeoutOfAnAwaiter, OfNoTimeStrikesOnlyWhereItSuspends) {
  play([]() -> Coro<> {
    Event event;
    EXPECT_EQ(co_await ending(timeout(0s, sleep(5s))), "TimeoutError");
    EXPECT_EQ(co_await ending(timeout(-1s, event.wait())), "TimeoutError");
    event.set();
    const auto before = iteration();
    EXPECT_NE(co_await ending(timeout(0s, event.wait())), "TimeoutError");
    EXPECT_EQ(iteration(), before);
    co_await sleep(1s);
    EXPECT_EQ(current_task().cancelling(), 0U);
    EXPECT_EQ(time(), 1);
  });
}

TEST(TimeoutOfAnAwaiter, LetsOtherExceptionsPass) {
  play([]() -> Coro<> {
    Queue<int> queue;
    create_task([](Queue<int>& shut) -> Coro<> {
      co_await sleep(1s);
      shut.shutdown();
    }(queue));
    EXPECT_EQ(co_await ending(timeout(10s, queue.get())), "QueueShutDown");
    EXPECT_EQ(co_await ending(timeout(10s, queue.get())), "QueueShutDown");  // not suspended
    EXPECT_EQ(time(), 1);
  });
  Loop loop;
  create_task_on(loop, []() -> Coro<> {
    Queue<int> queue;
    queue.shutdown();
    EXPECT_EQ(co_await ending(timeout(10s, queue.get())), "QueueShutDown");
  }());
  loop.run();
  EXPECT_EQ(loop.time(), 0);
}

TEST(TimeoutOfAnAwaiter, MayStandInAnotherOne) {
  play([]() -> Coro<> {
    EXPECT_EQ(co_await ending(timeout(2s, timeout(1s, sleep(5s)))), "TimeoutError");
    EXPECT_EQ(time(), 1);
    EXPECT_EQ(co_await ending(timeout(1s, timeout(2s, sleep(5s)))), "TimeoutError");
    EXPECT_EQ(time(), 2);
    const auto nap = [](Duration length) -> Coro<> { co_await sleep(length); };
    EXPECT_EQ(co_await ending(timeout(1s, timeout(2s, nap(5s)))), "TimeoutError");
    EXPECT_EQ(co_await ending(timeout(2s, timeout(1s, nap(5s)))), "TimeoutError");
    EXPECT_EQ(time(), 4);
    EXPECT_EQ(current_task().cancelling(), 0U);
  });
}

TEST(TimeoutOfAnAwaiter, MayBeMovedBeforeItHasBegunAndAwaitedOnce) {
  play([]() -> Coro<> {
    auto limited = timeout(1s, sleep(2s));
    auto moved = std::move(limited);
    EXPECT_EQ(co_await ending(std::move(moved)), "TimeoutError");
    auto once = timeout(1s, sleep(0s));
    co_await once;
    bool refused = false;
    try {
      co_await once;
    } catch (const RuntimeError&) {
      refused = true;
    }
    EXPECT_TRUE(refused);
    const Task<> task = create_task(timeout(1s, sleep(2s)));
    EXPECT_EQ(co_await ending(task), "TimeoutError");
  });
}

// How it ends, when, in which iteration, and whether requests to stop are left.
Coro<std::string> account(Coro<> limited) {
  std::string end = co_await ending(std::move(limited));
  co_return end + " at " + std::to_string(time()) + " in " + std::to_string(iteration()) + ", " +
      std::to_string(current_task().cancelling());
}

template <class Limited>
Coro<std::string> account_of_one_cancelled_at(Duration moment, Limited limited) {
  Task<std::string> task = create_task(account(limited()));
  co_await sleep(moment);
  task.cancel("enough");
  co_return co_await ending(task);
}

TEST(TimeoutOfAnAwaiter, EndsAsAroundACoroutineWhicheverComesFirst) {
  for (int limit = -1; limit < 4; ++limit) {
    for (int length = 0; length < 4; ++length) {
      for (int cancelled = 0; cancelled < 5; ++cancelled) {
        const Duration most = limit * 1s;
        const Duration pause = length * 1s;
        const auto account_with = [&](auto limited) {
          return run(account_of_one_cancelled_at(cancelled * 1s, limited));
        };
        const std::string expected = account_with([&]() -> Coro<> {
          return timeout(most, [pause](Timeout&) -> Coro<> { co_await sleep(pause); });
        });
        EXPECT_EQ(account_with([&]() -> Coro<> { return timeout(most, sleep(pause)); }), expected)
            << limit << " " << length << " " << cancelled;
      }
    }
  }
}

}  // namespace
}  // namespace sim
