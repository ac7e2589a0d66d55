#include "sim/detect/await_race.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "sim/aio/gather.hpp"
#include "sim/aio/lock.hpp"
#include "sim/aio/sleep.hpp"
#include "sim/coro/shared.hpp"
#include "tests/detect/judged.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;
using test::findings_of;
using test::judged;

constexpr DetectOptions races{.await_race = true};

Coro<> add(Shared<int>& balance, int amount, Lock* lock) {
  if (lock != nullptr) co_await lock->acquire();
  const int before = balance.get();
  co_await sleep(1s);
  balance.set(before + amount);
  if (lock != nullptr) lock->release();
}

Coro<> two_add(bool locked) {
  Shared<int> balance(100);
  Lock lock;
  Lock* used = locked ? &lock : nullptr;
  Task<> deposit = create_task(add(balance, 10, used), "deposit");
  Task<> audit = create_task(add(balance, 20, used), "audit");
  co_await gather(deposit, audit);
}

TEST(AnAwaitRace, IsFoundWhereAnotherWritesBetweenReadAndWrite) {
  const std::vector<Finding> found = findings_of(two_add(false), {}, races);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].kind, FindingKind::await_race);
  EXPECT_EQ(found[0].what,
            "await race: audit reads variable 1, deposit writes it, audit writes it");
  EXPECT_EQ(found[0].place, "variable 1");
  EXPECT_EQ(found[0].tasks, (std::vector<std::string>{"audit", "deposit"}));
  EXPECT_EQ(found[0].details,
            "at 0 s, iteration 2: audit reads variable 1\n"
            "at 1 s, iteration 4: deposit writes it\n"
            "at 1 s, iteration 4: audit writes it and has not looked again\n");
}

TEST(AnAwaitRace, IsNotFoundWhereALockIsAroundBoth) {
  EXPECT_EQ(judged(two_add(true), {}, races), "");
}

Coro<> add_at_once(Shared<int>& balance, int amount) {
  static_cast<void>(balance.get());
  co_await sleep(1s);
  balance.update([amount](int& now) { now += amount; });
}

Coro<> look_again(Shared<int>& balance, int amount) {
  static_cast<void>(balance.get());
  co_await sleep(1s);
  balance.set(balance.get() + amount);
}

Coro<> two_careful() {
  Shared<int> balance(100);
  co_await gather(add_at_once(balance, 1), look_again(balance, 2), add_at_once(balance, 3));
}

TEST(AnAwaitRace, IsNotFoundWhereATaskLooksAgainOrReadsAndWritesAtOnce) {
  EXPECT_EQ(judged(two_careful(), {}, races), "");
}

Coro<> one_after_the_other() {
  Shared<int> balance(100);
  co_await add(balance, 1, nullptr);
  co_await create_task(add(balance, 2, nullptr));
}

TEST(AnAwaitRace, IsNotFoundWhereNobodyElseWritesMeanwhile) {
  EXPECT_EQ(judged(one_after_the_other(), {}, races), "");
}

TEST(AnAwaitRace, IsLookedForOnlyWhereItIsWanted) { EXPECT_EQ(judged(two_add(false)), ""); }

}  // namespace
}  // namespace sim
