#include "sim/aio/gather.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "sim/aio/run.hpp"
#include "sim/aio/sleep.hpp"
#include "sim/coro/task.hpp"
#include "tests/support/counts.hpp"
#include "tests/support/gives.hpp"
#include "tests/support/journal.hpp"
#include "tests/support/outcome.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;
using test::child;
using test::Counts;
using test::counts_of;
using test::gives;
using test::iteration;
using test::Journal;
using test::Moments;
using test::outcome;
using test::raises;
using test::ticks;

// ---- iterations -----------------------------------------------------------------------------

TEST(Gather, WakesItsAwaiterTwoIterationsAfterTheLastChild) {
  const Counts one_two_three{.s = 1, .l = 2, .t = 3};
  EXPECT_EQ(counts_of([](Moments& m) -> Coro<> { co_await gather(child(m)); }), one_two_three);
  EXPECT_EQ(counts_of([](Moments& m) -> Coro<> { co_await gather(child(m), child(m)); }),
            one_two_three);
  EXPECT_EQ(counts_of([](Moments& m) -> Coro<> {
              std::vector<Coro<>> children;
              for (int i = 0; i < 3; ++i) children.push_back(child(m));
              co_await gather(std::move(children));
            }),
            one_two_three);
}

TEST(Gather, AddsOneIterationForEachGatherAroundIt) {
  EXPECT_EQ(counts_of([](Moments& m) -> Coro<> { co_await gather(gather(child(m))); }).l, 3U);
  EXPECT_EQ(
      counts_of([](Moments& m) -> Coro<> { co_await gather(gather(gather(child(m)))); }).l, 4U);
}

TEST(Gather, OfNothingIsDoneAtOnce) {
  const auto none = []() -> Coro<> { co_await gather(); };
  const auto empty = []() -> Coro<> {
    const std::vector<int> results = co_await gather(std::vector<Coro<int>>());
    EXPECT_TRUE(results.empty());
  };
  EXPECT_EQ(run(ticks(none())), 0U);
  EXPECT_EQ(run(ticks(empty())), 0U);
}

TEST(Gather, OfWhatIsDoneTakesTwoIterations) {
  const auto body = []() -> Coro<std::uint64_t> {
    Future<int> done;
    done.set_result(1);
    const std::uint64_t before = iteration();
    co_await gather(done, done);
    co_return iteration() - before;
  };
  EXPECT_EQ(run(body()), 2U);
}

Coro<> raises_at_once(Moments& moments) {
  co_await child(moments);
  throw ValueError("no");
}

TEST(Gather, ThrowsTwoIterationsAfterAnErrorThoughOthersSleep) {
  EXPECT_EQ(counts_of([](Moments& m) -> Coro<> {
              try {
                co_await gather(raises_at_once(m), sleep(10s));
              } catch (const ValueError&) {
              }
            }),
            (Counts{.s = 1, .l = 2, .t = 3}));
}

// ---- results --------------------------------------------------------------------------------

TEST(Gather, GivesResultsInTheOrderOfTheArguments) {
  const auto body = []() -> Coro<> {
    const auto [a, b, c] =
        co_await gather(gives(1, 3s), sleep(1s, std::string("two")), gives(3, 2s));
    EXPECT_EQ(a, 1);
    EXPECT_EQ(b, "two");
    EXPECT_EQ(c, 3);
    std::vector<Coro<int>> children;
    for (int i = 0; i < 5; ++i) children.push_back(gives(i, 5s - i * 1s));
    const std::vector<int> all = co_await gather(std::move(children));
    EXPECT_EQ(all, (std::vector{0, 1, 2, 3, 4}));
  };
  run(body());
}

TEST(Gather, StartsItsChildrenFromLeftToRight) {
  Journal journal;
  const auto notes = [](Journal& log, int number) -> Coro<> {
    log.note("", number);
    co_return;
  };
  const auto body = [](Journal& log, auto make) -> Coro<> {
    co_await gather(make(log, 1), make(log, 2), make(log, 3), make(log, 4));
  };
  run(body(journal, notes));
  EXPECT_EQ(journal.text(), "1 2 3 4");
}

TEST(Gather, StartsItsChildrenThoughItIsNotAwaited) {
  Journal journal;
  const auto body = [](Journal& log) -> Coro<> {
    const auto pending = gather(gives(1, 1s), gives(2, 2s));
    co_await sleep(5s);
    EXPECT_TRUE(pending.done());
    log.note("", std::get<1>(pending.result()));
  };
  run(body(journal));
  EXPECT_EQ(journal.text(), "2");
}

TEST(Gather, TakesWhatStandsTwiceAsOneChildWithTwoPlaces) {
  const auto body = []() -> Coro<> {
    const Task<int> twice = create_task(gives(1, 1s));
    const Task<int> other = create_task(gives(2, 1s));
    const auto [a, b, c] = co_await gather(twice, twice, other);
    EXPECT_EQ(std::tuple(a, b, c), std::tuple(1, 1, 2));
    std::vector<Task<int>> many(3, other);
    many.insert(many.begin() + 1, twice);
    many.push_back(twice);
    const std::vector<int> all = co_await gather(many);
    EXPECT_EQ(all, (std::vector{2, 1, 2, 2, 1}));
  };
  run(body());
}

