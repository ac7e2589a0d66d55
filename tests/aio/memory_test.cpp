// A million short tasks under limits of an hour that never strike leave nothing behind: neither
// timers, nor frames, nor callbacks, under either order of ties.

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <utility>
#include <vector>

#include "sim/aio/gather.hpp"
#include "sim/aio/run.hpp"
#include "sim/aio/sleep.hpp"
#include "sim/aio/timeout.hpp"
#include "sim/aio/wait_for.hpp"
#include "sim/base/free_list.hpp"
#include "sim/coro/task.hpp"
#include "tests/support/sanitizers.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t together = 50;
constexpr std::size_t rounds = test::address_sanitizer ? 2'000 : 20'000;

Coro<> work() { co_await sleep(1ms); }

Coro<> work_in_time(std::size_t number) {
  if (number % 2 == 0) {
    co_await timeout(3600s, work());
  } else {
    co_await wait_for(work(), 3600s);
  }
}

// The most that there was of each at the end of any round.
struct Most {
  std::size_t blocks = 0;
  std::size_t timers = 0;
  std::size_t kept = 0;
  std::size_t residents = 0;
};

// One sleeper stands before all limits, so that none of them comes to the head of a heap.
Coro<> run_rounds(Most& most) {
  const Task<> sleeper = create_task(sleep(1800s));
  const std::size_t before = FreeList::in_use();
  const Loop& loop = Loop::current();
  for (std::size_t round = 0; round < rounds; ++round) {
    std::vector<Coro<>> tasks;
    for (std::size_t i = 0; i < together; ++i) tasks.push_back(work_in_time(i));
    co_await gather(std::move(tasks));
    most.blocks = std::max(most.blocks, FreeList::in_use() - before);
    most.timers = std::max(most.timers, loop.timers());
    most.kept = std::max(most.kept, loop.timers_kept());
    most.residents = std::max(most.residents, loop.residents().size());
  }
}

Most most_of(TiePolicy ties) {
  Most most;
  run(run_rounds(most), {.ties = ties});
  return most;
}

TEST(AMillionTasksInTime, LeaveNothingBehind) {
  const Most most = most_of(TiePolicy::fifo);
  EXPECT_EQ(most.timers, 1U);
  EXPECT_LE(most.kept, 2 * together);
  EXPECT_LE(most.blocks, 20U);
  EXPECT_LE(most.residents, 2 * together);
}

// CPython keeps cancelled timers until they are more than half of more than a hundred.
TEST(AMillionTasksInTime, LeaveWhatTheHeapOfCPythonLeaves) {
  const Most most = most_of(TiePolicy::heapq);
  EXPECT_EQ(most.timers, 1U);
  EXPECT_GE(most.kept, together);
  EXPECT_LE(most.kept, 4 * together);
  EXPECT_LE(most.blocks, 20U);
}

}  // namespace
}  // namespace sim
