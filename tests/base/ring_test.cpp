#include "sim/base/ring.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <deque>
#include <memory>
#include <string>

#include "sim/base/xoshiro.hpp"
#include "tests/support/allocations.hpp"

namespace sim {
namespace {

TEST(Ring, GivesFirstWhatCameFirst) {
  Ring<std::string> ring;
  EXPECT_TRUE(ring.empty());
  ring.push_back("a string that is too long to lie inside of another thing");
  ring.push_back("b");
  EXPECT_EQ(ring.size(), 2U);
  EXPECT_EQ(ring.pop_front(), "a string that is too long to lie inside of another thing");
  EXPECT_EQ(ring.pop_front(), "b");
  EXPECT_TRUE(ring.empty());
}

TEST(Ring, CarriesWhatCannotBeCopied) {
  Ring<std::unique_ptr<int>> ring;
  for (int i = 0; i < 20; ++i) ring.push_back(std::make_unique<int>(i));
  EXPECT_EQ(*ring.pop_front(), 0);
  EXPECT_EQ(*ring.pop_front(), 1);
}

TEST(Ring, DropsWhatIsLeftInIt) {
  const auto shared = std::make_shared<int>(1);
  {
    Ring<std::shared_ptr<int>> ring;
    for (int i = 0; i < 12; ++i) ring.push_back(shared);
    static_cast<void>(ring.pop_front());
    EXPECT_EQ(shared.use_count(), 12);
    ring.clear();
    EXPECT_EQ(shared.use_count(), 1);
    ring.push_back(shared);
  }
  EXPECT_EQ(shared.use_count(), 1);
}

TEST(Ring, KeepsItsMemory) {
  Ring<int> ring;
  for (int i = 0; i < 16; ++i) ring.push_back(i);
  ring.clear();
  const std::uint64_t before = test::allocations();
  for (int round = 0; round < 1000; ++round) {
    for (int i = 0; i < 16; ++i) ring.push_back(i);
    while (!ring.empty()) static_cast<void>(ring.pop_front());
  }
  EXPECT_EQ(test::allocations(), before);
}

TEST(Ring, DoesWhatADequeDoes) {
  Xoshiro draws(5);
  Ring<std::uint64_t> ring;
  std::deque<std::uint64_t> model;
  for (int turn = 0; turn < 20'000; ++turn) {
    if (draws.below(1000) == 0) {
      ring.clear();
      model.clear();
    } else if (model.empty() || draws.below(100) < 52) {
      model.push_back(draws.next());
      ring.push_back(model.back());
    } else {
      ASSERT_EQ(ring.pop_front(), model.front());
      model.pop_front();
    }
    ASSERT_EQ(ring.size(), model.size());
    ASSERT_EQ(ring.empty(), model.empty());
  }
}

}  // namespace
}  // namespace sim
