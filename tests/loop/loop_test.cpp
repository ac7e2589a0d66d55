#include "sim/loop/loop.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/allocations.hpp"
#include "tests/support/journal.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;
using test::Journal;

struct ALoop : testing::Test {
  void run_all() {
    while (loop.run_once()) {
    }
  }

  // Writes what is called, and in which iteration.
  auto note(std::string word) {
    return [this, word = std::move(word)] { journal.note(word + "@", loop.iteration()); };
  }

  Journal journal;
  Loop loop;
};

TEST_F(ALoop, StandsStillWhenThereIsNothingToDo) {
  EXPECT_FALSE(loop.run_once());
  EXPECT_EQ(loop.iteration(), 0U);
  EXPECT_EQ(loop.now(), Instant{});
}

TEST_F(ALoop, RunsWhatIsReadyInTheOrderOfCalling) {
  for (const char* word : {"a", "b", "c"}) loop.call_soon(note(word));
  run_all();
  EXPECT_EQ(journal.text(), "a@1 b@1 c@1");
  EXPECT_EQ(loop.steps(), 3U);
}

TEST_F(ALoop, RunsWhatIsReadyBeforeTimersAndThoseByDeadline) {
  loop.call_later(0s, note("later0"));
  loop.call_soon(note("soon1"));
  loop.call_soon(note("soon2"));
  loop.call_later(-5s, note("later-5"));
  loop.call_at(Instant{}, note("at0"));
  run_all();
  EXPECT_EQ(journal.text(), "soon1@1 soon2@1 later-5@1 later0@1 at0@1");
}

TEST_F(ALoop, KeepsWhatIsCalledMeanwhileForTheNextIteration) {
  loop.call_soon([this] {
    note("a")();
    loop.call_later(0s, note("c"));
    loop.call_soon(note("b"));
  });
  run_all();
  EXPECT_EQ(journal.text(), "a@1 b@2 c@2");
}

TEST_F(ALoop, FiresAllTimersOfAnInstantBeforeWhatTheyCall) {
  loop.call_later(1s, [this] {
    note("t1")();
    loop.call_soon(note("s1"));
  });
  loop.call_later(1s, [this] {
    note("t2")();
    loop.call_soon(note("s2"));
  });
  run_all();
  EXPECT_EQ(journal.text(), "t1@1 t2@1 s1@2 s2@2");
}

TEST_F(ALoop, KeepsEqualDeadlinesInTheOrderOfScheduling) {
  std::string expected;
  for (int i = 0; i < 100; ++i) {
    loop.call_later(1s, [this, i] { journal.note("", i); });
    expected += (i == 0 ? "" : " ") + std::to_string(i);
  }
  run_all();
  EXPECT_EQ(journal.text(), expected);
}

TEST_F(ALoop, TellsNanosecondsApart) {
  loop.call_later(1s + 1ns, note("second"));
  loop.call_later(1s, note("first"));
  run_all();
  EXPECT_EQ(journal.text(), "first@1 second@2");
}

TEST_F(ALoop, MovesItsClockOnlyWhenNothingIsReady) {
  std::vector<double> seen;
  loop.call_later(3s, [&] { seen.push_back(loop.time()); });
  loop.call_later(1s, [&] {
    seen.push_back(loop.time());
    loop.call_soon([&] { seen.push_back(loop.time()); });
  });
  run_all();
  EXPECT_EQ(seen, (std::vector{1.0, 1.0, 3.0}));
}

TEST_F(ALoop, NeverStopsItsClockAtACancelledDeadline) {
  loop.call_later(1s, [] {}).cancel();
  loop.call_later(3s, note("three"));
  loop.call_later(5s, note("five"));
  loop.run_once();
  EXPECT_EQ(loop.now(), Instant{} + 3s);
  loop.run_once();
  EXPECT_EQ(loop.now(), Instant{} + 5s);
  EXPECT_EQ(journal.text(), "three@1 five@2");
}

TEST_F(ALoop, PassesOverATimerThatIsCancelledInTheSameBatch) {
  std::vector<TimerHandle> handles;
  for (int i = 0; i < 3; ++i) {
    handles.push_back(loop.call_later(1s, [&, i] {
      journal.note("", i);
      if (i == 0) handles[1].cancel();
    }));
  }
  run_all();
  EXPECT_EQ(journal.text(), "0 2");
}

TEST_F(ALoop, CancelsAnyOfManyTimersWhoseDeadlineHasPassed) {
  for (int i = 0; i < 30; ++i) loop.call_later(2s, [] {});
  loop.call_later(1s, [this] {
    std::vector<TimerHandle> overdue;
    for (int i = 0; i < 40; ++i) {
      overdue.push_back(loop.call_at(Instant{} + 500ms, [this, i] { journal.note("", i); }));
    }
    for (std::size_t i = 0; i < overdue.size(); ++i) {
      if (i != 7) overdue[i].cancel();
    }
  });
  run_all();
  EXPECT_EQ(journal.text(), "7");
}

