#include "sim/detect/detectors.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "sim/aio/lock.hpp"
#include "sim/aio/run.hpp"
#include "sim/trace/digest.hpp"
#include "sim/trace/recorder.hpp"
#include "tests/detect/judged.hpp"

namespace sim {
namespace {

Coro<> take_twice() {
  Lock lock;
  co_await lock.acquire();
  co_await lock.acquire();
}

Coro<> take_once() {
  Lock lock;
  auto held = co_await lock.hold();
}

template <class P>
void run_on(Loop& loop, P& probe, Coro<> main) {
  loop.set_probe(&probe);
  create_task_on(loop, std::move(main), "main");
  while (loop.run_once()) {
  }
}

TEST(TheDetectors, JudgeOneRunAfterTheOther) {
  Detectors detectors;
  for (int run = 0; run < 3; ++run) {
    detectors.begin_run();
    Loop loop;
    run_on(loop, detectors, run == 1 ? take_twice() : take_once());
    EXPECT_EQ(detectors.findings().size(), run == 1 ? 1U : 0U);
  }
}

TEST(TheDetectors, FindTheSameInAStoredTrace) {
  Recorder recorder;
  Loop loop;
  run_on(loop, recorder, take_twice());
  const std::vector<Finding> found = findings_in(recorder.trace());
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].what, "deadlock: main waits for lock 1, held by main");
}

TEST(TheDetectors, HandOnWhatTheOtherWantsToHear) {
  TraceDigest alone;
  Loop first;
  run_on(first, alone, take_twice());
  TraceDigest behind;
  Detectors detectors({}, &behind);
  Loop second;
  run_on(second, detectors, take_twice());
  EXPECT_EQ(behind.value(), alone.value());
}

TEST(AFinding, IsTheSameWhereKindPlaceAndTasksAre) {
  const Finding one{FindingKind::deadlock, "at noon", "lock 1", {"a", "b"}, "details"};
  Finding other{FindingKind::deadlock, "at midnight", "lock 1", {"a", "b"}, ""};
  EXPECT_TRUE(one.same_as(other));
  other.tasks = {"a"};
  EXPECT_FALSE(one.same_as(other));
}

TEST(AFinding, HasANameForEachKind) {
  std::set<std::string_view> names;
  for (int kind = 0; kind <= static_cast<int>(FindingKind::hb_race); ++kind) {
    names.insert(name_of(static_cast<FindingKind>(kind)));
  }
  EXPECT_EQ(names.size(), 12U);
  EXPECT_EQ(names.count(""), 0U);
}

}  // namespace
}  // namespace sim