TEST(Gather, GivesWhatOnlyMoves) {
  const auto body = []() -> Coro<int> {
    auto [a, b] = co_await gather(sleep(2s, std::make_unique<int>(1)),
                                  sleep(1s, std::make_unique<int>(2)));
    co_return *a * 10 + *b;
  };
  EXPECT_EQ(run(body()), 12);
}

TEST(Gather, MayBeAwaitedByMany) {
  const auto waits = [](Future<std::tuple<int>> gathered) -> Coro<int> {
    const std::tuple<int> result = co_await gathered;
    co_return std::get<0>(result);
  };
  const auto body = [](auto make) -> Coro<int> {
    const auto gathered = gather(gives(7, 1s));
    const auto [a, b] = co_await gather(make(gathered), make(gathered));
    co_return a + b;
  };
  EXPECT_EQ(run(body(waits)), 14);
}

// ---- errors ---------------------------------------------------------------------------------

TEST(Gather, ThrowsTheFirstErrorAndLeavesTheOthersRunning) {
  const auto body = []() -> Coro<> {
    const Task<int> sleeper = create_task(gives(1, 5s));
    const Task<int> late = create_task(raises("late", 2s));
    EXPECT_EQ(co_await outcome(gather(sleeper, raises("first", 1s), late)), "ValueError: first");
    EXPECT_EQ(Loop::current().time(), 1.0);
    EXPECT_FALSE(sleeper.done());
    EXPECT_EQ(co_await sleeper, 1);
    EXPECT_TRUE(late.done());
    EXPECT_TRUE(Loop::current().unhandled().empty());
  };
  run(body());
}

TEST(Gather, ThrowsTheErrorWhoseCallbackRunsFirst) {
  const auto body = []() -> Coro<> {
    EXPECT_EQ(co_await outcome(gather(gives(1, 1s), raises("second", 1s), raises("third", 1s))),
              "ValueError: second");
    const Task<int> b = create_task(raises("b", 1s));
    const Task<int> a = create_task(raises("a", 1s));
    EXPECT_EQ(co_await outcome(gather(a, b)), "ValueError: b");
  };
  run(body());
}

TEST(Gather, CollectsErrorsOnRequest) {
  const auto body = []() -> Coro<> {
    const auto [a, b] = co_await gather(return_exceptions, gives(1, 1s), raises("no", 2s));
    EXPECT_EQ(a.value(), 1);
    EXPECT_EQ(describe_exception(b.error()), "ValueError: no");
    std::vector<Coro<int>> children;
    children.push_back(raises("x", 2s));
    children.push_back(gives(3, 1s));
    const auto ends = co_await gather(return_exceptions, std::move(children));
    EXPECT_EQ(describe_exception(ends[0].error()), "ValueError: x");
    EXPECT_EQ(ends[1].value(), 3);
    EXPECT_EQ(Loop::current().time(), 4.0);
  };
  run(body());
}

// ---- cancelling -----------------------------------------------------------------------------

TEST(Gather, CancelsEveryChildThatIsNotDone) {
  const auto body = []() -> Coro<> {
    Task<int> quick = create_task(gives(1, 1s));
    Task<int> slow = create_task(gives(2, 5s));
    Task<int> slower = create_task(gives(3, 6s));
    auto all = gather(quick, slow, slower);
    co_await sleep(2s);
    EXPECT_TRUE(all.cancel("stop"));
    EXPECT_EQ((co_await outcome(all)).find("CancelledError"), 0U);
    EXPECT_FALSE(all.cancelled());  // it has the CancelledError as an exception
    EXPECT_EQ(quick.result(), 1);
    EXPECT_TRUE(slow.cancelled());
    EXPECT_TRUE(slower.cancelled());
    EXPECT_EQ(Loop::current().time(), 2.0);
  };
  run(body());
}

Coro<int> swallows(Duration delay) {
  try {
    co_await sleep(delay);
  } catch (const CancelledError&) {
  }
  co_return 5;
}

TEST(Gather, ThrowsThatItWasCancelledThoughTheChildrenSwallowIt) {
  const auto body = []() -> Coro<> {
    auto plain = gather(swallows(5s), swallows(5s));
    auto collecting = gather(return_exceptions, swallows(5s), swallows(5s));
    co_await sleep(1s);
    EXPECT_TRUE(plain.cancel());
    EXPECT_TRUE(collecting.cancel());
    EXPECT_EQ(co_await outcome(plain), "CancelledError");
    EXPECT_EQ(co_await outcome(collecting), "CancelledError");
  };
  run(body());
}

