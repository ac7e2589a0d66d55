#include "sim/scenario/slots.hpp"

#include <gtest/gtest.h>

#include "sim/scenario/format_value.hpp"

namespace sim::scenario {
namespace {

TEST(Slots, AreUnboundAtFirst) {
  Slots slots(2);
  slots[1] = Value(3);
  EXPECT_EQ(slots.size(), 2U);
  EXPECT_FALSE(slots[0].has_value());
  EXPECT_EQ(to_repr(*slots[1]), "3");
}

TEST(Slots, ThatAreSharedAreTheSame) {
  Slots slots(1);
  slots[0] = Value(1);
  Slots first = slots.share();
  const Slots second = slots.share();
  slots[0] = Value(2);
  EXPECT_EQ(to_repr(*second[0]), "2");
  first[0] = Value(3);
  EXPECT_EQ(to_repr(*slots[0]), "3");
  EXPECT_EQ(slots.size(), 1U);
}

TEST(Slots, OutliveThoseTheyAreSharedWith) {
  Slots kept;
  {
    Slots slots(1);
    slots[0] = Value("text");
    kept = slots.share();
  }
  EXPECT_EQ(to_repr(*kept[0]), "'text'");
}

TEST(Slots, AreEmptiedAtTheEndOfARun) {
  Slots kept;
  {
    const Heap heap;
    Slots slots(1);
    slots[0] = Value(1);
    kept = slots.share();
  }
  EXPECT_FALSE(kept[0].has_value());
}

}  // namespace
}  // namespace sim::scenario
