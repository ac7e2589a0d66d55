#include "sim/trace/digest.hpp"

#include <gtest/gtest.h>

#include <set>

#include "sim/aio/gather.hpp"
#include "sim/aio/run.hpp"
#include "sim/aio/sleep.hpp"
#include "sim/trace/recorder.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;

Coro<> program(Duration first, Duration second) { co_await gather(sleep(first), sleep(second)); }

std::uint64_t digest_of(Duration first, Duration second) {
  TraceDigest digest;
  run(program(first, second), {.probe = &digest});
  return digest.value();
}

TEST(ATraceDigest, IsEqualForEqualRuns) { EXPECT_EQ(digest_of(1s, 2s), digest_of(1s, 2s)); }

TEST(ATraceDigest, TellsRunsApart) {
  EXPECT_NE(digest_of(1s, 2s), digest_of(2s, 1s));
  EXPECT_NE(digest_of(1s, 2s), digest_of(1s, 2s + 1ns));
}

TEST(ATraceDigest, HearsEachPartOfAnEvent) {
  const ProbeEvent base{EventKind::step, Instant{} + 1s, 3, TaskId{4}, TaskId{5}, "label"};
  std::set<std::uint64_t> seen;
  const auto add = [&seen](ProbeEvent event) {
    TraceDigest digest;
    digest.on_event(event);
    seen.insert(digest.value());
  };
  add(base);
  add({EventKind::wait, base.time, base.iteration, base.task, base.other, base.label});
  add({base.kind, base.time + 1ns, base.iteration, base.task, base.other, base.label});
  add({base.kind, base.time, 4, base.task, base.other, base.label});
  add({base.kind, base.time, base.iteration, TaskId{5}, base.other, base.label});
  add({base.kind, base.time, base.iteration, base.task, TaskId{4}, base.label});
  add({base.kind, base.time, base.iteration, base.task, base.other, "Label"});
  EXPECT_EQ(seen.size(), 7U);
}

TEST(ATraceDigest, OfAKeptTraceIsThatOfItsRun) {
  Recorder recorder;
  TraceDigest live(&recorder);
  run(program(1s, 2s), {.probe = &live});
  TraceDigest kept;
  recorder.trace().tell(kept);
  EXPECT_EQ(kept.value(), live.value());
}

}  // namespace
}  // namespace sim
