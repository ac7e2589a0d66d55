#include "sim/base/heapq.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <numeric>
#include <stdexcept>
#include <string>
#include <vector>

namespace sim {
namespace {

// Nothing is less than anything: the order is the heap's own.
struct AllEqual {
  bool operator()(int, int) const { return false; }
};

std::string popped(std::vector<int> heap) {
  std::string text;
  while (!heap.empty()) text += std::to_string(heapq_pop(heap, AllEqual{})) + " ";
  if (!text.empty()) text.pop_back();
  return text;
}

std::string pushed_and_popped(int count) {
  std::vector<int> heap;
  for (int i = 0; i < count; ++i) heapq_push(heap, i, AllEqual{});
  return popped(heap);
}

std::string heapified_and_popped(std::size_t count) {
  std::vector<int> heap(count);
  std::iota(heap.begin(), heap.end(), 0);
  heapq_heapify(heap, AllEqual{});
  return popped(heap);
}

// What Python 3.11 gives.
TEST(Heapq, BreaksTiesAsPythonDoes) {
  EXPECT_EQ(pushed_and_popped(1), "0");
  EXPECT_EQ(pushed_and_popped(2), "0 1");
  EXPECT_EQ(pushed_and_popped(3), "0 1 2");
  EXPECT_EQ(pushed_and_popped(4), "0 2 1 3");
  EXPECT_EQ(pushed_and_popped(5), "0 2 4 1 3");
  EXPECT_EQ(pushed_and_popped(6), "0 2 5 4 1 3");
  EXPECT_EQ(pushed_and_popped(7), "0 2 5 6 4 1 3");
  EXPECT_EQ(pushed_and_popped(8), "0 2 6 5 7 4 1 3");
  EXPECT_EQ(pushed_and_popped(10), "0 2 6 9 8 5 7 4 1 3");
  EXPECT_EQ(pushed_and_popped(16), "0 2 6 14 13 15 12 11 10 9 8 5 7 4 1 3");
}

TEST(Heapq, MakesTheHeapThatPythonMakesOfAList) {
  EXPECT_EQ(heapified_and_popped(1), "0");
  EXPECT_EQ(heapified_and_popped(2), "1 0");
  EXPECT_EQ(heapified_and_popped(5), "2 0 1 4 3");
  EXPECT_EQ(heapified_and_popped(8), "6 2 0 5 3 1 4 7");
  EXPECT_EQ(heapified_and_popped(13), "6 2 0 5 11 1 9 3 12 7 4 10 8");
  EXPECT_EQ(heapified_and_popped(16), "14 6 2 0 13 7 5 11 1 9 3 12 15 4 10 8");
}

struct Item {
  std::uint32_t key;
  std::uint32_t number;
  bool operator<(const Item& other) const { return key < other.key; }
};

// The stream of numbers with which Python's heap was asked for the answers below.
class Stream {
 public:
  std::uint32_t below(std::uint32_t bound) {
    state_ = (state_ * 1103515245U + 12345U) % (1U << 31);
    return (state_ >> 16) % bound;
  }