TEST(Gather, IsCancelledOnceItsChildrenAreAllDoneNoMore) {
  const auto body = []() -> Coro<> {
    auto all = gather(gives(1, 1s));
    co_await sleep(0s);
    co_await sleep(1s);
    EXPECT_FALSE(all.done());
    EXPECT_FALSE(all.cancel());
    const std::tuple<int> result = co_await all;
    EXPECT_EQ(std::get<0>(result), 1);
    EXPECT_FALSE(all.cancel());
  };
  run(body());
}

TEST(Gather, CancelsNothingOnceItHasThrown) {
  const auto body = []() -> Coro<> {
    const Task<int> sleeper = create_task(gives(1, 5s));
    auto all = gather(sleeper, raises("no", 1s));
    co_await outcome(all);
    EXPECT_FALSE(all.cancel());
    EXPECT_EQ(co_await sleeper, 1);
  };
  run(body());
}

TEST(Gather, ThrowsWhenAChildIsCancelledAloneAndLeavesTheOthers) {
  const auto body = []() -> Coro<> {
    Task<int> victim = create_task(gives(1, 5s));
    const Task<int> sibling = create_task(gives(2, 5s));
    const auto all = gather(victim, sibling);
    co_await sleep(1s);
    victim.cancel("why");
    EXPECT_EQ(co_await outcome(all), "CancelledError: why");
    EXPECT_FALSE(all.cancelled());
    EXPECT_EQ(co_await sibling, 2);
  };
  run(body());
}

TEST(Gather, CollectsACancelledChildWithoutItsMessage) {
  const auto body = []() -> Coro<> {
    Task<int> victim = create_task(gives(1, 5s));
    const auto all = gather(return_exceptions, victim, gives(2, 3s));
    co_await sleep(1s);
    victim.cancel("why");
    const auto [a, b] = co_await all;
    EXPECT_TRUE(is_cancelled_error(a.error()));
    EXPECT_EQ(describe_exception(a.error()), "CancelledError");
    EXPECT_EQ(b.value(), 2);
    EXPECT_EQ(Loop::current().time(), 3.0);
  };
  run(body());
}

Coro<> awaits_nested(Journal& journal) {
  journal.note(co_await outcome(gather(gather(gives(1, 5s)), gather(gives(2, 5s), gives(3, 6s)))));
}

TEST(Gather, InsideAGatherIsCancelledToo) {
  Journal journal;
  const auto body = [](Journal& log) -> Coro<std::uint64_t> {
    Task<> task = create_task(awaits_nested(log));
    co_await sleep(1s);
    const std::uint64_t before = iteration();
    task.cancel("all");
    co_await task;
    EXPECT_EQ(all_tasks().size(), 1U);
    co_return iteration() - before;
  };
  EXPECT_EQ(run(body(journal)), 5U);
  EXPECT_EQ(journal.text(), "CancelledError: all");
}

TEST(Gather, MayBeDroppedWhileItsChildrenRun) {
  const auto body = []() -> Coro<> {
    const Task<int> kept = create_task(gives(1, 2s));
    static_cast<void>(gather(kept, gives(2, 1s), raises("nobody's", 1s)));
    static_cast<void>(gather(return_exceptions, gather(kept), kept));
    co_await sleep(0s);
    EXPECT_EQ(co_await kept, 1);
  };
  run(body());
}

TEST(Gather, CallsBackThoughItIsDropped) {
  Journal journal;
  const auto body = [](Journal& log) -> Coro<> {
    gather(gives(1, 1s), gives(2, 2s)).add_done_callback([&log](const auto& done) {
      log.note("", std::get<1>(done.result()));
    });
    co_await sleep(5s);
  };
  run(body(journal));
  EXPECT_EQ(journal.text(), "2");
}

TEST(Gather, WhoseCallbackNeverComesIsDroppedWithTheLoop) {
  Loop loop;
  const auto body = []() -> Coro<> {
    Future<int> never;
    gather(never, never).add_done_callback([](const auto&) { FAIL(); });
    gather(gather(never)).add_done_callback([](const auto&) { FAIL(); });
    co_await never;
  };
  create_task_on(loop, body());
  while (loop.run_once()) {
  }
}

TEST(Gather, OutlivesItsLoopUndone) {
  std::optional<Future<int>> child;
  std::optional<Future<std::tuple<int>>> all;
  const auto body = [](auto& future, auto& gathered) -> Coro<> {
    future.emplace();
    gathered.emplace(gather(*future));
    co_return;
  };
  run(body(child, all));
  child->set_result(3);
  EXPECT_FALSE(all->done());
  EXPECT_FALSE(all->cancel());
}

TEST(Gather, LeavesNothingAtWhateverMomentTheLoopEnds) {
  const auto body = []() -> Coro<> {
    Task<int> shared = create_task(gives(1, 2s));
    auto all = gather(return_exceptions, gather(shared, swallows(3s)), shared, raises("no", 1s));
    co_await sleep(1s);
    all.cancel();
    co_await outcome(all);
  };
  for (int when = 0; when < 15; ++when) {
    Loop loop;
    create_task_on(loop, body());
    for (int i = 0; i < when; ++i) loop.run_once();
  }
}

}  // namespace
}  // namespace sim
