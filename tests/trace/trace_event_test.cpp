#include "sim/trace/trace_event.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <set>
#include <string>

namespace sim {
namespace {

using namespace std::chrono_literals;

TEST(ATraceEvent, OwnsItsLabel) {
  std::optional<std::string> label("a name that is too long to stand in a string itself");
  const TraceEvent kept(
      {EventKind::spawn, Instant{} + 3s, 7, TaskId{2}, TaskId{1}, std::string_view(*label)});
  label.reset();
  EXPECT_EQ(kept.label, "a name that is too long to stand in a string itself");
}

TEST(ATraceEvent, SaysWhatItWasMadeFrom) {
  const TraceEvent kept({EventKind::cancel, Instant{} + 3s, 7, TaskId{2}, TaskId{1}, "why"});
  const ProbeEvent again = kept.view();
  EXPECT_EQ(again.kind, EventKind::cancel);
  EXPECT_EQ(again.time, Instant{} + 3s);
  EXPECT_EQ(again.iteration, 7U);
  EXPECT_EQ(again.task, TaskId{2});
  EXPECT_EQ(again.other, TaskId{1});
  EXPECT_EQ(again.label, "why");
  EXPECT_EQ(TraceEvent(again), kept);
}

TEST(ATraceEvent, HasANameForEachKind) {
  std::set<std::string_view> names;
  for (int kind = 0; kind <= static_cast<int>(EventKind::limit); ++kind) {
    names.insert(name_of(static_cast<EventKind>(kind)));
  }
  EXPECT_EQ(names.size(), 23U);
  EXPECT_EQ(names.count(""), 0U);
}

}  // namespace
}  // namespace sim
