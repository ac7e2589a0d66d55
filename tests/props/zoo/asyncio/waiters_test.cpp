#include "props/zoo/asyncio/waiters.hpp"

#include <gtest/gtest.h>

#include "sim/aio/run.hpp"

namespace sim::zoo::asyncio {
namespace {

Coro<> play_waiters() {
  Waiters waiters;
  const Future<> first = waiters.add();
  Future<> second = waiters.add();
  const Future<> third = waiters.add();
  second.cancel();
  waiters.wake(2);
  EXPECT_TRUE(first.done());
  EXPECT_TRUE(third.done());
  EXPECT_FALSE(third.cancelled());
  EXPECT_EQ(waiters.count(), 3U);
  EXPECT_FALSE(waiters.all_cancelled());
  waiters.remove(first);
  waiters.remove(first);
  EXPECT_EQ(waiters.count(), 2U);
  EXPECT_FALSE(waiters.wake_and_drop());
  EXPECT_TRUE(waiters.empty());
  EXPECT_TRUE(waiters.all_cancelled());
  co_return;
}

TEST(Waiters, WakeThoseWhoWereNotWoken) { run(play_waiters()); }

}  // namespace
}  // namespace sim::zoo::asyncio
