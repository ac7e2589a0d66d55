#include "sim/aio/condition.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <vector>

#include "sim/aio/wait_for.hpp"
#include "sim/coro/task.hpp"
#include "tests/support/counts.hpp"
#include "tests/support/ending.hpp"
#include "tests/support/journal.hpp"

namespace sim {
namespace {

using namespace test;

// Three tasks that wait on one condition, and note when they are through.
class Three {
 public:
  enum class After { keep, release };

  explicit Three(After after) : after_(after) {
    for (int i = 1; i <= 3; ++i) tasks_.push_back(create_task(wait(i)));
  }

  Condition changed;
  Journal journal;

  [[nodiscard]] std::string ends() const {
    std::string text;
    for (const auto& task : tasks_) text += state_of(task) + " ";
    return text;
  }

 private:
  Coro<bool> wait(int number) {
    co_await changed.acquire();
    co_await changed.wait();
    journal.note("", number);
    if (after_ == After::release) changed.release();
    co_return true;
  }

  After after_;
  std::vector<Task<bool>> tasks_;
};

// test_locks.ConditionTests.test_wait
TEST(Condition, LetsTheNotifiedTakeTheLockInTurn) {
  play([]() -> Coro<> {
    Three three(Three::After::keep);
    Condition& changed = three.changed;
    co_await sleep(0s);
    EXPECT_EQ(three.journal.text(), "");
    EXPECT_FALSE(changed.locked());
    co_await changed.acquire();
    changed.notify();
    co_await sleep(0s);
    EXPECT_EQ(three.journal.text(), "");
    EXPECT_TRUE(changed.locked());
    changed.release();
    co_await sleep(0s);
    EXPECT_EQ(three.journal.text(), "1");
    EXPECT_TRUE(changed.locked());
    changed.notify(2);
    co_await sleep(0s);
    EXPECT_EQ(three.journal.text(), "1");
    EXPECT_TRUE(changed.locked());
    changed.release();
    co_await sleep(0s);
    EXPECT_EQ(three.journal.text(), "1 2");
    EXPECT_TRUE(changed.locked());
    changed.release();
    co_await sleep(0s);
    EXPECT_EQ(three.journal.text(), "1 2 3");
    EXPECT_TRUE(changed.locked());
    EXPECT_EQ(three.ends(), "true true true ");
  });
}

// test_locks.ConditionTests.test_wait_unacquired
TEST(Condition, CannotBeWaitedForWithoutTheLock) {
  play([]() -> Coro<> {
    Condition changed;
    EXPECT_EQ(co_await ending(changed.wait()), "RuntimeError: cannot wait on un-acquired lock");
  });
}

// test_locks.ConditionTests.test_wait_for
TEST(Condition, WaitsUntilThePredicateIsTrue) {
  play([]() -> Coro<> {
    Condition changed;
    bool ready = false;
    Journal journal;
    auto wait = [&]() -> Coro<bool> {
      co_await changed.acquire();
      const bool value = co_await changed.wait_for([&] { return ready; });
      if (value) journal.note("ready");
      changed.release();
      co_return true;
    };
    auto notify = [&]() -> Coro<> {
      const auto held = co_await changed.hold();
      changed.notify();
    };
    const auto task = create_task(wait());
    co_await sleep(0s);
    EXPECT_EQ(journal.text(), "");
    co_await notify();
    co_await sleep(0s);
    EXPECT_EQ(journal.text(), "");
    ready = true;
    co_await notify();
    co_await sleep(0s);
    EXPECT_EQ(journal.text(), "ready");
    EXPECT_EQ(state_of(task), "true");
  });
}

// test_locks.ConditionTests.test_wait_for_unacquired
TEST(Condition, NeedsNoLockForAPredicateThatIsTrueAtOnce) {
  play([]() -> Coro<> {
    Condition changed;
    EXPECT_EQ(co_await changed.wait_for([] { return 123; }), 123);
    EXPECT_EQ(co_await ending(changed.wait_for([] { return false; })),
              "RuntimeError: cannot wait on un-acquired lock");
  });
}

// test_locks.ConditionTests.test_notify
TEST(Condition, NotifiesAsManyAsItIsTold) {
  play([]() -> Coro<> {
    Three three(Three::After::release);
    Condition& changed = three.changed;
    co_await sleep(0s);
    EXPECT_EQ(three.journal.text(), "");
    co_await changed.acquire();
    changed.notify(1);
    changed.release();
    co_await sleep(0s);
    EXPECT_EQ(three.journal.text(), "1");
    co_await changed.acquire();
    changed.notify(1);
    changed.notify(2048);
    changed.release();
    co_await sleep(0s);
    EXPECT_EQ(three.journal.text(), "1 2 3");
    EXPECT_EQ(three.ends(), "true true true ");
  });
}

// test_locks.ConditionTests.test_notify_all
TEST(Condition, NotifiesAll) {
  play([]() -> Coro<> {
    Three three(Three::After::release);
    co_await sleep(0s);
    EXPECT_EQ(three.journal.text(), "");
    co_await three.changed.acquire();
    three.changed.notify_all();
    three.changed.release();
    co_await sleep(0s);
    EXPECT_EQ(three.journal.text(), "1 2 3");
    EXPECT_EQ(three.ends(), "true true true ");
  });
}

// test_locks.ConditionTests.test_notify_unacquired
// test_locks.ConditionTests.test_notify_all_unacquired
TEST(Condition, CannotNotifyWithoutTheLock) {
  Condition changed;
  EXPECT_EQ(outcome([&] { changed.notify(); }), "RuntimeError: cannot notify on un-acquired lock");
  EXPECT_EQ(outcome([&] { changed.notify_all(); }),
            "RuntimeError: cannot notify on un-acquired lock");
}

// test_locks.ConditionTests.test_context_manager
TEST(Condition, IsHeldLikeItsLock) {
  play([]() -> Coro<> {
    Condition changed;
    EXPECT_FALSE(changed.locked());
    {
      const auto held = co_await changed.hold();
      EXPECT_TRUE(changed.locked());
    }
    EXPECT_FALSE(changed.locked());
  });
}

// test_locks.ConditionTests.test_explicit_lock
TEST(Condition, SharesALockThatItIsGiven) {
  play([]() -> Coro<> {
    Lock lock;
    Condition changed(lock);
    EXPECT_EQ(&changed.lock(), &lock);
    {
      const auto held = co_await changed.hold();
      EXPECT_TRUE(lock.locked());
      EXPECT_TRUE(changed.locked());
    }
    EXPECT_FALSE(lock.locked());
    EXPECT_FALSE(changed.locked());
    {
      const auto held = co_await lock.hold();
      EXPECT_TRUE(lock.locked());
      EXPECT_TRUE(changed.locked());
    }
    EXPECT_FALSE(lock.locked());
    EXPECT_FALSE(changed.locked());
  });
}

// test_locks.ConditionTests.test_timeout_in_block
TEST(Condition, CanBeWaitedForWithATimeout) {
  play([]() -> Coro<> {
    Condition changed;
    const auto held = co_await changed.hold();
    EXPECT_EQ(co_await ending(wait_for(changed.wait(), 500ms)), "TimeoutError");
    EXPECT_TRUE(changed.locked());
  });
}

TEST(Condition, ResumesItsWaiterInTheIterationAfterTheLockIsFree) {
  const Counts counts = counts_of([](Moments& moments) -> Coro<> {
    Condition changed;
    auto notify = [&]() -> Coro<> {
      const auto held = co_await changed.hold();
      co_await child(moments);
      changed.notify();
    };
    const auto held = co_await changed.hold();
    const auto notifier = create_task(notify());
    co_await changed.wait();
  });
  EXPECT_EQ(counts, (Counts{.s = 1, .l = 1, .t = 2}));
}

TEST(Condition, CompletesTwoOfFourInTheNextIteration) {
  play([]() -> Coro<> {
    Condition changed;
    Journal journal;
    auto wait = [&](int number) -> Coro<> {
      const auto held = co_await changed.hold();
      co_await changed.wait();
      journal.note("", number);
    };
    std::vector<Task<>> tasks;
    for (int i = 0; i < 4; ++i) tasks.push_back(create_task(wait(i)));
    co_await sleep(0s);
    {
      const auto held = co_await changed.hold();
      changed.notify(2);
    }
    co_await sleep(0s);
    EXPECT_EQ(journal.text(), "0 1");
    EXPECT_EQ(changed.waiting(), 2U);
    {
      const auto held = co_await changed.hold();
      changed.notify_all();
    }
    for (const auto& task : tasks) co_await task;
    EXPECT_EQ(journal.text(), "0 1 2 3");
  });
}

}  // namespace
}  // namespace sim
