#include "sim/base/wait_text.hpp"

#include <gtest/gtest.h>

namespace sim {
namespace {

TEST(AWaitLine, SaysWhoIsBehindWhatIsWaitedFor) {
  EXPECT_EQ(wait_line("left", "a lock", {"right"}), "left waits for a lock (right)");
  EXPECT_EQ(wait_line("left", "an event", {}), "left waits for an event");
  EXPECT_EQ(wait_line("main", "wait()", {"a", "b"}), "main waits for wait() (a, b)");
}

TEST(AWaitLine, SaysWhoHoldsIt) {
  EXPECT_EQ(wait_line("left", "lock 2", {"right"}, Behind::holds),
            "left waits for lock 2, held by right");
}

TEST(AWaitLine, NamesNobodyTwice) {
  EXPECT_EQ(wait_line("main", "left", {"left"}), "main waits for left");
  EXPECT_EQ(wait_line("main", "gather(left, right)", {"left", "right"}),
            "main waits for gather(left, right)");
  EXPECT_EQ(wait_line("main", "gather(a)", {"a", "b"}), "main waits for gather(a) (b)");
}

TEST(AWaitLine, IsNotMisledByNamesThatAreWords) {
  EXPECT_EQ(wait_line("b", "a lock", {"a"}), "b waits for a lock (a)");
  EXPECT_EQ(wait_line("b", "gather(ab, ca)", {"a"}), "b waits for gather(ab, ca) (a)");
}

TEST(ARingLine, NamesItsMembers) {
  EXPECT_EQ(ring_line({"left", "right"}), "a ring: left, right");
}

}  // namespace
}  // namespace sim
