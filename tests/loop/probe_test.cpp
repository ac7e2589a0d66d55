#include "sim/loop/probe.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

#include "sim/loop/loop.hpp"
#include "tests/support/journal.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;

class Listening : public Probe {
 public:
  void on_event(const ProbeEvent& event) override {
    static constexpr const char* names[] = {"clock",  "timer",  "step",   "spawn",
                                            "wait",   "cancel", "finish", "print"};
    std::string word = names[static_cast<std::size_t>(event.kind)];
    word += "@" + std::to_string(event.iteration) + "/";
    journal.note(word, event.time.time_since_epoch() / 1s);
  }
  test::Journal journal;
};

TEST(Probe, IsToldWhatHappensInItsOrder) {
  Listening probe;
  Loop loop;
  loop.set_probe(&probe);
  loop.call_later(2s, [] {});
  loop.call_soon([] {});
  while (loop.run_once()) {
  }
  EXPECT_EQ(probe.journal.text(), "step@1/0 clock@1/2 timer@2/2 step@2/2");
}

TEST(Probe, IsNotToldOfWhatIsCancelled) {
  Listening probe;
  Loop loop;
  loop.set_probe(&probe);
  loop.call_later(2s, [] {}).cancel();
  loop.call_soon([] {}).cancel();
  while (loop.run_once()) {
  }
  EXPECT_EQ(probe.journal.text(), "");
}

TEST(Probe, MakesALoopWaryOfWaitsWhileItIsThere) {
  Listening probe;
  Loop loop;
  EXPECT_FALSE(loop.waits_warily());
  loop.set_probe(&probe);
  EXPECT_TRUE(loop.waits_warily());
  loop.set_probe(nullptr);
  EXPECT_FALSE(loop.waits_warily());
  loop.watch_next_wait();
  EXPECT_TRUE(loop.waits_warily());
  loop.set_ties(TiePolicy::heapq);
  loop.end_watch_of_wait();
  EXPECT_TRUE(loop.waits_warily());  // as it is not plain
  loop.set_ties(TiePolicy::fifo);
  EXPECT_FALSE(loop.waits_warily());
}

TEST(Probe, StaysWithTheLoopOverAReset) {
  Listening probe;
  Loop loop;
  loop.set_probe(&probe);
  loop.reset();
  EXPECT_EQ(loop.probe(), &probe);
  loop.tell(EventKind::print, TaskId{1}, {}, "hello");
  EXPECT_EQ(probe.journal.text(), "print@0/0");
}

class Watching : public Listening {
 public:
  void on_event(const ProbeEvent& event) override {
    if (told_to_all(event.kind)) return Listening::on_event(event);
    journal.note(std::string(event.label) + std::to_string(event.object.value()) + "#",
                 static_cast<std::int64_t>(event.count));
  }
  bool watches_objects() const noexcept override { return true; }
};

TEST(Probe, IsToldOfObjectsIfItWatchesThem) {
  Watching probe;
  Loop loop;
  loop.set_probe(&probe);
  EXPECT_TRUE(loop.watches_objects());
  EXPECT_EQ(loop.next_object_id("lock", 3), ObjectId{1});
  loop.tell_deed(EventKind::release, ObjectId{1});
  EXPECT_EQ(probe.journal.text(), "lock1#3 1#0");
}

TEST(Probe, IsNotToldOfObjectsIfItDoesNot) {
  Listening probe;
  Loop loop;
  loop.set_probe(&probe);
  EXPECT_FALSE(loop.watches_objects());
  EXPECT_EQ(loop.next_object_id("lock"), ObjectId());
  loop.tell_deed(EventKind::release, ObjectId{1});
  EXPECT_FALSE(loop.run_once());
  EXPECT_EQ(probe.journal.text(), "");
}

TEST(Probe, IsToldThatNothingIsReadyOrDue) {
  Watching probe;
  Loop loop;
  loop.set_probe(&probe);
  EXPECT_FALSE(loop.run_once());
  EXPECT_EQ(probe.journal.text(), "0#0");
}

TEST(Probe, IsToldWhichCallComesAndWhichIsTakenBack) {
  Watching probe;
  Loop loop;
  loop.set_probe(&probe);
  loop.call_later(1s, [] {});
  loop.call_later(2s, [] {}).cancel();
  EXPECT_TRUE(loop.run_once());
  EXPECT_EQ(probe.journal.text(), "0#1 0#2 0#2 clock@0/1 timer@1/1 step@1/1");
}

}  // namespace
}  // namespace sim
