#include "sim/aio/sleep.hpp"

#include <gtest/gtest.h>

#include <coroutine>
#include <string>
#include <vector>

#include "sim/aio/condition.hpp"
#include "sim/aio/gather.hpp"
#include "sim/aio/lock.hpp"
#include "sim/aio/run.hpp"
#include "sim/coro/task.hpp"
#include "tests/support/counts.hpp"
#include "tests/support/journal.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;
using test::Journal;
using test::ticks;

std::uint64_t ticks_of(Duration delay) { return run(ticks(as_coro(sleep(delay)))); }

TEST(Sleep, OfNothingOrLessIsABareYield) {
  EXPECT_EQ(ticks_of(0s), 1U);
  EXPECT_EQ(ticks_of(-1s), 1U);
  EXPECT_EQ(ticks_of(Duration::min()), 1U);
}

TEST(Sleep, ResumesOneIterationAfterItsDeadline) {
  EXPECT_EQ(ticks_of(1s), 2U);
  EXPECT_EQ(ticks_of(1ns), 2U);
}

TEST(Sleep, SpendsAnEmptyIterationOnEachDayBeyondTheFirst) {
  EXPECT_EQ(ticks_of(86400s), 2U);
  EXPECT_EQ(ticks_of(100000s), 3U);
}

TEST(Sleep, TakesItsTime) {
  const auto body = []() -> Coro<double> {
    for (int i = 0; i < 10; ++i) co_await sleep(from_seconds(0.1));
    co_return Loop::current().time();
  };
  EXPECT_EQ(run(body()), 1.0);
}

TEST(Sleep, GivesBackWhatItWasGiven) {
  EXPECT_EQ(run(as_coro(sleep(1s, std::string("x")))), "x");
  EXPECT_EQ(run(as_coro(sleep(0s, 7))), 7);
}

Coro<> naps(Journal& journal, int number, Duration delay) {
  co_await sleep(delay);
  journal.note("", number);
}

TEST(Sleep, EndsInTheOrderOfDeadlinesAndThoseThatAreEqualInTheOrderOfBeginning) {
  Journal journal;
  const auto body = [](Journal& log) -> Coro<> {
    std::vector<Coro<>> children;
    for (int i = 0; i < 8; ++i) children.push_back(naps(log, i, i == 3 ? 500ms : 1s));
    co_await gather(std::move(children));
  };
  run(body(journal));
  EXPECT_EQ(journal.text(), "3 0 1 2 4 5 6 7");
}

TEST(Sleep, MakesOneDeadlineOfThreeTenths) {
  Journal journal;
  const auto twice = [](Journal& log) -> Coro<> {
    co_await sleep(from_seconds(0.1));
    co_await naps(log, 1, from_seconds(0.2));
  };
  const auto body = [](Journal& log, auto make) -> Coro<> {
    co_await gather(make(log), naps(log, 2, from_seconds(0.3)));
  };
  run(body(journal, twice));
  EXPECT_EQ(journal.text(), "2 1");
}

TEST(Sleep, BeyondTheEndOfTimeEndsThere) {
  const auto body = []() -> Coro<Instant> {
    co_await sleep(1s);
    co_await sleep(Duration::max());
    co_return Loop::current().now();
  };
  EXPECT_EQ(run(body()), Instant::max());
}

TEST(Sleep, BeginsWhenItIsAwaited) {
  const auto body = []() -> Coro<double> {
    auto later = sleep(2s);
    co_await sleep(1s);
    co_await later;
    co_return Loop::current().time();
  };
  EXPECT_EQ(run(body()), 3.0);
}

struct Foreign {};  // the promise of somebody else's coroutine

template <class Awaiter, class P>
concept SuspendsIn = requires(Awaiter& awaiter, std::coroutine_handle<P> frame) {
  awaiter.await_suspend(frame);
};

TEST(Sleep, AndWhatElseWaitsIsForTheFramesOfACoroAndNoOther) {
  EXPECT_TRUE((SuspendsIn<Sleep, Promise<int>>));
  EXPECT_FALSE((SuspendsIn<Sleep, Foreign>));
  EXPECT_TRUE((SuspendsIn<Lock::Acquire, Promise<int>>));
  EXPECT_FALSE((SuspendsIn<Lock::Acquire, Foreign>));
  EXPECT_FALSE((SuspendsIn<Condition::Wait, Foreign>));
  EXPECT_FALSE((SuspendsIn<WaitQueue::Waiter, Foreign>));
}

}  // namespace
}  // namespace sim
