#include "props/coro_program.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <string>

#include "sim/aio/event.hpp"
#include "sim/aio/lock.hpp"
#include "sim/aio/sleep.hpp"
#include "sim/coro/exceptions.hpp"
#include "tests/props/bank.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;

Coro<> naps() { co_await sleep(1h); }
Coro<> raises() {
  co_await sleep(1s);
  throw ValueError("no\nmore");
}
Coro<> raises_a_stranger() {
  co_await sleep(1s);
  throw std::runtime_error("no");
}
Coro<> waits_for_ever() {
  Event event;
  co_await event.wait();
}
Coro<> spins() {
  for (;;) co_await sleep(Duration(0));
}
Coro<> stops() {
  co_yield StopRun{};
  throw ValueError("not reached");
}
Coro<> loses_an_error() {
  create_task(raises(), "lost");
  co_await sleep(2s);
}
Coro<> forgets_to_await() {
  { Coro<> forgotten = naps(); }
  co_return;
}
Coro<> leaves_a_task() {
  create_task(naps());
  co_return;
}

Coro<> takes(Lock& lock) {
  co_await lock.acquire();
  co_await sleep(1s);
}
Coro<> keeps_its_lock() {
  Lock lock;
  const Task<> taker = create_task(takes(lock), "taker");
  co_await taker;
}

Ending ending_of(Coro<> (*body)(), RunDetail* shown = nullptr) {
  Loop loop;
  return as_program(body, {.iterations_max = 1'000}, shown)(loop);
}

TEST(CoroProgram, EndsWellWhereTheCoroutineDoes) {
  EXPECT_EQ(ending_of(naps), Ending{});
  EXPECT_EQ(ending_of(leaves_a_task), Ending{});  // it is cancelled, as asyncio.run does
}

TEST(CoroProgram, SaysWhichExceptionEscaped) {
  EXPECT_EQ(ending_of(raises), (Ending{EndingKind::raised, "ValueError: no"}));
  RunDetail shown;
  static_cast<void>(ending_of(raises, &shown));
  EXPECT_EQ(shown.text, "ValueError: no\nmore");
  EXPECT_EQ(ending_of(raises_a_stranger).kind, EndingKind::raised);
}

TEST(CoroProgram, SaysWhoWaitsInADeadlock) {
  RunDetail shown;
  const Ending ending = ending_of(waits_for_ever, &shown);
  EXPECT_EQ(ending.kind, EndingKind::deadlock);
  EXPECT_EQ(ending.what.find('\n'), std::string::npos);
  EXPECT_NE(ending.what.find("main waits for "), std::string::npos) << ending.what;
  EXPECT_NE(shown.waits.find("main waits for "), std::string::npos) << shown.waits;
}

TEST(CoroProgram, StopsALivelockAtItsLimit) {
  EXPECT_EQ(ending_of(spins),
            (Ending{EndingKind::step_limit, "more than 1000 iterations of the loop"}));
}

TEST(CoroProgram, EndsWhereItIsStopped) {
  EXPECT_EQ(ending_of(stops), (Ending{EndingKind::failed, "the run was stopped"}));
}

TEST(CoroProgram, FailsIfAnExceptionIsLost) {
  EXPECT_EQ(ending_of(loses_an_error),
            (Ending{EndingKind::failed,
                    "Task exception was never retrieved (lost): ValueError: no"}));
}

TEST(CoroProgram, FailsIfACoroutineIsNeverAwaited) {
  EXPECT_EQ(ending_of(forgets_to_await),
            (Ending{EndingKind::failed, "coroutine was never awaited"}));
}

TEST(CoroProgram, FailsWhereADetectorFindsSomething) {
  const Ending ending = ending_of(keeps_its_lock);
  EXPECT_EQ(ending.kind, EndingKind::leak);
  EXPECT_NE(ending.what.find("taker"), std::string::npos) << ending.what;
}

TEST(CoroProgram, LeavesTheLoopEmpty) {
  Loop loop;
  static_cast<void>(as_program(waits_for_ever)(loop));
  EXPECT_TRUE(loop.residents().empty());
  EXPECT_EQ(loop.steps(), 0U);
}

TEST(CoroProgram, IsExploredAsItIs) {
  EXPECT_FALSE(explore(naps, {.schedules = 20}).failure);
  const Outcome outcome = explore(raises, {.schedules = 20});
  ASSERT_TRUE(outcome.failure);
  EXPECT_TRUE(outcome.failure->shrunk.calm());
}

TEST(CoroProgram, MayBeALambdaWithCaptures) {
  std::atomic<int> runs = 0;
  const auto body = [&runs]() -> Coro<> {
    co_await sleep(1s);
    ++runs;
  };
  const Outcome outcome = explore(body, {.schedules = 3'000, .jobs = 3});
  EXPECT_FALSE(outcome.failure);
  EXPECT_EQ(runs, 3'000);
}

}  // namespace
}  // namespace sim
