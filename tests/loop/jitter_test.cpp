// How a wait may take longer than it was asked for: Loop::set_jitter().

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "sim/loop/loop.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;

class Delays final : public Chooser {
 public:
  explicit Delays(std::vector<std::uint32_t> answers = {}) : answers_(std::move(answers)) {}

  std::uint32_t choose(const Choice& choice) override {
    if (choice.kind != ChoiceKind::delay) return 0;
    arities.push_back(choice.arity);
    return arities.size() <= answers_.size() ? answers_[arities.size() - 1] : 0;
  }

  std::vector<std::uint32_t> arities;

 private:
  std::vector<std::uint32_t> answers_;
};

Instant end_of(Loop& loop, Duration delay) {
  loop.call_later(delay, [] {});
  while (loop.run_once()) {
  }
  return loop.now();
}

TEST(Jitter, MakesAWaitLongerByAPartOfItself) {
  Delays delays({0, 1, 2, 4});
  Loop loop;
  loop.set_chooser(&delays);
  loop.set_jitter(0.2);
  Instant before = loop.now();
  for (const Duration taken : std::vector<Duration>{10s, 10s + 500ms, 11s, 12s}) {
    const Instant after = end_of(loop, 10s);
    EXPECT_EQ(after - before, taken);
    before = after;
  }
  EXPECT_EQ(delays.arities, std::vector<std::uint32_t>(4, 5U));
}

TEST(Jitter, IsAskedForOnlyWhereThereIsSome) {
  Delays delays({4, 4});
  Loop loop;
  loop.set_chooser(&delays);
  EXPECT_EQ(end_of(loop, 1s), Instant(1s));
  loop.set_jitter(0.5);
  EXPECT_EQ(end_of(loop, 0s), Instant(1s));  // no time can take longer
  EXPECT_TRUE(delays.arities.empty());
  loop.set_jitter(0.0);
  EXPECT_EQ(end_of(loop, 1s), Instant(2s));
  EXPECT_TRUE(delays.arities.empty());
}

TEST(Jitter, WithoutAChooserIsNone) {
  Loop loop;
  loop.set_jitter(0.5);
  EXPECT_EQ(end_of(loop, 1s), Instant(1s));
}

TEST(Jitter, LeavesWhatAHandleSaysItsDeadlineIs) {
  Delays delays({4});
  Loop loop;
  loop.set_chooser(&delays);
  loop.set_jitter(1.0);
  const TimerHandle handle = loop.call_later(3s, [] {});
  EXPECT_EQ(handle.when(), Instant(3s));
  while (loop.run_once()) {
  }
  EXPECT_EQ(loop.now(), Instant(6s));
}

TEST(Jitter, StaysWithTheLoopAndDoesNotOverflow) {
  Delays delays({4, 4});
  Loop loop;
  loop.set_jitter(1e30);
  loop.set_chooser(&delays);
  loop.reset();
  EXPECT_EQ(loop.jitter(), 1e30);
  loop.call_later(1h, [] {});
  EXPECT_GT(loop.next_time(), Instant(24h * 365 * 100));
}

}  // namespace
}  // namespace sim