TEST_F(ALoop, SpendsAnEmptyIterationOnEachDayOfAJump) {
  loop.call_later(86400s, note("day"));
  loop.call_later(86400s + 100000s, note("more"));
  loop.call_later(86400s + 100000s + 3 * 86400s, note("three"));
  run_all();
  EXPECT_EQ(journal.text(), "day@1 more@3 three@6");
  EXPECT_EQ(loop.steps(), 3U);  // an empty iteration runs nothing
}

TEST_F(ALoop, RunsAtTimesWhereFloatsAreTooCoarse) {
  loop.call_later(16'777'216s, note("ok"));
  loop.run_once();
  loop.call_later(1ns, note("next"));
  run_all();
  EXPECT_EQ(loop.now(), Instant{} + 16'777'216s + 1ns);
}

TEST_F(ALoop, EndsAtTheEndOfTime) {
  loop.call_later(1s, [this] { loop.call_later(Duration::max(), note("last")); });
  run_all();
  EXPECT_EQ(loop.now(), Instant::max());
}

TEST_F(ALoop, ReportsWhatACallbackThrowsAndGoesOn) {
  loop.call_soon([] { throw std::runtime_error("no"); });
  loop.call_soon(note("ok"));
  run_all();
  EXPECT_EQ(journal.text(), "ok@1");
  ASSERT_EQ(loop.unhandled().size(), 1U);
  EXPECT_EQ(loop.unhandled()[0].context, "Exception in callback");
  EXPECT_THROW(std::rethrow_exception(loop.unhandled()[0].error), std::runtime_error);
}

TEST_F(ALoop, LeavesTheRestOfABatchWhenHalted) {
  loop.call_soon(note("a"));
  loop.call_soon([this] { loop.halt(); });
  loop.call_soon(note("b"));
  EXPECT_TRUE(loop.run_once());
  EXPECT_TRUE(loop.halted());
  EXPECT_EQ(journal.text(), "a@1");
  EXPECT_TRUE(loop.run_once());
  EXPECT_FALSE(loop.halted());
  EXPECT_EQ(journal.text(), "a@1 b@2");
}

TEST_F(ALoop, IsTheCurrentOneWhileItRuns) {
  EXPECT_EQ(Loop::current_or_null(), nullptr);
  EXPECT_THROW(static_cast<void>(Loop::current()), std::runtime_error);
  Loop inner;
  std::vector<Loop*> seen;
  loop.call_soon([&] {
    inner.call_soon([&] { seen.push_back(&Loop::current()); });
    inner.run_once();
    seen.push_back(&Loop::current());
  });
  run_all();
  EXPECT_EQ(seen, (std::vector{&inner, &loop}));
  EXPECT_EQ(Loop::current_or_null(), nullptr);
}

TEST_F(ALoop, BeginsANewRunWhenReset) {
  loop.call_later(1s, note("run"));
  loop.call_soon([] { throw 1; });
  loop.run_once();
  loop.call_soon(note("never"));
  loop.call_later(5s, note("never"));
  loop.run_once();
  loop.reset();
  EXPECT_EQ(loop.now(), Instant{});
  EXPECT_EQ(loop.iteration(), 0U);
  EXPECT_EQ(loop.steps(), 0U);
  EXPECT_EQ(loop.timers(), 0U);
  EXPECT_TRUE(loop.unhandled().empty());
  EXPECT_FALSE(loop.run_once());
}

std::string play_a_game(Loop& loop) {
  Journal journal;
  for (int i = 0; i < 200; ++i) {
    loop.call_later(std::chrono::milliseconds(i * 7919 % 100), [&, i] {
      journal.note("", i);
      if (i % 3 == 0) loop.call_soon([&, i] { journal.note("s", i); });
    });
  }
  while (loop.run_once()) {
  }
  return journal.text();
}

TEST_F(ALoop, RunsTheSameAgainAfterAReset) {
  const std::string first = play_a_game(loop);
  loop.reset();
  EXPECT_EQ(play_a_game(loop), first);
}

