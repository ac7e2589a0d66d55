// A step that is alone in its iteration goes on with the next one itself (sim/loop/loop_state.hpp):
// nobody may see that, whoever runs the loop and whoever looks on.

#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "sim/aio/condition.hpp"
#include "sim/aio/event.hpp"
#include "sim/aio/lock.hpp"
#include "sim/aio/queue.hpp"
#include "sim/aio/semaphore.hpp"
#include "sim/aio/sleep.hpp"
#include "sim/aio/timeout.hpp"
#include "sim/coro/context.hpp"
#include "sim/coro/task.hpp"
#include "sim/loop/loop.hpp"
#include "sim/loop/probe.hpp"
#include "sim/trace/digest.hpp"
#include "tests/support/numbers.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;

struct Nothing final : Probe {
  void on_event(const ProbeEvent&) override {}
};

// A program of one to three tasks, often one of them alone, which write down where they are.
class Program {
 public:
  explicit Program(std::uint64_t seed) : numbers_(seed) {}

  // Leaves the loop to whoever runs it.
  void start(Loop& loop) {
    loop_ = &loop;
    const std::uint64_t count = 1 + numbers_.below(3);
    for (std::uint64_t i = 0; i < count; ++i) {
      tasks_.push_back(create_task_on(loop, work(static_cast<char>('a' + i))));
    }
    loop.call_later(Duration(numbers_.below(20)), [this] { note('|'); });
  }

  [[nodiscard]] std::string seen() const {
    std::string text = log_;
    add_counts(text);
    return text + std::to_string(loop_->unhandled().size());
  }

 private:
  void add_counts(std::string& text) const {
    text += std::to_string(loop_->now().time_since_epoch().count()) + "/" +
            std::to_string(loop_->iteration()) + "/" + std::to_string(loop_->steps()) + " ";
  }
  void note(char what) {
    log_ += what;
    add_counts(log_);
  }

  Coro<int> child(char name, std::uint64_t how) {
    if (how > 2) co_await sleep(Duration(static_cast<std::int64_t>(how) - 3));
    note(name);
    if (how == 1) throw ValueError("a child");
    co_return 1;
  }

  Coro<> waits_for(char name, std::uint64_t how) {
    switch (how) {
      case 0: co_await sleep(0s); break;
      case 1: co_await sleep(Duration(numbers_.below(4))); break;
      case 2: co_await timed_sleep(0s); break;
      case 3: co_await sleep(std::chrono::hours(24 * 3) + Duration(numbers_.below(2))); break;
      case 4: static_cast<void>(co_await create_task(child('c', numbers_.below(6)))); break;
      case 5: co_await timeout(Duration(numbers_.below(4)), child_alone(name)); break;
      case 6: {
        const Lock::Held held = co_await lock_.hold();
        co_await sleep(Duration(numbers_.below(2)));
        break;
      }
      case 7:
        co_await queue_.put(1);
        static_cast<void>(co_await queue_.get());
        break;
      case 8:
        variable_.set(variable_.get() + 1);
        co_await sleep(Duration(numbers_.below(3)));
        note(static_cast<char>('0' + variable_.get() % 10));
        break;
      case 9:
        current_task().cancel();
        co_await sleep(Duration(numbers_.below(2)));
        break;
      case 10: tasks_[numbers_.below(tasks_.size())].cancel(); break;
      case 11: {
        const Semaphore::Held permit = co_await permits_.hold();
        co_await sleep(Duration(numbers_.below(2)));
        break;
      }
      case 12:
        set_.clear();
        loop_->call_later(Duration(numbers_.below(3)), [this] { set_.set(); });
        co_await set_.wait();
        break;
      default: co_await changed_twice(); break;
    }
  }

  Coro<> child_alone(char name) {
    co_await sleep(Duration(numbers_.below(4)));
    note(name);
  }

  // Who waits for a condition is notified by a call, so that nobody waits for ever.
  Coro<> changed_twice() {
    co_await changed_.acquire();
    loop_->call_later(Duration(numbers_.below(3)), [this] { notify(); });
    co_await changed_.wait();
    changed_.release();
  }
  void notify() {
    if (!changed_.locked()) create_task(notify_all());
  }
  Coro<> notify_all() {
    co_await changed_.acquire();
    changed_.notify_all();
    changed_.release();
  }

