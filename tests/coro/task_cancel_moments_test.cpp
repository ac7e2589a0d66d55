// A cancel at each moment at which it may come.

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "sim/aio/gather.hpp"
#include "sim/aio/run.hpp"
#include "sim/aio/sleep.hpp"
#include "sim/aio/wait.hpp"
#include "sim/coro/task.hpp"
#include "sim/coro/wait_queue.hpp"
#include "tests/support/journal.hpp"
#include "tests/support/outcome.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;
using test::Journal;
using test::outcome;

Coro<> waits(WaitQueue& queue) { co_await queue.wait(); }

Coro<int> busy(Journal& journal, WaitQueue& queue) {
  journal.note(co_await outcome(sleep(1s)));
  journal.note(co_await outcome(gather(sleep(1s), create_task(sleep(2s, 7)))));
  const std::vector<Task<>> tasks{create_task(sleep(1s)), create_task(sleep(2s))};
  journal.note(co_await outcome(wait(tasks, {.timeout = 1s})));
  journal.note(co_await outcome(create_task(sleep(0s))));
  journal.note(co_await outcome(waits(queue)));
  co_return 1;
}

// Cancels `task` once, before the iteration `when` of those in which it is alive.
Coro<> cancels_at(Journal& journal, std::uint64_t when) {
  WaitQueue queue;
  Task<int> task = create_task(busy(journal, queue));
  Loop::current().call_later(8s, [&queue] { queue.wake_all(); });
  for (std::uint64_t i = 0; i < when && !task.done(); ++i) co_await sleep(0s);
  const bool accepted = task.cancel("now");
  journal.note(accepted ? "accepted" : "refused");
  journal.note(co_await outcome(task));
}

std::size_t count_of(std::string_view text, std::string_view word) {
  std::size_t count = 0;
  for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) ++count;
  return count;
}

TEST(CancellingAnyMoment, IsDeliveredOnce) {
  for (std::uint64_t when = 0; when < 60; ++when) {
    Journal mine;
    run(cancels_at(mine, when));
    const std::string& text = mine.text();
    if (text.find("refused") != text.npos) {
      EXPECT_EQ(count_of(text, "CancelledError"), 0U) << when << ": " << text;
    } else {
      EXPECT_EQ(count_of(text, "CancelledError: now"), 1U) << when << ": " << text;
    }
  }
}

TEST(CancellingAnyMoment, LeavesNothingWhereverTheLoopEnds) {
  const auto cancels_twice = [](Journal& journal) -> Coro<> {
    WaitQueue queue;
    Task<int> first = create_task(busy(journal, queue));
    Task<int> second = create_task(busy(journal, queue));
    co_await sleep(1500ms);
    first.cancel();
    co_await sleep(1s);
    second.cancel();
    co_await outcome(gather(first, second));
  };
  for (int when = 0; when < 40; ++when) {
    Loop loop;
    Journal mine;
    create_task_on(loop, cancels_twice(mine));
    for (int i = 0; i < when; ++i) loop.run_once();
  }
}

}  // namespace
}  // namespace sim
