#include "sim/coro/shared.hpp"

#include <gtest/gtest.h>

#include <string>

#include "sim/aio/condition.hpp"
#include "sim/aio/event.hpp"
#include "sim/aio/lock.hpp"
#include "sim/aio/queue.hpp"
#include "sim/aio/run.hpp"
#include "sim/aio/semaphore.hpp"
#include "sim/aio/sleep.hpp"
#include "tests/support/counts.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;
using test::ticks;

// Writes down what is touched and what is said beforehand, and answers calmly.
class Ears : public Chooser, private Picker {
 public:
  std::uint32_t choose(const Choice&) override { return 0; }
  Picker* picker() noexcept override { return this; }

  std::string heard;

 private:
  void joins(Place, TaskId) override {}
  void leaves(Place) override {}
  Place pick() override { return first_in_line; }
  void touches(ObjectId object, Access access) override { note("", object, access); }
  void intends(ObjectId object, Access access) override { note("will ", object, access); }

  void note(const char* when, ObjectId object, Access access) {
    if (!heard.empty()) heard += ", ";
    heard += when;
    heard += access == Access::read ? "read " : "write ";
    heard += std::to_string(object.value());
  }
};

std::string heard_of(Coro<> body) {
  Ears ears;
  run(std::move(body), {.chooser = &ears});
  return ears.heard;
}

Coro<> use_at_once() {
  Shared<int> first(1);
  Shared<int> second(2);
  second.set(first.get() + 1);
  const int twice = second.update([](int& value) { return value *= 2; });
  EXPECT_EQ(twice, 4);
  EXPECT_EQ(second.get(), 4);
  co_return;
}

TEST(Shared, TellsEachReadAndWrite) {
  EXPECT_EQ(heard_of(use_at_once()), "read 1, write 2, write 2, read 2");
}

Coro<> use_in_turns() {
  Shared<std::string> word("a");
  const std::string before = co_await word.read();
  co_await word.write(before + "b");
  EXPECT_EQ(word.get(), "ab");
}

TEST(Shared, SaysBeforehandWhatItTakesATurnFor) {
  EXPECT_EQ(heard_of(use_in_turns()), "will read 1, read 1, will write 1, write 1, read 1");
}

Coro<> read(Shared<int>& shared) { co_await shared.read(); }
Coro<> write(Shared<int>& shared) { co_await shared.write(5); }

Coro<> count_turns() {
  Shared<int> shared(1);
  EXPECT_EQ(co_await ticks(read(shared)), 1U);
  EXPECT_EQ(co_await ticks(write(shared)), 1U);
  EXPECT_EQ(shared.get(), 5);
}

TEST(Shared, TakesOneIterationForATurn) { run(count_turns()); }

TEST(Shared, WorksWhereNoLoopRuns) {
  Shared<int> shared(1);
  shared.set(2);
  EXPECT_EQ(shared.get(), 2);
  EXPECT_FALSE(shared.object().id());
}

Coro<> wait_for_turn(Shared<int>& shared, bool& reached) {
  co_await shared.read();
  reached = true;
}

Coro<> cancel_in_turn() {
  Shared<int> shared(1);
  bool reached = false;
  const Task<> task = create_task(wait_for_turn(shared, reached));
  co_await sleep(0s);
  task.core().cancel({});
  bool cancelled = false;
  try {
    co_await task;
  } catch (const CancelledError&) {
    cancelled = true;
  }
  EXPECT_TRUE(cancelled);
  EXPECT_FALSE(reached);
}

TEST(Shared, LetsACancellationInWhileItTakesATurn) { run(cancel_in_turn()); }

Coro<> take_a_lock() {
  Lock lock;
  co_await turn_for(lock.object(), Access::write);
  co_await lock.acquire();
  lock.release();
}

TEST(Shared, HearsOfALockAsWell) {
  EXPECT_EQ(heard_of(take_a_lock()), "will write 1, write 1, write 1");
}

Coro<> use_an_event() {
  Event event;
  event.set();
  EXPECT_TRUE(event.is_set());
  co_await event.wait();
  event.clear();
}

Coro<> use_a_semaphore() {
  Semaphore permits(1);
  co_await permits.acquire();
  permits.release();
}

Coro<> use_a_queue() {
  Queue<int> queue;  // 1 is the queue, and 2 the event in it that join() waits for, set at first
  co_await queue.put(7);
  EXPECT_EQ(co_await queue.get(), 7);
  EXPECT_THROW(queue.get_nowait(), QueueEmpty);
}

Coro<> wait_for_news(Condition& news) {
  auto held = co_await news.hold();
  co_await news.wait();
}

Coro<> tell_news() {
  Lock lock;
  Condition news(lock);
  const Task<> task = create_task(wait_for_news(news));
  co_await sleep(0s);
  {
    auto held = co_await lock.hold();
    news.notify();
  }
  co_await task;
}

TEST(Shared, HearsOfEachPrimitive) {
  EXPECT_EQ(heard_of(use_an_event()), "write 1, read 1, read 1, write 1");
  EXPECT_EQ(heard_of(use_a_semaphore()), "write 1, write 1");
  EXPECT_EQ(heard_of(use_a_queue()), "write 2, write 1, write 2, write 1, read 1");
  EXPECT_EQ(heard_of(tell_news()),
            "write 1, write 1, write 2, will write 1, write 1, write 2, write 1, write 1, write 1");
}

}  // namespace
}  // namespace sim
