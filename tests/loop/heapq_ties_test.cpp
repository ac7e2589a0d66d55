// The order of equal deadlines, held against CPython's own: tests/oracle/heapq_ties.py makes the
// same programs.

#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "sim/loop/loop.hpp"
#include "tests/support/fnv1a.hpp"
#include "tests/support/numbers.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;
using test::Numbers;

struct Recorded {
  std::uint64_t seed;
  std::uint64_t hash;
};

constexpr Recorded recorded[] = {
#include "tests/oracle/heapq_timers.inc"
};

// Callbacks that schedule and cancel timers, of which many have the same deadline.
class Timers {
 public:
  explicit Timers(std::uint64_t seed) : numbers_(seed) { loop_.set_ties(TiePolicy::heapq); }

  std::uint64_t run() {
    for (std::uint64_t n = 120 + numbers_.below(200); n > 0; --n) add();
    for (std::uint64_t n = numbers_.below(300); n > 0; --n) cancel_any();
    while (loop_.run_once()) {
    }
    note(static_cast<std::uint64_t>(loop_.now().time_since_epoch().count()));
    return hash_.value();
  }

 private:
  void note(std::uint64_t number) { hash_.add(number); }

  void add() {
    if (left_ == 0) return;
    --left_;
    const auto delay = static_cast<std::int64_t>(numbers_.below(8));
    handles_.push_back(
        loop_.call_later(delay * 1ms, [this, number = handles_.size()] { act(number); }));
  }

  void cancel_any() { handles_[numbers_.below(handles_.size())].cancel(); }

  void act(std::uint64_t number) {
    note(loop_.iteration());
    note(static_cast<std::uint64_t>(loop_.now().time_since_epoch().count()));
    note(loop_.timers_kept());
    note(number);
    for (std::uint64_t n = numbers_.below(5); n > 0; --n) {
      if (numbers_.below(2) == 0) {
        add();
      } else {
        cancel_any();
      }
    }
  }

  Loop loop_;
  Numbers numbers_;
  std::vector<TimerHandle> handles_;
  int left_ = 900;
  test::Fnv1a hash_;
};

struct HeapqTies : testing::TestWithParam<Recorded> {};

TEST_P(HeapqTies, OfTimersFallAsInCPython) {
  EXPECT_EQ(Timers(GetParam().seed).run(), GetParam().hash);
}

INSTANTIATE_TEST_SUITE_P(Seeds, HeapqTies, testing::ValuesIn(recorded),
                         [](const auto& one) { return std::to_string(one.param.seed); });

}  // namespace
}  // namespace sim