TEST_F(ALoop, RunsTheSameOnManyThreadsAtOnce) {
  const std::string expected = play_a_game(loop);
  std::vector<std::string> seen(8);
  std::vector<std::thread> threads;
  for (std::string& text : seen) {
    threads.emplace_back([&text] {
      Loop mine;
      for (int round = 0; round < 20; ++round) {
        text = play_a_game(mine);
        mine.reset();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::string& text : seen) EXPECT_EQ(text, expected);
}

struct Ping : Runnable {
  explicit Ping(Loop& l) : Runnable(&Ping::act), loop(l) {}
  static void act(Runnable& self, RunnableOp op) {
    if (!runs(op)) return;
    auto& ping = static_cast<Ping&>(self);
    if (--ping.left == 0) return;
    if (ping.left % 2 == 0) return ping.loop.post(ping);
    ping.loop.arm(ping, ping.loop.now() + 1ms);
  }
  Loop& loop;
  int left = 10'000;
};

TEST_F(ALoop, AllocatesNothingForARunnable) {
  Ping ping(loop);
  loop.post(ping);
  for (int i = 0; i < 100; ++i) loop.run_once();
  const std::uint64_t before = test::allocations();
  run_all();
  EXPECT_EQ(test::allocations() - before, 0U);
  EXPECT_EQ(ping.left, 0);
}

TEST_F(ALoop, GivesBackAnIdleRunnableWhenItIsCancelled) {
  Ping ping(loop);
  loop.post(ping);
  EXPECT_TRUE(ping.scheduled());
  loop.cancel(ping);
  EXPECT_FALSE(ping.scheduled());
  loop.arm(ping, Instant{} + 1s);
  EXPECT_TRUE(ping.waits_for_deadline());
  loop.cancel(ping);
  EXPECT_FALSE(ping.scheduled());
}

TEST_F(ALoop, RunsTheIterationOfACancelledCallBeforeItsClockMoves) {
  loop.call_later(1s, [] {});
  loop.call_soon([] {}).cancel();
  EXPECT_TRUE(loop.run_once());
  EXPECT_EQ(loop.now(), Instant{});
  EXPECT_EQ(loop.steps(), 0U);
  EXPECT_TRUE(loop.run_once());
  EXPECT_EQ(loop.now(), Instant{} + 1s);
  EXPECT_FALSE(loop.run_once());
}

TEST_F(ALoop, NeedsNoIterationForACancelledTimer) {
  loop.call_later(1s, [] {}).cancel();
  EXPECT_FALSE(loop.run_once());
}

TEST_F(ALoop, CancelsOneOfManyTimersThatAreOverdue) {
  for (int i = 0; i < 30; ++i) loop.call_later(2s, [] {});
  std::vector<TimerHandle> overdue;
  loop.call_later(1s, [&] {
    for (int i = 0; i < 30; ++i) {
      overdue.push_back(loop.call_at(Instant{} + 500ms, note(std::to_string(i))));
    }
    for (int i = 0; i < 29; ++i) overdue[static_cast<std::size_t>(i)].cancel();
  });
  run_all();
  EXPECT_EQ(journal.text(), "29@2");
}

TEST_F(ALoop, RunsUntilNothingIsLeftToDo) {
  loop.call_later(2s, note("two"));
  loop.call_soon([this] { loop.call_soon(note("soon")); });
  loop.run();
  EXPECT_EQ(journal.text(), "soon@2 two@3");
  EXPECT_EQ(loop.now(), Instant{} + 2s);
}

TEST_F(ALoop, RunsForAsLongAsItIsTold) {
  for (int i = 0; i < 5; ++i) loop.call_later(Duration(i), note(std::to_string(i)));
  int left = 3;
  EXPECT_TRUE(loop.run_while([&] { return left-- > 0; }));
  EXPECT_EQ(journal.text(), "0@1 1@2 2@3");
  EXPECT_FALSE(loop.run_while([] { return true; }));
  EXPECT_EQ(journal.text(), "0@1 1@2 2@3 3@4 4@5");
}

TEST_F(ALoop, IsToldToGoOnInVainOnceItIsHalted) {
  loop.call_soon([this] { loop.halt(); });
  loop.call_soon(note("later"));
  EXPECT_FALSE(loop.run_while([] { return true; }));
  EXPECT_TRUE(loop.halted());
  EXPECT_EQ(journal.text(), "");
  EXPECT_FALSE(loop.run_while([] { return true; }));
  EXPECT_FALSE(loop.halted());
  EXPECT_EQ(journal.text(), "later@2");
}

TEST_F(ALoop, RunsNoFurtherThanItIsHalted) {
  loop.call_soon([this] { loop.halt(); });
  loop.call_soon(note("left"));
  loop.run();
  EXPECT_TRUE(loop.halted());
  loop.run();
  EXPECT_EQ(journal.text(), "left@2");
}

TEST_F(ALoop, DoesNotGoBackForADeadlineThatIsLongPast) {
  loop.call_later(1h, [this] { loop.call_at(Instant::min(), note("past")); });
  loop.run();
  EXPECT_EQ(journal.text(), "past@2");
  EXPECT_EQ(loop.now(), Instant(1h));
}

// Writes what it is told.
struct Told : Runnable {
  explicit Told(std::string& seen)
      : Runnable([](Runnable& self, RunnableOp op) {
          static_cast<Told&>(self).seen_ += std::to_string(static_cast<int>(op));
        }),
        seen_(seen) {}
  std::string& seen_;
};

TEST_F(ALoop, TellsWhatWasDueAndIsAloneThatItIs) {
  std::string seen;
  Told a(seen), b(seen), c(seen), d(seen);
  loop.arm(a, Instant{1s});
  loop.arm(b, Instant{2s});
  loop.arm(c, Instant{2s});
  loop.arm(d, Instant{3s});
  loop.run();
  EXPECT_EQ(seen, "2002");
  loop.post(a);
  loop.run();
  EXPECT_EQ(seen, "20020");
  EXPECT_EQ(loop.steps(), 5U);
}

TEST(ALoopDeathTest, RefusesToRunInsideItself) {
  Loop loop;
  loop.call_soon([&] { loop.run_once(); });
  EXPECT_DEATH(loop.run_once(), "a loop is run from inside itself.*\n.*\n.*iteration 1, step 1");
}

}  // namespace
}  // namespace sim
