#include "sim/coro/wake_line.hpp"

#include <gtest/gtest.h>

#include <coroutine>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "sim/aio/run.hpp"
#include "sim/coro/task.hpp"
#include "sim/coro/wait_queue.hpp"
#include "tests/support/journal.hpp"

namespace sim {
namespace {

using test::Journal;

// A wait in a line that is told of nothing else.
class Awaiter final : public WakeLine::Place {
 public:
  explicit Awaiter(WakeLine& line) noexcept : line_(line) {}

  [[nodiscard]] bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> frame) {
    line_.join(*Loop::current_or_null());
    be_of(frame);
    stand_in_line(line_);
    task().suspend_on(frame, *this);
  }
  void await_resume() {
    leave();
    TaskCore& waited = task();
    const bool cancelled = state() == BlockerState::cancelled;
    end_wait();
    if (waited.wait_went_wrong()) waited.throw_wait_error(cancelled);
  }
  void end() noexcept {
    if (suspended()) leave();
  }
  [[nodiscard]] std::string describe() const override { return "a bus"; }

 private:
  [[nodiscard]] WakeLine& line() noexcept override { return line_; }

  WakeLine& line_;
};

using Wait = WaitQueue::Standing<Awaiter>;

Coro<> waits(WakeLine& line, Journal& journal, int number) {
  try {
    co_await Wait(line);
    journal.note("", number);
  } catch (const CancelledError& error) {
    journal.note(std::string(error.message().text()), number);
  }
}

// Four tasks wait, 0 to 3; what each test does then is done outside of any of them.
struct AWakeLine : testing::Test {
  AWakeLine() {
    for (int i = 0; i < 4; ++i) tasks.push_back(create_task_on(loop, waits(line, seen, i)));
    loop.run();
    EXPECT_EQ(line.waiting(), 4U);
  }
  // What has been noted once all of it has been done.
  std::string in_the_end() {
    loop.run();
    return seen.text();
  }

  WakeLine line;
  Journal seen;
  std::vector<Task<>> tasks;
  Loop loop;
};

TEST_F(AWakeLine, WakesAllInTheirOrder) {
  line.wake_all();
  EXPECT_EQ(in_the_end(), "0 1 2 3");
  EXPECT_EQ(line.waiting(), 0U);
}

TEST_F(AWakeLine, WakesAsManyAsItIsTold) {
  EXPECT_EQ(line.wake(2), 2U);
  EXPECT_EQ(in_the_end(), "0 1");
  EXPECT_EQ(line.wake(7), 2U);
  EXPECT_EQ(line.wake(7), 0U);
  EXPECT_EQ(in_the_end(), "0 1 2 3");
}

TEST_F(AWakeLine, WakesNobodyTwice) {
  EXPECT_EQ(line.wake(1), 1U);
  EXPECT_EQ(line.wake(1), 1U);
  line.wake_all();
  line.wake_all();
  EXPECT_EQ(line.wake(1), 0U);
  EXPECT_EQ(in_the_end(), "0 1 2 3");
}

TEST_F(AWakeLine, CountsThoseWhoHaveNotResumed) {
  line.wake_all();
  EXPECT_EQ(line.waiting(), 4U);
  EXPECT_TRUE(tasks[1].cancel());
  EXPECT_EQ(line.waiting(), 4U);
  loop.run_once();
  EXPECT_EQ(line.waiting(), 0U);
}

TEST_F(AWakeLine, IsLeftByWhoIsCancelled) {
  EXPECT_TRUE(tasks[1].cancel("out"));
  EXPECT_TRUE(tasks[0].cancel("out"));
  EXPECT_EQ(line.waiting(), 4U);
  EXPECT_EQ(line.wake(1), 1U);
  loop.run_once();
  EXPECT_EQ(seen.text(), "out1 out0 2");
  EXPECT_EQ(line.waiting(), 1U);
}

TEST_F(AWakeLine, CancelsWhoIsWokenButHasNotResumed) {
  EXPECT_EQ(line.wake(1), 1U);
  EXPECT_TRUE(tasks[0].cancel("late"));
  line.wake_all();
  EXPECT_TRUE(tasks[2].cancel("late"));
  EXPECT_EQ(in_the_end(), "late0 1 late2 3");
}

// Who comes when all were woken is not taken for one of those.
TEST_F(AWakeLine, CancelsWhoHasComeSinceAllWereWoken) {
  line.wake_all();
  Task<> fifth = create_task_on(loop, waits(line, seen, 4));
  loop.run();
  EXPECT_TRUE(fifth.cancel("out"));
  loop.run_once();
  EXPECT_EQ(seen.text(), "0 1 2 3 out4");
  EXPECT_EQ(line.waiting(), 0U);
}

TEST_F(AWakeLine, WakesInTheNextIteration) {
  line.wake_all();
  const std::uint64_t before = loop.iteration();
  EXPECT_EQ(in_the_end(), "0 1 2 3");
  EXPECT_EQ(loop.iteration() - before, 1U);
}

TEST_F(AWakeLine, WakesInTheLoopOfThoseWhoWait) {
  Loop other;
  other.call_soon([&] { line.wake_all(); });
  other.run();
  EXPECT_EQ(seen.text(), "");
  EXPECT_EQ(in_the_end(), "0 1 2 3");
}

TEST_F(AWakeLine, TellsWhatIsWaitedFor) {
  EXPECT_EQ(describe_waits(loop).substr(0, 24), "Task-1 waits for a bus\nT");
}

TEST_F(AWakeLine, IsOfOneLoopWhileAnybodyWaits) {
  Loop other;
  const Task<> stranger = create_task_on(other, waits(line, seen, 9));
  other.run();
  EXPECT_TRUE(stranger.done());
  EXPECT_THROW(stranger.result(), RuntimeError);
  line.wake_all();
  EXPECT_EQ(in_the_end(), "0 1 2 3");
  const Task<> next = create_task_on(other, waits(line, seen, 9));
  other.run();
  line.wake_all();
  other.run();
  EXPECT_EQ(seen.text(), "0 1 2 3 9");
}

TEST(WhoStandsInAWakeLine, MayOutliveIt) {
  for (const int woken : {0, 2, 4}) {
    Journal seen;
    Loop loop;
    {
      WakeLine line;
      for (int i = 0; i < 4; ++i) create_task_on(loop, waits(line, seen, i));
      loop.run();
      if (woken < 4) {
        line.wake(static_cast<std::size_t>(woken));
      } else {
        line.wake_all();
      }
      EXPECT_EQ(line.waiting(), 4U);
    }
    EXPECT_EQ(seen.text(), "");
    EXPECT_EQ(loop.residents().size(), 4U);
    loop.reset();
    EXPECT_EQ(seen.text(), "");
  }
}

TEST(AnEmptyWakeLine, WakesNobody) {
  WakeLine line;
  line.wake_all();
  EXPECT_EQ(line.wake(3), 0U);
  EXPECT_EQ(line.waiting(), 0U);
}

}  // namespace
}  // namespace sim
