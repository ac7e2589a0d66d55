#include "sim/loop/timer_heap.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <map>
#include <utility>
#include <vector>

#include "sim/loop/runnable.hpp"
#include "tests/support/allocations.hpp"
#include "tests/support/numbers.hpp"

namespace sim {
namespace {

using test::Numbers;

struct Item : Runnable {
  explicit Item(int n) : Runnable([](Runnable&, RunnableOp) {}), number(n) {}
  int number;
};

Instant at(std::int64_t ns) { return Instant{Duration{ns}}; }

struct ATimerHeap : testing::Test {
  Item& push(std::int64_t ns) {
    items.emplace_back(static_cast<int>(items.size()));
    heap.push(at(ns), items.back());
    return items.back();
  }

  std::vector<int> pop_all(std::int64_t now) {
    std::vector<int> numbers;
    while (Runnable* due = heap.pop_due(at(now))) {
      numbers.push_back(static_cast<Item*>(due)->number);
    }
    return numbers;
  }

  std::deque<Item> items;
  TimerHeap heap;
};

TEST_F(ATimerHeap, GivesDeadlinesInOrder) {
  for (const std::int64_t ns : {30, 10, 20}) push(ns);
  EXPECT_EQ(heap.size(), 3U);
  EXPECT_EQ(heap.earliest(), at(10));
  EXPECT_EQ(pop_all(30), (std::vector{1, 2, 0}));
  EXPECT_TRUE(heap.empty());
}

TEST_F(ATimerHeap, GivesOnlyWhatIsDue) {
  for (const std::int64_t ns : {30, 10, 20}) push(ns);
  EXPECT_EQ(pop_all(9), std::vector<int>{});
  EXPECT_EQ(pop_all(20), (std::vector{1, 2}));
  EXPECT_EQ(heap.earliest(), at(30));
}

// No means no; of those that lie in the radix heap it need not know.
TEST_F(ATimerHeap, SaysWhetherASecondOneIsDue) {
  for (int many = 0; many < 200; ++many) {
    push(1000 + many);
    push(10 + many / 2);
  }
  while (!heap.empty()) {
    const Instant first = heap.earliest();
    const bool several = heap.several_due(first);
    static_cast<void>(heap.pop_next());
    if (several || heap.empty()) continue;
    EXPECT_GT(heap.earliest(), first);
  }
  push(2000);
  EXPECT_EQ(heap.earliest(), at(2000));
  EXPECT_FALSE(heap.several_due(at(2000)));
  push(2000);
  EXPECT_EQ(heap.earliest(), at(2000));
  EXPECT_TRUE(heap.several_due(at(2000)));
}

TEST_F(ATimerHeap, KeepsTheOrderOfEqualDeadlinesHoweverManyThereAre) {
  std::vector<int> expected;
  for (int i = 0; i < 5000; ++i) {
    push(1'000'000);
    expected.push_back(i);
  }
  EXPECT_EQ(pop_all(1'000'000), expected);
}

TEST_F(ATimerHeap, TakesDeadlinesBeforeTheStartAndAtBothEndsOfTime) {
  push(Instant::max().time_since_epoch().count());
  push(0);
  push(-5);
  push(Instant::min().time_since_epoch().count());
  push(-5);
  EXPECT_EQ(pop_all(0), (std::vector{3, 2, 4, 1}));
  EXPECT_EQ(heap.earliest(), Instant::max());
  EXPECT_EQ(pop_all(Instant::max().time_since_epoch().count()), std::vector{0});
}

TEST_F(ATimerHeap, ForgetsWhatIsCancelled) {
  Item& first = push(1);
  push(2);
  heap.cancel(first);
  EXPECT_EQ(heap.size(), 1U);
  EXPECT_EQ(heap.earliest(), at(2));
  EXPECT_EQ(pop_all(5), std::vector{1});
}

TEST_F(ATimerHeap, IsNewOnceItIsCleared) {
  for (int i = 0; i < 100; ++i) push(1000 + i);
  EXPECT_EQ(pop_all(1050).size(), 51U);
  heap.clear();
  EXPECT_TRUE(heap.empty());
  EXPECT_EQ(pop_all(5000), std::vector<int>{});
  items.clear();
  for (int i = 0; i < 100; ++i) push(100 - i);
  EXPECT_EQ(heap.earliest(), at(1));
  EXPECT_EQ(pop_all(100).size(), 100U);
}

TEST_F(ATimerHeap, GivesAllThatIsLeftWhenDrained) {
  for (int i = 0; i < 100; ++i) push(i % 7);
  heap.cancel(push(3));
  EXPECT_EQ(pop_all(2).size(), 44U);
  std::size_t left = 0;
  while (heap.drain() != nullptr) ++left;
  EXPECT_EQ(left, 56U);
}

TEST_F(ATimerHeap, TakesManyOverdueOnes) {
  push(1'000'000);
  EXPECT_EQ(pop_all(1'000'000).size(), 1U);
  std::vector<int> expected;
  for (int i = 1; i <= 5'000; ++i) {
    push(500);
    expected.push_back(i);
  }
  EXPECT_EQ(pop_all(1'000'000), expected);
}

TEST_F(ATimerHeap, SortsManyOverdueOnesAmongOthers) {
  for (int i = 0; i < 100; ++i) push(1000 + i);
  EXPECT_EQ(pop_all(1099).size(), 100U);
  std::vector<int> expected(200);
  for (int i = 0; i < 200; ++i) {
    push(i % 2 == 0 ? 900 - i : 2000 + i);
    expected[static_cast<std::size_t>(i % 2 == 0 ? 99 - i / 2 : 100 + i / 2)] = 100 + i;
  }
  EXPECT_EQ(pop_all(3000), expected);
}

TEST_F(ATimerHeap, ForgetsCancelledOverdueOnes) {
  push(1'000);
  EXPECT_EQ(pop_all(1'000).size(), 1U);
  for (int i = 0; i < 60; ++i) push(500);
  for (const std::size_t i : {1U, 31U, 60U}) heap.cancel(items[i]);
  EXPECT_EQ(heap.size(), 57U);
  EXPECT_EQ(pop_all(1'000).size(), 57U);
  EXPECT_EQ(heap.kept(), 0U);
}

// A bucket grows when it is first filled; after that nothing does.
// Tells how often its deadline was said to be near.
struct Counted : Runnable {
  Counted()
      : Runnable([](Runnable& self, RunnableOp op) {
          if (op == RunnableOp::nears) ++static_cast<Counted&>(self).told;
        }) {}
  std::pair<std::int64_t, std::size_t> when_and_which;
  int told = 0;
};

struct VeryManyTimers : testing::Test {
  // Those that are not cancelled, in the order of their deadlines and of coming.
  std::vector<Counted*> push(std::size_t count, std::uint64_t of_ten_cancelled) {
    std::vector<Counted*> left;
    for (std::size_t i = 0; i < count; ++i) {
      Counted& one = timers.emplace_back();
      one.when_and_which = {static_cast<std::int64_t>(numbers.below(1'000'000)), i};
      heap.push(at(one.when_and_which.first), one);
    }
    for (Counted& one : timers) {
      if (numbers.below(10) < of_ten_cancelled) {
        heap.cancel(one);
      } else {
        left.push_back(&one);
      }
    }
    std::ranges::sort(left, {}, [](const Counted* one) { return one->when_and_which; });
    return left;
  }

  std::vector<Counted*> pop_all() {
    std::vector<Counted*> popped;
    while (Runnable* due = heap.drain()) popped.push_back(static_cast<Counted*>(due));
    return popped;
  }

  Numbers numbers{1};
  std::deque<Counted> timers;
  TimerHeap heap;
};

TEST_F(VeryManyTimers, AreToldOnceThatTheyAreNextAndComeInOrder) {
  for (const std::uint64_t cancelled : {0U, 1U, 4U, 8U}) {
    heap.clear();
    timers.clear();
    const std::vector<Counted*> expected = push(60'000, cancelled);
    const std::vector<Counted*> popped = pop_all();
    EXPECT_TRUE(popped == expected) << cancelled;
    std::size_t told = 0;
    for (const Counted* one : popped) {
      EXPECT_LE(one->told, 1);
      told += static_cast<std::size_t>(one->told);
    }
    EXPECT_GT(told + 9'000, popped.size()) << cancelled;  // but the last ones
  }
}

TEST_F(VeryManyTimers, AreToldNothingIfTheyAreNotSoMany) {
  push(5'000, 1);
  for (const Counted* one : pop_all()) EXPECT_EQ(one->told, 0);
}

TEST_F(ATimerHeap, HardlyAllocatesInSteadyState) {
  for (int i = 0; i < 1000; ++i) items.emplace_back(i);
  std::int64_t now = 0;
  std::uint64_t before = 0;
  for (int round = 0; round < 600; ++round) {
    if (round == 300) before = test::allocations();
    for (Item& item : items) heap.push(at(now + 1000), item);
    now += 1000;
    while (heap.pop_due(at(now)) != nullptr) {
    }
  }
  EXPECT_LT(test::allocations() - before, 100U);  // for 300,000 timers
}

// ---- the heap beside a sorted table --------------------------------------------------------

// The same calls go to the heap and to a table that is slow and plainly right.
class Twins {
 public:
  explicit Twins(std::uint64_t seed) : numbers_(seed) {}

  void push(std::int64_t when) {
    items_.emplace_back(static_cast<int>(items_.size()));
    heap_.push(at(when), items_.back());
    table_.emplace(when, &items_.back());
  }

  void cancel_any() {
    if (table_.empty()) return;
    const auto victim = std::next(table_.begin(), static_cast<std::ptrdiff_t>(
                                                      numbers_.below(table_.size())));
    heap_.cancel(*victim->second);
    table_.erase(victim);
  }

  void cancel_last() {
    if (table_.empty()) return;
    const auto victim = std::prev(table_.end());
    heap_.cancel(*victim->second);
    table_.erase(victim);
  }

  void go_to_next() {
    if (table_.empty()) return;
    ASSERT_EQ(heap_.earliest(), at(table_.begin()->first));
    now_ = std::max(now_, table_.begin()->first);
  }

  void pop_some(std::uint64_t most) {
    for (; most > 0; --most) {
      Runnable* due = heap_.pop_due(at(now_));
      if (table_.empty() || table_.begin()->first > now_) {
        ASSERT_EQ(due, nullptr);
        return;
      }
      ASSERT_NE(due, nullptr);
      ASSERT_EQ(static_cast<Item*>(due)->number, table_.begin()->second->number);
      table_.erase(table_.begin());
    }
  }

  void check() const {
    ASSERT_EQ(heap_.size(), table_.size());
    ASSERT_EQ(heap_.empty(), table_.empty());
  }

  [[nodiscard]] Numbers& numbers() { return numbers_; }
  [[nodiscard]] std::int64_t now() const { return now_; }

 private:
  Numbers numbers_;
  std::int64_t now_ = 0;
  std::deque<Item> items_;
  TimerHeap heap_;
  std::multimap<std::int64_t, Item*> table_;
};

std::int64_t some_deadline(Twins& twins) {
  Numbers& numbers = twins.numbers();
  const std::int64_t now = twins.now();
  switch (numbers.below(8)) {
    case 0: return now;
    case 1: return now - static_cast<std::int64_t>(numbers.below(50));
    case 2: return now + static_cast<std::int64_t>(numbers.below(4));
    case 3: return now + static_cast<std::int64_t>(numbers.next() << numbers.below(20));
    case 4: return (now / 1000 + 1) * 1000;
    case 5: return now - 1;
    default: return now + static_cast<std::int64_t>(numbers.below(2000));
  }
}

void play(Twins& twins, std::uint64_t crowd) {
  for (int turn = 0; turn < 4000; ++turn) {
    switch (twins.numbers().below(10)) {
      case 0: twins.go_to_next(); break;
      case 1: twins.pop_some(1 + twins.numbers().below(3)); break;
      case 2: twins.pop_some(~std::uint64_t{0}); break;
      case 3: twins.cancel_any(); break;
      case 4: twins.cancel_last(); break;
      default:
        for (std::uint64_t n = twins.numbers().below(crowd) + 1; n > 0; --n) {
          twins.push(some_deadline(twins));
        }
    }
    if (turn % 1000 > 800) {
      twins.cancel_any();
      twins.cancel_any();
      twins.go_to_next();
      twins.pop_some(crowd);
    }
    twins.check();
    if (testing::Test::HasFatalFailure()) return;
  }
}

struct ATimerHeapBesideATable : testing::TestWithParam<std::uint64_t> {};

TEST_P(ATimerHeapBesideATable, AnswersTheSame) {
  Twins twins(GetParam());
  play(twins, 1 + GetParam() % 5);
}

INSTANTIATE_TEST_SUITE_P(Seeds, ATimerHeapBesideATable, testing::Range<std::uint64_t>(0, 40));

}  // namespace
}  // namespace sim
