// Tasks whose timers fall together, held against CPython's own heap of timers, iteration by
// iteration: tests/oracle/heapq_ties.py makes the same programs.

#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "sim/aio/gather.hpp"
#include "sim/aio/run.hpp"
#include "sim/aio/sleep.hpp"
#include "sim/aio/timeout.hpp"
#include "sim/aio/wait.hpp"
#include "sim/aio/wait_for.hpp"
#include "tests/support/fnv1a.hpp"
#include "tests/support/journal.hpp"
#include "tests/support/numbers.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;

struct Recorded {
  std::uint64_t seed;
  std::uint64_t hash;
};

constexpr Recorded recorded[] = {
#include "tests/oracle/heapq_tasks.inc"
};

Coro<> plain_sleep(Duration delay) { co_await sleep(delay); }

// Tasks that sleep, wait with a timeout, and cancel each other.
class Tasks {
 public:
  explicit Tasks(std::uint64_t seed) : numbers_(seed) {}

  std::uint64_t run() {
    sim::run(main(), {.ties = TiePolicy::heapq});
    return hash_.value();
  }

 private:
  void note_moment() {
    const Loop& loop = Loop::current();
    hash_.add(std::exchange(iteration_, loop.iteration()) != loop.iteration());
    hash_.add(static_cast<std::uint64_t>(loop.now().time_since_epoch().count()));
    hash_.add(loop.timers_kept());
  }
  void note(std::uint64_t number) {
    note_moment();
    hash_.add(number);
  }
  void note(std::uint64_t number, std::uint64_t word) {
    note(number);
    hash_.add(word);
  }

  Duration delay() { return (1 + static_cast<std::int64_t>(numbers_.below(5))) * 1ms; }

  Coro<> wait_for_two(Duration first, Duration second) {
    std::vector<Task<>> sleeps;
    sleeps.push_back(create_task(plain_sleep(first)));
    sleeps.push_back(create_task(plain_sleep(second)));
    const Duration limit = delay();
    const auto result = co_await wait(sleeps, {.timeout = limit});
    note(result.done.size());
  }

  Coro<> act(std::uint64_t action) {
    const Duration longer = delay();
    const Duration shorter = delay();
    if (action < 3) {
      co_await sleep(shorter);
    } else if (action == 3) {
      co_await timeout(longer, plain_sleep(shorter));
    } else if (action == 4) {
      co_await wait_for(plain_sleep(shorter), longer);
    } else if (action == 5) {
      co_await wait_for_two(longer, shorter);
    } else if (action == 6) {
      co_await wait_for(plain_sleep(shorter), 3600s);
    } else {
      const std::uint64_t victim = numbers_.below(workers_.size());
      note(workers_[victim].cancel() ? 1 : 0);
      co_await sleep(longer);
    }
  }

  Coro<> work(std::uint64_t number) {
    for (std::uint64_t step = 0; step < 8; ++step) {
      note(number, step);
      try {
        co_await act(numbers_.below(9));
      } catch (const CancelledError&) {
        note(number, 1001);
      } catch (const TimeoutError&) {
        note(number, 1002);
      }
    }
  }

  Coro<> main() {
    for (std::uint64_t number = 0, count = 60 + numbers_.below(60); number < count; ++number) {
      workers_.push_back(create_task(work(number)));
    }
    for (std::size_t i = 0; i < workers_.size(); ++i) {
      while (!workers_[i].done()) co_await sleep(1ms);
    }
    note(workers_.size());
  }

  test::Numbers numbers_;
  test::Fnv1a hash_;
  std::vector<Task<>> workers_;
  std::uint64_t iteration_ = 0;
};

struct HeapqTies : testing::TestWithParam<Recorded> {};

TEST_P(HeapqTies, OfTasksFallAsInCPython) {
  EXPECT_EQ(Tasks(GetParam().seed).run(), GetParam().hash);
}

INSTANTIATE_TEST_SUITE_P(Seeds, HeapqTies, testing::ValuesIn(recorded),
                         [](const auto& one) { return std::to_string(one.param.seed); });

// ---- what a reader of CPython's heap sees ----------------------------------------------------

Coro<> say_after(test::Journal& journal, Duration delay, int number) {
  co_await sleep(delay);
  journal.note("", number);
}

Coro<> gather_sleepers(test::Journal& journal, int count) {
  std::vector<Coro<>> sleepers;
  for (int i = 0; i < count; ++i) sleepers.push_back(say_after(journal, 1s, i));
  co_await gather(std::move(sleepers));
}

TEST(Ties, FallByTheShapeOfTheHeap) {
  test::Journal journal;
  run(gather_sleepers(journal, 8), {.ties = TiePolicy::heapq});
  EXPECT_EQ(journal.text(), "0 2 6 5 7 4 1 3");
}

TEST(Ties, FallInOrderUnlessAskedOtherwise) {
  test::Journal journal;
  run(gather_sleepers(journal, 8));
  EXPECT_EQ(journal.text(), "0 1 2 3 4 5 6 7");
}

Coro<std::size_t> count_done_in_time() {
  std::vector<Task<>> tasks;
  for (int i = 0; i < 5; ++i) tasks.push_back(create_task(plain_sleep(1s)));
  co_await sleep(0s);
  co_return (co_await wait(tasks, {.timeout = 1s})).done.size();
}

TEST(Ties, DecideWhoIsDoneWhenATimeoutFallsTogetherWithSleeps) {
  EXPECT_EQ(run(count_done_in_time()), 5U);
  EXPECT_EQ(run(count_done_in_time(), {.ties = TiePolicy::heapq}), 2U);
}

}  // namespace
}  // namespace sim
