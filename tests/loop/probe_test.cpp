#include "sim/loop/probe.hpp"

#include <gtest/gtest.h>

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

TEST(Probe, StaysWithTheLoopOverAReset) {
  Listening probe;
  Loop loop;
  loop.set_probe(&probe);
  loop.reset();
  EXPECT_EQ(loop.probe(), &probe);
  loop.tell(EventKind::print, TaskId{1}, {}, "hello");
  EXPECT_EQ(probe.journal.text(), "print@0/0");
}

}  // namespace
}  // namespace sim
