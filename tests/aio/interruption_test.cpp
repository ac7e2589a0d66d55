#include "sim/aio/interruption.hpp"

#include <gtest/gtest.h>

#include <string>

#include "sim/aio/run.hpp"
#include "sim/aio/sleep.hpp"
#include "sim/coro/task.hpp"
#include "tests/support/journal.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;
using test::Journal;

Coro<> nap(Journal& journal, int number) {
  bool cancelled = false;
  try {
    co_await sleep(10s);
  } catch (const CancelledError&) {
    cancelled = true;
  }
  journal.note(cancelled ? "cancelled-" : "slept-", number);
  journal.note("in-", Loop::current().iteration());
}

Coro<> two_naps(Journal& journal) {
  const Task<> first = create_task(nap(journal, 2));
  const Task<> second = create_task(nap(journal, 3));
  co_await first;
  co_await second;
}

std::string with_interruption(std::uint64_t before, TaskId task) {
  Journal journal;
  RunOptions options;
  options.interruption = Interruption{before, task};
  try {
    run(two_naps(journal), options);
  } catch (const CancelledError&) {
    journal.note("main");
  }
  return journal.text();
}

TEST(Interruption, CancelsOneTaskBeforeOneIteration) {
  EXPECT_EQ(with_interruption(2, TaskId{3}), "cancelled-3 in-3 slept-2 in-5");
}

TEST(Interruption, CancelsATaskBeforeItsFirstStep) {
  EXPECT_EQ(with_interruption(1, TaskId{2}), "cancelled-3 in-5 main");
}

TEST(Interruption, MayCancelTheFirstTask) {
  EXPECT_EQ(with_interruption(2, TaskId{1}).substr(0, 11), "cancelled-2");
  EXPECT_EQ(with_interruption(0, TaskId{1}), "main");
}

TEST(Interruption, DoesNothingToATaskThatIsNotThere) {
  const std::string untouched = "slept-2 in-4 slept-3 in-4";
  EXPECT_EQ(with_interruption(0, TaskId{2}), untouched);
  EXPECT_EQ(with_interruption(2, TaskId{4}), untouched);
  EXPECT_EQ(with_interruption(99, TaskId{2}), untouched);
}

}  // namespace
}  // namespace sim