  Coro<> work(char name) {
    for (int i = 0; i < 12; ++i) {
      try {
        co_await waits_for(name, numbers_.below(14));
        note(name);
      } catch (const CancelledError&) {
        note('!');
      } catch (const std::exception&) {
        note('?');
      }
    }
  }

  test::Numbers numbers_;
  Loop* loop_ = nullptr;
  std::vector<Task<>> tasks_;
  Lock lock_;
  Semaphore permits_{1};
  Event set_;
  Condition changed_;
  Queue<int> queue_;
  ContextVar<int> variable_{"counted", 0};
  std::string log_;
};

template <class F>
std::string seen_when(std::uint64_t seed, F run) {
  Loop loop;
  Program program(seed);
  program.start(loop);
  run(loop);
  return program.seen();
}

TEST(StepOfOneThatIsAlone, IsSeenByNobodyHoweverTheLoopIsRun) {
  for (std::uint64_t seed = 1; seed <= 600; ++seed) {
    const std::string of_run = seen_when(seed, [](Loop& loop) { loop.run(); });
    EXPECT_EQ(of_run, seen_when(seed, [](Loop& loop) {
      while (loop.run_once()) {}
    })) << seed;
    EXPECT_EQ(of_run, seen_when(seed, [](Loop& loop) {
      loop.run_while([] { return true; });
    })) << seed;
    EXPECT_EQ(of_run, seen_when(seed, [](Loop& loop) {
      Nothing probe;
      loop.set_probe(&probe);
      loop.run();
      loop.set_probe(nullptr);
    })) << seed;
    ASSERT_EQ(of_run, seen_when(seed, [](Loop& loop) {
      TraceDigest digest;
      loop.set_probe(&digest);
      loop.run();
      loop.set_probe(nullptr);
    })) << seed;
  }
}

TEST(StepOfOneThatIsAlone, HasTheSameDigestHoweverTheLoopIsRun) {
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    std::vector<std::uint64_t> digests;
    for (const bool at_once : {true, false}) {
      seen_when(seed, [&](Loop& loop) {
        TraceDigest digest;
        loop.set_probe(&digest);
        if (at_once) loop.run();
        while (loop.run_once()) {}
        digests.push_back(digest.value());
        loop.set_probe(nullptr);
      });
    }
    ASSERT_EQ(digests[0], digests[1]) << seed;
  }
}

Coro<> sleep_and_count(int& count) {
  for (;;) {
    ++count;
    co_await sleep(1s);
  }
}

TEST(StepOfOneThatIsAlone, EndsWithAnIterationWhereTheLoopIsAskedBetweenTwo) {
  Loop loop;
  int count = 0;
  create_task_on(loop, sleep_and_count(count));
  EXPECT_TRUE(loop.run_once());
  EXPECT_EQ(count, 1);
  EXPECT_TRUE(loop.run_once());  // its timer
  EXPECT_EQ(count, 1);
  EXPECT_EQ(loop.time(), 1.0);
  EXPECT_TRUE(loop.run_once());
  EXPECT_EQ(count, 2);
}

Coro<> halt_when(int& count) {
  for (;;) {
    if (++count == 3) Loop::current().halt();
    co_await sleep(1s);
  }
}

TEST(StepOfOneThatIsAlone, IsTheLastOneWhereItHaltsTheLoop) {
  Loop loop;
  int count = 0;
  create_task_on(loop, halt_when(count));
  loop.run();
  EXPECT_EQ(count, 3);
  EXPECT_EQ(loop.time(), 2.0);
}

Coro<> await_long_chain(int depth, int& sum) {
  if (depth == 0) co_return;
  co_await create_task(await_long_chain(depth - 1, sum));
  ++sum;
}

TEST(StepOfOneThatIsAlone, NeedsNoStackHoweverManyEndOneAfterTheOther) {
  Loop loop;
  int sum = 0;
  create_task_on(loop, await_long_chain(100'000, sum));
  loop.run();
  EXPECT_EQ(sum, 100'000);
}

}  // namespace
}  // namespace sim
