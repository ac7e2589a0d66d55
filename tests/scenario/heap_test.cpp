// What holds itself goes all the same when a run ends.

#include <gtest/gtest.h>

#include "sim/base/free_list.hpp"
#include "tests/scenario/running.hpp"

namespace sim::scenario {
namespace {

// The frames, tasks and futures that are left over after a run.
std::size_t left_over(const std::string& coroutines, const std::string& shared) {
  const std::size_t before = FreeList::in_use();
  run_text(coroutines, "shared: {" + shared + "}\n");
  return FreeList::in_use() - before;
}

TEST(Heap, LetsGoOfATaskThatHasItselfAsItsResult) {
  EXPECT_EQ(left_over("itself():\n  - return: (1, current_task())\nmain():\n  - spawn: itself()\n",
                      ""),
            0U);
  EXPECT_EQ(left_over("main():\n  - spawn: queue.get()\n    as: t\n  - call: queue.put_nowait(t)\n",
                      "queue: Queue()"),
            0U);
}

TEST(Heap, LetsGoOfAMainThatReturnsItself) {
  EXPECT_EQ(left_over("main():\n  - return: (1, current_task())\n", ""), 0U);
}

TEST(Heap, LetsGoOfATaskThatHasItselfInItsError) {
  EXPECT_EQ(left_over("fails():\n  - raise: ValueError(current_task())\nmain():\n"
                      "  - spawn: fails()\n",
                      ""),
            0U);
  EXPECT_EQ(left_over("fails():\n  - raise: ExceptionGroup('x', [ValueError(current_task())])\n"
                      "main():\n  - spawn: fails()\n",
                      ""),
            0U);
}

TEST(Heap, LetsGoOfATaskThatIsItsOwnMessage) {
  EXPECT_EQ(left_over("naps():\n  - sleep: 1\nmain():\n  - spawn: naps()\n    as: t\n"
                      "  - cancel: t\n    message: t\n  - sleep: 2\n",
                      ""),
            0U);
}

TEST(Heap, LetsGoOfAShieldThatGivesItself) {
  EXPECT_EQ(left_over("main():\n  - let: {s: shield(queue.get())}\n  - call: queue.put_nowait(s)\n"
                      "  - await: s\n",
                      "queue: Queue()"),
            0U);
}

TEST(Heap, LetsGoOfAListAndAQueueThatHoldThemselves) {
  EXPECT_EQ(left_over("main():\n  - call: items.append(items)\n  - call: queue.put_nowait(queue)\n"
                      "  - call: items.append(current_task())\n",
                      "items: '[]', queue: Queue()"),
            0U);
}

}  // namespace
}  // namespace sim::scenario
