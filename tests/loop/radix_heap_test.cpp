#include "sim/loop/radix_heap.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <deque>
#include <limits>
#include <map>
#include <utility>
#include <vector>

#include "sim/loop/runnable.hpp"
#include "tests/support/numbers.hpp"

namespace sim {
namespace {

struct Item : Runnable {
  explicit Item(int n) : Runnable([](Runnable&, RunnableOp) {}), number(n) {}
  int number;
};

struct ARadixHeap : testing::Test {
  RadixHeap::Slot push(std::int64_t when) {
    items.emplace_back(static_cast<int>(items.size()));
    return heap.push(when, items.back());
  }
  std::vector<int> take(std::size_t room) {
    std::array<RadixHeap::Due, 32> due;
    std::vector<int> numbers;
    const std::size_t taken = heap.take(due.data(), room);
    for (std::size_t i = 0; i < taken; ++i) {
      numbers.push_back(static_cast<Item*>(due[i].runnable)->number);
    }
    return numbers;
  }

  std::deque<Item> items;
  RadixHeap heap;
};

TEST_F(ARadixHeap, GivesTheFirstOnesInTheirOrder) {
  for (const std::int64_t when : {300, 70, 80, 70, 300}) push(when);
  EXPECT_EQ(take(24), (std::vector{1, 3, 2}));
  EXPECT_EQ(heap.last(), 80);
  EXPECT_EQ(take(24), (std::vector{0, 4}));
  EXPECT_EQ(take(24), std::vector<int>{});
}

TEST_F(ARadixHeap, GivesEqualOnesAPieceAtATime) {
  for (int i = 0; i < 7; ++i) push(1'000'000);
  EXPECT_EQ(take(3), (std::vector{0, 1, 2}));
  push(1'000'000);
  EXPECT_EQ(take(3), (std::vector{3, 4, 5}));
  EXPECT_EQ(take(3), (std::vector{6, 7}));
}

TEST_F(ARadixHeap, KnowsThatNothingComesBeforeItsBound) {
  EXPECT_EQ(heap.bound(), std::numeric_limits<std::int64_t>::max());
  push(5000);
  EXPECT_LE(heap.bound(), 5000);
  EXPECT_GT(heap.bound(), 0);
}

TEST_F(ARadixHeap, TakesWhatIsEarlierOnceItIsLowered) {
  for (const std::int64_t when : {5'000, 5'001, 9'000}) push(when);
  EXPECT_EQ(take(1), std::vector{0});
  EXPECT_EQ(heap.last(), 5'000);
  heap.lower_last(100);
  push(100);
  push(4'999);
  EXPECT_EQ(take(1), std::vector{3});
  EXPECT_EQ(take(1), std::vector{4});
  EXPECT_EQ(take(1), std::vector{1});
  EXPECT_EQ(take(1), std::vector{2});
}

TEST_F(ARadixHeap, PutsOneBeforeThoseWithTheSameDeadline) {
  for (const std::int64_t when : {700, 500, 700}) push(when);
  items.emplace_back(3);
  EXPECT_TRUE(heap.holds(heap.push_first(700, items.back()), items.back()));
  EXPECT_EQ(take(24), std::vector{1});
  EXPECT_EQ(take(24), (std::vector{3, 0, 2}));
}

TEST_F(ARadixHeap, DropsWhatIsCancelled) {
  std::vector<RadixHeap::Slot> slots;
  for (int i = 0; i < 200; ++i) slots.push_back(push(1000 + i % 5));
  for (std::size_t i = 0; i < 200; i += 2) heap.cancel(slots[i]);
  EXPECT_EQ(heap.size(), 100U);
  EXPECT_FALSE(heap.holds(slots[0], items[0]));
  EXPECT_TRUE(heap.holds(slots[1], items[1]));
  std::size_t left = 0;
  while (!take(24).empty()) ++left;
  EXPECT_GE(left, 5U);
  EXPECT_EQ(heap.kept(), 0U);
}

// However many there were before.
TEST_F(ARadixHeap, SweepsWhatIsCancelledOnceThatIsMoreThanHalf) {
  for (int i = 0; i < 10'000; ++i) push(1'000'000 + i);
  while (!take(24).empty()) {
  }
  std::size_t most = 0;
  for (int i = 0; i < 20'000; ++i) {
    const RadixHeap::Slot slot = push(2'000'000 + i % 1'000);
    if (i >= 1'000) {
      heap.cancel(slot);
      if (i >= 10'000) most = std::max(most, heap.kept());
    }
  }
  EXPECT_EQ(heap.size(), 1'000U);
  EXPECT_LE(most, 2'000U);
}

// ---- beside a sorted table -----------------------------------------------------------------

// The same calls go to the heap and to a table that is slow and plainly right.
class Twins {
 public:
  explicit Twins(std::uint64_t seed) : numbers_(seed) {}

  void push() {
    const std::uint64_t reach = std::uint64_t{1} << numbers_.below(24);
    const std::int64_t when = heap_.last() + static_cast<std::int64_t>(numbers_.below(reach));
    items_.emplace_back(static_cast<int>(items_.size()));
    const RadixHeap::Slot slot = heap_.push(when, items_.back());
    table_.emplace(when, std::pair{&items_.back(), slot});
  }

  void take() {
    std::array<RadixHeap::Due, 24> due;
    const std::size_t room = 1 + numbers_.below(24);
    const std::size_t taken = heap_.take(due.data(), room);
    ASSERT_LE(taken, room);
    ASSERT_EQ(taken == 0, table_.empty());
    for (std::size_t i = 0; i < taken; ++i) {
      ASSERT_EQ(due[i].when, table_.begin()->first);
      ASSERT_EQ(due[i].runnable, table_.begin()->second.first);
      table_.erase(table_.begin());
    }
  }

  void cancel() {
    if (table_.empty()) return;
    const auto left = static_cast<std::ptrdiff_t>(numbers_.below(table_.size()));
    const auto victim = std::next(table_.begin(), left);
    heap_.cancel(victim->second.second);
    table_.erase(victim);
  }

  void lower() {
    const std::uint64_t reach = std::uint64_t{1} << numbers_.below(20);
    heap_.lower_last(heap_.last() - static_cast<std::int64_t>(numbers_.below(reach)));
  }

  void check() const {
    ASSERT_EQ(heap_.size(), table_.size());
    if (table_.empty()) return;
    ASSERT_LE(heap_.bound(), table_.begin()->first);
    ASSERT_LE(heap_.last(), table_.begin()->first);
  }

  [[nodiscard]] std::uint64_t draw(std::uint64_t below) { return numbers_.below(below); }

 private:
  test::Numbers numbers_;
  std::deque<Item> items_;
  RadixHeap heap_;
  std::multimap<std::int64_t, std::pair<Item*, RadixHeap::Slot>> table_;
};

struct ARadixHeapBesideATable : testing::TestWithParam<std::uint64_t> {};

TEST_P(ARadixHeapBesideATable, AnswersTheSame) {
  Twins twins(GetParam());
  for (int turn = 0; turn < 3000; ++turn) {
    switch (twins.draw(8)) {
      case 0:
      case 1:
        twins.take();
        break;
      case 2:
        twins.cancel();
        break;
      case 3:
        if (twins.draw(4) == 0) twins.lower();
        break;
      default:
        for (std::uint64_t n = twins.draw(1 + GetParam() % 30); n > 0; --n) twins.push();
    }
    twins.check();
    if (HasFatalFailure()) return;
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, ARadixHeapBesideATable, testing::Range<std::uint64_t>(0, 40));

}  // namespace
}  // namespace sim
