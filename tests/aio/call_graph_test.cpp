#include "sim/aio/call_graph.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "sim/aio/as_completed.hpp"
#include "sim/aio/event.hpp"
#include "sim/aio/gather.hpp"
#include "sim/aio/lock.hpp"
#include "sim/aio/run.hpp"
#include "sim/aio/shield.hpp"
#include "sim/aio/sleep.hpp"
#include "sim/aio/task_group.hpp"
#include "sim/aio/wait.hpp"
#include "sim/aio/wait_for.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;

using Indices = std::vector<CallGraph::Index>;

Coro<> nap(Duration delay) { co_await sleep(delay); }

// Runs `body` for half a second and gives the picture of that moment; then all of it ends.
template <class Body>
std::string picture_of(Body body) {
  Runner runner;
  const Task<> main = create_task_on(runner.loop(), body());
  while (runner.loop().next_time() < Instant{500ms} && runner.loop().run_once()) {
  }
  return format_call_graph(capture_call_graphs(runner.loop()));
}

TEST(CallGraph, OfASleepingTaskIsTheTaskAndItsSleep) {
  EXPECT_EQ(picture_of([] { return nap(1s); }),
            "└── (T) Task-1\n"
            "    └── sleep(1)\n");
}

Coro<> outer() { co_await nap(1s); }

TEST(CallGraph, TellsHowDeepTheCoroutinesOfATaskStand) {
  EXPECT_EQ(picture_of([] { return outer(); }),
            "└── (T) Task-1, 2 coroutines deep\n"
            "    └── sleep(1)\n");
}

TEST(CallGraph, LeadsThroughAGather) {
  EXPECT_EQ(picture_of([]() -> Coro<> { co_await gather(nap(1s), nap(2s)); }),
            "└── (T) Task-1\n"
            "    └── gather()\n"
            "        ├── (T) Task-2\n"
            "        │   └── sleep(1)\n"
            "        └── (T) Task-3\n"
            "            └── sleep(2)\n");
}

TEST(CallGraph, LeadsThroughAShieldAndATask) {
  EXPECT_EQ(picture_of([]() -> Coro<> {
              const Task<> inner = create_task(nap(1s), "inner");
              co_await shield(inner);
            }),
            "└── (T) Task-1\n"
            "    └── shield()\n"
            "        └── (T) inner\n"
            "            └── sleep(1)\n");
}

TEST(CallGraph, LeadsThroughWaitToWhatIsNotDone) {
  EXPECT_EQ(picture_of([]() -> Coro<> {
              std::vector<Task<>> naps;
              for (const Duration delay : {Duration{1ms}, Duration{1s}, Duration{2s}}) {
                naps.push_back(create_task(nap(delay)));
              }
              co_await wait(naps);
            }),
            "└── (T) Task-1, 3 coroutines deep\n"
            "    └── wait()\n"
            "        ├── (T) Task-3\n"
            "        │   └── sleep(1)\n"
            "        └── (T) Task-4\n"
            "            └── sleep(2)\n");
}

TEST(CallGraph, LeadsThroughWaitFor) {
  EXPECT_EQ(picture_of([]() -> Coro<> { co_await wait_for(nap(1s), 2s); }),
            "└── (T) Task-1, 3 coroutines deep\n"
            "    └── wait_for()\n"
            "        └── (T) Task-2\n"
            "            └── sleep(1)\n");
}

TEST(CallGraph, LeadsThroughAsCompleted) {
  EXPECT_EQ(picture_of([]() -> Coro<> {
              std::vector<Coro<>> naps;
              naps.push_back(nap(1s));
              naps.push_back(nap(2s));
              auto each = as_completed(std::move(naps));
              co_await each.next();
            }),
            "└── (T) Task-1, 3 coroutines deep\n"
            "    └── as_completed()\n"
            "        ├── (T) Task-2\n"
            "        │   └── sleep(1)\n"
            "        └── (T) Task-3\n"
            "            └── sleep(2)\n");
}

TEST(CallGraph, LeadsThroughATaskGroup) {
  EXPECT_EQ(picture_of([]() -> Coro<> {
              co_await task_group([](TaskGroup& group) -> Coro<> {
                group.create_task(nap(1s), "worker");
                co_return;
              });
            }),
            "└── (T) Task-1, 3 coroutines deep\n"
            "    └── a task group\n"
            "        └── (T) worker\n"
            "            └── sleep(1)\n");
}

Coro<> hold_and_sleep(Lock& lock) {
  auto held = co_await lock.hold();
  co_await sleep(1s);
}

TEST(CallGraph, LeadsFromALockToItsHolder) {
  Lock lock;
  EXPECT_EQ(picture_of([&lock]() -> Coro<> {
              const Task<> holder = create_task(hold_and_sleep(lock), "holder");
              co_await sleep(0s);
              co_await lock.acquire();
            }),
            "└── (T) Task-1, 2 coroutines deep\n"
            "    └── a lock\n"
            "        └── (T) holder\n"
            "            └── sleep(1)\n");
}

TEST(CallGraph, WritesWhatSeveralAwaitOnlyOnce) {
  EXPECT_EQ(picture_of([]() -> Coro<> {
              const Task<> shared = create_task(nap(1s), "shared");
              const Task<> other =
                  create_task([](Task<> task) -> Coro<> { co_await task; }(shared), "other");
              co_await gather(shared, other);
            }),
            "└── (T) Task-1\n"
            "    └── gather()\n"
            "        ├── (T) shared\n"
            "        │   └── sleep(1)\n"
            "        └── (T) other\n"
            "            └── (T) shared (as above)\n");
}

