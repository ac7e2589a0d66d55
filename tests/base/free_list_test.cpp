#include "sim/base/free_list.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <thread>
#include <vector>

#include "tests/support/allocations.hpp"
#include "tests/support/numbers.hpp"
#include "tests/support/sanitizers.hpp"

namespace sim {
namespace {

constexpr bool keeps_blocks = !test::address_sanitizer;

struct Claim {
  unsigned char* block;
  std::size_t size;
  unsigned char mark;
};

Claim claim(std::size_t size, unsigned char mark) {
  auto* block = static_cast<unsigned char*>(FreeList::allocate(size));
  std::memset(block, mark, size);
  return {block, size, mark};
}

void give_back(const Claim& claim) {
  for (std::size_t i = 0; i < claim.size; ++i) ASSERT_EQ(claim.block[i], claim.mark);
  FreeList::release(claim.block, claim.size);
}

TEST(FreeList, CountsWhatIsGivenOut) {
  const std::size_t before = FreeList::in_use();
  void* a = FreeList::allocate(100);
  void* b = FreeList::allocate(5000);
  EXPECT_EQ(FreeList::in_use(), before + 2);
  FreeList::release(a, 100);
  EXPECT_EQ(FreeList::in_use(), before + 1);
  FreeList::release(b, 5000);
  EXPECT_EQ(FreeList::in_use(), before);
}

TEST(FreeList, GivesBlocksOfAnySizeThatDoNotOverlap) {
  test::Numbers numbers(1);
  std::vector<Claim> claims;
  for (int i = 0; i < 20'000; ++i) {
    if (claims.empty() || numbers.below(2) == 0) {
      claims.push_back(claim(numbers.below(3000), static_cast<unsigned char>(numbers.next())));
    } else {
      std::swap(claims[numbers.below(claims.size())], claims.back());
      give_back(claims.back());
      claims.pop_back();
    }
  }
  for (const Claim& left : claims) give_back(left);
}

TEST(FreeList, AsksForNoMemoryThatItHas) {
  for (const std::size_t size : {1U, 16U, 17U, 200U, 2000U}) {
    FreeList::release(FreeList::allocate(size), size);
    const std::uint64_t before = test::allocations();
    for (int i = 0; i < 100; ++i) FreeList::release(FreeList::allocate(size), size);
    EXPECT_EQ(test::allocations() - before, keeps_blocks ? 0U : 100U) << size;
  }
}

TEST(FreeList, TakesABlockThatWaitsAndNoneThatIsNew) {
  std::thread([] {
    EXPECT_EQ(FreeList::take_waiting(100), nullptr);
    EXPECT_EQ(FreeList::take_waiting(5000), nullptr);
    EXPECT_EQ(FreeList::in_use(), 0U);
    void* block = FreeList::allocate(100);
    FreeList::release(block, 100);
    void* again = FreeList::take_waiting(100);
    EXPECT_EQ(again, keeps_blocks ? block : nullptr);
    EXPECT_EQ(FreeList::in_use(), keeps_blocks ? 1U : 0U);
    if (again != nullptr) FreeList::release(again, 100);
  }).join();
}

TEST(FreeList, GivesItsMemoryBackWhenTrimmed) {
  FreeList::release(FreeList::allocate(64), 64);
  FreeList::trim();
  const std::uint64_t before = test::allocations();
  FreeList::release(FreeList::allocate(64), 64);
  EXPECT_EQ(test::allocations() - before, 1U);
}

TEST(FreeList, IsAnotherOnEachThread) {
  void* mine = FreeList::allocate(64);
  std::size_t seen = 99;
  std::thread([&seen] {
    seen = FreeList::in_use();
    FreeList::release(FreeList::allocate(64), 64);
  }).join();
  EXPECT_EQ(seen, 0U);
  FreeList::release(mine, 64);
}

struct Thing : Pooled {
  char bytes[40];
};

TEST(FreeList, HoldsTheObjectsOfPooledClasses) {
  const std::size_t before = FreeList::in_use();
  auto* thing = new Thing;
  EXPECT_EQ(FreeList::in_use(), before + 1);
  delete thing;
  EXPECT_EQ(FreeList::in_use(), before);
}

}  // namespace
}  // namespace sim