 private:
  std::uint32_t state_ = 7;
};

TEST(Heapq, DoesFourHundredThousandThingsAsPythonDoes) {
  Stream stream;
  std::vector<Item> heap;
  std::uint32_t digest = 0;
  for (std::uint32_t i = 0; i < 400'000; ++i) {
    if (!heap.empty() && stream.below(3) == 0) {
      digest = digest * 31 + heapq_pop(heap).number;
    } else {
      heapq_push(heap, Item{stream.below(50), i});
    }
  }
  EXPECT_EQ(digest, 2990889499U);
  EXPECT_EQ(heap.size(), 134172U);
  heap.clear();
  for (std::uint32_t i = 0; i < 1000; ++i) heap.push_back({stream.below(10), i});
  heapq_heapify(heap);
  while (!heap.empty()) digest = digest * 31 + heapq_pop(heap).number;
  EXPECT_EQ(digest, 822355347U);
}

bool is_heap(const std::vector<int>& heap) {
  for (std::size_t i = 1; i < heap.size(); ++i) {
    if (heap[(i - 1) / 2] > heap[i]) return false;
  }
  return true;
}

std::vector<int> random_items(Stream& stream, std::size_t count, std::uint32_t bound) {
  std::vector<int> items(count);
  for (int& item : items) item = static_cast<int>(stream.below(bound));
  return items;
}

std::vector<int> sorted(std::vector<int> items) {
  std::ranges::sort(items);
  return items;
}

std::vector<int> pop_all(std::vector<int> heap) {
  std::vector<int> items;
  while (!heap.empty()) items.push_back(heapq_pop(heap));
  return items;
}

// test_heapq.TestHeap.test_push_pop
TEST(Heapq, IsAHeapAfterEachPushAndPop) {
  Stream stream;
  std::vector<int> heap;
  const std::vector<int> items = random_items(stream, 256, 30000);
  for (const int item : items) {
    heapq_push(heap, item);
    ASSERT_TRUE(is_heap(heap));
  }
  std::vector<int> popped_items;
  while (!heap.empty()) {
    popped_items.push_back(heapq_pop(heap));
    ASSERT_TRUE(is_heap(heap));
  }
  EXPECT_EQ(popped_items, sorted(items));
}

// test_heapq.TestHeap.test_heapify
TEST(Heapq, MakesAHeapOfAListOfAnySize) {
  Stream stream;
  for (std::size_t size = 0; size < 30; ++size) {
    std::vector<int> heap = random_items(stream, size, 30000);
    heapq_heapify(heap);
    EXPECT_TRUE(is_heap(heap)) << size;
  }
  std::vector<int> large = random_items(stream, 20000, 30000);
  heapq_heapify(large);
  EXPECT_TRUE(is_heap(large));
}

// test_heapq.TestHeap.test_naive_nbest
TEST(Heapq, KeepsTheTenLargest) {
  Stream stream;
  const std::vector<int> items = random_items(stream, 1000, 2000);
  std::vector<int> heap;
  for (const int item : items) {
    heapq_push(heap, item);
    if (heap.size() > 10) static_cast<void>(heapq_pop(heap));
  }
  const std::vector<int> all = sorted(items);
  EXPECT_EQ(sorted(heap), std::vector<int>(all.end() - 10, all.end()));
}

// test_heapq.TestHeap.test_heapsort
TEST(Heapq, SortsWhatIsPushedAndWhatIsMadeAHeap) {
  Stream stream;
  for (int trial = 0; trial < 100; ++trial) {
    const std::vector<int> items = random_items(stream, stream.below(50), 25);
    std::vector<int> heap;
    if (trial % 2 == 1) {
      heap = items;
      heapq_heapify(heap);
    } else {
      for (const int item : items) heapq_push(heap, item);
    }
    EXPECT_EQ(pop_all(heap), sorted(items));
  }
}

// test_heapq.TestHeap.test_comparison_operator
TEST(Heapq, AsksForLessAndNothingElse) {
  struct OnlyLess {
    int key;
    bool operator<(const OnlyLess& other) const { return key < other.key; }
  };
  std::vector<OnlyLess> heap{{3}, {1}, {2}};
  heapq_heapify(heap);
  heapq_push(heap, OnlyLess{0});
  for (int key = 0; key < 4; ++key) EXPECT_EQ(heapq_pop(heap).key, key);
}

TEST(Heapq, MovesWhatCannotBeCopied) {
  auto less = [](const auto& a, const auto& b) { return *a < *b; };
  std::vector<std::unique_ptr<int>> heap;
  for (const int item : {2, 1, 3}) heapq_push(heap, std::make_unique<int>(item), less);
  EXPECT_EQ(*heapq_pop(heap, less), 1);
  EXPECT_EQ(*heapq_pop(heap, less), 2);
}

// Compares numbers, and throws once it has done so a number of times.
struct Tired {
  int* left;
  bool operator()(int a, int b) const {
    if ((*left)-- == 0) throw std::runtime_error("tired");
    return a < b;
  }
};

TEST(Heapq, KeepsEveryItemWhereAComparisonThrows) {
  std::vector<int> heap{1, 3, 2, 7, 4};
  int left = 1;
  EXPECT_THROW(heapq_push(heap, 0, Tired{&left}), std::runtime_error);
  EXPECT_EQ(heap, (std::vector<int>{1, 3, 0, 7, 4, 2}));  // it had risen over 2
}

TEST(Heapq, LosesWhatWasToBePoppedWhereAComparisonThrows) {
  std::vector<int> heap{1, 3, 2, 7, 4};
  int left = 1;
  EXPECT_THROW(static_cast<void>(heapq_pop(heap, Tired{&left})), std::runtime_error);
  EXPECT_EQ(heap, (std::vector<int>{2, 3, 4, 7}));
}

}  // namespace
}  // namespace sim
