// What does not change: many tasks on many loops and threads, and what they allocate once they run.

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

#include "sim/aio/run.hpp"
#include "sim/aio/sleep.hpp"
#include "sim/coro/task.hpp"
#include "tests/support/allocations.hpp"
#include "tests/support/journal.hpp"
#include "tests/support/sanitizers.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;
using test::Journal;

Coro<> naps(Journal& journal, int number) {
  for (int i = 0; i < 4; ++i) {
    co_await sleep(std::chrono::milliseconds(number * 31 % 7 * 10));
    journal.note("", number);
  }
}

Coro<> many_naps(Journal& journal) {
  std::vector<Task<>> tasks;
  for (int i = 0; i < 30; ++i) tasks.push_back(create_task(naps(journal, i)));
  for (const Task<>& task : tasks) co_await task;
}

std::string play() {
  Journal journal;
  run(many_naps(journal));
  return journal.text();
}

TEST(Tasks, RunTheSameOnManyThreadsAtOnce) {
  const std::string expected = play();
  std::vector<std::string> texts(6);
  std::vector<std::size_t> left(6, 99);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    threads.emplace_back([&, i] {
      for (int round = 0; round < 20; ++round) texts[i] = play();
      left[i] = FreeList::in_use();
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::string& text : texts) EXPECT_EQ(text, expected);
  for (const std::size_t blocks : left) EXPECT_EQ(blocks, 0U);
}

TEST(Tasks, RunTheSameOnALoopThatIsReset) {
  const std::string expected = play();
  Loop loop;
  for (int round = 0; round < 3; ++round) {
    Journal mine;
    create_task_on(loop, many_naps(mine));
    while (loop.run_once()) {
    }
    EXPECT_EQ(mine.text(), expected);
    loop.reset();
  }
}

Coro<> sleeps_often(int times) {
  for (int i = 0; i < times; ++i) {
    co_await sleep(1ms);
    co_await sleep(0s);
  }
}

TEST(Tasks, AllocateNothingToSleep) {
  const auto body = []() -> Coro<std::uint64_t> {
    for (int i = 0; i < 10; ++i) create_task(sleeps_often(2000));
    co_await sleeps_often(100);
    const std::uint64_t before = test::allocations();
    co_await sleeps_often(1000);
    co_return test::allocations() - before;
  };
  EXPECT_EQ(run(body()), test::address_sanitizer ? 1U : 0U);  // the frame of sleeps_often()
}

}  // namespace
}  // namespace sim