TEST(CallGraph, ShowsATaskThatHasNotBegun) {
  Runner runner;
  const Task<> main = create_task_on(runner.loop(), nap(1s));
  EXPECT_EQ(format_call_graph(capture_call_graphs(runner.loop())), "└── (T) Task-1, ready\n");
}

// ---- rings -----------------------------------------------------------------------------------

Coro<> await_next(std::vector<Task<>>& ring, std::size_t next) { co_await ring[next]; }

Coro<> make_ring(std::vector<Task<>>& ring) {
  for (std::size_t i = 0; i < 3; ++i) ring.push_back(create_task(await_next(ring, (i + 1) % 3)));
  co_await sleep(1s);
}

TEST(CallGraph, CutsARingWhereItCloses) {
  std::vector<Task<>> ring;
  EXPECT_EQ(picture_of([&ring] { return make_ring(ring); }),
            "├── (T) Task-1\n"
            "│   └── sleep(1)\n"
            "└── (T) Task-2\n"
            "    └── (T) Task-3\n"
            "        └── (T) Task-4\n"
            "            └── (T) Task-2 (as above)\n");
}

TEST(CallGraph, FindsARing) {
  std::vector<Task<>> ring;
  Runner runner;
  const Task<> main = create_task_on(runner.loop(), make_ring(ring));
  EXPECT_TRUE(capture_call_graphs(runner.loop()).find_ring().empty());
  while (runner.loop().next_time() < Instant{500ms} && runner.loop().run_once()) {
  }
  EXPECT_EQ(capture_call_graphs(runner.loop()).find_ring(), (Indices{1, 2, 3}));
}

std::string deadlock_of(Coro<> body) {
  try {
    run(std::move(body));
  } catch (const Deadlock& deadlock) {
    return deadlock.what();
  }
  return "no deadlock";
}

Coro<> take_both(Lock& first, Lock& second) {
  auto one = co_await first.hold();
  co_await sleep(1s);
  auto other = co_await second.hold();
}

TEST(CallGraph, NamesTheRingInADeadlockOfLocks) {
  Lock a;
  Lock b;
  const auto body = [&]() -> Coro<> { co_await gather(take_both(a, b), take_both(b, a)); };
  EXPECT_EQ(deadlock_of(body()),
            "deadlock:\n"
            "Task-1 waits for gather(Task-2, Task-3)\n"
            "Task-2 waits for a lock (Task-3)\n"
            "Task-3 waits for a lock (Task-2)\n"
            "a ring: Task-2, Task-3\n");
}

TEST(CallGraph, SaysWhomAGroupWaitsForInADeadlock) {
  Event never;
  const auto wait_for_ever = [](Event& event) -> Coro<> { co_await event.wait(); };
  const auto body = [&]() -> Coro<> {
    co_await task_group([&](TaskGroup& group) -> Coro<> {
      group.create_task(wait_for_ever(never), "left");
      group.create_task(wait_for_ever(never), "right");
      co_return;
    });
  };
  EXPECT_EQ(deadlock_of(body()),
            "deadlock:\n"
            "Task-1 waits for a task group (left, right)\n"
            "left waits for an event\n"
            "right waits for an event\n");
}

// ---- from one future upwards -------------------------------------------------------------------

TEST(CallGraph, OfAFutureIsWhoAwaitsIt) {
  Runner runner;
  Future<> never(runner.loop());
  const auto awaits = [](Future<> future) -> Coro<> { co_await future; };
  const Task<> first = create_task_on(runner.loop(), awaits(never), "first");
  const Task<> second = create_task_on(
      runner.loop(), [](Task<> task) -> Coro<> { co_await task; }(first), "second");
  const Task<> apart = create_task_on(runner.loop(), nap(1s), "apart");
  for (int i = 0; i < 2; ++i) runner.loop().run_once();
  const CallGraph graph = capture_call_graph(never);
  ASSERT_EQ(graph.nodes.size(), 3U);
  EXPECT_EQ(graph.nodes[0], (CallGraph::Node{"a future", {}, 0, {}, {1}}));
  EXPECT_EQ(graph.nodes[1], (CallGraph::Node{"first", first.id(), 1, {0}, {2}}));
  EXPECT_EQ(graph.nodes[2], (CallGraph::Node{"second", second.id(), 1, {1}, {}}));
}

TEST(CallGraph, OfAFutureThatIsDoneIsThatFuture) {
  Runner runner;
  Future<> done(runner.loop());
  done.set_result();
  const Task<> other = create_task_on(runner.loop(), nap(1s));
  EXPECT_EQ(capture_call_graph(done).nodes.size(), 1U);
}

TEST(CallGraph, NeedsNoStackForALongChain) {
  Loop loop;
  std::vector<Task<>> chain;
  chain.push_back(create_task_on(loop, nap(1s)));
  for (int i = 0; i < 100'000; ++i) {
    chain.push_back(create_task_on(
        loop, [](Task<> task) -> Coro<> { co_await task; }(chain.back())));
  }
  for (int i = 0; i < 2; ++i) loop.run_once();
  const CallGraph graph = capture_call_graphs(loop);
  EXPECT_EQ(graph.nodes.size(), 100'002U);
  EXPECT_EQ(graph.roots(), Indices{100'000});
  EXPECT_TRUE(graph.find_ring().empty());
  EXPECT_EQ(capture_call_graph(chain.front()).nodes.size(), 100'001U);
  EXPECT_EQ(format_call_graph(graph, 1),
            "└── (T) Task-100001\n"
            "    └── (T) Task-100000 ...\n");
}

}  // namespace
}  // namespace sim
